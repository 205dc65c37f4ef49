/**
 * Random legal play of every game at every table size. Each test names its seed; FC_SEED=… repeats it.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GAMES, type GameName, STRUCTURES, type StructureName } from '../codec/config.ts';
import type { Card, SeenCard } from './cards.ts';
import { gameNamed } from './catalogue.ts';
import {
  applyBet,
  applyDeal,
  applyKill,
  applyMuck,
  applyShow,
  applyTwice,
  awaiting,
  canBet,
  canDeal,
  canMuck,
  legalActions,
  replay,
  result,
  startHand,
} from './hand.ts';
import { parseSetup, type SetupInput } from './setup.ts';
import type { HandState, Verb } from './state.ts';

const seed = Number(process.env.FC_SEED ?? Date.now() % 2 ** 31);
const runs = { seed, numRuns: 60 };

interface Play {
  readonly input: SetupInput;
  /** Seed of the shuffle and of every choice. */
  readonly dice: number;
}

/** A small deterministic generator (xorshift); tests only. */
function diceOf(seedNumber: number): (below: number) => number {
  let x = seedNumber | 1;
  return (below) => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) % below;
  };
}

function playsOf(game: GameName): fc.Arbitrary<Play> {
  const { maxSeats, forced } = gameNamed(game);
  const stud = forced === 'bring-in';
  return fc
    .record({
      stacks: fc.array(fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 2000 })), {
        minLength: 2,
        maxLength: Math.min(9, maxSeats),
      }),
      structure: fc.constantFrom<StructureName>(...STRUCTURES),
      smallBlindChips: fc.integer({ min: 1, max: 9 }),
      bigBlindChips: fc.integer({ min: 10, max: 20 }),
      anteKind: fc.constantFrom('none', 'each', stud ? 'each' : 'big-blind'),
      anteChips: fc.integer({ min: 1, max: 10 }),
      deadChips: fc.integer({ min: 0, max: 3 }),
      unitChips: fc.constantFrom(1, 1, 5),
      runItTwice: fc.boolean(),
      replay: fc.boolean(),
      rules: fc.constantFrom(1 as const, 2 as const, 2 as const),
      capHeadsUp: fc.boolean(),
      bomb: fc.integer({ min: 0, max: 8 }),
      straddle: fc.boolean(),
      dice: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    })
    .map((r): Play => {
      const seats = r.stacks.map((stackChips, i) => ({ seat: 2 * i + 1, stackChips }));
      const n = seats.length;
      const at = (i: number) => seats[i % n]!.seat;
      const bomb = !stud && r.bomb === 0;
      return {
        dice: r.dice,
        input: {
          game,
          structure: r.structure,
          seats,
          buttonSeat: at(n - 1),
          smallBlindSeat: n === 2 ? at(1) : at(0),
          bigBlindSeat: n === 2 ? at(0) : at(1),
          smallBlindChips: r.smallBlindChips,
          bigBlindChips: r.bigBlindChips,
          ante: { kind: r.anteKind as 'none', chips: r.anteKind === 'none' ? 0 : r.anteChips },
          deadChips: r.deadChips,
          unitChips: r.unitChips,
          runItTwice: r.runItTwice,
          rules: r.rules,
          capHeadsUp: r.capHeadsUp,
          // Eight in a stud replay may be dealt folded cards again, which this one deck does not have.
          replay: r.replay && !(stud && n === 8),
          ...(bomb ? { bombPotChips: 7 } : {}),
          ...(r.straddle && n > 2 && !stud && !bomb
            ? { straddles: [{ seat: at(2), chips: 2 * r.bigBlindChips }] }
            : {}),
        },
      };
    });
}

function shuffled(game: GameName, dice: (below: number) => number): Card[] {
  const deck = [...gameNamed(game).deck];
  for (let i = deck.length - 1; i > 0; i--) {
    const j = dice(i + 1);
    [deck[i], deck[j]] = [deck[j]!, deck[i]!];
  }
  return deck;
}

function chipsOf(state: HandState): number {
  const over = state.phase === 'over';
  return state.players.reduce(
    (sum, p) => sum + p.stackChips + (over ? 0 : p.liveChips + p.anteChips + p.deadChips),
    over ? 0 : state.setup.deadChips,
  );
}

/** Plays a hand with random legal operations, face-down cards unknown until shown; calls `see` with every state. */
function playOut({ input, dice: diceSeed }: Play, see: (state: HandState) => void): HandState {
  const parsed = parseSetup(input);
  if (!parsed.ok) throw new Error(parsed.code);
  const dice = diceOf(diceSeed);
  const deck = shuffled(input.game, dice);
  const hidden = new Map<number, Card[]>();
  let state = startHand(parsed.setup);
  see(state);
  for (let steps = 0; steps < 1000; steps++) {
    const due = awaiting(state);
    if (due.kind === 'over') return state;
    const live = state.players.filter((p) => p.status === 'live');
    if (due.kind === 'deal') {
      const dealt = due.requests.map((r): SeenCard => {
        const card = deck[r.position]!;
        if (r.to !== 'board') hidden.set(r.to, [...(hidden.get(r.to) ?? []), card]);
        return r.faceUp ? card : null;
      });
      state = applyDeal(state, dealt).state;
    } else if (due.kind === 'act') {
      state = randomBet(state, dice);
    } else if (due.kind === 'choose') {
      const seat = due.seats[dice(due.seats.length)]!;
      state = applyTwice(state, seat, dice(4) > 0).state;
    } else if (due.kind === 'divide') {
      throw new Error('no card was withheld');
    } else {
      const seat = due.kind === 'open' ? due.seats[dice(due.seats.length)]! : due.seat;
      const muck = canMuck(state, seat) && dice(3) === 0;
      state = muck ? applyMuck(state, seat).state : applyShow(state, seat, hidden.get(seat)!).state;
    }
    see(state);
    if (dice(60) === 0 && awaiting(state).kind !== 'over' && live.length > 1) {
      const victims = state.players.filter((p) => p.status === 'live');
      if (victims.length > 1) state = applyKill(state, victims[dice(victims.length)]!.seat).state;
      see(state);
    }
  }
  throw new Error('the hand does not end');
}

function randomBet(state: HandState, dice: (below: number) => number): HandState {
  const legal = legalActions(state)!;
  const options: [Verb, number][] = [];
  if (legal.check) options.push(['check', 0], ['check', 0]);
  if (legal.callChips !== undefined) options.push(['call', 0], ['call', 0]);
  if (legal.fold && dice(3) === 0) options.push(['fold', 0]);
  if (legal.raise !== undefined) {
    const { minTo, maxTo, totals } = legal.raise;
    const between = totals === undefined ? minTo + dice(maxTo - minTo + 1) : totals[dice(totals.length)]!;
    options.push(['raiseTo', minTo], ['raiseTo', between]);
    if (dice(4) === 0) options.push(['raiseTo', maxTo]);
  }
  const [verb, chips] = options[dice(options.length)]!;
  return applyBet(state, legal.seat, verb, chips).state;
}

describe.each(GAMES)('%s', (game) => {
  it(`chips are conserved over random legal play (seed ${seed})`, () => {
    fc.assert(
      fc.property(playsOf(game), (play) => {
        const total = play.input.seats.reduce((sum, s) => sum + s.stackChips, play.input.deadChips ?? 0);
        const end = playOut(play, (s) => {
          expect(chipsOf(s)).toBe(total);
          for (const p of s.players) expect(p.stackChips).toBeGreaterThanOrEqual(0);
        });
        expect(result(end).reduce((sum, r) => sum + r.netChips, 0)).toBe(play.input.deadChips);
      }),
      runs,
    );
  });

  it(`replaying the records gives the same state (seed ${seed})`, () => {
    fc.assert(
      fc.property(playsOf(game), (play) => {
        const states: HandState[] = [];
        playOut(play, (s) => states.push(s));
        for (const s of [states[states.length >> 1]!, states[states.length - 1]!]) {
          expect(replay(s.setup, s.records)).toEqual(s);
          expect(JSON.parse(JSON.stringify(s))).toEqual(s);
        }
      }),
      runs,
    );
  });

  it(`every state that is not over has a legal action (seed ${seed})`, () => {
    fc.assert(
      fc.property(playsOf(game), (play) => {
        playOut(play, (s) => {
          const due = awaiting(s);
          if (due.kind === 'act') {
            const legal = legalActions(s)!;
            expect(legal.fold || legal.check || legal.callChips !== undefined).toBe(true);
          } else if (due.kind === 'deal') {
            expect(due.requests.length).toBeGreaterThan(0);
            expect(canDeal(s, [])).toBe(false);
          } else if (due.kind === 'open' || due.kind === 'choose') {
            expect(due.seats.length).toBeGreaterThan(0);
          }
        });
      }),
      runs,
    );
  });

  it(`legal actions are exactly those that apply accepts (seed ${seed})`, () => {
    fc.assert(
      fc.property(playsOf(game), (play) => {
        playOut(play, (s) => {
          if (s.phase !== 'act') return;
          const legal = legalActions(s)!;
          const { seat, raise } = legal;
          expect(canBet(s, seat, 'fold', 0)).toBe(legal.fold);
          expect(canBet(s, seat, 'check', 0)).toBe(legal.check);
          expect(canBet(s, seat, 'call', 0)).toBe(legal.callChips !== undefined);
          for (let to = 0; to <= 2100; to += to < 60 ? 1 : 97) {
            const inside =
              raise !== undefined && (raise.totals?.includes(to) ?? (to >= raise.minTo && to <= raise.maxTo));
            expect(canBet(s, seat, 'raiseTo', to)).toBe(inside);
          }
          if (raise === undefined) return;
          expect(
            [raise.minTo - 1, raise.minTo, raise.maxTo, raise.maxTo + 1].map((to) =>
              canBet(s, seat, 'raiseTo', to),
            ),
          ).toEqual([false, true, true, false]);
          for (const p of s.players) {
            if (p.seat !== seat) expect(canBet(s, p.seat, 'fold', 0)).toBe(false);
          }
        });
      }),
      { ...runs, numRuns: 20 },
    );
  });
});
