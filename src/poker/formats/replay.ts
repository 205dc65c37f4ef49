/**
 * Plays a hand history through the engine: every action must be one the rules allow, by the player whose turn
 * it is, and every card must be one that is due.
 *
 * Upon a deal: the history's next lines must be the deals that fill it, in any order and grouping.
 * Upon a decision: the next line must be that player's.
 * Upon cards to be tabled: the player's show or muck is taken wherever it stands, because formats disagree
 * whether an all-in is shown before or after the run-out. A hand of which nothing is said is shown where its
 * cards are known, otherwise it is given up; so is one "shown" with unknown cards, unless it is the last.
 * A hand that a history has winning although it was mucked or shown with unknown cards was claimed unseen
 * (`checkHistory`).
 * A history that ends before the hand does is a partial one: the stacks are compared as they are.
 */

import type { Card, SeenCard } from '../cards.ts';
import { applyBet, applyClaim, applyMuck, applyShow, awaiting, deal, startHand, verifyBet } from '../hand.ts';
import { RuleError } from '../refusal.ts';
import { parseSetup, type SetupInput } from '../setup.ts';
import type { CardRequest, ClaimRelation, HandState, PlayerState, Verb } from '../state.ts';
import type { HandHistory, HistoryAction } from './history.ts';

/** Why a history is no hand by the rules. The message names the action. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
}

export interface Replay {
  readonly state: HandState;
  /** False: the history ends before the hand. */
  readonly complete: boolean;
  /** Chips behind, by player. */
  readonly stacksChips: readonly number[];
}

type StreamAction = Exclude<HistoryAction, { kind: 'show' } | { kind: 'muck' } | { kind: 'claim' }>;
/** What is said of a hand at the showdown. */
type Tabled = readonly SeenCard[] | null | 'muck' | ClaimRelation;

/** Unknown stacks: more than everything that happens in the hand, so never all in. */
const UNKNOWN_STACK_FACTOR = 16;

/**
 * `house`: this project's rules to the letter. `lenient`: the engine tolerates what other software lets happen,
 * see `parseSetup`'s `replay`; most histories are from elsewhere.
 */
export type ReplayMode = 'house' | 'lenient';

/** @throws ReplayError */
export function replayHand(history: HandHistory, mode: ReplayMode = 'lenient'): Replay {
  if (history.runTwice) throw new ReplayError('the hand was run twice');
  const stream: StreamAction[] = [];
  const tabled = new Map<number, Tabled>();
  for (const a of history.actions) {
    if (a.kind === 'show') tabled.set(a.player, a.cards);
    else if (a.kind === 'muck') tabled.set(a.player, 'muck');
    else if (a.kind === 'claim') tabled.set(a.player, a.relation);
    else stream.push(a);
  }
  const replayer = new Replayer(start(history, mode), stream, tabled);
  const complete = replayer.run();
  const { state } = replayer;
  return { state, complete, stacksChips: state.players.map((p) => p.stackChips) };
}

function start(history: HandHistory, mode: ReplayMode): HandState {
  const { players } = history;
  const known = players.reduce((sum, p) => sum + (p.stackChips ?? 0), 0);
  const raised = history.actions.reduce((sum, a) => sum + (a.kind === 'raise' ? a.toChips : 0), 0);
  const forced = players.reduce((sum, p) => sum + p.anteChips + p.blindChips, history.bigBetChips);
  const plenty = UNKNOWN_STACK_FACTOR * (known + raised + forced);
  const table: SetupInput = {
    game: history.game,
    structure: history.structure,
    seats: players.map((p, seat) => ({ seat, stackChips: p.stackChips ?? plenty })),
    buttonSeat: players.length - 1,
    smallBlindSeat: null,
    bigBlindSeat: null,
    smallBlindChips: 0,
    bigBlindChips: 0,
    ante: { kind: 'none', chips: 0 },
    replay: mode === 'lenient',
  };
  const parsed = parseSetup(history.bombPot ? bombPot(table, history) : listed(table, history));
  if (!parsed.ok) throw new ReplayError(`the hand cannot begin: ${parsed.code}`);
  return startHand(parsed.setup);
}

function bombPot(table: SetupInput, history: HandHistory): SetupInput {
  return {
    ...table,
    bigBlindChips: history.smallBetChips,
    bigBetChips: history.bigBetChips,
    bombPotChips: Math.max(...history.players.map((p) => p.anteChips)),
  };
}

function listed(table: SetupInput, history: HandHistory): SetupInput {
  const { players } = history;
  return {
    ...table,
    posts: players.flatMap((p, seat) =>
      p.postChips + p.deadChips > 0 ? [{ seat, liveChips: p.postChips, deadChips: p.deadChips }] : [],
    ),
    explicit: {
      antesChips: players.map((p) => p.anteChips),
      trimAntes: history.trimAntes,
      blindsChips: players.map((p) => p.blindChips),
      bringInChips: history.bringInChips,
      smallBetChips: history.smallBetChips,
      bigBetChips: history.bigBetChips,
    },
  };
}

class Replayer {
  private next = 0;

  constructor(
    public state: HandState,
    private readonly stream: readonly StreamAction[],
    private readonly tabled: ReadonlyMap<number, Tabled>,
  ) {}

  /** True when the hand is over, false when the history ended before it. */
  run(): boolean {
    for (;;) {
      const due = awaiting(this.state);
      if (due.kind === 'over') return this.finish();
      if (due.kind === 'deal') {
        if (this.next === this.stream.length) return false;
        this.deal(due.requests);
      } else if (due.kind === 'act') {
        if (this.next === this.stream.length) return false;
        this.act(due.seat, due.decision);
      } else if (due.kind === 'showdown') this.table([due.seat]);
      else if (due.kind === 'open') this.table(due.seats);
      else throw new ReplayError('the engine asks for a choice no history has');
    }
  }

  /** After the last decision only deals may be left: a run-out recorded although all but one mucked. */
  private finish(): boolean {
    const rest = this.stream.slice(this.next).find((a) => a.kind !== 'board' && a.kind !== 'hole');
    if (rest !== undefined) throw new ReplayError(`${wordsFor(rest)} after the hand is over`);
    return true;
  }

  private deal(requests: readonly CardRequest[]): void {
    const wanted = new Map<'board' | number, number>();
    for (const r of requests) wanted.set(r.to, (wanted.get(r.to) ?? 0) + 1);
    const given = new Map<'board' | number, SeenCard[]>();
    while (wanted.size > 0) {
      const a = this.stream[this.next];
      if (a === undefined) throw new ReplayError('the history ends in the middle of a deal');
      if (a.kind !== 'board' && a.kind !== 'hole')
        throw new ReplayError(`${wordsFor(a)} where cards are due`);
      const to = a.kind === 'board' ? 'board' : a.player;
      const left = (wanted.get(to) ?? 0) - a.cards.length;
      if (left < 0) throw new ReplayError(`${wordsFor(a)}: these cards are not due`);
      given.set(to, [...(given.get(to) ?? []), ...a.cards]);
      if (left === 0) wanted.delete(to);
      else wanted.set(to, left);
      this.next++;
    }
    const cards = requests.map((r) => given.get(r.to)!.shift()!);
    this.apply(
      () => deal(this.state, cards),
      () => `the deal up to line ${this.next}`,
    );
  }

  private act(seat: number, decision: number): void {
    const a = this.stream[this.next]!;
    if (a.kind === 'board' || a.kind === 'hole')
      throw new ReplayError(`${wordsFor(a)} where p${seat + 1} is to act`);
    if (a.player !== seat) throw new ReplayError(`${wordsFor(a)} where p${seat + 1} is to act`);
    const [verb, amountChips] = this.bet(a, seat);
    this.apply(
      () => applyBet(this.state, seat, verb, amountChips).state,
      () => `${wordsFor(a)}, decision ${decision}`,
    );
    this.next++;
  }

  private bet(a: StreamAction, seat: number): [Verb, number] {
    switch (a.kind) {
      case 'fold':
        return ['fold', 0];
      case 'raise':
        return ['raiseTo', a.toChips];
      case 'bringIn':
        return ['call', 0];
      default:
        return [verifyBet(this.state, seat, 'check', 0) === undefined ? 'check' : 'call', 0];
    }
  }

  /** Tables one hand: what the history says in so many words comes before what has to be concluded. */
  private table(due: readonly number[]): void {
    const { replay } = this.state.setup;
    const candidates = this.state.players.filter(
      (p) => p.status === 'live' && !p.shown && (replay || due.includes(p.seat)),
    );
    const said = (p: PlayerState) => this.tabled.get(p.seat);
    const cardsOf = (p: PlayerState): Card[] | undefined => {
      const cards = said(p);
      return typeof cards === 'string' ? undefined : inDealtOrder(p.cards, cards ?? p.cards);
    };
    const mucks = candidates.find((p) => said(p) === 'muck');
    const shows = candidates.find((p) => cardsOf(p) !== undefined);
    if (mucks !== undefined)
      this.apply(
        () => applyMuck(this.state, mucks.seat).state,
        () => `p${mucks.seat + 1} sm`,
      );
    else if (shows !== undefined) {
      this.apply(
        () => applyShow(this.state, shows.seat, cardsOf(shows)!).state,
        () => `p${shows.seat + 1} sm`,
      );
    } else if (candidates.length === 1 && isClaim(said(candidates[0]!))) {
      const [claimant] = candidates as [PlayerState];
      this.apply(
        () => applyClaim(this.state, claimant.seat, said(claimant) as ClaimRelation).state,
        () => `p${claimant.seat + 1} wins unseen`,
      );
    } else {
      // Nobody left whose cards are known: these lose to any hand that was shown.
      const hidden = candidates[0]!;
      if (!this.state.players.some((p) => p.shown && p.status === 'live')) {
        throw new ReplayError("the showdown cannot be decided: nobody's cards are known");
      }
      this.apply(
        () => applyMuck(this.state, hidden.seat).state,
        () => `p${hidden.seat + 1} sm`,
      );
    }
  }

  private apply(next: () => HandState, what: () => string): void {
    try {
      this.state = next();
    } catch (error) {
      if (error instanceof RuleError) throw new ReplayError(`${what()}: ${error.code}`);
      throw error;
    }
  }
}

const isClaim = (said: Tabled | undefined): said is ClaimRelation => said === 'better' || said === 'equal';

/**
 * `shown` in the order in which the cards were dealt; files may list them otherwise, and may name cards that
 * were dealt face down. Undefined when a card stays unknown; contradictions are left for the engine to refuse.
 */
function inDealtOrder(dealt: readonly SeenCard[], shown: readonly SeenCard[]): Card[] | undefined {
  if (shown.includes(null)) return undefined;
  const rest = shown.filter((c) => !dealt.includes(c));
  return dealt.map((c) => (c !== null && shown.includes(c) ? c : (rest.shift() ?? c ?? -1)));
}

function wordsFor(a: StreamAction): string {
  if (a.kind === 'board') return 'd db';
  if (a.kind === 'hole') return `d dh p${a.player + 1}`;
  const verb = { fold: 'f', call: 'cc', bringIn: 'pb', raise: 'cbr' }[a.kind];
  return `p${a.player + 1} ${verb}${a.kind === 'raise' ? ` ${a.toChips}` : ''}`;
}

/**
 * The check of conformance: undefined when the hand replays to the finishing stacks its file names, by the house
 * rules or by the tolerance for other software; otherwise what is wrong.
 * A lone ante (big blind's or button's) that a file says to trim is read either way: the specification wants such
 * antes untrimmed, and files are found of both kinds.
 */
export function checkHistory(history: HandHistory): string | undefined {
  const lone = history.trimAntes && history.players.filter((p) => p.anteChips > 0).length === 1;
  const plain = lone ? [history, { ...history, trimAntes: false }] : [history];
  const readings = [...plain, ...plain.flatMap(claimedUnseen)];
  let first: string | undefined;
  for (const mode of ['lenient', 'house'] as const) {
    for (const reading of readings) {
      const fault = faultOf(reading, mode);
      if (fault === undefined) return undefined;
      first ??= fault;
    }
  }
  return first;
}

/**
 * The history with its last closed hand as a winner unseen. No format has a word for that: the hand is mucked in it,
 * or shown with cards that nobody knows, and has chips that it could not have otherwise.
 */
function claimedUnseen(history: HandHistory): HandHistory[] {
  const closed = (a: HistoryAction): boolean =>
    a.kind === 'muck' || (a.kind === 'show' && a.cards?.includes(null) === true);
  const at = history.actions.findLastIndex(closed);
  const last = history.actions[at];
  if (last === undefined || !('player' in last)) return [];
  return (['better', 'equal'] as const).map((relation) => ({
    ...history,
    actions: history.actions.with(at, { kind: 'claim', player: last.player, relation }),
  }));
}

function faultOf(history: HandHistory, mode: ReplayMode): string | undefined {
  try {
    const replay = replayHand(history, mode);
    return compareStacks(history, replay) ?? comparePots(history, replay);
  } catch (error) {
    if (error instanceof ReplayError) return error.message;
    throw error;
  }
}

/** Chips that winners, and nobody else, have less than they won; undefined where that is not the difference. */
function rakeTaken(history: HandHistory, replay: Replay, expected: readonly number[]): number | undefined {
  let taken = 0;
  for (const [i, chips] of replay.stacksChips.entries()) {
    const less = Math.round(chips - expected[i]! * history.scale);
    // A house takes a part of what was won, never more than all of it.
    if (Number.isNaN(less) || less < 0 || less > replay.state.players[i]!.wonChips) return undefined;
    taken += less;
  }
  return taken;
}

/** A rake that the file names is taken as said, rounded by the house to a whole unit for each pot. */
function agreesWithRake(history: HandHistory, replay: Replay, taken: number): string | undefined {
  const { players, finalPots } = replay.state;
  const won = players.reduce((sum, p) => sum + p.wonChips, 0);
  const slack = history.scale * Math.max(1, finalPots.length);
  if (history.rake > 0 && Math.abs(taken - history.rake * won) <= slack) return undefined;
  const said = history.rake > 0 ? `, not the share of ${history.rake} that it names` : '';
  return `the hand is raked: its winners have ${taken / history.scale} less than they won${said}`;
}

/** Where the replay's stacks differ from the history's, as a sentence; undefined where they agree or it names none. */
export function compareStacks(history: HandHistory, replay: Replay): string | undefined {
  const expected = history.finishingStacks;
  if (expected === null) return undefined;
  // Fractions are rounded in files to hundredths; whole chips must agree to the chip.
  const tolerance = history.exactSplits ? 0.01 * history.scale : 0;
  const differs = replay.stacksChips.some((chips, i) => {
    if (history.players[i]!.stackChips === null || expected[i] === Number.POSITIVE_INFINITY) return false;
    return Math.abs(chips - expected[i]! * history.scale) > tolerance;
  });
  if (!differs) return undefined;
  const taken = rakeTaken(history, replay, expected);
  if (taken !== undefined) return agreesWithRake(history, replay, taken);
  const ours = replay.stacksChips.map((c) => c / history.scale);
  return `finishing stacks are [${ours.join(', ')}], the file says [${expected.join(', ')}]`;
}

/**
 * Where the pots that a file names differ from the replay's, as a sentence; undefined where they agree or it names
 * none.
 * What the house took has to be what the winners, and nobody else, have less.
 */
export function comparePots(history: HandHistory, replay: Replay): string | undefined {
  const { pots, scale } = history;
  if (pots === null) return undefined;
  if (!replay.complete) return 'the file names who won, and ends before the hand is over';
  const tolerance = history.exactSplits ? 0.01 * scale : 0;
  const differs = (a: number, b: number): boolean => Math.abs(a - b) > tolerance + 1e-6 * scale;
  const won = replay.state.players.map((p) => p.wonChips);
  const total = won.reduce((a, b) => a + b, 0);
  if (differs(pots.total * scale, total)) return `the pots are ${total / scale}, the file says ${pots.total}`;
  if (pots.wins.every((w) => w === 0)) return undefined;
  const less = won.map((chips, i) => chips - pots.wins[i]! * scale);
  const taken = less.reduce((a, b) => a + b, 0);
  const raked = pots.rake > 0 && !differs(taken, pots.rake * scale);
  const right = less.every((chips, i) =>
    raked ? chips >= -tolerance && (won[i]! > 0 || chips === 0) : !differs(chips, 0),
  );
  if (right) return undefined;
  return `the players win [${won.map((c) => c / scale).join(', ')}], the file says [${pots.wins.join(', ')}]`;
}
