/**
 * Secrets of the table's key on this device, by the instance of an epoch: the epoch's channel key and what was said
 * with it, and our share of the sharing that it made. What is of no more use is found by its name, whatever this device
 * remembers of how it came there: with a channel key anybody who has the log opens the shares that were dealt to it.
 */
import { toHex } from '../../codec/decode.ts';
import type { GameStorage } from '../../storage/storage.ts';

type Secrets = Pick<GameStorage, 'putSecret' | 'getSecret' | 'secretNames' | 'eraseSecrets' | 'isErased'>;

export const epochPrefix = (instance: Uint8Array): string => `key:${toHex(instance)}:`;
export const sharePrefix = (instance: Uint8Array): string => `share:${toHex(instance)}:`;
const PREFIX = /^(?:key|share):[0-9a-f]{64}:/;

/** Is a secret of this name one of the table's key, or a mark of one? */
export const isOfTableKey = (name: string): boolean => PREFIX.test(name);

/** Resolves when it would survive a crash. `share` is SECRET. */
export async function keepShare(storage: Secrets, instance: Uint8Array, share: Uint8Array): Promise<void> {
  await storage.putSecret(`${sharePrefix(instance)}x`, share);
}

/** SECRET; undefined where this device holds none. */
export async function shareOf(storage: Secrets, instance: Uint8Array): Promise<Uint8Array | undefined> {
  const [share, gone] = await Promise.all([
    storage.getSecret(`${sharePrefix(instance)}x`),
    storage.isErased(sharePrefix(instance)),
  ]);
  return gone ? undefined : share;
}

/**
 * Erases everything but what these prefixes name.
 * @param isStopped who asks is over: what is on this device now may be of an epoch that it knows nothing of
 */
export async function eraseAllBut(
  storage: Secrets,
  kept: readonly string[],
  isStopped: () => boolean = () => false,
): Promise<void> {
  const names = await storage.secretNames();
  if (isStopped()) return;
  const held = new Set(names.flatMap((name) => PREFIX.exec(name)?.[0] ?? []));
  for (const prefix of held) if (!kept.includes(prefix)) await storage.eraseSecrets(prefix);
}
