/** What this device keeps of games, and erasing it. */

import type { DeviceUse, EraseResult } from '../contract/device.ts';
import { holdAlone } from '../create/identity.ts';
import { openOwnStorage } from './ownStorage.ts';

export async function deviceUse(): Promise<DeviceUse> {
  // Absent without a secure context.
  const storage = navigator.storage as StorageManager | undefined;
  const [estimate, persistent] = await Promise.all([storage?.estimate(), storage?.persisted()]);
  return {
    usedBytes: estimate?.usage,
    quotaBytes: estimate?.quota,
    persistent: persistent === true,
  };
}

export async function keepForGood(): Promise<boolean> {
  const storage = navigator.storage as StorageManager | undefined;
  return (await storage?.persist()) === true;
}

/**
 * Erases one game of this device with its key, or all of them. Nothing is erased where a tab has one of these games
 * open: it would go on signing with a key whose record is gone.
 */
export async function erase(identity?: string): Promise<EraseResult> {
  const device = await openOwnStorage();
  const releases: (() => void)[] = [];
  try {
    const ids = identity === undefined ? (await device.loadIdentities()).map((i) => i.id) : [identity];
    for (const id of ids) {
      const release = await holdAlone(id);
      if (release === undefined) return 'in-use';
      releases.push(release);
    }
    if (identity === undefined) await device.eraseAll();
    else await device.eraseGame(identity);
    return 'erased';
  } finally {
    for (const release of releases) release();
    device.close();
  }
}
