import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LegalView, TableView } from '../../client/contract/view.ts';
import { tableFixtures } from '../gallery/fixtures.ts';
import { type Armed, choicesIn, isChosen, situationOf, stepPreaction } from './preaction.ts';

const base = tableFixtures['side-pots']!;

interface Spot {
  readonly hand: number;
  readonly street: 'preflop' | 'flop';
  /** Highest bet of the others, and own bet and stack. */
  readonly theirs: number;
  readonly mine: number;
  readonly stack: number;
  readonly legal: LegalView | undefined;
}

/** A table of four with Dmitri to act, or you, if anything is legal. */
function viewOf(s: Spot): TableView {
  return {
    ...base,
    legal: s.legal,
    seats: base.seats.map((seat) => ({
      ...seat,
      allIn: false,
      betChips: seat.you ? s.mine : seat.seat === 3 ? s.theirs : 0,
      stackChips: seat.you ? s.stack : 5000,
      awaited: (s.legal ? seat.you : seat.seat === 3) ? ('action' as const) : undefined,
    })),
    hand: {
      ...base.hand!,
      hand: s.hand,
      stage: s.street,
      board: s.street === 'flop' ? ['Qs', 'Td', '4d'] : [],
    },
  };
}

const spot: Spot = { hand: 1, street: 'preflop', theirs: 40, mine: 0, stack: 1000, legal: undefined };
const legalFor = (toCall: number, fold = true): LegalView => ({
  hand: 1,
  decision: 7,
  fold,
  check: toCall === 0,
  callChips: toCall === 0 ? undefined : toCall,
  raise: undefined,
});
const arm = (s: Spot, pick: 0 | 1): Armed => {
  const situation = situationOf(viewOf(s))!;
  return { choice: choicesIn(situation)[pick]!, situation };
};
const then = (armed: Armed, s: Partial<Spot>) => stepPreaction(armed, viewOf({ ...spot, ...s }));

describe('choosing before your turn', () => {
  it('offers fold and the named call facing a bet, check or fold and check otherwise', () => {
    expect(choicesIn(situationOf(viewOf(spot))!)).toEqual([{ kind: 'fold' }, { kind: 'call', chips: 40 }]);
    expect(choicesIn(situationOf(viewOf({ ...spot, theirs: 0 }))!)).toEqual([
      { kind: 'checkFold' },
      { kind: 'check' },
    ]);
  });
  it('names what the stack can pay', () => {
    expect(situationOf(viewOf({ ...spot, theirs: 5000, stack: 300 }))).toMatchObject({
      toCallChips: 300,
      callIsAllIn: true,
    });
  });
  it('offers nothing on your turn, after folding, all in, or between streets', () => {
    expect(situationOf(viewOf({ ...spot, legal: legalFor(40) }))).toBeUndefined();
    const view = viewOf(spot);
    const you = (change: Partial<TableView['seats'][number]>): TableView => ({
      ...view,
      seats: view.seats.map((s) => (s.you ? { ...s, ...change } : s)),
    });
    for (const change of [
      { folded: true },
      { allIn: true },
      { inHand: false },
      { sittingOut: true },
      { out: true },
    ])
      expect(situationOf(you(change))).toBeUndefined();
    expect(situationOf({ ...view, hand: { ...view.hand!, stage: 'reveal' } })).toBeUndefined();
  });
  it('stays while others only fold or call', () => {
    expect(then(arm(spot, 1), {}).armed).toBeDefined();
  });
  it('a call is gone when the amount changes, a fold is not', () => {
    expect(then(arm(spot, 1), { theirs: 80 })).toEqual({ armed: undefined, send: undefined });
    expect(then(arm(spot, 0), { theirs: 80 }).armed?.choice.kind).toBe('fold');
  });
  it('a check never becomes a call, and never a fold', () => {
    const check = arm({ ...spot, theirs: 0 }, 1);
    expect(then(check, { theirs: 40 })).toEqual({ armed: undefined, send: undefined });
    expect(then(check, { theirs: 40, legal: legalFor(40) })).toEqual({ armed: undefined, send: undefined });
    expect(then(check, { theirs: 0, legal: legalFor(0) }).send).toEqual({ kind: 'check' });
  });
  it('check or fold checks where that is free, and folds otherwise', () => {
    const checkFold = arm({ ...spot, theirs: 0 }, 0);
    expect(then(checkFold, { theirs: 0, legal: legalFor(0) }).send).toEqual({ kind: 'check' });
    const facing = then(checkFold, { theirs: 40 }).armed!;
    expect(isChosen(facing, { kind: 'fold' })).toBe(true);
    expect(then(facing, { legal: legalFor(40) }).send).toEqual({ kind: 'fold' });
  });
  it('is gone with the street and with the hand', () => {
    for (const pick of [0, 1] as const) {
      const armed = arm({ ...spot, theirs: 0 }, pick);
      for (const change of [{ street: 'flop' as const }, { hand: 2 }]) {
        expect(then(armed, { theirs: 0, ...change }).armed).toBeUndefined();
        expect(then(armed, { theirs: 0, ...change, legal: legalFor(0) }).send).toBeUndefined();
      }
    }
  });
  it('a fold is not sent where folding is not allowed', () => {
    expect(then(arm(spot, 0), { legal: legalFor(40, false) }).send).toBeUndefined();
  });

  it('never costs more than it named, and is used once, whatever happens in between', () => {
    const chips = fc.constantFrom(0, 10, 40, 80, 500, 2000);
    const spots = fc.record({
      hand: fc.constantFrom(1, 1, 1, 2),
      street: fc.constantFrom('preflop' as const, 'preflop' as const, 'flop' as const),
      theirs: chips,
      mine: fc.constantFrom(0, 0, 10),
      stack: fc.constantFrom(5, 300, 1000),
      legal: fc.option(
        fc.record({ fold: fc.boolean(), toCall: chips }).map(({ fold, toCall }) => legalFor(toCall, fold)),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(spots, fc.boolean(), fc.array(spots, { maxLength: 8 }), (first, second, later) => {
        const situation = situationOf(viewOf(first));
        if (situation === undefined) return;
        const choice = choicesIn(situation)[second ? 1 : 0]!;
        const namedChips = choice.kind === 'call' ? choice.chips : 0;
        let armed: Armed | undefined = { choice, situation };
        let sent = 0;
        for (const s of later) {
          const view = viewOf(s);
          const step = stepPreaction(armed, view);
          armed = step.armed;
          if (!step.send) continue;
          sent += 1;
          const cost = step.send.kind === 'call' ? (view.legal?.callChips ?? 0) : 0;
          expect(cost).toBeLessThanOrEqual(namedChips);
          if (choice.kind === 'check') expect(step.send.kind).toBe('check');
          if (choice.kind === 'fold') expect(step.send.kind).toBe('fold');
          if (choice.kind === 'checkFold') expect(['check', 'fold']).toContain(step.send.kind);
          if (step.send.kind === 'check') expect(view.legal?.check).toBe(true);
          if (step.send.kind === 'fold') expect(view.legal?.fold).toBe(true);
          expect([view.hand?.hand, view.hand?.stage]).toEqual([first.hand, first.street]);
        }
        expect(sent).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2000 },
    );
  });
});
