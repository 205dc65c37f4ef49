/**
 * Which key this tab plays with. A tab keeps its identity in sessionStorage, so that a reload is the same
 * player and a second tab of the same browser is another. One tab per key: it holds a Web Lock while open.
 */
import { fromHex, toHex } from '../../codec/decode.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import type { DeviceStorage, IdentityRecord } from '../../storage/storage.ts';

const sessionName = (tableId: string): string => `dealerless:identity:${tableId}`;
const lockName = (identity: string): string => `dealerless:${identity}`;

export interface HeldIdentity {
  readonly record: IdentityRecord;
  readonly publicKey: Uint8Array;
  /** Another tab of this browser holds a key of this table: this one is new. */
  readonly elsewhere: boolean;
  /** This device has a copy of a seat at this table, from a backup: this key is new. */
  readonly copy: boolean;
  /** Gives the key free for another tab. */
  release(): void;
}

/** Randomness of the platform; the only source of keys. */
export function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** Locks of identities made in this page and not yet played with: nobody else may take them in between. */
const heldHere = new Map<string, () => void>();

/** A new key for a table, remembered by this tab and held from before any other tab could find it. */
export async function makeIdentity(
  device: DeviceStorage,
  ed25519: Ed25519,
  table: { tableId: string; path: string; tableName: string },
  secretKey?: Uint8Array,
): Promise<IdentityRecord> {
  const record: IdentityRecord = {
    id: toHex(randomBytes(16)),
    secretKey: secretKey ?? ed25519.generateKeyPair(randomBytes).secretKey,
    createdAt: Date.now(),
    ...table,
  };
  const release = await lock(record.id);
  if (release) heldHere.set(record.id, release);
  await device.saveIdentity(record);
  sessionStorage.setItem(sessionName(table.tableId), record.id);
  return record;
}

/** Its key may sign here. */
const isPlayable = (record: IdentityRecord): boolean =>
  record.moved === undefined && record.copied === undefined;

/**
 * The identity this tab plays with at a table: its own from before, else one of this device that no other tab
 * holds, else a new one. 'already-open' when this tab is a duplicate of one that is still open. 'moved' where the seat
 * of this device was handed over, and it has no other at this table.
 */
export async function holdIdentity(
  device: DeviceStorage,
  ed25519: Ed25519,
  table: { tableId: string; path: string; tableName: string },
): Promise<HeldIdentity | 'already-open' | 'moved'> {
  const remembered = sessionStorage.getItem(sessionName(table.tableId));
  if (remembered && /^[0-9a-f]{32}$/.test(remembered)) {
    const record = await device.loadIdentity(remembered);
    if (record?.tableId === table.tableId && isPlayable(record)) {
      const release = await lock(record.id);
      return release ? held(record, ed25519, release) : 'already-open';
    }
  }
  const all = (await device.loadIdentities()).filter((i) => i.tableId === table.tableId);
  const known = all.filter(isPlayable);
  if (known.length === 0 && all.some((i) => i.moved !== undefined)) return 'moved';
  for (const record of known.sort((a, b) => a.createdAt - b.createdAt)) {
    const release = await lock(record.id);
    if (!release) continue;
    sessionStorage.setItem(sessionName(table.tableId), record.id);
    return held(record, ed25519, release);
  }
  const record = await makeIdentity(device, ed25519, table);
  const release = await lock(record.id);
  const news = { elsewhere: known.length > 0, copy: all.length > known.length };
  return release ? held(record, ed25519, release, news) : 'already-open';
}

function held(
  record: IdentityRecord,
  ed25519: Ed25519,
  release: () => void,
  news = { elsewhere: false, copy: false },
): HeldIdentity {
  return { record, publicKey: ed25519.publicKeyOf(record.secretKey), ...news, release };
}

/** Keeps a game from being opened in any tab, until released; undefined while one has it open. */
export function holdAlone(identity: string): Promise<(() => void) | undefined> {
  return lock(identity);
}

/** Holds the lock until released or the tab goes; undefined when another tab has it. */
async function lock(identity: string): Promise<(() => void) | undefined> {
  fromHex(identity, 'identity');
  const mine = heldHere.get(identity);
  if (mine) {
    heldHere.delete(identity);
    return mine;
  }
  return new Promise((resolve, reject) => {
    const request = navigator.locks.request(lockName(identity), { ifAvailable: true }, (granted) => {
      if (!granted) {
        resolve(undefined);
        return undefined;
      }
      return new Promise<void>((release) => resolve(() => release()));
    });
    request.catch(reject);
  });
}
