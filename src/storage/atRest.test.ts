/** Secrets on a browser's disk: sealed by a key that no script can read out, each for its own place. */
import 'fake-indexeddb/auto';
import { type IDBPDatabase, openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { storedIdentity } from '../testing/storedIdentity.ts';
import { type BrowserStorage, openIndexedDb } from './indexedDb.ts';
import type { Schema } from './indexedDbSchema.ts';

const SEED = Uint8Array.from({ length: 32 }, (_, i) => 200 - i);
const HAND_KEY = Uint8Array.from({ length: 32 }, (_, i) => 7 * i);
const identity = (id: string) => storedIdentity(id, SEED);

let name: string;
const open: BrowserStorage[] = [];
const device = async (): Promise<BrowserStorage> => {
  const storage = await openIndexedDb(name);
  open.push(storage);
  return storage;
};
const raw = async <T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> => {
  const db = await openDB<Schema>(name);
  const result = await work(db);
  db.close();
  return result;
};
/** Everything in the two stores that hold secrets. */
const onDisk = (): Promise<string> =>
  raw(async (db) =>
    JSON.stringify([await db.getAll('identities'), await db.getAll('secrets')], (_, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
    ),
  );
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const closeAll = (): void => {
  for (const storage of open.splice(0)) storage.close();
};

afterEach(() => {
  closeAll();
  vi.restoreAllMocks();
});

describe('a secret at rest', () => {
  it('is not on the disk as it is, and comes back in another tab', async () => {
    name = `rest-${crypto.randomUUID()}`;
    const first = await device();
    await first.saveIdentity(identity('a'));
    await first.openGame('a').putSecret('0:1:0:key', HAND_KEY);
    const key = await first.keepArrivalKey('AGE-SECRET-KEY-1TEST');
    expect(key).toBe('AGE-SECRET-KEY-1TEST');
    const disk = await onDisk();
    for (const secret of [SEED, HAND_KEY, Buffer.from('AGE-SECRET-KEY-1TEST')])
      expect(disk).not.toContain(hex(secret));
    closeAll();
    const second = await device();
    expect(await second.loadIdentity('a')).toEqual(identity('a'));
    expect(await second.loadIdentities()).toEqual([identity('a')]);
    expect(await second.openGame('a').getSecret('0:1:0:key')).toEqual(HAND_KEY);
    expect(await second.arrivalKey()).toBe('AGE-SECRET-KEY-1TEST');
    expect(await second.keepArrivalKey('AGE-SECRET-KEY-1OTHER')).toBe('AGE-SECRET-KEY-1TEST');
    expect((await second.readGame('a'))?.secrets).toEqual([{ name: '0:1:0:key', value: HAND_KEY }]);
  });

  it('is sealed by one key for all tabs, which cannot be read out', async () => {
    name = `rest-${crypto.randomUUID()}`;
    const [one, other] = await Promise.all([device(), device()]);
    await one.openGame('a').putSecret('x', HAND_KEY);
    expect(await other.openGame('a').getSecret('x')).toEqual(HAND_KEY);
    const key = (await raw((db) => db.get('sealing', 'key'))) as CryptoKey;
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow(/extractable/);
  });

  it('opens in no other place, and not with a byte changed', async () => {
    name = `rest-${crypto.randomUUID()}`;
    const storage = await device();
    const game = storage.openGame('a');
    await game.putSecret('x', HAND_KEY);
    await raw(async (db) => {
      const sealed = (await db.get('secrets', ['a', 'x'])) as { nonce: Uint8Array; sealed: Uint8Array };
      await db.put('secrets', sealed, ['a', 'y']);
      await db.put('secrets', sealed, ['b', 'x']);
      const bent = Uint8Array.from(sealed.sealed, (byte, i) => (i === 3 ? byte ^ 1 : byte));
      await db.put('secrets', { ...sealed, sealed: bent }, ['a', 'x']);
    });
    for (const [id, secret] of [
      ['a', 'y'],
      ['b', 'x'],
      ['a', 'x'],
    ] as const)
      await expect(storage.openGame(id).getSecret(secret), `${id} ${secret}`).rejects.toThrow(
        'does not open',
      );
  });

  it('of an earlier version is sealed when the device is opened, and what is no secret stays', async () => {
    name = `rest-${crypto.randomUUID()}`;
    await device();
    closeAll();
    const locked = Uint8Array.of(1, 2, 3);
    await raw(async (db) => {
      await db.put('identities', identity('old'));
      await db.put('secrets', HAND_KEY, ['old', 'x']);
      await db.put('secrets', new Uint8Array(0), ['old', '0:erased']);
      await db.put('secrets', locked, ['old', 'handed-over']);
      await db.delete('sealing', 'older');
    });
    const storage = await device();
    const disk = await onDisk();
    expect(disk).not.toContain(hex(SEED));
    expect(disk).not.toContain(hex(HAND_KEY));
    expect(await storage.loadIdentity('old')).toEqual(identity('old'));
    expect(await storage.openGame('old').getSecret('x')).toEqual(HAND_KEY);
    expect(await storage.openGame('old').isErased('0:')).toBe(true);
    expect(await storage.handedOver('old')).toEqual(locked);
  });

  it('is kept as it is where the browser stores no such key', async () => {
    name = `rest-${crypto.randomUUID()}`;
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
      if (value instanceof CryptoKey) throw new DOMException('could not be cloned', 'DataCloneError');
      return put.call(this, value, key);
    });
    const storage = await device();
    await storage.saveIdentity(identity('a'));
    await storage.openGame('a').putSecret('x', HAND_KEY);
    closeAll();
    const again = await device();
    expect(await again.loadIdentity('a')).toEqual(identity('a'));
    expect(await again.openGame('a').getSecret('x')).toEqual(HAND_KEY);
  });

  it('never comes after the erasure that was asked for later', async () => {
    name = `rest-${crypto.randomUUID()}`;
    const game = (await device()).openGame('a');
    const put = game.putSecret('0:1:key', HAND_KEY);
    const erased = game.eraseSecrets('0:1:');
    await Promise.all([put, erased]);
    expect(await game.getSecret('0:1:key')).toBeUndefined();
    expect(await game.secretNames()).toEqual([]);
  });

  it('opens no more once everything is erased; what comes after does', async () => {
    name = `rest-${crypto.randomUUID()}`;
    const storage = await device();
    await storage.openGame('a').putSecret('x', HAND_KEY);
    const before = (await raw((db) => db.get('secrets', ['a', 'x'])))!;
    await storage.eraseAll();
    await storage.saveIdentity(identity('b'));
    closeAll();
    const again = await device();
    expect(await again.loadIdentity('b')).toEqual(identity('b'));
    await raw((db) => db.put('secrets', before, ['a', 'x']));
    await expect(again.openGame('a').getSecret('x')).rejects.toThrow('does not open');
  });
});
