/**
 * The pace of an all-in on the screen. The log is done with it in a blink: the picture shows the hands, then the board
 * card by card, then who has won. Nothing waits for the picture, and it gives way as soon as the next hand needs its
 * players. Pure: views and the time in, what is shown out.
 */
import { type RunOutStep, type RunOutView, runOutSteps, stepMs } from '../../client/contract/runOut.ts';
import type { EventView, SeatView, TableView } from '../../client/contract/view.ts';
import { isBettingStage } from '../words/tableWords.ts';

export interface Pace {
  /** The run-out that is shown; undefined when the screen shows what is. */
  readonly running:
    | {
        /** The last view of its hand. */
        readonly held: TableView;
        readonly index: number;
        readonly sinceMs: number;
      }
    | undefined;
  /** The hand whose run-out has been shown, or was over before this screen opened. */
  readonly toldHand: number;
}

export interface Paced {
  readonly pace: Pace;
  /** What the screen shows. */
  readonly view: TableView;
  /** The step that is shown; undefined outside a run-out. */
  readonly step: RunOutStep | undefined;
  /** When to look again without news; undefined: with the next view. */
  readonly dueMs: number | undefined;
}

/** @param opened the first view of a screen: what is over in it is no news */
export function firstPace(opened: TableView): Pace {
  return { running: undefined, toldHand: isOver(opened) ? (opened.hand?.hand ?? 0) : 0 };
}

/** @param still nothing is paced: the player wants no pictures that move */
export function paced(before: Pace, view: TableView, nowMs: number, still: boolean): Paced {
  const running = before.running ?? beginning(before, view, nowMs);
  if (still || running === undefined) return asItIs({ ...before, running: undefined }, view);
  const of = running.held.runOut!;
  const same = view.runOut?.hand === of.hand && view.hand?.hand === of.hand;
  if (!same && goesOn(view, of)) return asItIs({ running: undefined, toldHand: of.hand }, view);
  const held = same ? view : running.held;
  let { index, sinceMs } = running;
  const steps = runOutSteps(held.runOut!, (held.hand?.secondBoard.length ?? 0) > 0);
  for (;;) {
    const next = steps[index + 1];
    const dueMs = sinceMs + stepMs(steps[index]!);
    if (nowMs < dueMs || (next !== undefined && !isThere(held, next))) break;
    if (next === undefined) return asItIs({ running: undefined, toldHand: of.hand }, view);
    index++;
    sinceMs = nowMs;
  }
  const step = steps[index]!;
  const waits = steps[index + 1] !== undefined && !isThere(held, steps[index + 1]!);
  return {
    pace: { running: { held, index, sinceMs }, toldHand: before.toldHand },
    view: pictured(held, view, step),
    step,
    dueMs: waits && nowMs >= sinceMs + stepMs(step) ? undefined : sinceMs + stepMs(step),
  };
}

/** The result at once. */
export function skipped({ running, toldHand }: Pace): Pace {
  return { running: undefined, toldHand: running?.held.runOut?.hand ?? toldHand };
}

function asItIs(pace: Pace, view: TableView): Paced {
  return { pace, view, step: undefined, dueMs: undefined };
}

function beginning({ toldHand }: Pace, view: TableView, nowMs: number): Pace['running'] {
  const { runOut, hand } = view;
  if (runOut === undefined || hand?.hand !== runOut.hand || runOut.hand === toldHand) return undefined;
  return { held: view, index: 0, sinceMs: nowMs };
}

const isOver = ({ hand }: TableView): boolean => hand?.stage === 'between-hands' || hand?.stage === 'over';

/** The table needs its players again, or the hand is told anew. */
function goesOn(view: TableView, of: RunOutView): boolean {
  const { hand } = view;
  if (view.phase !== 'playing' && view.phase !== 'ended') return true;
  if (hand === undefined) return false;
  return hand.hand === of.hand || view.legal !== undefined || isBettingStage(hand.stage);
}

/** What this step shows has happened. */
function isThere(held: TableView, step: RunOutStep): boolean {
  if (step.kind === 'up') return true;
  if (step.kind === 'result') return isOver(held);
  const cards = step.board === 0 ? held.hand?.board : held.hand?.secondBoard;
  return (cards?.length ?? 0) >= step.cards;
}

function pictured(held: TableView, now: TableView, step: RunOutStep): TableView {
  const hand = held.hand!;
  if (step.kind === 'result') {
    const events = eventsUntil(now.events, hand.hand, (e) => e.kind === 'hand-started');
    return { ...held, events, chain: now.chain, links: now.links, relay: now.relay };
  }
  const first = step.kind === 'up' ? step.cards : step.board === 0 ? step.cards : hand.board.length;
  const second = step.kind === 'board' && step.board === 1 ? step.cards : 0;
  const over = isOver(held);
  const won = held.seats.reduce((sum, s) => sum + s.wonChips, 0);
  let cards = 0;
  const hidden = (e: EventView): boolean => {
    if (e.kind !== 'street') return LATER.has(e.kind);
    if (e.text === 'second-board') return second === 0;
    cards += e.cards.length;
    return cards > first;
  };
  return {
    ...held,
    phase: 'playing',
    chain: now.chain,
    links: now.links,
    relay: now.relay,
    events: eventsUntil(now.events, hand.hand, hidden),
    hand: {
      ...hand,
      stage: 'reveal',
      board: hand.board.slice(0, first),
      secondBoard: hand.secondBoard.slice(0, second),
      rabbit: undefined,
      totalPotChips: over ? won : hand.totalPotChips,
    },
    seats: held.seats.map((s) => beforeResult(s, over)),
    own: undefined,
    offers: undefined,
    legal: undefined,
    tournament: undefined,
  };
}

/** What only the result says. */
const LATER: ReadonlySet<EventView['kind']> = new Set<EventView['kind']>([
  'win',
  'busted',
  'place',
  'hand-over',
  'table-over',
  'hand-started',
]);

/** A seat as long as nobody has won: chips that are paid already lie in the pot. */
function beforeResult(seat: SeatView, over: boolean): SeatView {
  const plain = { ...seat, wonChips: 0, winning: undefined, handName: undefined };
  if (!over || !seat.inHand) return plain;
  const stackChips = seat.stackChips - seat.wonChips;
  return { ...plain, stackChips, allIn: !seat.folded && stackChips === 0, out: false, sittingOut: false };
}

/** Events up to the first of this hand that `hides` says belongs to what comes later; chat is never held back. */
function eventsUntil(
  events: readonly EventView[],
  hand: number,
  hides: (event: EventView) => boolean,
): readonly EventView[] {
  const begun = events.findLastIndex((e) => e.kind === 'hand-started' && e.text === String(hand));
  let hidden = false;
  return events.filter((e, i) => {
    if (i <= begun || e.kind === 'chat') return true;
    hidden ||= hides(e);
    return !hidden;
  });
}

/** What each open hand gets on average at this step, 0..1, by seat. */
export function equitiesAt({ runOut }: TableView, step: RunOutStep | undefined): ReadonlyMap<number, number> {
  if (runOut === undefined || step === undefined || step.kind === 'result') return NONE;
  const board = step.kind === 'up' ? 0 : step.board;
  const at = runOut.equities.find((e) => e.board === board && e.cards === step.cards);
  return at === undefined ? NONE : new Map(at.shares.map((s) => [s.seat, s.share]));
}
const NONE: ReadonlyMap<number, number> = new Map();
