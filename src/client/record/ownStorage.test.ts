/** Pages that read this device beside a tab of an older version. */
import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, expect, it } from 'vitest';
import { olderTab } from '../contract/device.ts';
import { openOwnStorage } from './ownStorage.ts';

const until = (holds: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const end = olderTab.subscribe(() => {
      if (!holds()) return;
      end();
      resolve();
    });
  });

afterEach(() => deleteDB('dealerless'));

it('say that they wait, however many of them do, and go on once the older tab gives way', async () => {
  const older = await openDB('dealerless', 1, { upgrade: (db) => void db.createObjectStore('identities') });
  const waits = until(() => olderTab.get());
  const both = [openOwnStorage(), openOwnStorage()];
  await waits;
  const gone = until(() => !olderTab.get());
  older.close();
  for (const device of await Promise.all(both)) device.close();
  await gone;
  expect(olderTab.get()).toBe(false);
});

it('say nothing where there is nobody to wait for, and no longer than a failure', async () => {
  const said: boolean[] = [];
  const end = olderTab.subscribe(() => said.push(olderTab.get()));
  (await openOwnStorage()).close();
  expect(said).toEqual([]);
  await deleteDB('dealerless');
  (await openDB('dealerless', 99)).close();
  await expect(openOwnStorage()).rejects.toMatchObject({ code: 'newer' });
  expect(olderTab.get()).toBe(false);
  end();
});
