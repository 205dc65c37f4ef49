/** The seats of this device: the operations of move.ts over its database, with no tab playing meanwhile. */

import { createEd25519 } from '../../crypto/ed25519.ts';
import type { SeatServices } from '../contract/seats.ts';
import { holdAlone, randomBytes } from '../create/identity.ts';
import { openOwnStorage } from '../record/ownStorage.ts';
import * as move from './move.ts';

async function withDevice<T>(use: (o: move.MoveOptions) => Promise<T>): Promise<T> {
  const device = await openOwnStorage();
  try {
    const ed25519 = await createEd25519(crypto.subtle);
    return await use({ device, ed25519, randomBytes, nowMs: () => Date.now() });
  } finally {
    device.close();
  }
}

/** Undefined, and nothing is done, while a tab has the game open. */
async function alone<T>(identity: string, use: (o: move.MoveOptions) => Promise<T>): Promise<T | undefined> {
  const release = await holdAlone(identity);
  if (release === undefined) return undefined;
  try {
    return await withDevice(use);
  } finally {
    release();
  }
}

export const seats: SeatServices = {
  list: () =>
    withDevice(async ({ device }) =>
      (await device.loadIdentities()).sort((a, b) => b.createdAt - a.createdAt).map(move.seatView),
    ),
  // Also while a tab plays: what comes from it never signs.
  backUp: (identity) => withDevice((o) => move.backUp(o, identity)),
  async handOver(identity, code) {
    const file = await alone(identity, (o) => move.handOver(o, identity, code));
    if (file === undefined) return { ok: false, reason: 'in-use' };
    return typeof file === 'string' ? { ok: false, reason: file } : { ok: true, file };
  },
  handedOver: (identity) => withDevice((o) => move.handedOver(o, identity)),
  arrivalCode: () => withDevice(move.arrivalCode),
  bring: (file, passphrase) => withDevice((o) => move.bring(o, file, passphrase)),
};
