import { ByteVectorType, UintNumberType } from '@chainsafe/ssz';
import { DecodeError } from './decode.ts';

export const U8 = new UintNumberType(1);
export const U16 = new UintNumberType(2);
export const U32 = new UintNumberType(4);
/** 64 bits on the wire, a safe integer in memory: chips and milliseconds. Check with `safe` after decoding. */
export const U64 = new UintNumberType(8);
export const Bytes16 = new ByteVectorType(16);
export const Bytes32 = new ByteVectorType(32);
/** Compressed BLS12-381 G1 point (ZCash encoding). */
export const Bytes48 = new ByteVectorType(48);
/** Compressed BLS12-381 G2 point. */
export const Bytes96 = new ByteVectorType(96);
/** Ed25519 signature (RFC 8032). */
export const Bytes64 = new ByteVectorType(64);

/** @throws DecodeError unless every value is a non-negative safe integer. */
export function safe(what: string, ...values: number[]): void {
  for (const v of values) if (!Number.isSafeInteger(v) || v < 0) throw new DecodeError('out-of-range', what);
}
