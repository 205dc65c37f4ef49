/**
 * One out of many: a Pedersen commitment u = w·B + r·B_v holds one of the public values w_0 … w_{M−1}, without saying
 * which. Groth and Kohlweiss (EUROCRYPT 2015) with the bits of the index under one vector commitment each way, as in
 * Bootle, Cerulli, Chaidos, Ghadafi, Groth and Petit (ESORICS 2015, "Short accountable ring signatures", §3): 4 + m
 * points instead of 4·m. M = 2^m exactly: a shorter list is filled up by repeating its last value, and every sum
 * runs over all of it. (Over the given values alone, an index beyond them would prove anything.)
 *
 *   before X: Q = com(l), A = com(a), C = com(a_j·(1 − 2·l_j)), D = com(−a_j²) over G_1 … G_m, B_v, for the bits l_j of
 *             the index and random a_j;  c_{d,k} = −(Σ_i p_{i,k}·w_i)·B + ρ_k·B_v for k < m
 *   after X:  f_j = l_j·X + a_j, zA, zC, zd = r·X^m − Σ ρ_k·X^k
 *   checks:   X·Q + A = com(f; zA),  X·C + D = com(f_j·(X − f_j); zC),
 *             X^m·u − (Σ_i f_i·w_i)·B − Σ X^k·c_{d,k} = zd·B_v
 * where p_i(X) = Π_j (f_j if bit j of i is 1, else X − f_j) = [i = l]·X^m + Σ_k p_{i,k}·X^k and f_i is its value. Since
 * Σ_i p_i(X) = X^m, the terms of u in c_{d,k} cancel.
 */
import { frAdd, frInverse, frMul, frNeg, frPowers, frSub, randomScalar } from './fr.ts';
import type { FixedBase, FixedBases, G1, G1Group, RandomBytes } from './group.ts';
import { WIN_BITS, WIN_BLINDER, WIN_VALUE } from './hashedBases.ts';

/** Longest list: 2^12 values. */
export const MAX_BITS = WIN_BITS.length;

/** Bases with their multiples; `all`: G_1 … G_12, B, B_v. */
export interface OneOfManyBases {
  readonly all: FixedBases;
  readonly value: FixedBase;
  readonly blinder: FixedBase;
}

export function oneOfManyBases(group: G1Group): OneOfManyBases {
  const [value, blinder] = [group.decode(WIN_VALUE), group.decode(WIN_BLINDER)];
  return {
    all: group.fixedBases([...WIN_BITS.map((bytes) => group.decode(bytes)), value, blinder]),
    value: group.fixedBase(value, 256),
    blinder: group.fixedBase(blinder, 256),
  };
}

/** m for a list of so many values. @throws RangeError for none and for more than 2^12 */
export function bitsOf(count: number): number {
  const bits = Math.max(1, Math.ceil(Math.log2(count)));
  if (count < 1 || bits > MAX_BITS) throw new RangeError('list length');
  return bits;
}

export const pointCount = (bits: number): number => 4 + bits;
export const scalarCount = (bits: number): number => bits + 3;

/** One run of the prover. Holds SECRETs, and masks that serve once. */
export class OneOfManyProver {
  private readonly l: readonly boolean[];
  private readonly a: bigint[];
  private readonly rho: bigint[];
  private readonly blinders: [bigint, bigint, bigint, bigint];

  /** `blinder`: r of u. @throws RangeError for an index outside the list */
  constructor(
    private readonly values: readonly bigint[],
    index: number,
    private readonly blinder: bigint,
    rng: RandomBytes,
  ) {
    if (!(index >= 0 && index < values.length)) throw new RangeError('index');
    const bits = bitsOf(values.length);
    const draw = (): bigint => randomScalar(rng);
    this.l = Array.from({ length: bits }, (_, j) => ((index >> j) & 1) === 1);
    this.a = this.l.map(draw);
    this.rho = this.l.map(draw);
    this.blinders = [draw(), draw(), draw(), draw()];
  }

  /** Q, A, C, D, then c_{d,0} … c_{d,m−1}. */
  commit(group: G1Group, bases: OneOfManyBases): G1[] {
    const padding = new Array<bigint>(MAX_BITS - this.l.length + 1).fill(0n);
    const com = (scalars: readonly bigint[], blinder: bigint): G1 =>
      bases.all.msm([...scalars, ...padding, blinder]);
    const [q, a, c, d] = this.blinders;
    const bits = this.l.map((bit) => (bit ? 1n : 0n));
    const weighted = this.weightedPolynomial();
    return [
      com(bits, q),
      com(this.a, a),
      com(
        this.a.map((aj, j) => (this.l[j] ? frNeg(aj) : aj)),
        c,
      ),
      com(
        this.a.map((aj) => frNeg(frMul(aj, aj))),
        d,
      ),
      ...this.rho.map((rho, k) => group.add(bases.value.mul(frNeg(weighted[k]!)), bases.blinder.mul(rho))),
    ];
  }

  /** f_1 … f_m, zA, zC, zd. */
  respond(x: bigint): bigint[] {
    const [q, a, c, d] = this.blinders;
    const f = this.a.map((aj, j) => (this.l[j] ? frAdd(x, aj) : aj));
    const powers = frPowers(x, this.l.length + 1);
    const masks = this.rho.reduce((sum, rho, k) => frAdd(sum, frMul(rho, powers[k]!)), 0n);
    return [
      ...f,
      frAdd(frMul(q, x), a),
      frAdd(frMul(c, x), d),
      frSub(frMul(this.blinder, powers.at(-1)!), masks),
    ];
  }

  /** Coefficients below X^m of Σ_i w_i·p_i(X): two neighbours at a time become one polynomial of a degree more. */
  private weightedPolynomial(): bigint[] {
    let level: bigint[][] = this.values.map((w) => [w]);
    this.a.forEach((aj, j) => {
      const next: bigint[][] = [];
      for (let i = 0; i < level.length; i += 2) {
        const zero = level[i]!;
        const one = level[i + 1] ?? level.at(-1)!;
        // f·one + (X − f)·zero with f = l·X + a: X times the one that l picks, and a times the difference.
        const picked = this.l[j] ? one : zero;
        const out = [0n, ...picked];
        if (one !== zero)
          zero.forEach((z, k) => {
            out[k] = frAdd(out[k]!, frMul(aj, frSub(one[k]!, z)));
          });
        next.push(out);
      }
      // Whatever would follow is the last value over and over: one entry more keeps it.
      const last = level.at(-1)!;
      if (level.length % 2 === 0) next.push([0n, ...last]);
      level = next;
    });
    return level[0]!.slice(0, -1);
  }
}

/** What must be the identity: `onBases` times G_1 … G_12, B, B_v, and scalars of u and of the prover's points. */
export interface OneOfManyTerms {
  readonly onBases: bigint[];
  readonly onCommitment: bigint;
  readonly onPoints: bigint[];
}

/** The three equations at X ≠ 0, each times its weight. */
export function oneOfManyTerms(
  values: readonly bigint[],
  x: bigint,
  responses: readonly bigint[],
  [wa, wc, wd]: readonly [bigint, bigint, bigint],
): OneOfManyTerms {
  const bits = bitsOf(values.length);
  const f = responses.slice(0, bits);
  const [zA, zC, zd] = responses.slice(bits) as [bigint, bigint, bigint];
  const powers = frPowers(x, bits + 1);
  const top = powers[bits]!;
  const onBases = new Array<bigint>(MAX_BITS + 2).fill(0n);
  f.forEach((fj, j) => {
    onBases[j] = frAdd(frMul(wa, fj), frMul(wc, frMul(fj, frSub(x, fj))));
  });
  onBases[MAX_BITS] = frMul(wd, frMul(top, interpolate(values, f, x)));
  onBases[MAX_BITS + 1] = frAdd(frAdd(frMul(wa, zA), frMul(wc, zC)), frMul(wd, zd));
  return {
    onBases,
    onCommitment: frNeg(frMul(wd, top)),
    onPoints: [
      ...[frMul(wa, x), wa, frMul(wc, x), wc].map(frNeg),
      ...powers.slice(0, bits).map((power) => frMul(wd, power)),
    ],
  };
}

/** Σ_i f_i·w_i / X^m: each bit takes the place f_j/X between two neighbours. */
function interpolate(values: readonly bigint[], f: readonly bigint[], x: bigint): bigint {
  const inverse = frInverse(x);
  let level = [...values];
  for (const fj of f) {
    const t = frMul(fj, inverse);
    const last = level.at(-1)!;
    const next: bigint[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const zero = level[i]!;
      const one = level[i + 1] ?? last;
      next.push(one === zero ? zero : frAdd(zero, frMul(t, frSub(one, zero))));
    }
    if (level.length % 2 === 0) next.push(last);
    level = next;
  }
  return level[0]!;
}
