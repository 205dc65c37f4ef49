/**
 * Groth16 prover over mcl (Groth 2016, §3.2) for a snarkjs key. Everything that depends on the key alone is
 * tabulated once (about 0.1 s), after which a proof costs three sums over fixed bases and six transforms.
 * snarkjs needs several times as long, most of it for setting up its curve and threads anew.
 *
 *   A = α + Σ w_i·A_i + r·δ,   B = β + Σ w_i·B_i + s·δ,
 *   C = Σ w_i·L_i + Σ h_j·H_j + s·A + r·(β + Σ w_i·B_i)      (the two terms r·s·δ cancel)
 */
import type { MclGroup } from './backendMcl.ts';
import { frAdd, frMul, randomScalar } from './fr.ts';
import { encodeGroth16Proof, type ShuffleProver, type ShuffleWitness } from './groth16.ts';
import type { G1, G2, RandomBytes } from './group.ts';
import { CosetQuotient } from './mclFft.ts';
import { ResidentBases } from './mclFixed.ts';
import { G1_WORDS, G2_WORDS, wordsOf } from './mclModule.ts';
import { assignSignals } from './shuffleWitness.ts';
import { parseZkey } from './zkey.ts';

/** Window widths with the fewest additions for the keys of 52 cards: about 230, 60 and 50 bases. */
const BITS_C = 9;
const BITS_A = 8;
const BITS_B = 8;

/** `zkey`: bytes whose digest has been checked. @throws DecodeError */
export function createMclProver(group: MclGroup, zkey: Uint8Array): ShuffleProver {
  const key = parseZkey(zkey);
  const size = key.publicSignals - 2;
  const { mcl, raw } = group.module;
  const one1 = wordsOf(group.generator as unknown as InstanceType<typeof mcl.G1>).slice(24);
  const one2 = wordsOf(group.generator2 as unknown as InstanceType<typeof mcl.G2>).slice(48);

  /** The file's affine Montgomery coordinates are mcl's own; z is 1, or 0 for infinity. */
  const jacobian =
    (words: number, one: Uint32Array) =>
    (affine: Uint8Array): Uint32Array => {
      const out = new Uint32Array(words);
      out.set(new Uint32Array(Uint8Array.from(affine).buffer));
      if (affine.some((byte) => byte !== 0)) out.set(one, words - one.length);
      return out;
    };
  const point1 = jacobian(G1_WORDS, one1);
  const point2 = jacobian(G2_WORDS, one2);
  const sumsA = new ResidentBases(group.fixed, [...key.a, key.alpha1, key.delta1].map(point1), BITS_A);
  const sumsB = new ResidentBases(group.fixed2, [...key.b2, key.beta2, key.delta2].map(point2), BITS_B);
  const sumsC = new ResidentBases(
    group.fixed,
    [...key.c, ...key.h, ...key.b1, key.beta1].map(point1),
    BITS_C,
  );
  const quotient = new CosetQuotient(raw, key.domain);
  const { coefficients, domain, publicSignals } = key;

  const g1 = (words: Uint32Array): G1 => {
    const out = new mcl.G1();
    wordsOf(out).set(words);
    return out as unknown as G1;
  };
  const g2 = (words: Uint32Array): G2 => {
    const out = new mcl.G2();
    wordsOf(out).set(words);
    return out as unknown as G2;
  };

  return {
    size,
    async prove(witness: ShuffleWitness, rng: RandomBytes): Promise<Uint8Array> {
      if (witness.c.length !== size) throw new RangeError('the witness is for another deck size');
      const w = assignSignals(witness);
      const rows: [bigint[], bigint[]] = [
        new Array<bigint>(domain).fill(0n),
        new Array<bigint>(domain).fill(0n),
      ];
      for (const { matrix, row, signal, value } of coefficients) {
        const product = value === 1n ? w[signal]! : frMul(value, w[signal]!);
        rows[matrix][row] = frAdd(rows[matrix][row]!, product);
      }
      const h = quotient.compute(rows[0], rows[1]);
      const r = randomScalar(rng);
      const s = randomScalar(rng);
      const a = g1(sumsA.msm([...w, 1n, r]));
      const b = g2(sumsB.msm([...w, 1n, s]));
      const rw = w.map((v) => frMul(v, r));
      const c = g1(sumsC.msm([...w.slice(publicSignals + 1), ...h, ...rw, r]));
      return encodeGroth16Proof(group, { a, b, c: group.add(c, group.mul(a, s)) });
    },
  };
}
