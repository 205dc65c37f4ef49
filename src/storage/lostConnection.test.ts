/** A device's database when the browser takes its connection away: for a moment, or with everything that was in it. */
import 'fake-indexeddb/auto';
import { forceCloseDatabase } from 'fake-indexeddb';
import { deleteDB, openDB } from 'idb';
import { describe, expect, it, vi } from 'vitest';
import { storedIdentity as identity } from '../testing/storedIdentity.ts';
import { Database, type DatabaseError } from './database.ts';
import { openIndexedDb } from './indexedDb.ts';
import { IndexedDbLog, type LogSchema } from './indexedDbLog.ts';

const fresh = (): string => `test-${crypto.randomUUID()}`;
const store = (db: { createObjectStore(name: string): unknown }): void => void db.createObjectStore('things');
const one = [store] as const;

/** What a browser does when it runs out of memory, or when its user clears the site's data. */
function forcibly(): { close(): void } {
  const requests: IDBOpenDBRequest[] = [];
  const open = indexedDB.open.bind(indexedDB);
  const spy = vi.spyOn(indexedDB, 'open').mockImplementation((...args) => {
    const request = open(...args);
    requests.push(request);
    return request;
  });
  return {
    close() {
      spy.mockRestore();
      for (const { result } of requests) forceCloseDatabase(result as never);
    },
  };
}

describe('a connection that the browser has closed by itself', () => {
  it('is opened anew, and nothing that was stored is missing', async () => {
    const browser = forcibly();
    const device = await openIndexedDb(fresh());
    await device.saveIdentity(identity('a'));
    const game = device.openGame('a');
    await game.putSecret('hand key', Uint8Array.of(1));
    browser.close();
    await game.putSecret('next key', Uint8Array.of(2));
    expect(await game.getSecret('hand key')).toEqual(Uint8Array.of(1));
    expect(await game.getSecret('next key')).toEqual(Uint8Array.of(2));
    device.close();
  });

  it('goes on with its log where it stopped', async () => {
    const browser = forcibly();
    const device = await openIndexedDb(fresh());
    const game = device.openGame('a');
    const block = (round: number) => ({
      id: `${round}`,
      epoch: 0,
      round,
      author: 0,
      bytes: Uint8Array.of(round),
    });
    await game.journal([block(1)]);
    browser.close();
    await game.journal([block(2)]);
    expect((await game.loadBlocks()).map((b) => b.id)).toEqual(['1', '2']);
    device.close();
  });

  it('that somebody deleted meanwhile is not made anew, and says so to everybody who asks', async () => {
    const browser = forcibly();
    const name = fresh();
    const device = await openIndexedDb(name);
    await device.saveIdentity(identity('a'));
    const game = device.openGame('a');
    browser.close();
    await deleteDB(name);
    const gone = { name: 'DatabaseError', code: 'deleted' };
    await expect(game.putSecret('next key', Uint8Array.of(2))).rejects.toMatchObject(gone);
    await expect(game.loadBlocks()).rejects.toMatchObject(gone);
    expect((await indexedDB.databases()).map((d) => d.name)).not.toContain(name);
    device.close();
    // Opened afresh it is a new one.
    const next = await openIndexedDb(name);
    expect(await next.loadIdentities()).toEqual([]);
    next.close();
  });

  it('is opened anew for what was aborted while transactions could still be begun on it', async () => {
    const browser = forcibly();
    const database = await Database.open({ name: fresh(), migrations: one });
    // As Chromium does it: whatever was under way ends first, and so does whatever is begun before the end is told.
    const probe = vi.spyOn(IDBObjectStore.prototype, 'openKeyCursor').mockImplementationOnce(function (
      this: IDBObjectStore,
    ) {
      const request = this.count();
      this.transaction.abort();
      browser.close();
      return request as unknown as IDBRequest<IDBCursor | null>;
    });
    let times = 0;
    await database.run(async (db) => {
      times++;
      if (times === 1) throw new DOMException('Connection is closing', 'UnknownError');
      await db.put('things' as never, 'once' as never, 1 as never);
    });
    probe.mockRestore();
    expect(times).toBe(2);
    expect(await database.run((db) => db.getAll('things' as never))).toEqual(['once']);
    database.close();
  });

  it('that takes every new one away as well is told in the end', async () => {
    const database = await Database.open({ name: fresh(), migrations: one });
    let times = 0;
    const refused = database.run(async (db) => {
      times++;
      db.close();
      throw new DOMException('Connection is closing', 'UnknownError');
    });
    await expect(refused).rejects.toMatchObject({ name: 'UnknownError' });
    expect(times).toBeGreaterThan(1);
    expect(times).toBeLessThan(10);
    database.close();
  });

  it('is asked for once more where the browser breaks the opening off while it deletes', async () => {
    const browser = forcibly();
    const name = fresh();
    const device = await openIndexedDb(name);
    browser.close();
    await deleteDB(name);
    const open = indexedDB.open.bind(indexedDB);
    let asked = 0;
    const spy = vi.spyOn(indexedDB, 'open').mockImplementation((...args) => {
      if (++asked > 2) return open(...args);
      const brokenOff = open(fresh());
      brokenOff.addEventListener('upgradeneeded', (event) => {
        event.stopImmediatePropagation();
        brokenOff.transaction?.abort();
      });
      return brokenOff;
    });
    await expect(device.loadIdentities()).rejects.toMatchObject({ code: 'deleted' });
    expect(asked).toBe(3);
    spy.mockRestore();
    device.close();
  });

  it('that somebody deleted is told to whoever has it open before anything is asked of it', async () => {
    const browser = forcibly();
    const name = fresh();
    let tell = (_: DatabaseError): void => undefined;
    const told = new Promise<DatabaseError>((resolve) => {
      tell = resolve;
    });
    const device = await openIndexedDb(name, { deleted: tell });
    const deletion = deleteDB(name);
    browser.close();
    await deletion;
    expect(await told).toMatchObject({ name: 'DatabaseError', code: 'deleted' });
    device.close();
  });

  it('is not taken for another one that was made under its name since', async () => {
    const browser = forcibly();
    const name = fresh();
    const device = await openIndexedDb(name);
    await device.saveIdentity(identity('a'));
    const game = device.openGame('a');
    browser.close();
    await deleteDB(name);
    const other = await openIndexedDb(name);
    await expect(game.putSecret('next key', Uint8Array.of(2))).rejects.toMatchObject({ code: 'deleted' });
    await expect(game.loadBlocks()).rejects.toMatchObject({ code: 'deleted' });
    expect(await other.openGame('a').getSecret('next key')).toBeUndefined();
    device.close();
    other.close();
  });

  it('and everything that was erased meanwhile are the same to a game that is open', async () => {
    const browser = forcibly();
    const name = fresh();
    const device = await openIndexedDb(name);
    browser.close();
    const other = await openIndexedDb(name);
    await other.eraseAll();
    await expect(device.openGame('a').getSecret('x')).rejects.toMatchObject({ code: 'deleted' });
    device.close();
    other.close();
  });

  it('is opened anew for what was under way as well, which hears of an abortion before anybody of the end', async () => {
    const database = await Database.open({ name: fresh(), migrations: one });
    let times = 0;
    await database.run(async (db) => {
      times++;
      const tx = db.transaction('things' as never, 'readwrite');
      const done = tx.done;
      await tx.store.put('first' as never, 1);
      if (times === 1) {
        tx.abort();
        db.close();
      }
      await done;
    });
    expect(times).toBe(2);
    expect(await database.run((db) => db.getAll('things' as never))).toEqual(['first']);
    database.close();
  });

  it('an abortion on a connection that lives is told, and nothing is done twice', async () => {
    const database = await Database.open({ name: fresh(), migrations: one });
    let times = 0;
    const refused = database.run(async (db) => {
      times++;
      const tx = db.transaction('things' as never, 'readwrite');
      tx.abort();
      await tx.done;
    });
    await expect(refused).rejects.toMatchObject({ name: 'AbortError' });
    expect(times).toBe(1);
    database.close();
  });

  it('stays closed where the page has closed it', async () => {
    const device = await openIndexedDb(fresh());
    const game = device.openGame('a');
    device.close();
    await expect(game.putSecret('late', Uint8Array.of(1))).rejects.toMatchObject({
      name: 'InvalidStateError',
    });
  });
});

describe('a log whose connection goes with the word that something is stored', () => {
  it('stores it once, and goes on behind it; what somebody else has written there is in the way', async () => {
    const db = await openDB<LogSchema>(fresh(), 1, { upgrade: (d) => void d.createObjectStore('entries') });
    const twice = {
      run: async <T>(work: (on: typeof db) => Promise<T>): Promise<T> => {
        await work(db);
        return work(db);
      },
    } as unknown as Database<LogSchema>;
    const block = (id: string) => ({ id, epoch: 0, round: 1, author: 0, bytes: Uint8Array.of(1) });
    const log = new IndexedDbLog(twice, 'a');
    await log.append({ blocks: [block('1')], slots: [] }, true);
    await log.append({ blocks: [block('2')], slots: [] }, true);
    expect((await log.blocks()).map((b) => b.id)).toEqual(['1', '2']);
    expect(await db.getAllKeys('entries')).toHaveLength(2);
    await db.put('entries', { blocks: [block('other')], slots: [] }, ['a', 0, 2]);
    const late = log.append({ blocks: [block('3')], slots: [] }, true);
    await expect(late).rejects.toMatchObject({ name: 'ConstraintError' });
    db.close();
  });
});
