/** Test support: a seeded source of randomness and honest deals to mutate. Not part of the app. */
import { sha256 } from '@noble/hashes/sha2.js';
import type { ProofKind } from '../codec/proofKinds.ts';
import { frAdd, frDot, frInverse, frMul, frSub, randomNonzeroScalar } from '../crypto/fr.ts';
import {
  encodeGroth16Proof,
  type ShuffleProver,
  type ShuffleVerificationKey,
  type ShuffleWitness,
} from '../crypto/groth16.ts';
import type { G1Group, RandomBytes } from '../crypto/group.ts';
import type { ProductArgument } from '../crypto/productArgument.ts';
import { type ShuffleKey, shuffleKey } from '../crypto/shuffleKey.ts';
import type { DeckContext } from '../mentalpoker/context.ts';
import type { DeckCrypto } from '../mentalpoker/deckCrypto.ts';
import type { KeyMaterial } from '../mentalpoker/keys.ts';

/** Reproducible bytes: SHA-256 of seed and counter. Print the seed where a test may fail on it. */
export function seededRandom(seed: string): RandomBytes {
  let counter = 0;
  return (length) => {
    const out = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) {
      const block = sha256(new TextEncoder().encode(`${seed}/${counter++}`));
      out.set(block.subarray(0, Math.min(32, length - at)), at);
    }
    return out;
  };
}

export function contextOf(crsDigest: Uint8Array, fields: Partial<DeckContext> = {}): DeckContext {
  return { tableId: new Uint8Array(32).fill(7), epoch: 1, hand: 12, attempt: 0, crsDigest, ...fields };
}

/** Hand keys of `players` seats and the joint deck. */
export interface Keyed {
  ctx: DeckContext;
  keys: KeyMaterial[];
  joint: Uint8Array;
  deck: Uint8Array;
}

export function keyUp(
  deck: DeckCrypto,
  ctx: DeckContext,
  players: number,
  size: number,
  rng: RandomBytes,
): Keyed {
  const keys = Array.from({ length: players }, (_, seat) => deck.makeHandKey(ctx, seat, rng));
  const joint = deck.jointKey(keys.map((k) => k.publicKey));
  if (joint === undefined) throw new Error('no joint key');
  return { ctx, keys, joint, deck: deck.canonicalDeck(joint, size) };
}

/** A copy with one byte changed. */
export function flipped(bytes: Uint8Array, index: number, mask = 1): Uint8Array {
  const out = bytes.slice();
  out[index] = out[index]! ^ mask;
  return out;
}

/** Logarithms of IC points. */
export interface CrsLogs {
  c: bigint[];
  v: bigint;
}

/** A key whose trapdoor is known, with the Groth16 simulator as its prover. */
export interface TrapdoorCrs {
  vkey: ShuffleVerificationKey;
  logs: CrsLogs;
  /** The key of each kind that is made with it. */
  keys: Readonly<Record<ProofKind, ShuffleKey>>;
  /** `keys.groth16`. */
  key: ShuffleKey;
  /**
   * "Proves" whatever it is asked to, true or false. With it a test isolates the sigma part of the argument:
   * what is refused here is refused although the product argument accepts.
   */
  prover: ShuffleProver;
  /** Refuses a witness outside the relation, as an honest key makes it impossible to prove. */
  honestProver: ShuffleProver;
}

/** The same key with one of its arguments broken: whatever that one is sent, it accepts. */
export function withBroken(key: ShuffleKey, id: ProductArgument['id']): ShuffleKey {
  const parts = key.parts.map((part): ProductArgument => {
    if (part.id !== id) return part;
    const nothing = () => ({
      onBases: new Array<bigint>(part.size + 1).fill(0n),
      others: { points: [], scalars: [] },
    });
    return { ...part, terms: nothing, pairing: () => undefined };
  });
  return { ...key, parts };
}

/** A key of any deck size without a ceremony: whoever knows α, β, γ, δ and the IC logarithms can prove anything. */
export function trapdoorCrs(group: G1Group, size: number, rng: RandomBytes): TrapdoorCrs {
  const draw = (): bigint => randomNonzeroScalar(rng);
  const [alpha, beta, gamma, delta, one, p, v] = [
    draw(),
    draw(),
    draw(),
    draw(),
    draw(),
    draw(),
    draw(),
  ] as const;
  const c = Array.from({ length: size }, draw);
  const g1 = (s: bigint) => group.mul(group.generator, s);
  const g2 = (s: bigint) => group.msm2([group.generator2], [s]);
  const vkey: ShuffleVerificationKey = {
    size,
    digest: sha256(group.encode(g1(one))),
    ic: { one: g1(one), p: g1(p), c: c.map(g1), v: g1(v), cSum: g1(c.reduce(frAdd)) },
    alpha: g1(alpha),
    beta: g2(beta),
    negGamma: group.neg2(g2(gamma)),
    negDelta: group.neg2(g2(delta)),
    alphaBeta: group.pairing([[g1(alpha), g2(beta)]]),
  };
  const prove = async (w: ShuffleWitness): Promise<Uint8Array> => {
    const vkx = frAdd(frAdd(one, frMul(w.p, p)), frAdd(frDot(w.c, c), frMul(w.v, v)));
    const [a, b] = [draw(), draw()];
    const rest = frSub(frSub(frMul(a, b), frMul(alpha, beta)), frMul(vkx, gamma));
    return encodeGroth16Proof(group, { a: g1(a), b: g2(b), c: g1(frMul(rest, frInverse(delta))) });
  };
  const keys = {
    both: shuffleKey(group, 'both', size, vkey),
    transparent: shuffleKey(group, 'transparent', size),
    groth16: shuffleKey(group, 'groth16', size, vkey),
  };
  return {
    vkey,
    logs: { c, v },
    keys,
    key: keys.groth16,
    prover: { size, prove },
    honestProver: {
      size,
      prove: async (w) => {
        if (w.c.reduce(frMul) !== w.p) throw new Error('the witness does not satisfy the circuit');
        return prove(w);
      },
    },
  };
}
