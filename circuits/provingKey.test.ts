import { readFileSync } from 'node:fs';
import { curves, zKey } from 'snarkjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DecodeError } from '../src/codec/decode.ts';
import { createMclGroup, type MclGroup } from '../src/crypto/backendMcl.ts';
import { createNobleGroup } from '../src/crypto/backendNoble.ts';
import { parseShuffleKey, type ShuffleVerificationKey } from '../src/crypto/groth16.ts';
import { checkProvingKey } from '../src/crypto/provingKey.ts';
import { crsFolder } from './compiler.ts';
import { verificationKeyOf } from './keyFiles.ts';

/** Places in the header section of a proving key, and their lengths. */
const FIELDS = {
  alpha1: [100, 96],
  beta1: [196, 96],
  beta2: [292, 192],
  delta1: [676, 96],
  delta2: [772, 192],
} as const;

let group: MclGroup;
let vkey: ShuffleVerificationKey;
let zkey: Uint8Array;
let otherZkey: Uint8Array;
let otherVkey: Uint8Array;

beforeAll(async () => {
  group = await createMclGroup();
  zkey = new Uint8Array(readFileSync(`${crsFolder}shuffle36.zkey`));
  vkey = parseShuffleKey(group, new Uint8Array(readFileSync(`${crsFolder}shuffle36.vkey`)));
  // The shipped key after one more contribution: another δ, so a CRS that no genesis names.
  const out: { type: 'mem'; data?: Uint8Array } = { type: 'mem' };
  await zKey.contribute(zkey, out, 'one more', 'entropy of a test');
  otherZkey = Uint8Array.from(out.data!);
  otherVkey = await verificationKeyOf(group, 36, otherZkey);
}, 120_000);
afterAll(async () => {
  await (await curves.getCurveFromName('bls12381')).terminate();
});

/** Where the header section's body begins. */
function headerOf(key: Uint8Array): number {
  const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
  for (let at = 12; ; at += 12 + Number(view.getBigUint64(at + 4, true)))
    if (view.getUint32(at, true) === 2) return at + 12;
}

function fieldOf(key: Uint8Array, [offset, length]: readonly [number, number]): Uint8Array {
  return key.subarray(headerOf(key) + offset, headerOf(key) + offset + length);
}

describe('a proving key', () => {
  it('is taken beside its own verification key, in both backends', () => {
    const noble = createNobleGroup();
    checkProvingKey(group, zkey, vkey);
    checkProvingKey(group, otherZkey, parseShuffleKey(group, otherVkey));
    checkProvingKey(noble, otherZkey, parseShuffleKey(noble, otherVkey));
  });

  it('is refused beside the key before the last contribution, and the other way round', () => {
    const words = 'another verification key';
    expect(() => checkProvingKey(group, otherZkey, vkey)).toThrow(words);
    expect(() => checkProvingKey(group, zkey, parseShuffleKey(group, otherVkey))).toThrow(words);
  });

  it('is refused with any of the points exchanged that masks and blinders depend on', () => {
    const from = { ...FIELDS, alpha1: FIELDS.beta1, beta1: FIELDS.alpha1, beta2: FIELDS.delta2 };
    for (const name of Object.keys(FIELDS) as (keyof typeof FIELDS)[]) {
      const mixed = zkey.slice();
      fieldOf(mixed, FIELDS[name]).set(fieldOf(otherZkey, from[name]));
      expect(() => checkProvingKey(group, mixed, vkey), name).toThrow('another verification key');
      const broken = zkey.slice();
      fieldOf(broken, FIELDS[name])[7]! ^= 1;
      expect(() => checkProvingKey(group, broken, vkey), name).toThrow(DecodeError);
    }
  });
});
