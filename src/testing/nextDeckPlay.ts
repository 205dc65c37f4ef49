/** Tables whose next deck is shuffled while a hand is played; chips are counted after each test. */
import { afterEach, expect } from 'vitest';
import type { TableConfig } from '../codec/config.ts';
import { duties } from '../table/deck/duties.ts';
import { stateRoot } from '../table/state/root.ts';
import { totalChips } from '../table/state/seats.ts';
import type { NextDeck } from '../table/state/state.ts';
import { clearDeck, genesis, Play, seeded, type Unsent } from './tablePlay.ts';

let played: { p: Play; start: ReturnType<typeof genesis>; chips: number } | undefined;

export function table(seats: readonly number[], change: Partial<TableConfig> = {}): Play {
  const start = genesis(seats, change);
  const p = new Play(start, clearDeck(seeded(5)));
  played = { p, start, chips: 200 * seats.length };
  return p;
}

/** Whatever happens: no chip comes or goes, and a replica that only reads the log agrees. */
afterEach(() => {
  if (played === undefined) return;
  const { p, start, chips } = played;
  played = undefined;
  expect(totalChips(p.state) - p.state.broughtChips).toBe(chips);
  expect(stateRoot(p.replay(start))).toEqual(stateRoot(p.state));
});

export const next = (p: Play): NextDeck => p.state.nextDeck!;
export const bond = (p: Play, seat: number) => p.state.seats.find((s) => s.seat === seat)!.bondChips;
export const sitOut = (p: Play, seat: number) => p.commit(seat, { kind: 'sitOut', body: { version: 0 } });

/** Everybody folds to the last: no board, so nothing but keys and shuffles is sent. */
export function foldAround(p: Play): void {
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
}

/** Lets the pause pass, so that the next hand begins, and nothing more. */
export function begin(p: Play): void {
  const { handsBegun } = p.state.life;
  while (p.state.life.handsBegun === handsBegun) p.passDeadline();
}

/** What the tab of a seat would send for the next deck now. */
export async function ahead(p: Play, seat: number): Promise<Unsent> {
  const duty = duties(p.state, seat, undefined).find((d) => 'ctx' in d && d.ctx.hand === next(p).hand);
  return p.deck.fulfil(duty!, seat);
}
