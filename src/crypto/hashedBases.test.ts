import { beforeAll, describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../codec/decode.ts';
import { PROOF_KINDS } from '../codec/proofKinds.ts';
import { createMclGroup } from './backendMcl.ts';
import { createNobleGroup } from './backendNoble.ts';
import { crs, DECK_SIZES } from './crsDigests.ts';
import type { G1Group } from './group.ts';
import {
  SHUFFLE_BASE_DST,
  SHUFFLE_BASES,
  SHUFFLE_BLINDER,
  SHUFFLE_BLINDER_MESSAGE,
  shuffleBaseMessage,
  WIN_BASE_DST,
  WIN_BITS,
  WIN_BLINDER,
  WIN_BLINDER_MESSAGE,
  WIN_VALUE,
  WIN_VALUE_MESSAGE,
  winBitMessage,
} from './hashedBases.ts';
import { shippedKey, shuffleKeyDigestOf } from './shuffleKey.ts';
import { CARD_BASE_DST } from './transcript.ts';

let groups: G1Group[];
beforeAll(async () => {
  groups = [createNobleGroup(), await createMclGroup()];
});

describe('the hashed bases', () => {
  it('are what RFC 9380 makes of their names, in both backends', () => {
    const text = new TextEncoder();
    for (const group of groups) {
      const hashed = (message: Uint8Array, dst: string): string =>
        toHex(group.encode(group.hashToCurve(message, text.encode(dst))));
      SHUFFLE_BASES.forEach((base, i) => {
        expect(toHex(base)).toBe(hashed(shuffleBaseMessage(i + 1), SHUFFLE_BASE_DST));
      });
      expect(toHex(SHUFFLE_BLINDER)).toBe(hashed(SHUFFLE_BLINDER_MESSAGE, SHUFFLE_BASE_DST));
      expect(toHex(WIN_VALUE)).toBe(hashed(WIN_VALUE_MESSAGE, WIN_BASE_DST));
      WIN_BITS.forEach((base, i) => {
        expect(toHex(base)).toBe(hashed(winBitMessage(i + 1), WIN_BASE_DST));
      });
      expect(toHex(WIN_BLINDER)).toBe(hashed(WIN_BLINDER_MESSAGE, WIN_BASE_DST));
    }
  });

  it('are all different, and of no other use', () => {
    const all = [...SHUFFLE_BASES, SHUFFLE_BLINDER, WIN_VALUE, WIN_BLINDER, ...WIN_BITS].map(toHex);
    expect(SHUFFLE_BASES).toHaveLength(52);
    expect(new Set(all).size).toBe(67);
    expect(new Set([SHUFFLE_BASE_DST, WIN_BASE_DST, CARD_BASE_DST]).size).toBe(3);
  });
});

/** Names of the keys that this build ships. Whoever changes one makes every table of that kind unplayable. */
const PINNED = {
  both: {
    36: '8636f4645aa11b0f30cc4d1262d0023fb7655157d4dd15098ee38c41a5ad01f0',
    52: 'db4dfd296e6571ac667cdc676bef7bf13c5740c561d17bd04d2fd34ac8587b3e',
  },
  transparent: {
    36: '50c72bcbe4d7b01babca838d564fe8c2eb56b4c8ec56637e7ce81fc48b77b4a0',
    52: '5428cb7a3ef31392728401c6a034abbc5a8311823f67c5b354050eeb9aef66da',
  },
  groth16: { 36: crs[36].vkey, 52: crs[52].vkey },
} as const;

describe('the digests of shuffle keys', () => {
  it('are pinned for every kind and deck size, and all different', () => {
    for (const kind of PROOF_KINDS)
      for (const size of DECK_SIZES)
        expect(toHex(shippedKey(kind, size).digest), `${kind} ${size}`).toBe(PINNED[kind][size]);
    expect(new Set(PROOF_KINDS.flatMap((kind) => Object.values(PINNED[kind]))).size).toBe(6);
  });

  it('depend on the reference string exactly where there is one', () => {
    const other = fromHex(crs[36].vkey);
    const own = fromHex(crs[52].vkey);
    for (const kind of PROOF_KINDS) {
      const same = toHex(shuffleKeyDigestOf(kind, 52, other)) === toHex(shuffleKeyDigestOf(kind, 52, own));
      expect(same).toBe(kind === 'transparent');
    }
  });
});
