/** Blinds over random evenings. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cashRules } from '../../testing/lifeTable.ts';
import { beginHand, planHand } from './blinds.ts';
import { applyRequest, canRequest, type LifeRequest } from './requests.ts';
import { settleHand } from './settle.ts';
import { createLife, type HandPlan, type TableLife } from './state.ts';

/** One random event between hands. */
type Event = { who: number; what: 'out' | 'in' | 'post' | 'leave' | 'sit' | 'bust' | 'rebuy' };

function happen(life: TableLife, { who, what }: Event): TableLife {
  const seat = who % life.rules.seats;
  const player = life.seats[seat]?.player ?? `p${who}`;
  const request: LifeRequest | undefined =
    what === 'out'
      ? { kind: 'sitOut', seat }
      : what === 'in' || what === 'post'
        ? { kind: 'sitIn', seat, comeBack: what === 'in' ? 'wait' : 'post' }
        : what === 'leave'
          ? { kind: 'standUp', seat }
          : what === 'sit'
            ? { kind: 'sitDown', seat, player, chips: 100, comeBack: who % 2 === 0 ? 'wait' : 'post' }
            : what === 'rebuy'
              ? { kind: 'topUp', seat, chips: 50 }
              : undefined;
  return request !== undefined && canRequest(life, request) ? applyRequest(life, request) : life;
}

const event = fc.record({
  who: fc.nat(40),
  what: fc.constantFrom<Event['what']>('out', 'in', 'in', 'post', 'leave', 'sit', 'sit', 'bust', 'rebuy'),
});
const evening = fc.record({
  seats: fc.integer({ min: 2, max: 9 }),
  start: fc.integer({ min: 2, max: 9 }),
  hands: fc.array(fc.array(event, { maxLength: 3 }), { minLength: 5, maxLength: 60 }),
});

/** Plays an evening and hands every plan with the life before and after it to `check`. */
function play(
  { seats, start, hands }: { seats: number; start: number; hands: Event[][] },
  check: (plan: HandPlan, before: TableLife, after: TableLife) => void,
): void {
  const players = Array.from({ length: Math.min(start, seats) }, (_, seat) => ({
    seat,
    player: `first${seat}`,
    stackChips: 100,
  }));
  let life = createLife({ ...cashRules, seats }, players, 0);
  for (const events of hands) {
    for (const e of events) life = happen(life, e);
    const begun = beginHand(life, 0);
    if (begun === undefined) continue;
    check(begun.plan, life, begun.life);
    const busts = new Set(events.filter((e) => e.what === 'bust').map((e) => e.who % seats));
    const stacks = begun.plan.dealtIn.map((d) => ({
      seat: d.seat,
      stackChips: busts.has(d.seat) ? 0 : d.stackChips,
    }));
    life = settleHand(begun.life, stacks, 0);
  }
}

describe('over random evenings (fast-check prints the seed of a failure)', () => {
  test('blinds stand on dealt-in seats, in order, and nobody posts the big blind twice running', () => {
    fc.assert(
      fc.property(evening, (e) => {
        play(e, (plan, before) => {
          const dealt = plan.dealtIn.map((d) => d.seat);
          expect(dealt.length).toBeGreaterThanOrEqual(2);
          expect(dealt).toContain(plan.bigBlindSeat);
          expect(plan.bigBlindSeat).not.toBe(before.bigBlindSeat);
          if (plan.smallBlindSeat !== null) expect(dealt).toContain(plan.smallBlindSeat);
          expect(plan.smallBlindSeat).not.toBe(plan.bigBlindSeat);
          if (dealt.length === 2) return;
          const steps = (seat: number): number => (seat - plan.buttonSeat + e.seats) % e.seats;
          if (plan.smallBlindSeat !== null)
            expect(steps(plan.smallBlindSeat)).toBeLessThan(steps(plan.bigBlindSeat));
          // Between the button and the big blind nobody is dealt in but the small blind.
          for (const seat of dealt) {
            const inside = steps(seat) > 0 && steps(seat) < steps(plan.bigBlindSeat);
            expect(inside).toBe(seat === plan.smallBlindSeat);
          }
        });
      }),
      { numRuns: 400 },
    );
  });

  test('nobody with a debt is dealt in but on the big blind or by posting', () => {
    fc.assert(
      fc.property(evening, (e) => {
        play(e, (plan, before, after) => {
          for (const { seat } of plan.dealtIn) {
            const owed = before.seats[seat]!.debt;
            if (owed === 'none' || seat === plan.bigBlindSeat) continue;
            const post = plan.posts.find((p) => p.seat === seat);
            const restart = before.seats.every(
              (s) =>
                s === null ||
                s.debt !== 'none' ||
                s.status !== 'in' ||
                s.seat === plan.bigBlindSeat ||
                s.stackChips === 0,
            );
            if (owed === 'new' && restart) continue;
            if (owed === 'big' && seat === plan.smallBlindSeat) expect(after.seats[seat]!.debt).toBe('big');
            else expect(post).toBeDefined();
          }
        });
      }),
      { numRuns: 400 },
    );
  });

  test('who stays pays: blinds paid in a run of hands are fair to within one orbit', () => {
    fc.assert(
      fc.property(evening, (e) => {
        // For everybody who is always there, big blinds differ by at most one.
        const paid = new Map<string, number>();
        play(
          { ...e, hands: e.hands.map((h) => h.filter((x) => x.who % e.seats >= 2 && x.what !== 'bust')) },
          (plan, before) => {
            for (const s of before.seats) {
              if (s !== null && s.seat < 2 && s.player.startsWith('first')) {
                paid.set(s.player, (paid.get(s.player) ?? 0) + (plan.bigBlindSeat === s.seat ? 1 : 0));
              }
            }
          },
        );
        expect(Math.abs((paid.get('first0') ?? 0) - (paid.get('first1') ?? 0))).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  test('every state survives JSON and planning changes nothing', () => {
    fc.assert(
      fc.property(evening, (e) => {
        play(e, (plan, before, after) => {
          expect(JSON.parse(JSON.stringify(after))).toEqual(after);
          expect(planHand(before, 0)).toEqual(plan);
        });
      }),
      { numRuns: 50 },
    );
  });
});
