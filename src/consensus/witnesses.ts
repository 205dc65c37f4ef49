/**
 * How many witnesses may vote beside so many players. Nobody can tell from a key who runs it, so all witnesses
 * of a table are taken for one operator: whatever they do together has to be a fault that the players survive.
 */
import { limits } from '../codec/limits.ts';
import { faultsTolerated } from '../codec/quorum.ts';

/** Players for whom no number of witnesses stays within the faults tolerated; see `admittedWitnesses`. */
const HEADS_UP = 2;
const HEADS_UP_WITNESSES = 2;

/**
 * The most of `offered` witnesses that keep w ≤ ⌊(players + w − 1)/3⌋. Two players are the exception: one
 * witness would only be a third who must never fail, so they take two or none, and such a table says that it
 * trusts whoever runs both (`witnessesTrusted`).
 */
export function admittedWitnesses(players: number, offered: number): number {
  if (players === HEADS_UP) return offered >= HEADS_UP_WITNESSES ? HEADS_UP_WITNESSES : 0;
  let most = Math.min(offered, limits.validators - players);
  while (most > 0 && !withinFaults(players, most)) most--;
  return Math.max(most, 0);
}

/** A genesis with so many of each is one that `admittedWitnesses` could have made. */
export function mayWitness(players: number, witnesses: number): boolean {
  return admittedWitnesses(players, witnesses) === witnesses;
}

/** All witnesses together are more than the faults tolerated: one operator of them all has to be trusted. */
export function witnessesTrusted(players: number, witnesses: number): boolean {
  return witnesses > 0 && !withinFaults(players, witnesses);
}

function withinFaults(players: number, witnesses: number): boolean {
  return witnesses <= faultsTolerated(players + witnesses);
}
