/** Random legal hands for tests and benchmarks: the same seed plays the same hand. */
import type { GameName, StructureName } from '../codec/config.ts';
import type { Card } from '../poker/cards.ts';
import { gameNamed } from '../poker/catalogue.ts';
import {
  applyBet,
  applyMuck,
  applyShow,
  applyTwice,
  awaiting,
  deal,
  legalActions,
  startHand,
} from '../poker/hand.ts';
import { type HandSetup, parseSetup, type SetupInput } from '../poker/setup.ts';
import type { HandState } from '../poker/state.ts';

export interface RandomTable {
  readonly game: GameName;
  readonly structure: StructureName;
  readonly seats: number;
  /** True: the state knows no card that is not public, as at a real table. */
  readonly hidden: boolean;
}

export interface RandomHand {
  readonly state: HandState;
  /** Hole cards by seat. */
  readonly cards: ReadonlyMap<number, readonly Card[]>;
}

/** Every game with the structures people play it in. */
export const PLAYED: readonly [GameName, StructureName][] = [
  ['holdem', 'no-limit'],
  ['holdem', 'pot-limit'],
  ['holdem', 'fixed-limit'],
  ['omaha', 'pot-limit'],
  ['omaha', 'fixed-limit'],
  ['omaha-hilo', 'fixed-limit'],
  ['omaha-hilo', 'pot-limit'],
  ['short-deck', 'no-limit'],
  ['stud', 'fixed-limit'],
  ['stud-hilo', 'fixed-limit'],
  ['razz', 'fixed-limit'],
];

/** A linear congruential generator: below(n) is 0..n-1. */
export function seededBelow(seed: number): (n: number) => number {
  let x = seed >>> 0;
  return (n) => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return Math.floor((x / 2 ** 32) * n);
  };
}

function setupOf(table: RandomTable, below: (n: number) => number): SetupInput {
  const seats = Array.from({ length: table.seats }, (_, seat) => ({
    seat,
    stackChips: 1 + below(below(3) === 0 ? 20 : 200),
  }));
  const buttonSeat = below(table.seats);
  const after = (k: number): number => (buttonSeat + k) % table.seats;
  const stud = gameNamed(table.game).forced === 'bring-in';
  const headsUp = table.seats === 2;
  const ante = below(3) === 0 ? ({ kind: 'each', chips: 1 } as const) : ({ kind: 'none', chips: 0 } as const);
  return {
    game: table.game,
    structure: table.structure,
    seats,
    buttonSeat,
    smallBlindSeat: stud ? null : after(headsUp ? 0 : 1),
    bigBlindSeat: stud ? null : after(headsUp ? 1 : 2),
    smallBlindChips: 1,
    bigBlindChips: 2,
    ante: !stud && below(6) === 0 ? { kind: 'big-blind', chips: 2 } : ante,
    ...(!stud && table.seats > 3 && below(4) === 0 ? { straddles: [{ seat: after(3), chips: 4 }] } : {}),
    ...(!stud && table.seats > 4 && below(4) === 0
      ? { posts: [{ seat: after(4), liveChips: below(2) * 2, deadChips: 1 }] }
      : {}),
  };
}

/** Plays one hand to its end with random legal actions. */
export function randomHand(seed: number, table: RandomTable): RandomHand {
  const below = seededBelow(seed);
  const parsed = parseSetup(setupOf(table, below));
  if (!parsed.ok) throw new Error(`seed ${seed}: ${parsed.code}`);
  return playOut(parsed.setup, below, table.hidden);
}

/** Plays a hand from its setup to its end. `hidden`: the state knows no card that is not public. */
export function playOut(setup: HandSetup, below: (n: number) => number, hidden: boolean): RandomHand {
  const deck = [...gameNamed(setup.game).deck];
  for (let i = deck.length - 1; i > 0; i--) {
    const j = below(i + 1);
    [deck[i], deck[j]] = [deck[j]!, deck[i]!];
  }
  const cards = new Map<number, Card[]>(setup.seats.map((s) => [s.seat, []]));
  let state = startHand(setup);
  for (;;) {
    const due = awaiting(state);
    if (due.kind === 'over') return { state, cards };
    if (due.kind === 'deal') {
      const dealt = due.requests.map((r) => {
        const card = deck[r.position]!;
        if (r.to !== 'board') cards.get(r.to)!.push(card);
        return hidden && !r.faceUp ? null : card;
      });
      state = deal(state, dealt);
    } else if (due.kind === 'act') state = act(state, due.seat, below);
    else if (due.kind === 'open') state = applyShow(state, due.seats[0]!, cards.get(due.seats[0]!)!).state;
    else if (due.kind === 'showdown') {
      const shown = state.players.some((p) => p.shown && p.status === 'live');
      state =
        shown && below(4) === 0
          ? applyMuck(state, due.seat).state
          : applyShow(state, due.seat, cards.get(due.seat)!).state;
    } else if (due.kind === 'divide') throw new Error('no card was withheld');
    else state = applyTwice(state, due.seats[0]!, true).state;
  }
}

function act(state: HandState, seat: number, below: (n: number) => number): HandState {
  const legal = legalActions(state)!;
  const dice = below(100);
  if (legal.raise !== undefined && dice < 25) {
    const { minTo, maxTo, totals } = legal.raise;
    const some = Math.min(maxTo, minTo + below(1 + Math.floor((maxTo - minTo) / 4)));
    const toChips = dice < 4 || totals !== undefined ? maxTo : some;
    return applyBet(state, seat, 'raiseTo', dice < 12 ? minTo : toChips).state;
  }
  if (legal.check) return applyBet(state, seat, 'check', 0).state;
  if (legal.fold && dice > 82) return applyBet(state, seat, 'fold', 0).state;
  return applyBet(state, seat, 'call', 0).state;
}
