/** Storage of a browser tab: one IndexedDB database per device, every record keyed by identity. */
import { type IDBPDatabase, openDB } from 'idb';
import { IndexedDbLog, type LogSchema } from './indexedDbLog.ts';
import type { DeviceStorage, EpochRecord, GameStorage, HandRecord, IdentityRecord } from './storage.ts';

interface Schema extends LogSchema {
  identities: { key: string; value: IdentityRecord };
  genesis: { key: string; value: Uint8Array };
  epochs: { key: [string, number]; value: EpochRecord & { identity: string } };
  secrets: { key: [string, string]; value: Uint8Array };
  verdicts: { key: [string, string]; value: string };
  hands: { key: [string, number]; value: HandRecord & { identity: string } };
}

const strict = { durability: 'strict' } as const;
const everything = (identity: string) => IDBKeyRange.bound([identity], [identity, []]);

/** Opens (and where needed creates) the device's database. Rejects where the browser has no IndexedDB. */
export async function openIndexedDb(name = 'dealerless'): Promise<DeviceStorage> {
  const db = await openDB<Schema>(name, 3, {
    upgrade(fresh) {
      // Games of an earlier format cannot be gone on with.
      for (const store of [...fresh.objectStoreNames]) fresh.deleteObjectStore(store);
      fresh.createObjectStore('identities', { keyPath: 'id' });
      fresh.createObjectStore('genesis');
      fresh.createObjectStore('log');
      fresh.createObjectStore('epochs', { keyPath: ['identity', 'epoch'] });
      fresh.createObjectStore('secrets');
      fresh.createObjectStore('verdicts');
      fresh.createObjectStore('hands', { keyPath: ['identity', 'hand'] });
    },
  });
  return {
    async saveIdentity(identity) {
      const tx = db.transaction('identities', 'readwrite', strict);
      await Promise.all([tx.store.put(identity), tx.done]);
    },
    loadIdentity: (id) => db.get('identities', id),
    loadIdentities: () => db.getAll('identities'),
    openGame: (identity) => game(db, identity),
    close: () => db.close(),
  };
}

/** Under this name stands that all others with this prefix were erased. */
const markOf = (prefix: string): string => `${prefix}erased`;

function game(db: IDBPDatabase<Schema>, identity: string): GameStorage {
  const log = new IndexedDbLog(db as unknown as IDBPDatabase<LogSchema>, identity);
  return {
    journal: (blocks) => log.append({ blocks, slots: [] }, true),
    appendSlots: (slots, blocks) => log.append({ blocks, slots }, false),
    loadBlocks: () => log.blocks(),
    loadSlots: () => log.slots(),
    async saveEpoch(record) {
      const tx = db.transaction('epochs', 'readwrite', strict);
      await Promise.all([tx.store.put({ ...record, identity }), tx.done]);
    },
    loadEpochs: () => db.getAll('epochs', everything(identity)),
    async saveGenesis(bytes) {
      const tx = db.transaction('genesis', 'readwrite', strict);
      await Promise.all([tx.store.put(bytes, identity), tx.done]);
    },
    loadGenesis: () => db.get('genesis', identity),
    async putSecret(secret, value) {
      const tx = db.transaction('secrets', 'readwrite', strict);
      await Promise.all([tx.store.put(value, [identity, secret]), tx.done]);
    },
    getSecret: (secret) => db.get('secrets', [identity, secret]),
    async eraseSecrets(prefix) {
      const tx = db.transaction('secrets', 'readwrite', strict);
      const keys = await tx.store.getAllKeys(
        IDBKeyRange.bound([identity, prefix], [identity, `${prefix}\uffff`]),
      );
      const mark = markOf(prefix);
      const writes: Promise<unknown>[] = [tx.store.put(new Uint8Array(0), [identity, mark])];
      for (const key of keys) {
        if (key[1] === mark) continue;
        const old = await tx.store.get(key);
        if (old) writes.push(tx.store.put(new Uint8Array(old.length), key));
        writes.push(tx.store.delete(key));
      }
      await Promise.all([...writes, tx.done]);
    },
    async isErased(prefix) {
      return (await db.getKey('secrets', [identity, markOf(prefix)])) !== undefined;
    },
    async saveVerdict(digest, reason) {
      await db.put('verdicts', reason, [identity, digest]);
    },
    async loadVerdicts() {
      const [keys, values] = await Promise.all([
        db.getAllKeys('verdicts', everything(identity)),
        db.getAll('verdicts', everything(identity)),
      ]);
      return new Map(keys.map(([, digest], i) => [digest, values[i]!]));
    },
    async saveHand(record) {
      await db.put('hands', { ...record, identity });
    },
    loadHands: () => db.getAll('hands', everything(identity)),
    // The database is the device's and stays open for other games.
    close: () => undefined,
  };
}
