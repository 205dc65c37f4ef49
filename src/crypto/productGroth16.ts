/**
 * The product argument by Groth16 in its commit-and-prove use (groth16.ts): the bases are the key's own IC points, the
 * circuit shows Π c_j = p for the signals c and v whose commitment y·D_a + D_b − z·ΣB_j is, and the proof, 192 bytes,
 * is sent early. Whoever knows the entropy that the key was made from can prove anything with it.
 */
import { frAdd, frMul, frNeg, frSub, randomScalar } from './fr.ts';
import {
  GROTH16_PROOF_BYTES,
  type ShuffleProver,
  type ShuffleVerificationKey,
  verifyGroth16s,
} from './groth16.ts';
import type { G1, G1Group, RandomBytes } from './group.ts';
import {
  lazyBases,
  type ProductArgument,
  type ProductChallenges,
  type ProductMasks,
  type ProductProver,
} from './productArgument.ts';

export function groth16Argument(group: G1Group, key: ShuffleVerificationKey): ProductArgument {
  const bases = lazyBases(group, () => [...key.ic.c, key.ic.v]);
  return {
    id: 'groth16',
    digest: key.digest,
    size: key.size,
    bases,
    earlyBytes: GROTH16_PROOF_BYTES,
    latePointCount: 0,
    lateScalarCount: 0,
    equations: 0,
    begin(rng, prover) {
      if (prover === undefined) throw new RangeError('no proving key');
      return new Prover((scalars) => bases.msm(scalars), prover, rng);
    },
    terms: (e, _challenges, m, za, zb, [wa, wb]) => ({
      onBases: [
        ...za.map((zaj, j) => frAdd(frMul(wa!, zaj), frMul(wb!, zb[j]!))),
        frAdd(frMul(wa!, m.zva), frMul(wb!, m.zvb)),
      ],
      others: {
        points: [m.da, m.db, m.ta, m.tb],
        scalars: [frMul(wa!, e), frMul(wb!, e), wa!, wb!].map(frNeg),
      },
    }),
    pairing({ y, z, p }, m) {
      const committed = group.add(group.mul(m.da, y), group.sub(m.db, group.mul(key.ic.cSum, z)));
      return {
        vkx: group.add(group.add(key.ic.one, group.mul(key.ic.p, p)), committed),
        proof: m.early,
      };
    },
    pairingsHold: (claims, weights) => verifyGroth16s(group, key, claims, weights),
  };
}

class Prover implements ProductProver {
  private a: readonly bigint[] = [];
  private b: readonly bigint[] = [];
  private readonly va: bigint;
  private readonly vb: bigint;
  private readonly kva: bigint;
  private readonly kvb: bigint;

  constructor(
    private readonly com: (scalars: readonly bigint[]) => G1,
    private readonly prover: ShuffleProver,
    private readonly rng: RandomBytes,
  ) {
    [this.va, this.vb, this.kva, this.kvb] = Array.from({ length: 4 }, () => randomScalar(rng)) as [
      bigint,
      bigint,
      bigint,
      bigint,
    ];
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
    const c = this.a.map((aj, j) => frSub(frAdd(frMul(y, aj), this.b[j]!), z));
    const v = frAdd(frMul(y, this.va), this.vb);
    return {
      early: await this.prover.prove({ p, c, v }, this.rng),
      ta: this.com([...ka, this.kva]),
      tb: this.com([...kb, this.kvb]),
      latePoints: [],
    };
  }

  respond(e: bigint) {
    return {
      zva: frAdd(this.kva, frMul(e, this.va)),
      zvb: frAdd(this.kvb, frMul(e, this.vb)),
      lateScalars: [],
    };
  }
}
