/**
 * Secrets at rest in a browser: sealed by an AES-GCM key of this device (NIST SP 800-38D, 96-bit random nonces) that no
 * script can read out, each bound to its name.
 *
 * That keeps them out of exports and backups made by mistake, of copied records and of other origins. It is no hardware
 * module: whoever has the browser's profile, or a script in this page, has them. Where a browser cannot store such a
 * key they are kept as they are, as in versions before.
 */
import { equalBytes } from '../codec/decode.ts';
import type { Database } from './database.ts';
import { type AtRest, HANDED_OVER, type Schema, type StoredIdentity, strict } from './indexedDbSchema.ts';
import type { GameRecords, IdentityRecord } from './storage.ts';

const NONCE_BYTES = 12;
const TAG = 'dealerless/at-rest/v1';

/** Where it stands: two secrets that change places open no more. */
type Place = readonly ['identity', id: string] | readonly ['secret', identity: string, name: string];

export class Sealing {
  /** @param key undefined where the browser can keep none: all stays as it is */
  private constructor(
    private readonly database: Database<Schema>,
    private key: CryptoKey | undefined,
  ) {}

  /** This device's, made where there is none yet; what an earlier version left unsealed is sealed. */
  static async of(database: Database<Schema>): Promise<Sealing> {
    const key = (await database.run((db) => db.get('sealing', 'key'))) ?? (await keptKey(database));
    const sealing = new Sealing(database, key instanceof CryptoKey ? key : undefined);
    if (sealing.key !== undefined) await sealing.sealOlder();
    return sealing;
  }

  /** @param value SECRET */
  async seal(place: Place, value: Uint8Array): Promise<AtRest> {
    if (this.key === undefined || value.length === 0) return value;
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const how = { name: 'AES-GCM', iv: nonce, additionalData: named(place) };
    return { nonce, sealed: new Uint8Array(await crypto.subtle.encrypt(how, this.key, plain(value))) };
  }

  /** SECRET. @throws Error where it is sealed by another key, or not of this place */
  async open(place: Place, atRest: AtRest): Promise<Uint8Array> {
    if (atRest instanceof Uint8Array) return atRest;
    if (this.key === undefined)
      throw new Error('a secret of this device was sealed by a key that is not here');
    const how = { name: 'AES-GCM', iv: plain(atRest.nonce), additionalData: named(place) };
    try {
      return new Uint8Array(await crypto.subtle.decrypt(how, this.key, plain(atRest.sealed)));
    } catch (cause) {
      throw new Error('a secret of this device does not open', { cause });
    }
  }

  async sealIdentity(identity: IdentityRecord): Promise<StoredIdentity> {
    return { ...identity, secretKey: await this.seal(['identity', identity.id], identity.secretKey) };
  }

  async openIdentity(stored: StoredIdentity): Promise<IdentityRecord> {
    return { ...stored, secretKey: await this.open(['identity', stored.id], stored.secretKey) };
  }

  async sealGame(records: GameRecords): Promise<StoredGame> {
    const { id } = records.identity;
    const secrets = records.secrets.map(async ({ name, value }) => {
      return { name, value: await this.seal(['secret', id, name], value) };
    });
    const identity = await this.sealIdentity(records.identity);
    return { ...records, identity, secrets: await Promise.all(secrets) };
  }

  async openGame(stored: StoredGame): Promise<GameRecords> {
    const { id } = stored.identity;
    const secrets = stored.secrets.map(async ({ name, value }) => {
      return { name, value: await this.open(['secret', id, name], value) };
    });
    const identity = await this.openIdentity(stored.identity);
    return { ...stored, identity, secrets: await Promise.all(secrets) };
  }

  /** Another key, for a device that is emptied; `empty` stores it with what it does. What was sealed opens no more. */
  async renew(empty: (key: CryptoKey | undefined) => Promise<void>): Promise<void> {
    const key = this.key && (await newKey());
    await empty(key);
    this.key = key;
  }

  /** Once for a device: reads everything, and changes nothing that has changed meanwhile. */
  private async sealOlder(): Promise<void> {
    const { database } = this;
    if ((await database.run((db) => db.get('sealing', 'older'))) !== undefined) return;
    const identities = await database.run((db) => db.getAll('identities'));
    const names = (await database.run((db) => db.getAllKeys('secrets'))).filter(([, n]) => n !== HANDED_OVER);
    const older: { readonly key: [string, string]; readonly old: AtRest; readonly now: AtRest }[] = [];
    for (const key of names) {
      const old = await database.run((db) => db.get('secrets', key));
      if (old instanceof Uint8Array) older.push({ key, old, now: await this.seal(['secret', ...key], old) });
    }
    const people = await Promise.all(
      identities.map(async (i) => this.sealIdentity(await this.openIdentity(i))),
    );
    await database.run(async (db) => {
      const tx = db.transaction(['identities', 'secrets', 'sealing'], 'readwrite', strict);
      const writes: Promise<unknown>[] = [tx.objectStore('sealing').put(true, 'older')];
      for (const [n, { id, secretKey }] of people.entries()) {
        const current = await tx.objectStore('identities').get(id);
        if (current && isSame(current.secretKey, identities[n]!.secretKey))
          writes.push(tx.objectStore('identities').put({ ...current, secretKey }));
      }
      for (const { key, old, now } of older)
        if (isSame(await tx.objectStore('secrets').get(key), old))
          writes.push(tx.objectStore('secrets').put(now, key));
      await Promise.all([...writes, tx.done]);
    });
  }
}

/** A game as it stands in the database. */
export interface StoredGame extends Omit<GameRecords, 'identity' | 'secrets'> {
  readonly identity: StoredIdentity;
  readonly secrets: readonly { readonly name: string; readonly value: AtRest }[];
}

/** As long as what it takes the place of, and nothing in it. */
export const blank = (atRest: AtRest): AtRest =>
  atRest instanceof Uint8Array
    ? new Uint8Array(atRest.length)
    : { nonce: new Uint8Array(NONCE_BYTES), sealed: new Uint8Array(atRest.sealed.length) };

const isSame = (a: AtRest | undefined, b: AtRest): boolean =>
  a instanceof Uint8Array && b instanceof Uint8Array && equalBytes(a, b);

const newKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

/** The key that another tab has just made, or a new one; undefined where it cannot be kept. */
async function keptKey(database: Database<Schema>): Promise<CryptoKey | undefined> {
  // A page without TLS: it plays no table, and says so.
  if (!('subtle' in crypto)) return undefined;
  const made = await newKey();
  try {
    return await database.run(async (db) => {
      const tx = db.transaction('sealing', 'readwrite', strict);
      const others = await tx.store.get('key');
      if (others === undefined) await tx.store.put(made, 'key');
      await tx.done;
      return others instanceof CryptoKey ? others : made;
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'DataCloneError') return undefined;
    throw error;
  }
}

/** A tag, then each part with its length before it, 4 bytes big-endian. */
function named(place: Place): Uint8Array<ArrayBuffer> {
  const parts = [TAG, ...place].map((part) => new TextEncoder().encode(part));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, 0));
  let at = 0;
  for (const part of parts) {
    new DataView(bytes.buffer).setUint32(at, part.length);
    bytes.set(part, at + 4);
    at += 4 + part.length;
  }
  return bytes;
}

/** Over memory of its own: WebCrypto takes no shared one. */
const plain = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
