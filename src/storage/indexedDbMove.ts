/**
 * A whole game leaving a device and arriving at another.
 *
 * Upon a hand-over: the locked game takes the place of the key and of every secret, in one transaction. Before it the
 *   game is here and can be played; after it only the other device can open what is kept.
 * Upon an arrival: the game, and the end of the key that opened it, in one transaction: one file is used once.
 */
import type { IDBPDatabase } from 'idb';
import { equalBytes } from '../codec/decode.ts';
import { blank, type Sealing, type StoredGame } from './atRest.ts';
import type { LogBatch } from './indexedDbLog.ts';
import {
  type AtRest,
  everything,
  HANDED_OVER,
  keyedByIdentity,
  type Schema,
  strict,
} from './indexedDbSchema.ts';
import type { EpochRecord, HandRecord, MovedAway } from './storage.ts';

/** No identity: those are hexadecimal. */
const ARRIVAL: [string, string] = ['this device', 'arrival'];

const text = new TextDecoder();

export async function readGame(
  db: IDBPDatabase<Schema>,
  id: string,
  { blocks, slots }: LogBatch,
): Promise<StoredGame | undefined> {
  const tx = db.transaction(['identities', 'genesis', 'epochs', 'secrets', 'verdicts', 'hands', 'signed']);
  const range = everything(id);
  const [identity, genesis, epochs, names, values, digests, reasons, hands, ids, words] = await Promise.all([
    tx.objectStore('identities').get(id),
    tx.objectStore('genesis').get(id),
    tx.objectStore('epochs').getAll(range),
    tx.objectStore('secrets').getAllKeys(range),
    tx.objectStore('secrets').getAll(range),
    tx.objectStore('verdicts').getAllKeys(range),
    tx.objectStore('verdicts').getAll(range),
    tx.objectStore('hands').getAll(range),
    tx.objectStore('signed').getAllKeys(range),
    tx.objectStore('signed').getAll(range),
    tx.done,
  ]);
  if (identity === undefined) return undefined;
  return {
    ...{ identity, genesis, blocks, slots },
    epochs: epochs.map(withoutIdentity<EpochRecord>),
    secrets: names.map(([, name], i) => ({ name, value: values[i]! })),
    verdicts: digests.map(([, digest], i) => ({ digest, reason: reasons[i]! })),
    hands: hands.map(withoutIdentity<HandRecord>),
    signed: ids.map(([, id], i) => ({ id, bytes: words[i]! })),
  };
}

function withoutIdentity<T>({ identity: _, ...record }: T & { identity: string }): T {
  return record as unknown as T;
}

export async function addGame(
  db: IDBPDatabase<Schema>,
  records: StoredGame,
  /** As it is stored, if it is that key which opened the game; 'used' where it is not there any more. */
  arrival: AtRest | 'used' | undefined,
): Promise<'added' | 'already-here' | 'used'> {
  const { identity, genesis, epochs, secrets, verdicts, hands, signed } = records;
  const { id } = identity;
  const tx = db.transaction([...keyedByIdentity, 'identities', 'genesis'], 'readwrite', strict);
  const [known, key] = await Promise.all([
    tx.objectStore('identities').get(id),
    tx.objectStore('secrets').get(ARRIVAL),
  ]);
  // Another tab may have used it since this one opened the file with it.
  if (arrival === 'used' || (arrival !== undefined && !isSame(key, arrival))) {
    await tx.done;
    return 'used';
  }
  // What is handed over is never older than a copy, or than what was handed over from here before.
  const mayGo =
    known === undefined || known.copied === true || (arrival !== undefined && known.moved !== undefined);
  if (!mayGo) {
    await tx.done;
    return 'already-here';
  }
  const range = everything(id);
  const entries = [...byEpoch(records)];
  await Promise.all([
    ...keyedByIdentity.map((store) => tx.objectStore(store).delete(range)),
    tx.objectStore('genesis').delete(id),
    tx.objectStore('identities').put(identity),
    ...(genesis === undefined ? [] : [tx.objectStore('genesis').put(genesis, id)]),
    ...entries.map(([epoch, batch]) => tx.objectStore('entries').put(batch, [id, epoch, 0])),
    ...epochs.map((record) => tx.objectStore('epochs').put({ ...record, identity: id })),
    ...secrets.map(({ name, value }) => tx.objectStore('secrets').put(value, [id, name])),
    ...verdicts.map(({ digest, reason }) => tx.objectStore('verdicts').put(reason, [id, digest])),
    ...hands.map((record) => tx.objectStore('hands').put({ ...record, identity: id })),
    ...signed.map((record) => tx.objectStore('signed').put(record.bytes, [id, record.id])),
    ...(arrival !== undefined ? [tx.objectStore('secrets').delete(ARRIVAL)] : []),
    tx.done,
  ]);
  return 'added';
}

function byEpoch({ blocks, slots }: LogBatch): Map<number, LogBatch> {
  const batches = new Map<
    number,
    { blocks: LogBatch['blocks'][number][]; slots: LogBatch['slots'][number][] }
  >();
  const of = (epoch: number) => {
    const batch = batches.get(epoch) ?? { blocks: [], slots: [] };
    batches.set(epoch, batch);
    return batch;
  };
  for (const block of blocks) of(block.epoch).blocks.push(block);
  for (const slot of slots) of(slot.epoch).slots.push(slot);
  return batches;
}

export async function handOver(
  db: IDBPDatabase<Schema>,
  id: string,
  moved: MovedAway,
  locked: Uint8Array,
): Promise<void> {
  const tx = db.transaction(['identities', 'secrets'], 'readwrite', strict);
  const [identities, secrets] = [tx.objectStore('identities'), tx.objectStore('secrets')];
  const [identity, keys] = await Promise.all([identities.get(id), secrets.getAllKeys(everything(id))]);
  if (identity === undefined || identity.moved !== undefined) {
    tx.abort();
    await tx.done.catch(() => undefined);
    throw new Error('this game is not here to be handed over');
  }
  const old = await Promise.all(keys.map((key) => secrets.get(key)));
  await Promise.all([
    ...keys.map((key, i) => secrets.put(blank(old[i] ?? new Uint8Array(0)), key)),
    ...keys.map((key) => secrets.delete(key)),
    secrets.put(locked, [id, HANDED_OVER]),
    identities.put({ ...identity, secretKey: new Uint8Array(0), moved }),
    tx.done,
  ]);
}

export async function handedOver(db: IDBPDatabase<Schema>, id: string): Promise<Uint8Array | undefined> {
  const locked = await db.get('secrets', [id, HANDED_OVER]);
  // Never sealed: only the other device can open it.
  return locked instanceof Uint8Array ? locked : undefined;
}

/** What opens a game that is handed over to this device, as it is stored. */
export const storedArrivalKey = (db: IDBPDatabase<Schema>): Promise<AtRest | undefined> =>
  db.get('secrets', ARRIVAL);

export async function arrivalKey(sealing: Sealing, stored: AtRest | undefined): Promise<string | undefined> {
  return stored && text.decode(await sealing.open(['secret', ...ARRIVAL], stored));
}

/** Keeps this one, unless there is one already. The one that is kept. */
export async function keepArrivalKey(
  run: <T>(work: (db: IDBPDatabase<Schema>) => Promise<T>) => Promise<T>,
  sealing: Sealing,
  key: string,
): Promise<string> {
  const atRest = await sealing.seal(['secret', ...ARRIVAL], new TextEncoder().encode(key));
  const known = await run(async (db) => {
    const tx = db.transaction('secrets', 'readwrite', strict);
    const before = await tx.store.get(ARRIVAL);
    await Promise.all([before ?? tx.store.put(atRest, ARRIVAL), tx.done]);
    return before;
  });
  return (await arrivalKey(sealing, known)) ?? key;
}

function isSame(a: AtRest | undefined, b: AtRest): boolean {
  const [x, y] = [a, b].map((one) => (one instanceof Uint8Array || one === undefined ? one : one.sealed));
  return x !== undefined && y !== undefined && equalBytes(x, y);
}
