/** This device's storage, for what reads or changes it apart from a table. What it waits for is told to the page. */
import { type BrowserStorage, openIndexedDb } from '../../storage/indexedDb.ts';
import { olderTab } from '../contract/device.ts';

/** How many openings wait for an older tab now. */
let waiting = 0;

/** Rejects with a `DatabaseError`. Nothing is kept open by it that another version could have to wait for. */
export async function openOwnStorage(): Promise<BrowserStorage> {
  let waits = false;
  const count = (change: 1 | -1): void => {
    waiting += change;
    olderTab.set(waiting > 0);
  };
  try {
    return await openIndexedDb('dealerless', {
      waiting() {
        if (waits) return;
        waits = true;
        count(1);
      },
    });
  } finally {
    if (waits) count(-1);
  }
}
