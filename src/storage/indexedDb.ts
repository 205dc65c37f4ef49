/** Storage of a browser tab: one IndexedDB database per device, every record keyed by identity. */
import type { IDBPDatabase } from 'idb';
import { blank, Sealing } from './atRest.ts';
import { Database, type DatabaseEvents, type Migration, setAsideAll } from './database.ts';
import { byEpoch, IndexedDbLog, type LogSchema } from './indexedDbLog.ts';
import {
  addGame,
  arrivalKey,
  handedOver,
  handOver,
  keepArrivalKey,
  readGame,
  storedArrivalKey,
} from './indexedDbMove.ts';
import { everything, keyedByIdentity, type Schema, strict } from './indexedDbSchema.ts';
import { InTurn } from './inTurn.ts';
import type { DeviceStorage, GameRecords, GameStorage, MovedAway } from './storage.ts';

/** Versions 1 and 2 were never released, and their games cannot be gone on with. */
const migrations: readonly Migration[] = [
  () => undefined,
  setAsideAll(1),
  (db, tx) => {
    setAsideAll(2)(db, tx);
    const fresh = db as unknown as IDBPDatabase<Schema>;
    fresh.createObjectStore('identities', { keyPath: 'id' });
    fresh.createObjectStore('genesis');
    db.createObjectStore('log');
    fresh.createObjectStore('epochs', { keyPath: ['identity', 'epoch'] });
    fresh.createObjectStore('secrets');
    fresh.createObjectStore('verdicts');
    fresh.createObjectStore('hands', { keyPath: ['identity', 'hand'] });
  },
  byEpoch,
  (db) => {
    (db as unknown as IDBPDatabase<Schema>).createObjectStore('signed');
  },
  (db) => {
    void (db as unknown as IDBPDatabase<Schema>).createObjectStore('birth').put(crypto.randomUUID(), 'id');
  },
  (db) => {
    (db as unknown as IDBPDatabase<Schema>).createObjectStore('sealing');
  },
];

/** By which a page that has lost its connection knows the database again: one made since has another. */
const birthOf = (db: IDBPDatabase<unknown>): Promise<string | undefined> =>
  (db as unknown as IDBPDatabase<Schema>).get('birth', 'id');

/** A browser's storage, which its owner can also erase. */
export interface BrowserStorage extends DeviceStorage {
  /** All of one game, its key included: it can neither be gone on with nor read again. Nobody may have it open. */
  eraseGame(identityId: string): Promise<void>;
  /** Every game and every key of this device. Nobody may have one open. */
  eraseAll(): Promise<void>;
  /** Everything stored of one game. SECRET. Undefined where there is none. */
  readGame(identityId: string): Promise<GameRecords | undefined>;
  /**
   * Stores a whole game, in one strict transaction. 'already-here', and nothing is changed, where this device has that
   * game; a copy gives way, and to a game that is handed over also what was handed over from here.
   * @param arrival SECRET: the key that opened a game handed over to this device; it goes in the same transaction.
   *   'used', and nothing is changed, where it has gone already
   */
  addGame(records: GameRecords, arrival: string | undefined): Promise<'added' | 'already-here' | 'used'>;
  /** In one strict transaction: the locked game is kept for saving it again; key and secrets are gone from here. */
  handOver(identityId: string, moved: MovedAway, locked: Uint8Array): Promise<void>;
  /** The locked game that was handed over. */
  handedOver(identityId: string): Promise<Uint8Array | undefined>;
  /** SECRET: what opens a game that is handed over to this device; used once. */
  arrivalKey(): Promise<string | undefined>;
  /** Keeps this one, unless there is one already. The one that is kept. */
  keepArrivalKey(key: string): Promise<string>;
}

/** Opens (and where needed creates) the device's database. Rejects with a `DatabaseError`. */
export async function openIndexedDb(
  name = 'dealerless',
  events: DatabaseEvents = {},
): Promise<BrowserStorage> {
  const database = await Database.open<Schema>({ name, migrations, events, birthOf });
  const sealing = await Sealing.of(database);
  return {
    async saveIdentity(identity) {
      const stored = await sealing.sealIdentity(identity);
      await database.run(async (db) => {
        const tx = db.transaction('identities', 'readwrite', strict);
        await Promise.all([tx.store.put(stored), tx.done]);
      });
    },
    async loadIdentity(id) {
      const stored = await database.run((db) => db.get('identities', id));
      return stored && sealing.openIdentity(stored);
    },
    async loadIdentities() {
      const stored = await database.run((db) => db.getAll('identities'));
      return Promise.all(stored.map((one) => sealing.openIdentity(one)));
    },
    openGame: (identity) => game(database, sealing, identity),
    eraseGame: (identity) => database.run((db) => eraseGame(db, identity)),
    eraseAll: () => sealing.renew((key) => database.run((db) => eraseAll(db, key))),
    readGame: async (identity) => {
      const log = new IndexedDbLog(database as unknown as Database<LogSchema>, identity);
      const all = await log.all();
      const stored = await database.run((db) => readGame(db, identity, all));
      return stored && sealing.openGame(stored);
    },
    async addGame(records, arrival) {
      const stored = await sealing.sealGame(records);
      const kept = await database.run(storedArrivalKey);
      const isHeld = arrival !== undefined && (await arrivalKey(sealing, kept)) === arrival;
      const key = arrival === undefined ? undefined : isHeld ? kept : 'used';
      return database.run((db) => addGame(db, stored, key));
    },
    handOver: (identity, moved, locked) => database.run((db) => handOver(db, identity, moved, locked)),
    handedOver: (identity) => database.run((db) => handedOver(db, identity)),
    arrivalKey: async () => arrivalKey(sealing, await database.run(storedArrivalKey)),
    keepArrivalKey: (key) => keepArrivalKey((work) => database.run(work), sealing, key),
    close: () => database.close(),
  };
}

async function eraseGame(db: IDBPDatabase<Schema>, identity: string): Promise<void> {
  const tx = db.transaction([...keyedByIdentity, 'identities', 'genesis'], 'readwrite', strict);
  const range = everything(identity);
  await Promise.all([
    ...keyedByIdentity.map((store) => tx.objectStore(store).delete(range)),
    tx.objectStore('genesis').delete(identity),
    tx.objectStore('identities').delete(identity),
    tx.done,
  ]);
}

/** What earlier versions left aside goes too. From now on it is another database. */
async function eraseAll(db: IDBPDatabase<Schema>, key: CryptoKey | undefined): Promise<void> {
  const tx = db.transaction([...db.objectStoreNames], 'readwrite', strict);
  await Promise.all([
    ...[...db.objectStoreNames].map((store) => tx.objectStore(store).clear()),
    tx.objectStore('birth').put(crypto.randomUUID(), 'id'),
    ...(key ? [tx.objectStore('sealing').put(key, 'key'), tx.objectStore('sealing').put(true, 'older')] : []),
    tx.done,
  ]);
}

/** Under this name stands that all others with this prefix were erased. */
const markOf = (prefix: string): string => `${prefix}erased`;

function game(database: Database<Schema>, sealing: Sealing, identity: string): GameStorage {
  const log = new IndexedDbLog(database as unknown as Database<LogSchema>, identity);
  // Sealing takes its time: a secret must not come after the erasure that was asked for later.
  const secrets = new InTurn();
  return {
    journal: (blocks) => log.append({ blocks, slots: [] }, true),
    appendSlots: (slots, blocks) => log.append({ blocks, slots }, false),
    loadBlocks: (epoch) => log.blocks(epoch),
    loadSlots: (epoch) => log.slots(epoch),
    saveEpoch: (record) =>
      database.run(async (db) => {
        const tx = db.transaction('epochs', 'readwrite', strict);
        await Promise.all([tx.store.put({ ...record, identity }), tx.done]);
      }),
    loadEpochs: () => database.run((db) => db.getAll('epochs', everything(identity))),
    saveGenesis: (bytes) =>
      database.run(async (db) => {
        const tx = db.transaction('genesis', 'readwrite', strict);
        await Promise.all([tx.store.put(bytes, identity), tx.done]);
      }),
    loadGenesis: () => database.run((db) => db.get('genesis', identity)),
    putSecret: (secret, value) =>
      secrets.run(async () => {
        const atRest = await sealing.seal(['secret', identity, secret], value);
        await database.run(async (db) => {
          const tx = db.transaction('secrets', 'readwrite', strict);
          await Promise.all([tx.store.put(atRest, [identity, secret]), tx.done]);
        });
      }),
    getSecret: (secret) =>
      secrets.run(async () => {
        const atRest = await database.run((db) => db.get('secrets', [identity, secret]));
        return atRest && sealing.open(['secret', identity, secret], atRest);
      }),
    secretNames: () => secrets.run(() => database.run((db) => secretNames(db, identity))),
    eraseSecrets: (prefix) => secrets.run(() => database.run((db) => eraseSecrets(db, identity, prefix))),
    isErased: (prefix) =>
      secrets.run(() =>
        database.run(async (db) => (await db.getKey('secrets', [identity, markOf(prefix)])) !== undefined),
      ),
    saveVerdict: verdictsInGroups(database, identity),
    loadVerdicts: () => database.run((db) => loadVerdicts(db, identity)),
    saveHand: (record) =>
      database.run(async (db) => {
        await db.put('hands', { ...record, identity });
      }),
    loadHands: () => database.run((db) => db.getAll('hands', everything(identity))),
    saveSigned: ({ id, bytes }) =>
      database.run(async (db) => {
        const tx = db.transaction('signed', 'readwrite', strict);
        await Promise.all([tx.store.put(bytes, [identity, id]), tx.done]);
      }),
    loadSigned: () =>
      database.run(async (db) => {
        const range = everything(identity);
        const [keys, values] = await Promise.all([
          db.getAllKeys('signed', range),
          db.getAll('signed', range),
        ]);
        return keys.map(([, id], i) => ({ id, bytes: values[i]! }));
      }),
    // The database is the device's and stays open for other games.
    close: () => undefined,
  };
}

async function secretNames(db: IDBPDatabase<Schema>, identity: string): Promise<string[]> {
  const keys = await db.getAllKeys('secrets', everything(identity));
  return keys.map(([, name]) => name).filter((name) => !name.endsWith(markOf('')));
}

async function eraseSecrets(db: IDBPDatabase<Schema>, identity: string, prefix: string): Promise<void> {
  const tx = db.transaction('secrets', 'readwrite', strict);
  const keys = await tx.store.getAllKeys(
    IDBKeyRange.bound([identity, prefix], [identity, `${prefix}\uffff`]),
  );
  const mark = markOf(prefix);
  const writes: Promise<unknown>[] = [tx.store.put(new Uint8Array(0), [identity, mark])];
  for (const key of keys) {
    if (key[1] === mark) continue;
    const old = await tx.store.get(key);
    if (old) writes.push(tx.store.put(blank(old), key));
    writes.push(tx.store.delete(key));
  }
  await Promise.all([...writes, tx.done]);
}

/**
 * Verdicts come several at a time, and a transaction costs more than what is in it: what comes while one is written
 * goes into the next.
 */
function verdictsInGroups(database: Database<Schema>, identity: string): GameStorage['saveVerdict'] {
  let waiting: [digest: string, reason: string][] = [];
  let next: Promise<void> | undefined;
  const writes = new InTurn();
  const write = (): Promise<void> => {
    const group = waiting;
    waiting = [];
    next = undefined;
    return database.run(async (db) => {
      const tx = db.transaction('verdicts', 'readwrite');
      await Promise.all([
        ...group.map(([digest, reason]) => tx.store.put(reason, [identity, digest])),
        tx.done,
      ]);
    });
  };
  return (digest, reason) => {
    waiting.push([digest, reason]);
    next ??= writes.run(write);
    return next;
  };
}

async function loadVerdicts(db: IDBPDatabase<Schema>, identity: string): Promise<Map<string, string>> {
  const [keys, values] = await Promise.all([
    db.getAllKeys('verdicts', everything(identity)),
    db.getAll('verdicts', everything(identity)),
  ]);
  return new Map(keys.map(([, digest], i) => [digest, values[i]!]));
}
