/**
 * A whole game leaving a device and arriving at another.
 *
 * Upon a hand-over: the locked game takes the place of the key and of every secret, in one transaction. Before it the
 *   game is here and can be played; after it only the other device can open what is kept.
 * Upon an arrival: the game, and the end of the key that opened it, in one transaction: one file is used once.
 */
import type { IDBPDatabase } from 'idb';
import type { LogBatch } from './indexedDbLog.ts';
import { everything, keyedByIdentity, type Schema, strict } from './indexedDbSchema.ts';
import type { EpochRecord, GameRecords, HandRecord, MovedAway } from './storage.ts';

/** Under this name stands the locked game that was handed over. */
const HANDED_OVER = 'handed-over';
/** No identity: those are hexadecimal. */
const ARRIVAL: [string, string] = ['this device', 'arrival'];

const text = new TextDecoder();

export async function readGame(
  db: IDBPDatabase<Schema>,
  id: string,
  { blocks, slots }: LogBatch,
): Promise<GameRecords | undefined> {
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
  records: GameRecords,
  arrival: string | undefined,
): Promise<'added' | 'already-here' | 'used'> {
  const { identity, genesis, epochs, secrets, verdicts, hands, signed } = records;
  const { id } = identity;
  const tx = db.transaction([...keyedByIdentity, 'identities', 'genesis'], 'readwrite', strict);
  const [known, key] = await Promise.all([
    tx.objectStore('identities').get(id),
    tx.objectStore('secrets').get(ARRIVAL),
  ]);
  // Another tab may have used it since this one opened the file with it.
  if (arrival !== undefined && (key === undefined || text.decode(key) !== arrival)) {
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
    ...keys.map((key, i) => secrets.put(new Uint8Array(old[i]?.length ?? 0), key)),
    ...keys.map((key) => secrets.delete(key)),
    secrets.put(locked, [id, HANDED_OVER]),
    identities.put({ ...identity, secretKey: new Uint8Array(0), moved }),
    tx.done,
  ]);
}

export function handedOver(db: IDBPDatabase<Schema>, id: string): Promise<Uint8Array | undefined> {
  return db.get('secrets', [id, HANDED_OVER]);
}

export async function arrivalKey(db: IDBPDatabase<Schema>): Promise<string | undefined> {
  const key = await db.get('secrets', ARRIVAL);
  return key && text.decode(key);
}

export async function keepArrivalKey(db: IDBPDatabase<Schema>, key: string): Promise<string> {
  const tx = db.transaction('secrets', 'readwrite', strict);
  const known = await tx.store.get(ARRIVAL);
  await Promise.all([known ?? tx.store.put(new TextEncoder().encode(key), ARRIVAL), tx.done]);
  return known === undefined ? key : text.decode(known);
}
