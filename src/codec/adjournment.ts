/**
 * Adjournment: of three validators two may end an epoch without the third, if it is missing. Each of
 * them says so twice: first that it is willing, which binds to nothing, and once all others are, that it has
 * stopped: "the last block I sign in this epoch is this one". docs/PROTOCOL.md, Adjournment.
 */

import { ContainerType, type ValueOf } from '@chainsafe/ssz';
import { concatBytes } from '@noble/hashes/utils.js';
import { DecodeError, decodeSsz } from './decode.ts';
import { type GenesisRoot, GenesisRootType } from './ids.ts';
import { Bytes32, Bytes64, U8, U32 } from './primitives.ts';

/** Members of an epoch that may be adjourned: every one of them is needed for a quorum, and two are left to agree. */
export const ADJOURN_MEMBERS = 3;

const statement = {
  /** Number of the member that says so, in the epoch that is to end. */
  validator: U8,
  /** Number of the missing member. */
  missing: U8,
  /** Round of the last own block of the epoch; 0 before the first, and while only willing. */
  round: U32,
  /** Id of that block; zeros where there is none. */
  digest: Bytes32,
};

/** A member's "I have stopped", as it stands in the checkpoint that it leads to. */
export const StopType = new ContainerType({ ...statement, signature: Bytes64 }, { typeName: 'Stop' });
export type Stop = ValueOf<typeof StopType>;

/** On the wire. */
export const AdjournType = new ContainerType(
  {
    /** The epoch that is to end. */
    epoch: U32,
    /** 0: willing. 1: stopped, for ever. */
    stopped: U8,
    stop: StopType,
  },
  { typeName: 'Adjourn' },
);
export type Adjourn = ValueOf<typeof AdjournType>;

const SignedType = new ContainerType(
  { instance: GenesisRootType, epoch: U32, stopped: U8, ...statement },
  { typeName: 'AdjournStatement' },
);

const tag = new TextEncoder().encode('dealerless/adjournment/v1\0');

/** What a member signs: a protocol tag, then the root of the statement with table and epoch. */
export function adjournSigningBytes(instance: GenesisRoot, { epoch, stopped, stop }: Adjourn): Uint8Array {
  const { validator, missing, round, digest } = stop;
  const root = SignedType.hashTreeRoot({ instance, epoch, stopped, validator, missing, round, digest });
  return concatBytes(tag, root);
}

export const encodeAdjourn = (a: Adjourn): Uint8Array => AdjournType.serialize(a);

/** @throws DecodeError */
export function decodeAdjourn(bytes: Uint8Array): Adjourn {
  const a = decodeSsz(AdjournType, bytes, 256, 'adjournment');
  checkAdjourn(a);
  return a;
}

/** Shape of what was decoded as part of a message. @throws DecodeError */
export function checkAdjourn({ stopped, stop }: Adjourn): void {
  if (stopped > 1) throw new DecodeError('out-of-range', 'adjournment: stopped');
  checkStop(stop);
  if (stopped === 0 && stop.round !== 0) throw new DecodeError('out-of-range', 'adjournment: round');
}

/** @throws DecodeError */
export function checkStop({ validator, missing, round, digest }: Stop): void {
  const bad = (field: string): never => {
    throw new DecodeError('out-of-range', `adjournment: ${field}`);
  };
  if (validator >= ADJOURN_MEMBERS || missing >= ADJOURN_MEMBERS || validator === missing) bad('validator');
  if (round === 0 && digest.some((b) => b !== 0)) bad('digest');
}
