/**
 * The shuffle argument: `output` is `input` re-encrypted under the joint key P and permuted.
 *
 * Upon input deck C (ciphertexts C_j) and output C' with C'_{a_j} = C_j + r_j·(G, P), a = π counted from 1:
 *  1. prover sends D_a = Σ a_j·B_j + va·B_v;                         challenge x
 *  2. prover sends D_b = Σ b_j·B_j + vb·B_v with b_j = x^{a_j};      challenges y, z
 *  3. both know c_j = y·a_j + b_j − z under the commitment y·D_a + D_b − z·ΣB_j; a product argument shows
 *     Π c_j = p, where the verifier computes p = Π_i (y·i + x^i − z), i = 1..N, itself
 *  4. prover sends a sigma proof of openings of D_a and D_b, and, with the same b, of
 *        Σ x^i·C'1_i = Σ b_j·C1_j + ρ·G,   Σ x^i·C'2_i = Σ b_j·C2_j + ρ·P,   ρ = Σ b_j·r_j.
 * Which product argument, and so which B_j, B_v, is the key's matter (crypto/productArgument.ts): one or two of them.
 * Two commit to the same a and b, each over its own bases and with its own blinders, and share the responses za and zb,
 * so that both speak of one opening. Outline and soundness: Bayer–Groth, EUROCRYPT 2012; see docs/PROTOCOL.md.
 */
import { frAdd, frDot, frMul, frPowers, randomPermutation, randomScalar } from '../crypto/fr.ts';
import type { ShuffleProver } from '../crypto/groth16.ts';
import type { G1, G1Group, RandomBytes } from '../crypto/group.ts';
import type { ProductCommitments, ProductProver } from '../crypto/productArgument.ts';
import type { ShuffleKey } from '../crypto/shuffleKey.ts';
import type { Deck, DeckDecoder } from './deck.ts';
import { joinProof, productOf, type ShuffleClaim, ShuffleTranscript } from './shuffleProof.ts';
import { verifyShuffle } from './shuffleVerify.ts';

export type ProveShuffleArgs = Omit<ShuffleClaim, 'output'>;

export interface ProvenShuffle {
  deck: Uint8Array;
  proof: Uint8Array;
}

/** SECRET: everything here is erased by the garbage collector at the latest when `proveShuffle` returns. */
export interface ShuffleSecrets {
  /** permutation[j] = place (from 0) of input card j in the output. */
  permutation: readonly number[];
  /** r_j, by input position. */
  masks: readonly bigint[];
}

/** Applies the secrets to the input. */
export function remask(
  group: G1Group,
  input: Deck,
  joint: G1,
  secrets: ShuffleSecrets,
): { c1: G1[]; c2: G1[] } {
  const masked1 = group.fixedBase(group.generator).mulAll(secrets.masks, input.c1);
  const masked2 = group.fixedBase(joint).mulAll(secrets.masks, input.c2);
  const c1 = new Array<G1>(input.size);
  const c2 = new Array<G1>(input.size);
  secrets.permutation.forEach((place, j) => {
    c1[place] = masked1[j]!;
    c2[place] = masked2[j]!;
  });
  return { c1, c2 };
}

/**
 * Shuffles with fresh randomness and argues it; the proof has not been checked. Never send it before it has: what a
 * broken machine or a bent proving key puts into a false proof may tell the order.
 * `groth16`: prover of the key's Groth16 argument, if it has one.
 * @throws DecodeError for an input deck or joint key that no honest table has
 */
export async function argueShuffle(
  group: G1Group,
  key: ShuffleKey,
  decoder: DeckDecoder,
  args: ProveShuffleArgs,
  groth16: ShuffleProver | undefined,
  rng: RandomBytes,
): Promise<ProvenShuffle> {
  const input = decoder.decode(args.input);
  const joint = group.decode(args.joint);
  const secrets: ShuffleSecrets = {
    permutation: randomPermutation(input.size, rng),
    masks: Array.from({ length: input.size }, () => randomScalar(rng)),
  };
  const { c1, c2 } = remask(group, input, joint, secrets);
  const output = decoder.encode(c1, c2);
  const claim = { ...args, output: output.bytes };
  const proof = await argue(group, key, claim, input, joint, secrets, groth16, rng);
  return { deck: output.bytes.slice(), proof };
}

/** As `argueShuffle`, and the proof is verified before it is returned. @throws DecodeError */
export async function proveShuffle(
  group: G1Group,
  key: ShuffleKey,
  decoder: DeckDecoder,
  args: ProveShuffleArgs,
  groth16: ShuffleProver | undefined,
  rng: RandomBytes,
): Promise<ProvenShuffle> {
  const made = await argueShuffle(group, key, decoder, args, groth16, rng);
  if (!verifyShuffle(group, key, decoder, { ...args, output: made.deck }, made.proof))
    throw new Error('own shuffle proof does not verify');
  return made;
}

/** Steps 1–4 for given secrets. */
async function argue(
  group: G1Group,
  key: ShuffleKey,
  claim: ShuffleClaim,
  input: Deck,
  joint: G1,
  secrets: ShuffleSecrets,
  groth16: ShuffleProver | undefined,
  rng: RandomBytes,
): Promise<Uint8Array> {
  const n = input.size;
  const transcript = new ShuffleTranscript(key, claim, input.digest);
  const provers = key.parts.map((part) => part.begin(rng, groth16));

  const a = secrets.permutation.map((place) => BigInt(place + 1));
  const firsts = group.encodeAll(provers.map((p) => p.first(a)));
  const x = transcript.x(firsts);

  const powers = frPowers(x, n + 1);
  const b = secrets.permutation.map((place) => powers[place + 1]!);
  const seconds = group.encodeAll(provers.map((p) => p.second(b)));
  const { y, z } = transcript.yz(seconds);

  const ka = Array.from({ length: n }, () => randomScalar(rng));
  const kb = Array.from({ length: n }, () => randomScalar(rng));
  const kr = randomScalar(rng);
  const committed = await commitAll(provers, { y, z, p: productOf(powers, y, z) }, { ka, kb });
  const openings = committed.flatMap((c) => [c.ta, c.tb]);
  const onDecks = [
    group.msm([...input.c1, group.generator], [...kb, kr]),
    group.msm([...input.c2, joint], [...kb, kr]),
  ];
  const lates = committed.flatMap((c) => c.latePoints);
  const encoded = group.encodeAll([...openings, ...onDecks, ...lates]);
  const sent = {
    firsts,
    seconds,
    earlies: committed.map((c) => c.early),
    openings: encoded.slice(0, openings.length),
    onDecks: encoded.slice(openings.length, openings.length + 2),
    lates: encoded.slice(openings.length + 2),
  };
  const e = transcript.e(sent);
  const respond = (masks: readonly bigint[], values: readonly bigint[]): bigint[] =>
    masks.map((mask, j) => frAdd(mask, frMul(e, values[j]!)));
  return joinProof(key, sent, {
    za: respond(ka, a),
    zb: respond(kb, b),
    zr: frAdd(kr, frMul(e, frDot(b, secrets.masks))),
    parts: provers.map((p) => p.respond(e)),
  });
}

/** One after the other, so that one source of randomness serves them in one order. */
async function commitAll(
  provers: readonly ProductProver[],
  ...args: Parameters<ProductProver['commit']>
): Promise<ProductCommitments[]> {
  const out: ProductCommitments[] = [];
  for (const prover of provers) out.push(await prover.commit(...args));
  return out;
}
