/**
 * A whole game as bytes: what a backup or a hand-over holds once it is unlocked. SECRET.
 *
 * Sixteen bytes say what it is, one the version; then SSZ: the game's records as in a file journal, its secrets, and
 * where the game was handed over, the word of its key that it was. Version 3 has what the table's key has signed
 * besides; version 2 is read, and written no more.
 */
import { ByteListType, ContainerType, ListBasicType, ListCompositeType, type ValueOf } from '@chainsafe/ssz';
import { concatBytes } from '@noble/hashes/utils.js';
import { DecodeError, decodeSsz, equalBytes, fromHex } from '../codec/decode.ts';
import { decodeKeySigned } from '../codec/keyPartial.ts';
import { Bytes64, U32 } from '../codec/primitives.ts';
import { decodeBatch, encodeBatch, MAX_BATCH_BYTES } from './fileJournal.ts';
import type { GameRecords } from './storage.ts';

const utf8 = new TextEncoder();
const strictText = new TextDecoder('utf-8', { fatal: true });

const MAGIC = utf8.encode('dealerless/seat\0');
const VERSION = 3;
const MANY = 2 ** 16;
const MANY_SIGNED = 2 ** 20;

const second = {
  batch: new ByteListType(MAX_BATCH_BYTES),
  secrets: new ListCompositeType(
    new ContainerType({ name: new ByteListType(256), value: new ByteListType(2 ** 20) }),
    MANY,
  ),
  /** Hands of the batch in which cards were withheld and paid for: a journal has no place for it. */
  withheld: new ListBasicType(U32, MANY),
  /** Signature over `handOverBytes`; none in a backup. */
  handedOver: new ListCompositeType(Bytes64, 1),
} as const;
const SecondGameFileType = new ContainerType(second, { typeName: 'SecondGameFile' });
const GameFileType = new ContainerType(
  {
    ...second,
    signed: new ListCompositeType(
      new ContainerType({ id: new ByteListType(256), bytes: new ByteListType(1_024) }),
      MANY_SIGNED,
    ),
  },
  { typeName: 'GameFile' },
);

export interface GameFile {
  readonly records: GameRecords;
  /** The key's word that the device that wrote this signs no more; undefined in a backup. */
  readonly handedOver: Uint8Array | undefined;
}

export function encodeGameFile({ records, handedOver }: GameFile): Uint8Array {
  const { secrets, signed, ...batch } = records;
  const body = GameFileType.serialize({
    batch: encodeBatch(batch),
    secrets: secrets.map(({ name, value }) => ({ name: utf8.encode(name), value })),
    withheld: records.hands.flatMap((h) =>
      h.withheld === true && h.unfinished === undefined ? [h.hand] : [],
    ),
    handedOver: handedOver === undefined ? [] : [handedOver],
    signed: signed.map(({ id, bytes }) => ({ id: utf8.encode(id), bytes })),
  });
  return concatBytes(MAGIC, Uint8Array.of(VERSION), body);
}

/** @throws DecodeError; 'other-version' for one that another version of the app has written */
export function decodeGameFile(bytes: Uint8Array): GameFile | 'other-version' {
  if (!equalBytes(bytes.subarray(0, MAGIC.length), MAGIC)) throw new DecodeError('malformed', 'game file');
  const body = wholeOf(bytes[MAGIC.length], bytes.subarray(MAGIC.length + 1));
  if (body === 'other-version') return body;
  const { identity, ...batch } = decodeBatch(body.batch);
  if (identity === undefined) throw new DecodeError('malformed', 'game file without a seat');
  // They become a link, a lock and keys of records.
  const { id, tableId, path } = identity;
  if (fromHex(id, 'identity').length !== 16 || fromHex(tableId, 'table id').length !== 32)
    throw new DecodeError('malformed', 'seat');
  if (!path.startsWith(`/t/${tableId}`)) throw new DecodeError('malformed', 'path');
  const secrets = body.secrets.map(({ name, value }) => ({ name: decodeName(name), value }));
  const signed = body.signed.map((s) => ({ id: decodeName(s.id), bytes: s.bytes }));
  // Nothing that cannot be read comes among what is.
  for (const s of signed) decodeKeySigned(s.bytes);
  const withheld = new Set(body.withheld);
  const hands = batch.hands.map((h) => (withheld.has(h.hand) ? { ...h, withheld: true } : h));
  return { records: { ...batch, hands, identity, secrets, signed }, handedOver: body.handedOver[0] };
}

/** @throws DecodeError */
function wholeOf(
  version: number | undefined,
  body: Uint8Array,
): ValueOf<typeof GameFileType> | 'other-version' {
  if (version === VERSION) return decodeSsz(GameFileType, body, MAX_BATCH_BYTES, 'game file');
  if (version !== 2) return 'other-version';
  return { ...decodeSsz(SecondGameFileType, body, MAX_BATCH_BYTES, 'game file'), signed: [] };
}

function decodeName(name: Uint8Array): string {
  try {
    return strictText.decode(name);
  } catch {
    throw new DecodeError('malformed', 'name of a record');
  }
}

/** What the key of a seat signs when its device hands it over: to this one, and signs no more. */
export function handOverBytes(tableId: string, player: Uint8Array, to: string): Uint8Array {
  const tag = utf8.encode('dealerless/hand-over/v1\0');
  return concatBytes(tag, fromHex(tableId, 'table id'), player, utf8.encode(to));
}
