import { describe, expect, it } from 'vitest';
import type { GameName, StructureName } from '../../codec/config.ts';
import type { Card } from '../../poker/cards.ts';
import { gameNamed } from '../../poker/catalogue.ts';
import {
  applyBet,
  applyShow,
  awaiting,
  canBet,
  deal,
  legalActions,
  result,
  startHand,
} from '../../poker/hand.ts';
import { type HandSetup, parseSetup } from '../../poker/setup.ts';
import type { HandState } from '../../poker/state.ts';
import { cards } from '../../testing/handScript.ts';
import { PLAYED, seededBelow } from '../../testing/randomHands.ts';
import { STRENGTHS, type Strength } from '../contract/practice.ts';
import { equity, type Random } from './equity.ts';
import { percentile } from './preflop.ts';
import type { BotAction, Spot } from './spot.ts';
import { decide } from './strategy.ts';

type Player = (spot: Spot, random: Random) => BotAction;

function uniform(seed: number): Random {
  const below = seededBelow(seed);
  return () => below(2 ** 20) / 2 ** 20;
}

function setupFor(
  stacks: readonly number[],
  buttonSeat = 0,
  game: GameName = 'holdem',
  structure: StructureName = 'no-limit',
): HandSetup {
  const stud = gameNamed(game).forced === 'bring-in';
  const after = (k: number): number => (buttonSeat + k) % stacks.length;
  const first = stacks.length === 2 ? 0 : 1;
  const parsed = parseSetup({
    game,
    structure,
    seats: stacks.map((stackChips, seat) => ({ seat, stackChips })),
    buttonSeat,
    smallBlindSeat: stud ? null : after(first),
    bigBlindSeat: stud ? null : after(first + 1),
    smallBlindChips: 1,
    bigBlindChips: 2,
    ante: stud ? { kind: 'each', chips: 1 } : { kind: 'none', chips: 0 },
  });
  if (!parsed.ok) throw new Error(parsed.code);
  return parsed.setup;
}

/** The spot of the seat to act, from the rules' own state. */
function spotAt(state: HandState, own: readonly Card[]): Spot {
  const legal = legalActions(state)!;
  const me = state.players.find((p) => p.seat === legal.seat)!;
  const live = state.players.filter((p) => p.status === 'live' && p !== me);
  const { raise } = legal;
  return {
    game: state.setup.game,
    legal: {
      hand: 1,
      decision: legal.decision,
      fold: legal.fold,
      check: legal.check,
      callChips: legal.callChips,
      raise: raise && {
        minToChips: raise.minTo,
        maxToChips: raise.maxTo,
        isBet: raise.isBet,
        totalsChips: raise.totals,
      },
    },
    own,
    board: state.board.filter((c) => c !== null),
    opponents: live.map((p) => p.cards.filter((c, i): c is Card => c !== null && p.up[i] === true)),
    potChips: state.players.reduce((sum, p) => sum + p.liveChips + p.anteChips + p.deadChips, 0),
    ownBetChips: me.betChips,
    stackChips: me.stackChips,
    bigBlindChips: 2,
    raises: state.aggressor >= 0 ? Math.max(1, state.raises - 1) : 0,
    players: state.players.length,
    behind: (state.players.length + state.players.indexOf(me)) % state.players.length,
  };
}

/** Plays a hand by the players' choices; face-down cards are known to their owner alone. */
function playHand(
  setup: HandSetup,
  seed: number,
  players: readonly Player[],
  see?: (spot: Spot, a: BotAction, s: HandState) => void,
) {
  const below = seededBelow(seed);
  const random = uniform(seed + 1);
  const deck = [...gameNamed(setup.game).deck];
  for (let i = deck.length - 1; i > 0; i--) {
    const j = below(i + 1);
    [deck[i], deck[j]] = [deck[j]!, deck[i]!];
  }
  const held = new Map<number, Card[]>(setup.seats.map((s) => [s.seat, []]));
  let state = startHand(setup);
  for (;;) {
    const due = awaiting(state);
    if (due.kind === 'over') return state;
    if (due.kind === 'deal') {
      const dealt = due.requests.map((r) => {
        if (r.to !== 'board') held.get(r.to)!.push(deck[r.position]!);
        return r.faceUp ? deck[r.position]! : null;
      });
      state = deal(state, dealt);
    } else if (due.kind === 'act') {
      const spot = spotAt(state, held.get(due.seat)!);
      const action = players[due.seat % players.length]!(spot, random);
      see?.(spot, action, state);
      const amount = action.kind === 'raiseTo' ? action.amountChips : 0;
      state = applyBet(state, due.seat, action.kind, amount).state;
    } else if (due.kind === 'open') state = applyShow(state, due.seats[0]!, held.get(due.seats[0]!)!).state;
    else if (due.kind === 'showdown') state = applyShow(state, due.seat, held.get(due.seat)!).state;
    else throw new Error(due.kind);
  }
}

describe('bot strategy', () => {
  for (const [game, structure] of PLAYED) {
    it(`${structure} ${game}: always a legal action, never a fold for free, at every table size`, () => {
      const most = Math.min(9, gameNamed(game).maxSeats);
      for (let seed = 1; seed <= 24; seed++) {
        const below = seededBelow(seed);
        const count = 2 + (seed % (most - 1));
        const stacks = Array.from({ length: count }, () => 1 + below(below(3) === 0 ? 12 : 300));
        const done = playHand(setupFor(stacks, 0, game, structure), seed, [decide], (spot, action, state) => {
          const amount = action.kind === 'raiseTo' ? action.amountChips : 0;
          const { seat } = legalActions(state)!;
          expect(canBet(state, seat, action.kind, amount), `seed ${seed}: ${JSON.stringify(action)}`).toBe(
            true,
          );
          if (spot.legal.check) expect(action.kind).not.toBe('fold');
        });
        expect(result(done).reduce((sum, r) => sum + r.netChips, 0)).toBe(0);
      }
    });
  }

  it('the same spot and the same randomness give the same answer', () => {
    const setup = setupFor([100, 100, 100]);
    const run = () => {
      const actions: BotAction[] = [];
      playHand(setup, 7, [decide], (_, action) => actions.push(action));
      return actions;
    };
    expect(run()).toEqual(run());
  });

  const opponents: [string, Player, number][] = [
    ['calls everything', ({ legal }) => (legal.check ? { kind: 'check' } : { kind: 'call' }), 0.15],
    [
      'does anything',
      ({ legal }, random) => {
        const dice = random();
        if (legal.raise && dice < 0.3)
          return {
            kind: 'raiseTo',
            amountChips: dice < 0.1 ? legal.raise.maxToChips : legal.raise.minToChips,
          };
        if (legal.check) return { kind: 'check' };
        return dice < 0.5 ? { kind: 'fold' } : { kind: 'call' };
      },
      0.15,
    ],
    ['folds to any bet', ({ legal }) => (legal.check ? { kind: 'check' } : { kind: 'fold' }), 0.05],
  ];
  for (const [what, other, leastBigBlinds] of opponents) {
    it(`wins from one who ${what}`, () => {
      let net = 0;
      const hands = 600;
      for (let i = 0; i < hands; i++) {
        const setup = setupFor([200, 200], i % 2);
        const done = playHand(setup, 1000 + i, [decide, other]);
        net += result(done).find((r) => r.seat === 0)!.netChips;
      }
      expect(net / hands / 2).toBeGreaterThan(leastBigBlinds);
    });
  }
});

describe('three strengths', () => {
  const as =
    (strength: Strength): Player =>
    (spot, random) =>
      decide(spot, random, strength);

  it('every one of them only does what the rules accept, in every game', () => {
    for (const [game, structure] of PLAYED)
      for (const strength of STRENGTHS)
        for (let seed = 1; seed <= 6; seed++)
          playHand(setupFor([120, 80, 200], 0, game, structure), seed, [as(strength)], (spot, a, state) => {
            const amount = a.kind === 'raiseTo' ? a.amountChips : 0;
            expect(canBet(state, legalActions(state)!.seat, a.kind, amount), `seed ${seed}`).toBe(true);
            if (spot.legal.check) expect(a.kind).not.toBe('fold');
          });
  });

  it.each(['normal', 'hard'] as const)('%s wins from a beginner', (strength) => {
    let net = 0;
    const hands = 600;
    for (let i = 0; i < hands; i++) {
      const done = playHand(setupFor([200, 200], i % 2), 5000 + i, [as(strength), as('easy')]);
      net += result(done).find((r) => r.seat === 0)!.netChips;
    }
    expect(net / hands / 2).toBeGreaterThan(0.1);
  });
});

describe('equity and chart', () => {
  const spot = (own: string, board = '', opponents = 1) => ({
    game: 'holdem' as const,
    own: cards(own),
    board: cards(board),
    opponents: Array.from({ length: opponents }, () => []),
  });

  it('knows the well-known numbers', () => {
    expect(equity(spot('AsAh'), uniform(1))).toBeGreaterThan(0.78);
    expect(equity(spot('7c2d'), uniform(1))).toBeLessThan(0.45);
    expect(equity(spot('AsKs', 'QsJsTs'), uniform(1))).toBe(1);
    expect(equity(spot('AsAh', '', 5), uniform(1))).toBeLessThan(0.6);
  });

  it('hi-lo: a wheel with the nut flush scoops, half the pot for the low alone', () => {
    const scoop = { ...spot('As2s7d8h', '3s4s5sKdKh'), game: 'omaha-hilo' as const };
    expect(equity(scoop, uniform(3))).toBeGreaterThan(0.7);
    const low = { ...spot('Ac2dTh9h', '3s4s8sJsKs'), game: 'omaha-hilo' as const };
    expect(equity(low, uniform(3))).toBeGreaterThan(0.3);
    expect(equity(low, uniform(3))).toBeLessThan(0.62);
  });

  it('orders hands as people do', () => {
    const p = (text: string) => percentile(cards(text)[0]!, cards(text)[1]!);
    expect(p('AsAh')).toBeLessThan(0.01);
    for (const [better, worse] of [
      ['AsKs', 'AsKd'],
      ['QsQd', 'JsJd'],
      ['AsQs', 'KsTd'],
      ['8s7s', '8s3d'],
    ])
      expect(p(better!)).toBeLessThan(p(worse!));
    expect(p('7c2d')).toBeGreaterThan(0.9);
  });
});
