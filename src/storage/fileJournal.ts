/** The batches of a file journal: what was stored together. */
import { ByteListType, ContainerType, ListBasicType, ListCompositeType, type ValueOf } from '@chainsafe/ssz';
import { decodeSsz } from '../codec/decode.ts';
import { limits } from '../codec/limits.ts';
import { Bytes32, U8, U32, U64 } from '../codec/primitives.ts';
import type { BlockRecord, EpochRecord, HandRecord, IdentityRecord, SlotRecord } from './storage.ts';

/** One batch at most; the file's own lengths are below it. */
export const MAX_BATCH_BYTES = 256 * 1024 * 1024;
const MANY = 2 ** 24;
/** Ids, digests and reasons are short ASCII. */
const Name = new ByteListType(256);
const Text = new ByteListType(64 * 1024);
/** A whole table's state, say. */
const Bytes = new ByteListType(16 * 1024 * 1024);
const Cards = new ListBasicType(U8, 64);

const BatchType = new ContainerType(
  {
    blocks: new ListCompositeType(
      new ContainerType({
        epoch: U32,
        id: Name,
        round: U32,
        author: U8,
        bytes: new ByteListType(limits.blockBytes),
      }),
      MANY,
    ),
    slots: new ListCompositeType(
      new ContainerType({
        height: U32,
        epoch: U32,
        round: U32,
        author: U8,
        timeMs: U64,
        blockIds: new ListCompositeType(Name, MANY),
      }),
      MANY,
    ),
    epochs: new ListCompositeType(new ContainerType({ epoch: U32, checkpoint: Bytes, state: Bytes }), MANY),
    genesis: new ListCompositeType(Text, 1),
    verdicts: new ListCompositeType(new ContainerType({ digest: Name, reason: Name }), MANY),
    hands: new ListCompositeType(
      new ContainerType({
        hand: U32,
        height: U32,
        finishedAt: U64,
        /** 255 = none. */
        yourSeat: U8,
        yourCards: Cards,
        board: Cards,
        /** One of the two is zero. */
        seats: new ListCompositeType(
          new ContainerType({ seat: U8, nickname: Name, upChips: U64, downChips: U64 }),
          64,
        ),
        winners: new ListCompositeType(new ContainerType({ nickname: Name, chips: U64 }), 64),
      }),
      MANY,
    ),
    identities: new ListCompositeType(
      new ContainerType({
        id: Name,
        tableId: Name,
        secretKey: Bytes32,
        path: Text,
        tableName: Name,
        createdAt: U64,
      }),
      1,
    ),
  },
  { typeName: 'JournalBatch' },
);

export interface JournalBatch {
  readonly blocks: readonly BlockRecord[];
  readonly slots: readonly SlotRecord[];
  readonly epochs: readonly EpochRecord[];
  readonly genesis: Uint8Array | undefined;
  readonly verdicts: readonly { readonly digest: string; readonly reason: string }[];
  readonly hands: readonly HandRecord[];
  readonly identity: IdentityRecord | undefined;
}

const NO_SEAT = 255;
const utf8 = new TextEncoder();
const text = new TextDecoder();
const bytesOf = (s: string): Uint8Array => utf8.encode(s);
const textOf = (b: Uint8Array): string => text.decode(b);

const isOver = (hand: HandRecord): boolean => hand.unfinished === undefined;

/** There is no place in it for hands that are not over: they are left out. */
export function encodeBatch(batch: Partial<JournalBatch>): Uint8Array {
  const value: ValueOf<typeof BatchType> = {
    blocks: (batch.blocks ?? []).map((b) => ({ ...b, id: bytesOf(b.id) })),
    slots: (batch.slots ?? []).map((s) => ({ ...s, blockIds: s.blockIds.map(bytesOf) })),
    epochs: [...(batch.epochs ?? [])],
    genesis: batch.genesis === undefined ? [] : [batch.genesis],
    verdicts: (batch.verdicts ?? []).map((v) => ({ digest: bytesOf(v.digest), reason: bytesOf(v.reason) })),
    // Without its mark one that has no end yet would be read as one that ended.
    hands: (batch.hands ?? []).filter(isOver).map((h) => ({
      ...h,
      yourSeat: h.yourSeat ?? NO_SEAT,
      yourCards: [...h.yourCards],
      board: [...h.board],
      seats: h.seats.map(({ seat, nickname, netChips }) => ({
        seat,
        nickname: bytesOf(nickname),
        upChips: Math.max(0, netChips),
        downChips: Math.max(0, -netChips),
      })),
      winners: h.winners.map((w) => ({ ...w, nickname: bytesOf(w.nickname) })),
    })),
    identities: batch.identity === undefined ? [] : [identityValue(batch.identity)],
  };
  return BatchType.serialize(value);
}

function identityValue(i: IdentityRecord): ValueOf<typeof BatchType>['identities'][number] {
  return {
    id: bytesOf(i.id),
    tableId: bytesOf(i.tableId),
    secretKey: i.secretKey,
    path: bytesOf(i.path),
    tableName: bytesOf(i.tableName),
    createdAt: i.createdAt,
  };
}

/** @throws DecodeError for bytes that `encodeBatch` never makes */
export function decodeBatch(bytes: Uint8Array): JournalBatch {
  const b = decodeSsz(BatchType, bytes, MAX_BATCH_BYTES, 'journal');
  const [identity] = b.identities;
  return {
    blocks: b.blocks.map((r) => ({ ...r, id: textOf(r.id) })),
    slots: b.slots.map((s) => ({ ...s, blockIds: s.blockIds.map(textOf) })),
    epochs: b.epochs,
    genesis: b.genesis[0],
    verdicts: b.verdicts.map((v) => ({ digest: textOf(v.digest), reason: textOf(v.reason) })),
    hands: b.hands.map((h) => ({
      ...h,
      yourSeat: h.yourSeat === NO_SEAT ? undefined : h.yourSeat,
      seats: h.seats.map(({ seat, nickname, upChips, downChips }) => ({
        seat,
        nickname: textOf(nickname),
        netChips: upChips - downChips,
      })),
      winners: h.winners.map((w) => ({ ...w, nickname: textOf(w.nickname) })),
    })),
    identity: identity && {
      ...identity,
      id: textOf(identity.id),
      tableId: textOf(identity.tableId),
      path: textOf(identity.path),
      tableName: textOf(identity.tableName),
    },
  };
}
