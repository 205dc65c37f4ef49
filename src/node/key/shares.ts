/**
 * Shares of the table's key on this device, SECRET: which there are, and that those of no more use are erased.
 *
 * A list of the sharings whose share is kept is written before the share itself, so that nothing is left behind that
 * nobody knows of.
 */
import { equalBytes, toHex } from '../../codec/decode.ts';
import type { GameStorage } from '../../storage/storage.ts';

type Secrets = Pick<GameStorage, 'putSecret' | 'getSecret' | 'eraseSecrets' | 'isErased'>;

const LIST = 'sharings';
const prefixOf = (instance: Uint8Array): string => `share:${toHex(instance)}:`;

/** Instances of the sharings whose share may be on this device. */
async function listed(storage: Secrets): Promise<Uint8Array[]> {
  const bytes = (await storage.getSecret(LIST)) ?? new Uint8Array(0);
  return Array.from({ length: bytes.length / 32 }, (_, i) => bytes.slice(32 * i, 32 * (i + 1)));
}

async function list(storage: Secrets, instances: readonly Uint8Array[]): Promise<void> {
  const bytes = new Uint8Array(32 * instances.length);
  instances.forEach((instance, i) => {
    bytes.set(instance, 32 * i);
  });
  await storage.putSecret(LIST, bytes);
}

/** Resolves when it would survive a crash. `share` is SECRET. */
export async function keepShare(storage: Secrets, instance: Uint8Array, share: Uint8Array): Promise<void> {
  const known = await listed(storage);
  if (!known.some((i) => equalBytes(i, instance))) await list(storage, [...known, instance]);
  await storage.putSecret(`${prefixOf(instance)}x`, share);
}

/** SECRET; undefined where this device holds none. */
export async function shareOf(storage: Secrets, instance: Uint8Array): Promise<Uint8Array | undefined> {
  const [share, gone] = await Promise.all([
    storage.getSecret(`${prefixOf(instance)}x`),
    storage.isErased(prefixOf(instance)),
  ]);
  return gone ? undefined : share;
}

/** Erases every share but those of the sharings with these instances. */
export async function eraseOtherShares(storage: Secrets, kept: readonly Uint8Array[]): Promise<void> {
  const isKept = (instance: Uint8Array): boolean => kept.some((k) => equalBytes(k, instance));
  const all = await listed(storage);
  const gone = all.filter((instance) => !isKept(instance));
  if (gone.length === 0) return;
  for (const instance of gone) await storage.eraseSecrets(prefixOf(instance));
  await list(storage, all.filter(isKept));
}
