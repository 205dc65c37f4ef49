/** Tables with escrow, played out; chips are counted after each test. */
import { afterEach, expect } from 'vitest';
import { stateRoot } from '../table/state/root.ts';
import { lifeSeat, totalChips } from '../table/state/seats.ts';
import { tableView } from '../table/view/view.ts';
import { clearDeck, genesis, Play, seeded, spoiled, type Unsent } from './tablePlay.ts';

export const four = [0, 1, 2, 3];
export const seven = [0, 1, 2, 3, 4, 5, 6];
let played: { p: Play; start: ReturnType<typeof genesis>; chips: number } | undefined;

/** A table at which everybody has announced its escrow key, at the first decision of its first hand. */
export async function dealt(seats: readonly number[], change = {}): Promise<Play> {
  const p = table(seats, change);
  await p.work();
  await p.deal();
  return p;
}

export function table(seats: readonly number[], change = {}): Play {
  const start = genesis(seats, { escrow: 1, bondChips: 30, ...change });
  const p = new Play(start, clearDeck(seeded(5)));
  played = { p, start, chips: 200 * seats.length };
  return p;
}

/** Whatever happens: no chip comes or goes, and a replica that only reads the log agrees. */
afterEach(() => {
  if (played === undefined) return;
  const { p, start, chips } = played;
  played = undefined;
  expect(totalChips(p.state)).toBe(chips);
  expect(stateRoot(p.replay(start))).toEqual(stateRoot(p.state));
});

/** Calls or checks until the betting of this street is over. */
export function callStreet(p: Play): void {
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
    p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
  }
}

/** To the end, whoever acts calling; silent seats are passed over by the clocks. */
export async function playOut(p: Play): Promise<void> {
  for (let i = 0; i < 200 && p.state.hand?.phase !== 'done'; i++) {
    const seat = p.toAct();
    if (seat !== undefined && !p.silent.has(seat)) {
      p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
    } else if (p.state.deadline !== undefined) p.passDeadline();
    await p.work();
  }
}

export const view = (p: Play) => tableView(p.state, { seat: 0 });
export const seatOf = (p: Play, seat: number) => view(p).seats.find((s) => s.seat === seat)!;
export const stack = (p: Play, seat: number) => lifeSeat(p.state.life, seat)!.stackChips;
export const bond = (p: Play, seat: number) => p.state.seats.find((s) => s.seat === seat)!.bondChips;
export const lying = (kind: Unsent['kind']) => (tx: Unsent) => (tx.kind === kind ? spoiled(tx) : tx);
export const silentAt = (kind: Unsent['kind']) => (tx: Unsent) => (tx.kind === kind ? undefined : tx);
