/**
 * Hands in a few words, for tests. Seats are 1, 2, 3 … with the button at the last one, so that with three or
 * more p1 is the small blind and p2 the big blind; with two p2 is button and small blind.
 */
import type { AnteKind, GameName, StructureName } from '../codec/config.ts';
import { type Card, parseCards, type SeenCard } from '../poker/cards.ts';
import {
  applyBet,
  applyClaim,
  applyDeal,
  applyKill,
  applyMuck,
  applyShow,
  applyTwice,
  awaiting,
  startHand,
} from '../poker/hand.ts';
import { type HandSetup, parseSetup, type SetupInput } from '../poker/setup.ts';
import type { HandState } from '../poker/state.ts';
import { applyStop } from '../poker/stop.ts';

export interface Sketch {
  readonly stacks: readonly number[];
  readonly game?: GameName;
  readonly structure?: StructureName;
  readonly blinds?: readonly [number, number];
  readonly ante?: readonly [AnteKind, number];
  readonly more?: Partial<SetupInput>;
}

export function sketchInput(sketch: Sketch): SetupInput {
  const n = sketch.stacks.length;
  const [smallBlindChips, bigBlindChips] = sketch.blinds ?? [50, 100];
  const [kind, chips] = sketch.ante ?? ['none', 0];
  const stud = ['stud', 'stud-hilo', 'razz'].includes(sketch.game ?? 'holdem');
  return {
    game: sketch.game ?? 'holdem',
    structure: sketch.structure ?? (stud ? 'fixed-limit' : 'no-limit'),
    seats: sketch.stacks.map((stackChips, i) => ({ seat: i + 1, stackChips })),
    buttonSeat: n,
    smallBlindSeat: n === 2 ? 2 : 1,
    bigBlindSeat: n === 2 ? 1 : 2,
    smallBlindChips,
    bigBlindChips,
    ante: { kind, chips },
    ...sketch.more,
  };
}

/** @throws Error if the sketch is no legal setup */
function setupOf(sketch: Sketch): HandSetup {
  const parsed = parseSetup(sketchInput(sketch));
  if (!parsed.ok) throw new Error(parsed.code);
  return parsed.setup;
}

export function hand(sketch: Sketch): HandState {
  return startHand(setupOf(sketch));
}

export function cards(text: string): Card[] {
  const parsed = parseCards(text);
  if (parsed === undefined) throw new Error(`no cards: ${text}`);
  return parsed.map((c) => {
    if (c === null) throw new Error('a card is face down');
    return c;
  });
}

/**
 * Plays lines such as 'deal', 'deal AsKdQh' (the cards everybody sees, in dealing order), 'p1 f', 'p1 x', 'p1 c',
 * 'p1 r 300' (raise to), 'p1 show AsAd', 'p1 muck', 'p1 claim better', 'p1 kill', 'p1 twice', 'p1 once', 'stop';
 * separated by commas. Cards face down stay unknown.
 */
export function play(state: HandState, script: string): HandState {
  return script.split(',').reduce((s, line) => step(s, line.trim().split(/\s+/)), state);
}

function step(state: HandState, [who, what, how]: string[]): HandState {
  if (who === 'deal') {
    const due = awaiting(state);
    if (due.kind !== 'deal') throw new Error(`a deal where ${due.kind} is due`);
    const open = parseCards(what ?? '') ?? [];
    const dealt = due.requests.map((r): SeenCard => (r.faceUp ? open.shift()! : null));
    return applyDeal(state, dealt).state;
  }
  if (who === 'stop') return applyStop(state).state;
  const seat = Number(who!.slice(1));
  switch (what) {
    case 'f':
      return applyBet(state, seat, 'fold', 0).state;
    case 'x':
      return applyBet(state, seat, 'check', 0).state;
    case 'c':
      return applyBet(state, seat, 'call', 0).state;
    case 'r':
      return applyBet(state, seat, 'raiseTo', Number(how)).state;
    case 'show':
      return applyShow(state, seat, cards(how!)).state;
    case 'muck':
      return applyMuck(state, seat).state;
    case 'claim':
      return applyClaim(state, seat, how === 'equal' ? 'equal' : 'better').state;
    case 'kill':
      return applyKill(state, seat).state;
    case 'twice':
    case 'once':
      return applyTwice(state, seat, what === 'twice').state;
    default:
      throw new Error(`no such line: ${who} ${what}`);
  }
}

export function stacks(state: HandState): number[] {
  return state.players.map((p) => p.stackChips);
}
