/**
 * A checkpoint: where one epoch ends and the next begins, signed by the members of the one that ends. With
 * the genesis and every checkpoint since, whoever has the table URL can tell who sits here now and what the
 * table's state is, without having been there (docs/CONSENSUS.md, Epochs).
 */

import { ContainerType, ListCompositeType, type ValueOf } from '@chainsafe/ssz';
import { concatBytes } from '@noble/hashes/utils.js';
import { ADJOURN_MEMBERS, checkStop, StopType } from './adjournment.ts';
import { DecodeError, decodeSsz, decodeText, toHex } from './decode.ts';
import { MemberType, NO_SEAT, ROLES } from './genesis.ts';
import { GenesisRootType } from './ids.ts';
import { limits } from './limits.ts';
import { Bytes32, Bytes64, safe, U8, U16, U32, U64 } from './primitives.ts';
import { versioned } from './versioned.ts';

const firstFields = {
  /** Hash tree root of the genesis body: the table. */
  instance: GenesisRootType,
  /** Number of the epoch that begins, from 1. */
  epoch: U32,
  /** Committed slots of the table so far. */
  height: U64,
  /** Fair time at which the epoch before ended, milliseconds of the table clock. */
  timeMs: U64,
  /** State root with which the epoch begins. */
  stateRoot: Bytes32,
  /** Members of the epoch that begins, in the order of their numbers: by seat, witnesses last by key. */
  members: new ListCompositeType(MemberType, limits.validators),
};
const FirstBodyType = new ContainerType(firstFields, { typeName: 'CheckpointBody' });
const SecondBodyType = new ContainerType({ ...firstFields, rules: U16 }, { typeName: 'CheckpointBody' });

export type CheckpointBody = ValueOf<typeof FirstBodyType> & {
  /** Version of the rules by which the epoch that begins is played; there from version 2 of the rules on. */
  rules?: number;
};

/** Where the list of members begins tells the versions apart. */
const MEMBERS_OFFSET_AT = 84;
const FIRST_FIXED_BYTES = 88;
const CheckpointBodyType = versioned<CheckpointBody, typeof firstFields, typeof SecondBodyType.fields>(
  FirstBodyType,
  SecondBodyType,
  {
    isFirst: (body) => body.rules === undefined,
    areFirst: (bytes, start, end) =>
      end - start < FIRST_FIXED_BYTES ||
      bytes.getUint32(start + MEMBERS_OFFSET_AT, true) === FIRST_FIXED_BYTES,
  },
);

const MemberSignatureType = new ContainerType(
  /** Number of the member in the epoch that ends. */
  { validator: U8, signature: Bytes64 },
  { typeName: 'MemberSignature' },
);

export const CheckpointType = new ContainerType(
  {
    body: CheckpointBodyType,
    /** Ascending by validator. */
    signatures: new ListCompositeType(MemberSignatureType, limits.validators),
    /** Where the epoch was adjourned: everybody's but the missing one's stop, ascending by validator. Else empty. */
    stops: new ListCompositeType(StopType, ADJOURN_MEMBERS - 1),
  },
  { typeName: 'Checkpoint' },
);
export type Checkpoint = ValueOf<typeof CheckpointType>;

const tag = new TextEncoder().encode('dealerless/checkpoint/v1\0');

/** What a member signs: a protocol tag, then the body's hash tree root. */
export function checkpointSigningBytes(root: Uint8Array): Uint8Array {
  return concatBytes(tag, root);
}

export const checkpointRoot = (body: CheckpointBody): Uint8Array => CheckpointBodyType.hashTreeRoot(body);

export const encodeCheckpoint = (c: Checkpoint): Uint8Array => CheckpointType.serialize(c);

/** @throws DecodeError; signatures are not checked here. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const c = decodeSsz(CheckpointType, bytes, limits.checkpointBytes, 'checkpoint');
  checkCheckpoint(c);
  return c;
}

/** Shape of what was decoded as part of a message. @throws DecodeError */
export function checkCheckpoint({ body, signatures, stops }: Checkpoint): void {
  const bad = (field: string): never => {
    throw new DecodeError('out-of-range', `checkpoint: ${field}`);
  };
  safe('checkpoint', body.height, body.timeMs);
  if (body.epoch === 0) bad('epoch');
  if (body.members.length === 0) bad('members');
  const keys = new Set<string>();
  let last = '';
  for (const m of body.members) {
    decodeText(m.nickname, limits.nicknameBytes, 'nickname');
    if (m.role >= ROLES.length) bad('role');
    if (m.role === 0 ? m.seat >= limits.seats : m.seat !== NO_SEAT) bad('seat');
    const key = toHex(m.key);
    if (keys.has(key)) bad('key twice');
    keys.add(key);
    const order = m.role === 0 ? `0${m.seat}` : `1${key}`;
    if (order <= last) bad('order');
    last = order;
  }
  let signer = -1;
  for (const s of signatures) {
    if (s.validator <= signer) bad('signatures');
    signer = s.validator;
  }
  for (const [i, s] of stops.entries()) {
    checkStop(s);
    const before = stops[i - 1];
    if (before && (before.validator >= s.validator || before.missing !== s.missing)) bad('stops');
  }
}
