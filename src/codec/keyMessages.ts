/**
 * What the table's key signs (docs/PROTOCOL.md, "The table's key"): the tag of its kind, then the hash tree root of a
 * container that begins with where in which history it was said. Every tag ends with a zero byte and holds no other,
 * so none is another's beginning; none is signed under by members' own keys.
 */

import { ContainerType, ListBasicType, type Type, type ValueOf } from '@chainsafe/ssz';
import { concatBytes } from '@noble/hashes/utils.js';
import { DecodeError, decodeSsz } from './decode.ts';
import { GenesisRootType } from './ids.ts';
import { Bytes32, safe, U8, U32, U64 } from './primitives.ts';

/** Hands that can be set aside at one table. */
const MAX_UNFINISHED = 4;
/** Of a message's content. */
export const MOST_BYTES = 256;

/** Where in which history: two tables, or two histories of one, share none of it. */
const place = {
  /** Instance of the epoch. */
  instance: Bytes32,
  /** State root with which that epoch began. */
  firstRoot: Bytes32,
  /** Committed slots of the table. */
  height: U64,
  /** Fair time there, milliseconds of the table clock. */
  timeMs: U64,
} as const;

const checkpoint = {
  ...place,
  table: GenesisRootType,
  rules: U8,
  epoch: U32,
  /** The last hand that is over; 0 before the first. */
  hand: U32,
  stateRoot: Bytes32,
} as const;

/** At every hand's end. */
const HandCheckpointType = new ContainerType(checkpoint, { typeName: 'HandCheckpoint' });
/** On demand, between hands: the same fields, and no word that play has ended. */
const StandingType = new ContainerType(checkpoint, { typeName: 'Standing' });
/** A decision that the clock made. */
const TimeoutType = new ContainerType(
  {
    ...place,
    hand: U32,
    attempt: U32,
    decision: U32,
    seat: U8,
    deadlineMs: U64,
    /** Time of the tick. */
    tickMs: U64,
  },
  { typeName: 'Timeout' },
);
/** The evening's result; nothing of this table is valid after it. */
const ClosingType = new ContainerType(
  {
    ...place,
    table: GenesisRootType,
    rules: U8,
    epoch: U32,
    ledgerRoot: Bytes32,
    /** Hands that were set aside and not finished, ascending. */
    unfinished: new ListBasicType(U32, MAX_UNFINISHED),
    /** 1. */
    closed: U8,
  },
  { typeName: 'Closing' },
);
/** Digest of a sharing whose holder is ready: the first thing a new key signs. */
const ReadyType = new ContainerType({ digest: Bytes32 }, { typeName: 'KeyReady' });

/** By kind; `ready` is never shown to anybody else. */
export const keyMessageTypes = {
  checkpoint: HandCheckpointType,
  standing: StandingType,
  timeout: TimeoutType,
  closing: ClosingType,
} as const;

export type HandCheckpoint = ValueOf<typeof HandCheckpointType>;
export type Standing = ValueOf<typeof StandingType>;
export type TimeoutWord = ValueOf<typeof TimeoutType>;
export type Closing = ValueOf<typeof ClosingType>;
export type KeyReady = ValueOf<typeof ReadyType>;

export type KeyMessage =
  | ({ readonly kind: 'checkpoint' } & HandCheckpoint)
  | ({ readonly kind: 'standing' } & Standing)
  | ({ readonly kind: 'timeout' } & TimeoutWord)
  | ({ readonly kind: 'closing' } & Closing)
  | ({ readonly kind: 'ready' } & KeyReady);

const text = new TextEncoder();
const TAGS = {
  checkpoint: text.encode('dealerless/key-checkpoint/v1\0'),
  standing: text.encode('dealerless/key-standing/v1\0'),
  timeout: text.encode('dealerless/key-timeout/v1\0'),
  closing: text.encode('dealerless/key-closing/v1\0'),
  ready: text.encode('dealerless/key-ready/v1\0'),
} as const satisfies Record<KeyMessage['kind'], Uint8Array>;

/**
 * The bytes that are signed for a message. @throws DecodeError for one that no honest holder signs: a number out of
 * range, hands out of order, a closing that does not close
 */
export function keySigningBytes(message: KeyMessage): Uint8Array {
  const tag = TAGS[message.kind];
  const root = rootOf(message);
  return concatBytes(tag, root);
}

function rootOf(message: KeyMessage): Uint8Array {
  if (message.kind === 'ready') return ReadyType.hashTreeRoot(message);
  safe('key message', message.height, message.timeMs);
  switch (message.kind) {
    case 'checkpoint':
      return HandCheckpointType.hashTreeRoot(message);
    case 'standing':
      return StandingType.hashTreeRoot(message);
    case 'timeout':
      safe('key message', message.deadlineMs, message.tickMs);
      return TimeoutType.hashTreeRoot(message);
    case 'closing':
      checkClosing(message);
      return ClosingType.hashTreeRoot(message);
  }
}

/** Kinds by wire number. Append only. */
export const KEY_MESSAGES = [
  'checkpoint',
  'standing',
  'timeout',
  'closing',
  'ready',
] as const satisfies readonly KeyMessage['kind'][];

const types: { readonly [K in KeyMessage['kind']]: Type<unknown> } = {
  ...keyMessageTypes,
  ready: ReadyType,
};

/** SSZ bytes of a message's content, without its kind. */
export const encodeKeyMessage = (message: KeyMessage): Uint8Array => types[message.kind].serialize(message);

/** @throws DecodeError, also for what no honest holder signs */
export function decodeKeyMessage(what: number, content: Uint8Array): KeyMessage {
  const kind = KEY_MESSAGES[what];
  if (kind === undefined) throw new DecodeError('unknown-kind', 'key message');
  const message = {
    kind,
    ...(decodeSsz(types[kind], content, MOST_BYTES, 'key message') as object),
  } as KeyMessage;
  rootOf(message);
  return message;
}

function checkClosing({ closed, unfinished }: Closing): void {
  if (closed !== 1 || unfinished.length > MAX_UNFINISHED) throw new DecodeError('out-of-range', 'closing');
  if (unfinished.some((hand, i) => i > 0 && hand <= unfinished[i - 1]!)) {
    throw new DecodeError('not-canonical', 'closing');
  }
}
