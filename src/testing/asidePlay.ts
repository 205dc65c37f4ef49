/** Tables whose hands are set aside when somebody goes, and gone on with when they are back. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { expect } from 'vitest';
import { type TableConfig, tableIdOf } from '../codec/config.ts';
import { type Hello, helloSigningBytes } from '../codec/hello.ts';
import { adjournedEpoch } from '../table/epoch/epoch.ts';
import { stateRoot } from '../table/state/root.ts';
import { lifeSeat, totalChips } from '../table/state/seats.ts';
import type { TableState } from '../table/state/state.ts';
import { tableView } from '../table/view/view.ts';
import { appAt } from './appAt.ts';
import { conserved } from './conserved.ts';
import { clearDeck, genesis, type Play, seeded } from './tablePlay.ts';

const play = conserved();

const secret = (seat: number) => new Uint8Array(32).fill(seat + 1);

/** Real keys, so that whoever comes back can sign for it. */
export function table(
  change: Partial<TableConfig> = {},
  seats: readonly number[] = [0, 1, 2],
  seed = 5,
): Play {
  const start = genesis(seats, { bondChips: 20, startingStackChips: 120, ...change });
  const members = start.body.members.map((m) => ({ ...m, key: ed25519.getPublicKey(secret(m.seat)) }));
  return play({ ...start, body: { ...start.body, members } }, clearDeck(seeded(seed)));
}

export async function dealt(change: Partial<TableConfig> = {}): Promise<Play> {
  const p = table(change);
  await p.work();
  await p.deal();
  return p;
}

/** The others go on without this seat. */
export function adjourn(p: Play, seat: number): void {
  const chips = totalChips(p.state) - p.state.broughtChips;
  const next = adjournedEpoch(p.state, p.author(seat));
  p.adjourn(p.author(seat));
  expect(stateRoot(p.state)).toEqual(stateRoot(next));
  expect(totalChips(p.state) - p.state.broughtChips).toBe(chips);
}

/** The missing player's wish, handed in by `by`; the epoch ends at the next pause. */
export async function comesBack(p: Play, seat: number, by: number): Promise<void> {
  const unsigned: Hello = {
    tableId: tableIdOf(p.state.config),
    key: ed25519.getPublicKey(secret(seat)),
    role: 0,
    seat,
    ready: 1,
    nickname: new TextEncoder().encode(`P${seat}`),
    revision: 1,
    epoch: p.state.epoch,
    peerId: new TextEncoder().encode('peer'),
    signature: new Uint8Array(64),
    ...appAt(p.state.config),
  };
  const signature = ed25519.sign(helloSigningBytes(unsigned), secret(seat));
  const { epoch } = p.state;
  expect(p.commit(by, { kind: 'admit', body: { ...unsigned, signature } })).toEqual({ applied: true });
  for (let i = 0; i < 100 && p.state.epoch === epoch; i++) {
    await act(p);
    if (p.state.deadline !== undefined) p.passDeadline();
  }
  expect(p.state.epoch).toBe(epoch + 1);
}

/** Checks or calls, or folds, for everybody until somebody else than a player is awaited. */
export async function act(p: Play, verb: 'call' | 'fold' = 'fold'): Promise<void> {
  await p.work();
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
    p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : verb);
    await p.work();
  }
}

/** Until this hand is the one that is on and somebody has to act, or it is over. */
export async function until(p: Play, holds: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !holds(); i++) {
    await p.work();
    if (!holds() && p.state.deadline !== undefined) p.passDeadline();
  }
  expect(holds()).toBe(true);
}

export const stack = (s: TableState, seat: number) => lifeSeat(s.life, seat)!.stackChips;
export const chips = (p: Play) => totalChips(p.state) - p.state.broughtChips;

/** Everybody has put in 30; the flop is there and the first to speak has to act. */
export async function onTheFlop(change: Partial<TableConfig> = {}): Promise<Play> {
  const p = await dealt(change);
  p.bet(p.toAct()!, 'raiseTo', 30);
  for (let i = 0; i < 2; i++) p.bet(p.toAct()!, 'call');
  await p.work();
  expect(p.state.hand?.engine.board).toHaveLength(3);
  return p;
}
