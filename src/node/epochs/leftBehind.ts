/** What we left behind at a table that went on without us: a seat, its chips, and the hands it is in. */
import { toHex } from '../../codec/decode.ts';
import { isKept, isTied } from '../../table/hand/aside.ts';
import type { TableState } from '../../table/state/state.ts';
import { ownFailure } from '../failStop.ts';

/** A seat in our name without a vote of ours, because a hand we are in was set aside: we come back to it. */
export function keptSeat(state: TableState, publicKey: Uint8Array): number | undefined {
  const key = toHex(publicKey);
  const seat = state.life.seats.find((s) => s?.player === key)?.seat;
  return seat !== undefined && isTied(state, seat) ? seat : undefined;
}

/**
 * It is still there, or the table is not the one we know.
 * @throws our own failure: nothing may be signed at such a table
 */
export function checkLeftBehind(
  before: TableState | undefined,
  now: TableState,
  publicKey: Uint8Array,
): void {
  const seat = before && keptSeat(before, publicKey);
  if (before === undefined || seat === undefined || isKept(before, now, seat)) return;
  throw ownFailure(new Error('chips or cards that are ours were changed while we were away'));
}
