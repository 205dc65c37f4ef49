import { describe, expect, it } from 'vitest';
import type { OffersView, SeatView, TableView } from '../../client/contract/view.ts';
import { allTables } from '../gallery/stateFixtures.ts';
import { dueWish, noWishes } from './wishes.ts';

const offers: OffersView = { ...allTables.standstill!.offers!, topUpChips: 300, topUpMinChips: 1 };
const table = (view: TableView, you: Partial<SeatView> = {}, more: Partial<TableView> = {}): TableView => ({
  ...view,
  offers,
  ...more,
  seats: view.seats.map((s) => (s.you ? { ...s, ...you } : s)),
});
const playing = table(allTables.waiting!);
const between = table(allTables['between-hands']!);
const action = (view: TableView, wishes: Partial<typeof noWishes>, bought = -1) =>
  dueWish(view, { ...noWishes, ...wishes }, bought)?.action;

describe('leaving after this hand', () => {
  it('waits for the hand that holds this player, and happens once', () => {
    expect(action(playing, { leave: true })).toBeUndefined();
    expect(action(table(playing, { folded: true }), { leave: true })).toEqual({ kind: 'standUp' });
    expect(dueWish(between, { ...noWishes, leave: true }, -1)).toEqual({
      action: { kind: 'standUp' },
      left: noWishes,
    });
  });
  it('is not asked for where it would be refused', () => {
    expect(
      action(table(between, {}, { offers: { ...offers, standUp: false } }), { leave: true }),
    ).toBeUndefined();
    expect(action({ ...between, offers: undefined }, { leave: true })).toBeUndefined();
  });
});

describe('chips that come by themselves', () => {
  it('fill the stack up after a hand, once', () => {
    expect(action(between, { topUp: true })).toEqual({ kind: 'topUp', chips: 300 });
    expect(action(between, { topUp: true }, between.hand!.hand)).toBeUndefined();
    expect(action(playing, { topUp: true })).toBeUndefined();
    expect(action(table(between, { sittingOut: true }), { topUp: true })).toBeUndefined();
    expect(action(between, { rebuy: true })).toBeUndefined();
  });
  it('buy in again when the stack is gone, only if that was wished', () => {
    const bust = table(
      between,
      { stackChips: 0, out: true },
      { offers: { ...offers, topUpChips: 1000, topUpMinChips: 10 } },
    );
    expect(action(bust, { rebuy: true })).toEqual({ kind: 'topUp', chips: 1000 });
    expect(action(bust, { topUp: true })).toBeUndefined();
  });
});
