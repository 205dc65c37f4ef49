/** The life of a table with real hands in it: whatever the plan, the engine can start from it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AnteKind } from '../../codec/config.ts';
import { cashRules } from '../../testing/lifeTable.ts';
import { playOut, seededBelow } from '../../testing/randomHands.ts';
import { parseSetup } from '../setup.ts';
import { beginHand, straddleSeat } from './blinds.ts';
import { applyRequest, canRequest, type LifeRequest } from './requests.ts';
import { settleHand } from './settle.ts';
import { createLife, isOver, type LifeRules, type TableLife } from './state.ts';

/** Plays `hands` hands with random actions and random comings and goings. */
function playEvening(seed: number, rules: LifeRules, hands: number): TableLife {
  const below = seededBelow(seed);
  const players = Array.from({ length: Math.max(2, below(rules.seats + 1)) }, (_, seat) => ({
    seat,
    player: `p${seat}`,
    stackChips: 1 + below(100),
  }));
  let life = createLife(rules, players, below(rules.seats));
  for (let i = 0; i < hands; i++) {
    for (let k = below(3); k > 0; k--) life = somebodyAsks(life, below);
    const begun = beginHand(life, i * 60_000);
    if (begun === undefined) continue;
    const { plan } = begun;
    const straddler = straddleSeat(plan, below(2) === 0 ? 'utg' : 'button');
    const parsed = parseSetup({
      game: 'holdem',
      structure: 'no-limit',
      seats: plan.dealtIn,
      buttonSeat: plan.buttonSeat,
      smallBlindSeat: plan.smallBlindSeat,
      bigBlindSeat: plan.bigBlindSeat,
      smallBlindChips: plan.smallBlindChips,
      bigBlindChips: plan.bigBlindChips,
      ante: plan.ante,
      posts: plan.posts,
      straddles: straddler === undefined ? [] : [{ seat: straddler, chips: 2 * plan.bigBlindChips }],
    });
    if (!parsed.ok) throw new Error(`hand ${plan.hand}: ${parsed.code}`);
    const { state } = playOut(parsed.setup, below, true);
    life = begun.life;
    if (below(4) === 0) life = somebodyAsks(life, below);
    const before = plan.dealtIn.reduce((sum, d) => sum + d.stackChips, 0);
    const after = state.players.map((p) => ({ seat: p.seat, stackChips: p.stackChips }));
    expect(after.reduce((sum, p) => sum + p.stackChips, 0)).toBe(before);
    life = settleHand(life, after, i * 60_000 + 30_000);
  }
  return life;
}

function somebodyAsks(life: TableLife, below: (n: number) => number): TableLife {
  const seat = below(life.rules.seats);
  const comeBack = below(2) === 0 ? 'wait' : 'post';
  const requests: LifeRequest[] = [
    { kind: 'sitOut', seat },
    { kind: 'sitIn', seat, comeBack },
    { kind: 'standUp', seat },
    { kind: 'sitDown', seat, player: `q${below(20)}`, chips: 2 + below(90), comeBack },
    { kind: 'topUp', seat, chips: 2 + below(90) },
  ];
  const request = requests[below(requests.length)]!;
  return canRequest(life, request) ? applyRequest(life, request) : life;
}

const antes: { kind: AnteKind; chips: number }[] = [
  { kind: 'none', chips: 0 },
  { kind: 'each', chips: 1 },
  { kind: 'big-blind', chips: 2 },
];

test('every plan of a cash game is a hand the engine plays to its end (seed printed on failure)', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 2, max: 9 }), fc.constantFrom(...antes), (seed, seats, ante) => {
      playEvening(seed, { ...cashRules, seats, ante }, 60);
    }),
    { numRuns: 60 },
  );
});

test('a sit-and-go played with real hands pays its pool out exactly (seed printed on failure)', () => {
  const level = (small: number) => ({
    smallBlindChips: small,
    bigBlindChips: 2 * small,
    anteChips: small > 2 ? small : 0,
    hands: 8,
    durationMs: 0,
  });
  const rules: LifeRules = {
    ...cashRules,
    kind: 'tournament',
    levels: [1, 2, 4, 10, 25, 60].map(level),
    payoutsBasisPoints: [6500, 3500],
    prizePoolChips: 9_999,
  };
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 2, max: 9 }), (seed, seats) => {
      const life = playEvening(seed, { ...rules, seats }, 250);
      expect(isOver(life)).toBe(true);
      const t = life.tournament!;
      expect(t.finished).toHaveLength(t.entrants);
      expect(t.finished.reduce((sum, f) => sum + f.prizeChips, 0)).toBe(9_999);
    }),
    { numRuns: 40 },
  );
});
