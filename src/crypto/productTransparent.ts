/**
 * The transparent product argument: Bayer and Groth's for a single value (EUROCRYPT 2012, §5.3) over bases that nobody
 * chose, so that there is no reference string and nobody to trust with one.
 *
 * With zc_j = y·za_j + zb_j − e·z, which is e·c_j + kc_j for kc_j = y·ka_j + kb_j, the responses that open c are there
 * already. The prover shows that d_j = c_1⋯c_j are the partial products, d_N = p:
 *
 *   δ_1 = kc_1, δ_N = 0, the others random; s_1, s_2 random
 *   late points, before e:  c_δ = com(−δ_j·kc_{j+1}; s_1),  c_Δ = com(δ_{j+1} − c_{j+1}·δ_j − d_j·kc_{j+1}; s_2)
 *   late scalars:           zd_j = e·d_j + δ_j for j = 2..N−1, then zs = s_1 + e·s_2
 *   check:                  com(e·zd_{j+1} − zd_j·zc_{j+1}; zs) = e·c_Δ + c_δ,  zd_1 = zc_1, zd_N = e·p
 *
 * com(u_1 … u_{N−1}; s) = Σ u_j·B_j + s·B_v. Soundness and zero knowledge: docs/PROTOCOL.md.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { frAdd, frMul, frNeg, frSub, randomScalar } from './fr.ts';
import type { G1, G1Group, RandomBytes } from './group.ts';
import { SHUFFLE_BASES, SHUFFLE_BLINDER } from './hashedBases.ts';
import {
  lazyBases,
  type ProductArgument,
  type ProductChallenges,
  type ProductMasks,
  type ProductProver,
} from './productArgument.ts';

const NAME = new TextEncoder().encode('dealerless/transparent-product/v1\0');

/** Names the argument for N cards: a tag, N in one byte, the bases. @throws RangeError unless 2 ≤ N ≤ 52 */
export function transparentDigest(size: number): Uint8Array {
  if (!Number.isInteger(size) || size < 2 || size > SHUFFLE_BASES.length) throw new RangeError('deck size');
  const hash = sha256.create().update(NAME).update(Uint8Array.of(size));
  for (const base of SHUFFLE_BASES.slice(0, size)) hash.update(base);
  return hash.update(SHUFFLE_BLINDER).digest();
}

/** @throws RangeError unless 2 ≤ N ≤ 52 */
export function transparentArgument(group: G1Group, size: number): ProductArgument {
  const digest = transparentDigest(size);
  const bases = lazyBases(group, () =>
    [...SHUFFLE_BASES.slice(0, size), SHUFFLE_BLINDER].map((bytes) => group.decode(bytes)),
  );
  return {
    id: 'transparent',
    digest,
    size,
    bases,
    earlyBytes: 0,
    latePointCount: 2,
    lateScalarCount: size - 1,
    equations: 1,
    begin: (rng) => new Prover(size, (scalars) => bases.msm(scalars), rng),
    terms(e, { y, z, p }, m, za, zb, [wa, wb, wd]) {
      const zc = za.map((zaj, j) => frSub(frAdd(frMul(y, zaj), zb[j]!), frMul(e, z)));
      const zd = [zc[0]!, ...m.lateScalars.slice(0, size - 2), frMul(e, p)];
      const zs = m.lateScalars[size - 2]!;
      const onBases = za.map((zaj, j) => {
        const opened = frAdd(frMul(wa!, zaj), frMul(wb!, zb[j]!));
        if (j === size - 1) return opened;
        const step = frSub(frMul(e, zd[j + 1]!), frMul(zd[j]!, zc[j + 1]!));
        return frAdd(opened, frMul(wd!, step));
      });
      onBases.push(frAdd(frAdd(frMul(wa!, m.zva), frMul(wb!, m.zvb)), frMul(wd!, zs)));
      const [cDelta, cDifference] = m.latePoints as readonly [G1, G1];
      return {
        onBases,
        others: {
          points: [m.da, m.db, m.ta, m.tb, cDelta, cDifference],
          scalars: [frMul(wa!, e), frMul(wb!, e), wa!, wb!, wd!, frMul(wd!, e)].map(frNeg),
        },
      };
    },
    pairing: () => undefined,
    pairingsHold: (claims) => claims.length === 0,
  };
}

class Prover implements ProductProver {
  private a: readonly bigint[] = [];
  private b: readonly bigint[] = [];
  private readonly va: bigint;
  private readonly vb: bigint;
  private readonly kva: bigint;
  private readonly kvb: bigint;
  private readonly s1: bigint;
  private readonly s2: bigint;
  private d: bigint[] = [];
  private delta: bigint[] = [];

  constructor(
    private readonly size: number,
    private readonly com: (scalars: readonly bigint[]) => G1,
    private readonly rng: RandomBytes,
  ) {
    [this.va, this.vb, this.kva, this.kvb, this.s1, this.s2] = Array.from({ length: 6 }, () =>
      randomScalar(rng),
    ) as [bigint, bigint, bigint, bigint, bigint, bigint];
  }

  first(a: readonly bigint[]): G1 {
    this.a = a;
    return this.com([...a, this.va]);
  }

  second(b: readonly bigint[]): G1 {
    this.b = b;
    return this.com([...b, this.vb]);
  }

  async commit({ y, z, p }: ProductChallenges, { ka, kb }: ProductMasks) {
    const n = this.size;
    const c = this.a.map((aj, j) => frSub(frAdd(frMul(y, aj), this.b[j]!), z));
    const kc = ka.map((kaj, j) => frAdd(frMul(y, kaj), kb[j]!));
    const d = [c[0]!];
    for (let j = 1; j < n; j++) d.push(frMul(d[j - 1]!, c[j]!));
    if (d[n - 1] !== p) throw new RangeError('the factors do not multiply to the product');
    const delta = kc.map((kcj, j) => (j === 0 ? kcj : j === n - 1 ? 0n : randomScalar(this.rng)));
    this.d = d;
    this.delta = delta;
    const low: bigint[] = [];
    const middle: bigint[] = [];
    for (let j = 0; j < n - 1; j++) {
      low.push(frNeg(frMul(delta[j]!, kc[j + 1]!)));
      const known = frAdd(frMul(c[j + 1]!, delta[j]!), frMul(d[j]!, kc[j + 1]!));
      middle.push(frSub(delta[j + 1]!, known));
    }
    return {
      early: new Uint8Array(0),
      ta: this.com([...ka, this.kva]),
      tb: this.com([...kb, this.kvb]),
      latePoints: [this.com([...low, 0n, this.s1]), this.com([...middle, 0n, this.s2])],
    };
  }

  respond(e: bigint) {
    const { d, delta, size } = this;
    const lateScalars: bigint[] = [];
    for (let j = 1; j < size - 1; j++) lateScalars.push(frAdd(frMul(e, d[j]!), delta[j]!));
    lateScalars.push(frAdd(this.s1, frMul(e, this.s2)));
    return {
      zva: frAdd(this.kva, frMul(e, this.va)),
      zvb: frAdd(this.kvb, frMul(e, this.vb)),
      lateScalars,
    };
  }
}
