/** A device's database under everything that other tabs, other versions and the browser do to it. */
import 'fake-indexeddb/auto';
import { IDBOpenDBRequest as FakeOpenRequest } from 'fake-indexeddb';
import { deleteDB, openDB } from 'idb';
import { describe, expect, it, vi } from 'vitest';
import { storedIdentity as identity } from '../testing/storedIdentity.ts';
import { Database, DatabaseError, KEPT } from './database.ts';
import { openIndexedDb } from './indexedDb.ts';

const fresh = (): string => `test-${crypto.randomUUID()}`;
const store = (db: { createObjectStore(name: string): unknown }): void => void db.createObjectStore('things');
const one = [store] as const;
const two = [store, (db: Parameters<typeof store>[0]) => void db.createObjectStore('more')] as const;

describe('a version of the database', () => {
  it('is reached from the one before with everything that was in it', async () => {
    const name = fresh();
    const old = await Database.open({ name, migrations: one });
    await old.run((db) => db.put('things' as never, 'kept', 'key'));
    old.close();
    const next = await Database.open({ name, migrations: two });
    expect(await next.run((db) => db.get('things' as never, 'key'))).toBe('kept');
    await next.run((db) => db.put('more' as never, 'new', 'key'));
    next.close();
  });

  it.each([1, 2])('%i, never released, is set aside and not deleted', async (version) => {
    const name = fresh();
    const old = await openDB(name, version, {
      upgrade(db) {
        db.createObjectStore('identities', { keyPath: 'id' });
        db.createObjectStore('blocks', { keyPath: ['identity', 'id'] });
      },
    });
    await old.put('identities', identity('old'));
    old.close();
    const device = await openIndexedDb(name);
    expect(await device.loadIdentities()).toEqual([]);
    await device.saveIdentity(identity('new'));
    expect(await device.loadIdentities()).toEqual([identity('new')]);
    device.close();
    const raw = await openDB(name);
    expect(await raw.getAll(`${KEPT}v${version}-identities` as never)).toEqual([identity('old')]);
    raw.close();
  });

  it('3 had one row of records for all epochs: they are found under their epochs', async () => {
    const name = fresh();
    const old = await openDB(name, 3, {
      upgrade(db) {
        for (const plain of ['genesis', 'log', 'secrets', 'verdicts']) db.createObjectStore(plain);
        db.createObjectStore('identities', { keyPath: 'id' });
        db.createObjectStore('epochs', { keyPath: ['identity', 'epoch'] });
        db.createObjectStore('hands', { keyPath: ['identity', 'hand'] });
      },
    });
    const block = (epoch: number, round: number) => {
      return { id: `${epoch}/${round}`, epoch, round, author: 0, bytes: Uint8Array.of(round) };
    };
    const slot = { height: 2, epoch: 1, round: 1, author: 0, timeMs: 5, blockIds: ['1/1'] };
    await old.put('identities', identity('a'));
    await old.put('genesis', Uint8Array.of(4), 'a');
    await old.put('log', { blocks: [block(0, 1)], slots: [{ ...slot, epoch: 0 }] }, ['a', 0]);
    await old.put('log', { blocks: [block(0, 2), block(1, 1)], slots: [slot] }, ['a', 1]);
    await old.put('log', { blocks: [block(0, 7)], slots: [] }, ['b', 0]);
    old.close();
    const device = await openIndexedDb(name);
    const game = device.openGame('a');
    expect(await device.loadIdentities()).toEqual([identity('a')]);
    expect(await game.loadGenesis()).toEqual(Uint8Array.of(4));
    expect(await game.loadBlocks(0)).toEqual([block(0, 1), block(0, 2)]);
    expect(await game.loadBlocks(1)).toEqual([block(1, 1)]);
    expect(await game.loadSlots()).toEqual([slot]);
    await game.journal([block(1, 2)]);
    expect((await game.loadBlocks(1)).map((b) => b.round)).toEqual([1, 2]);
    expect((await device.openGame('b').loadBlocks()).map((b) => b.round)).toEqual([7]);
    device.close();
  });

  it('that is newer than the app is not touched, and named', async () => {
    const name = fresh();
    (await openDB(name, 99)).close();
    await expect(openIndexedDb(name)).rejects.toMatchObject({ code: 'newer' });
  });
});

describe('a newer version beside an open tab', () => {
  it('waits for a tab that gives way later, says so, and then opens', async () => {
    const name = fresh();
    const wanted = vi.fn();
    const old = await Database.open({ name, migrations: one, events: { wanted } });
    let told = (): void => undefined;
    const waiting = new Promise<void>((resolve) => {
      told = resolve;
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const opening = Database.open({ name, migrations: two, events: { waiting: () => told() } });
    await waiting;
    // However long the others' hand takes.
    vi.advanceTimersByTime(3_600_000);
    vi.useRealTimers();
    expect(wanted).toHaveBeenCalledOnce();
    await old.run((db) => db.put('things' as never, 'the last hand', 1));
    old.close();
    const next = await opening;
    expect(await next.run((db) => db.get('things' as never, 1))).toBe('the last hand');
    next.close();
  });

  it('opens at once where the old one has nothing to finish', async () => {
    const name = fresh();
    const old = await Database.open({ name, migrations: one });
    const waiting = vi.fn();
    const next = await Database.open({ name, migrations: two, events: { waiting } });
    expect(waiting).not.toHaveBeenCalled();
    // The old one must not come back behind the newer version's back.
    await expect(old.run((db) => db.get('things' as never, 1))).rejects.toMatchObject({ code: 'newer' });
    next.close();
  });
});

describe('a deletion beside an open tab', () => {
  it('waits until the tab has closed by itself; nothing of it is lost meanwhile', async () => {
    const name = fresh();
    const wanted = vi.fn();
    const open = await Database.open({ name, migrations: one, events: { wanted } });
    let asked = (): void => undefined;
    const blocked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const deletion = deleteDB(name, { blocked: () => asked() });
    await blocked;
    await open.run((db) => db.put('things' as never, 'kept', 'key'));
    expect(await open.run((db) => db.get('things' as never, 'key'))).toBe('kept');
    expect(wanted).not.toHaveBeenCalled();
    open.close();
    await deletion;
  });
});

describe('a log', () => {
  it('is read once for blocks and slots that are asked for together, and anew for what is asked for later', async () => {
    const device = await openIndexedDb(fresh());
    const game = device.openGame('a');
    const block = (round: number) => ({
      ...{ id: `${round}`, epoch: 0, author: 0 },
      round,
      bytes: Uint8Array.of(round),
    });
    const slot = { height: 1, epoch: 0, round: 1, author: 0, timeMs: 9, blockIds: ['1'] };
    await game.appendSlots([slot], [block(1)]);
    const readings = vi.spyOn(IDBObjectStore.prototype, 'getAll');
    const [blocks, slots] = await Promise.all([game.loadBlocks(0), game.loadSlots(0)]);
    expect([blocks.length, slots.length, readings.mock.calls.length]).toEqual([1, 1, 1]);
    const before = game.loadBlocks(0);
    await game.journal([block(2)]);
    expect(await game.loadBlocks(0)).toHaveLength(2);
    expect((await before).length).toBeLessThanOrEqual(2);
    readings.mockRestore();
    device.close();
  });
});

describe('a database that never answers', () => {
  it('is given up with its name, and closed should it open after all', async () => {
    const never = vi
      .spyOn(indexedDB, 'open')
      .mockImplementation(() => new FakeOpenRequest() as IDBOpenDBRequest);
    await expect(Database.open({ name: fresh(), migrations: one, patienceMs: 1 })).rejects.toMatchObject({
      code: 'silent',
    });
    never.mockRestore();
  });

  it('and one that may not exist are told apart', async () => {
    const refused = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('no storage in private windows', 'SecurityError');
    });
    await expect(Database.open({ name: fresh(), migrations: one })).rejects.toSatisfy(
      (e) => e instanceof DatabaseError && e.code === 'unavailable',
    );
    refused.mockRestore();
  });
});

describe('erasing', () => {
  it('takes one game with its key and leaves the others', async () => {
    const name = fresh();
    const device = await openIndexedDb(name);
    for (const id of ['a', 'ab']) {
      await device.saveIdentity(identity(id));
      await device.openGame(id).putSecret('hand key', Uint8Array.of(1));
      await device.openGame(id).saveGenesis(Uint8Array.of(2));
      await device
        .openGame(id)
        .journal([{ id: 'x', epoch: 0, round: 1, author: 0, bytes: Uint8Array.of(3) }]);
    }
    await device.eraseGame('a');
    expect(await device.loadIdentities()).toEqual([identity('ab')]);
    const [gone, kept] = [device.openGame('a'), device.openGame('ab')];
    expect(await gone.loadBlocks()).toEqual([]);
    expect(await gone.loadGenesis()).toBeUndefined();
    expect(await gone.getSecret('hand key')).toBeUndefined();
    expect(await kept.getSecret('hand key')).toEqual(Uint8Array.of(1));
    expect(await kept.loadBlocks()).toHaveLength(1);
    await device.eraseAll();
    expect(await device.loadIdentities()).toEqual([]);
    expect(await device.openGame('ab').loadBlocks()).toEqual([]);
    device.close();
    await deleteDB(name);
  });
});
