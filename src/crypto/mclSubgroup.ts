/**
 * Membership in the prime-order subgroup of BLS12-381's G1 by its endomorphism (Scott, "A note on group membership
 * tests for G1, G2 and GT on BLS pairing-friendly curves", IACR ePrint 2021/1130): a point P of the curve is in it
 * exactly if φ(P) = −z²·P, where φ(x, y) = (βx, y) and z is the curve's parameter. mcl's own check costs a third more.
 */
import { G1_WORDS, type MclModule, wordsOf } from './mclModule.ts';

/** β, the cube root of unity mod p for which φ acts on the subgroup as −z². */
export const BETA = '0x5f19672fdf76ce51ba69c6076a0f77eaddb3a93be6f89688de17d813620a00022e01fffffffefffe';
/** |z|, whose sign z² loses. */
const Z = 0xd201_0000_0001_0000n;
const Z_BITS = [...Z.toString(2)].map((bit) => bit === '1');

/** The check: takes the words of a point of the curve in affine form (z = 1). */
export function subgroupCheck({ mcl, raw }: MclModule): (point: Uint32Array) => boolean {
  const beta = new mcl.Fp();
  beta.setStr(BETA);
  const betaWords = wordsOf(beta);
  const size = G1_WORDS * 4;
  /** into ← |z|·base; the two must not be the same place. */
  const timesZ = (into: number, base: number): void => {
    raw.HEAP32.copyWithin(into >> 2, base >> 2, (base + size) >> 2);
    for (const bit of Z_BITS.slice(1)) {
      raw._mclBnG1_dbl(into, into);
      if (bit) raw._mclBnG1_add(into, into, base);
    }
  };
  return (point) => {
    const at = raw._malloc(3 * size + betaWords.length * 4);
    if (at === 0) throw new Error('mcl-wasm is out of memory');
    try {
      const [p, once, twice, b] = [at, at + size, at + 2 * size, at + 3 * size];
      raw.HEAP32.set(point, p >> 2);
      raw.HEAP32.set(betaWords, b >> 2);
      timesZ(once, p);
      timesZ(twice, once);
      raw._mclBnG1_neg(twice, twice);
      // The x coordinate comes first, and multiplying it is all that φ does.
      raw._mclBnFp_mul(p, p, b);
      return raw._mclBnG1_isEqual(p, twice) === 1;
    } finally {
      raw._free(at);
    }
  };
}
