/**
 * A seat that leaves this device, or arrives at it. One key never has two signers:
 *
 * - Handing over locks the game for one device, whose code was made there, and takes key and secrets from this one in
 *   the transaction that keeps the locked file. The other device takes it up once: the key that opens it goes with it.
 * - A backup can be opened any number of times and while its device still plays, so what comes from one never signs;
 *   and it lasts, so nothing of the table's key is in it: a share in it would outlive the erasing of all others.
 *
 * What the table's key has signed goes with both; the share, the mark of the one closing that was signed, and what was
 * said for the key go with the seat alone, and what they are of is signed the same there, byte for byte, or not at all.
 *
 * Whoever hands over holds the game's lock: no tab plays it meanwhile.
 */
import { DecodeError, toHex } from '../../codec/decode.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import { isOfTableKey } from '../../node/key/shares.ts';
import { decodeGameFile, encodeGameFile, type GameFile, handOverBytes } from '../../storage/gameFile.ts';
import type { BrowserStorage } from '../../storage/indexedDb.ts';
import type { GameRecords, IdentityRecord } from '../../storage/storage.ts';
import type {
  Backup,
  BringRefusal,
  BringResult,
  HandOverRefusal,
  LockedFile,
  SeatRecordView,
} from '../contract/seats.ts';
import {
  asCode,
  asPassphrase,
  codeOf,
  lockedWith,
  lockFor,
  lockWithPassphrase,
  newArrivalKey,
  newPassphrase,
  unlock,
} from './lock.ts';

export interface MoveOptions {
  readonly device: BrowserStorage;
  readonly ed25519: Ed25519;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Wall clock, for display only. */
  readonly nowMs: () => number;
}

export function seatView(i: IdentityRecord): SeatRecordView {
  return {
    ...{ identity: i.id, tableId: i.tableId, tableName: i.tableName, path: i.path, createdAt: i.createdAt },
    state: i.moved ? 'moved' : i.copied ? 'copy' : 'here',
    movedAt: i.moved?.at,
  };
}

/** The game, if it is this device's to give. */
async function playable({ device }: MoveOptions, id: string): Promise<GameRecords | undefined> {
  const records = await device.readGame(id);
  return records?.identity.moved || records?.identity.copied ? undefined : records;
}

export async function backUp(o: MoveOptions, id: string): Promise<Backup | 'gone'> {
  const records = await playable(o, id);
  if (records === undefined) return 'gone';
  const passphrase = newPassphrase(o.randomBytes);
  const kept = encodeGameFile({ records: withoutKey(records), handedOver: undefined });
  const bytes = await lockWithPassphrase(kept, passphrase);
  return { file: { name: fileName('backup', records.identity), bytes }, passphrase };
}

export async function handOver(
  o: MoveOptions,
  id: string,
  typed: string,
): Promise<LockedFile | HandOverRefusal> {
  const { device, ed25519 } = o;
  const code = asCode(typed);
  if (code === undefined) return 'bad-code';
  const own = await device.arrivalKey();
  if (own !== undefined && (await codeOf(own)) === code) return 'own-code';
  const records = await playable(o, id);
  if (records === undefined) return 'gone';
  // The key behind a code goes with the first seat that arrives by it: nothing would ever open a second one's file.
  if ((await device.loadIdentities()).some((i) => i.moved?.to === code)) return 'used-code';
  const { tableId, secretKey } = records.identity;
  const player = ed25519.publicKeyOf(secretKey);
  const handedOver = await ed25519.sign(secretKey, handOverBytes(tableId, player, code));
  const bytes = await lockFor(code, encodeGameFile({ records, handedOver }));
  await device.handOver(id, { at: o.nowMs(), to: code, player: toHex(player) }, bytes);
  return { name: fileName('seat', records.identity), bytes };
}

export async function handedOver({ device }: MoveOptions, id: string): Promise<LockedFile | undefined> {
  const [identity, bytes] = await Promise.all([device.loadIdentity(id), device.handedOver(id)]);
  return identity?.moved && bytes && { name: fileName('seat', identity), bytes };
}

export async function arrivalCode({ device }: MoveOptions): Promise<string> {
  return codeOf((await device.arrivalKey()) ?? (await device.keepArrivalKey(await newArrivalKey())));
}

export async function bring(o: MoveOptions, file: Uint8Array, passphrase?: string): Promise<BringResult> {
  const no = (reason: BringRefusal): BringResult => ({ ok: false, reason });
  const kind = lockedWith(file);
  if (kind === undefined) return no('not-a-seat');
  if (kind === 'passphrase' && passphrase === undefined) return no('needs-passphrase');
  const key = kind === 'device' ? await o.device.arrivalKey() : undefined;
  if (kind === 'device' && key === undefined) return no('not-for-this-device');
  const opened = await unlock(file, key === undefined ? { passphrase: asPassphrase(passphrase!) } : { key });
  if (opened === 'damaged') return no('damaged');
  if (opened === 'other-key') return no(kind === 'device' ? 'not-for-this-device' : 'wrong-passphrase');
  const game = readGameFile(opened);
  if (typeof game === 'string') return no(game);
  if (!(await isOfItsKind(o, game, key))) return no('damaged');
  const records = key === undefined ? asCopy(game.records) : game.records;
  const { identity: came } = records;
  const added = await o.device.addGame(records, key);
  if (added !== 'added') return no(added === 'used' ? 'not-for-this-device' : added);
  return { ok: true, seat: seatView(came) };
}

/** Backups of earlier versions had a share as well. */
function asCopy(records: GameRecords): GameRecords {
  return { ...withoutKey(records), identity: { ...records.identity, copied: true } };
}

const withoutKey = (records: GameRecords): GameRecords => ({
  ...records,
  secrets: records.secrets.filter((s) => !isOfTableKey(s.name)),
});

function readGameFile(bytes: Uint8Array): GameFile | 'other-version' | 'damaged' {
  try {
    return decodeGameFile(bytes);
  } catch (error) {
    if (error instanceof DecodeError) return 'damaged';
    throw error;
  }
}

/** Only what its key has given to this very device may be played here. */
async function isOfItsKind(
  { ed25519 }: MoveOptions,
  game: GameFile,
  key: string | undefined,
): Promise<boolean> {
  const { tableId, secretKey } = game.records.identity;
  if (key === undefined) return true;
  if (game.handedOver === undefined) return false;
  const player = ed25519.publicKeyOf(secretKey);
  return ed25519.verify(player, handOverBytes(tableId, player, await codeOf(key)), game.handedOver);
}

/** No name of a table or a player: others see the names of files. */
function fileName(what: 'backup' | 'seat', { tableId }: IdentityRecord): string {
  return `dealerless-${what}-${tableId.slice(0, 8)}.age`;
}
