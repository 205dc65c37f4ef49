/**
 * The shuffle argument: `output` is `input` re-encrypted under the joint key P and permuted.
 *
 * Upon input deck C (ciphertexts C_j) and output C' with C'_{a_j} = C_j + r_j·(G, P), a = π counted from 1:
 *  1. prover sends D_a = Σ a_j·B_j + va·B_v;                         challenge x
 *  2. prover sends D_b = Σ b_j·B_j + vb·B_v with b_j = x^{a_j};      challenges y, z
 *  3. both know c_j = y·a_j + b_j − z under the commitment y·D_a + D_b − z·ΣB_j; the prover sends a Groth16
 *     proof that Π c_j = p, where the verifier computes p = Π_i (y·i + x^i − z), i = 1..N, itself
 *  4. prover sends a sigma proof of openings of D_a and D_b, and, with the same b, of
 *        Σ x^i·C'1_i = Σ b_j·C1_j + ρ·G,   Σ x^i·C'2_i = Σ b_j·C2_j + ρ·P,   ρ = Σ b_j·r_j.
 * B_j, B_v are the points of the Groth16 key that stand for the public signals c_j and v = y·va + vb, so that
 * vk_x is the commitment itself and the signals are never sent (commit-and-prove, LegoSNARK 2019). Outline and
 * soundness: Bayer–Groth, EUROCRYPT 2012, with Groth16 as its product argument; see docs/PROTOCOL.md.
 *
 * Proof: D_a, D_b (48 each), Groth16 (192), T_a, T_b, T_1, T_2 (48 each), then scalars of 32 bytes
 * za[N], zva, zb[N], zvb, zr.
 */
import { DecodeError, equalBytes } from '../codec/decode.ts';
import {
  decodeScalar,
  encodeScalar,
  frAdd,
  frDot,
  frMul,
  frNeg,
  frPowers,
  frSub,
  randomPermutation,
  randomScalar,
  SCALAR_BYTES,
} from '../crypto/fr.ts';
import {
  GROTH16_PROOF_BYTES,
  type ShuffleProver,
  type ShuffleVerificationKey,
  verifyGroth16,
} from '../crypto/groth16.ts';
import type { G1, G1Group, RandomBytes } from '../crypto/group.ts';
import { type Transcript, tags } from '../crypto/transcript.ts';
import { type DeckContext, openTranscript, POINT_BYTES } from './context.ts';
import type { Deck, DeckDecoder } from './deck.ts';

export interface ProveShuffleArgs {
  ctx: DeckContext;
  /** Seat of the shuffler. */
  author: number;
  /** Place in the chain, from 0. */
  step: number;
  /** Joint key, 48 bytes. */
  joint: Uint8Array;
  /** Deck to be shuffled. */
  input: Uint8Array;
}

export interface ProvenShuffle {
  deck: Uint8Array;
  proof: Uint8Array;
}

/** What both sides know before the first message. */
export interface ShuffleClaim extends ProveShuffleArgs {
  output: Uint8Array;
}

/** Bytes of a proof for a deck of `size` cards: 3,904 for 52. */
function shuffleProofBytes(size: number): number {
  return 6 * POINT_BYTES + GROTH16_PROOF_BYTES + (2 * size + 3) * SCALAR_BYTES;
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
  const byG = group.fixedBase(group.generator);
  const byP = group.fixedBase(joint);
  const c1 = new Array<G1>(input.size);
  const c2 = new Array<G1>(input.size);
  for (let j = 0; j < input.size; j++) {
    const place = secrets.permutation[j]!;
    const r = secrets.masks[j]!;
    c1[place] = group.add(input.c1[j]!, byG.mul(r));
    c2[place] = group.add(input.c2[j]!, byP.mul(r));
  }
  return { c1, c2 };
}

/**
 * Shuffles with fresh randomness and proves it. The proof is verified before it is returned.
 * @throws DecodeError for an input deck or joint key that no honest table has
 */
export async function proveShuffle(
  group: G1Group,
  key: ShuffleVerificationKey,
  decoder: DeckDecoder,
  args: ProveShuffleArgs,
  prover: ShuffleProver,
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
  const proof = await argue(group, key, claim, input, joint, secrets, prover, rng);
  if (!verifyShuffle(group, key, decoder, claim, proof)) throw new Error('own shuffle proof does not verify');
  return { deck: output.bytes.slice(), proof };
}

/** Steps 1–4 for given secrets. Exported for tests, which argue false claims with it. */
async function argue(
  group: G1Group,
  key: ShuffleVerificationKey,
  claim: ShuffleClaim,
  input: Deck,
  joint: G1,
  secrets: ShuffleSecrets,
  prover: ShuffleProver,
  rng: RandomBytes,
): Promise<Uint8Array> {
  const n = input.size;
  const { c: basis, v: blinderBase } = key.ic;
  const commit = committer(group, key);
  const transcript = claimTranscript(key, claim, input);

  const a = secrets.permutation.map((place) => BigInt(place + 1));
  const va = randomScalar(rng);
  const da = group.encode(
    group.add(permutationSum(group, basis, secrets.permutation), group.mul(blinderBase, va)),
  );
  const x = challengeX(transcript, da);

  const powers = frPowers(x, n + 1);
  const b = secrets.permutation.map((place) => powers[place + 1]!);
  const vb = randomScalar(rng);
  const db = group.encode(commit([...b, vb]));
  const { y, z } = challengeYZ(transcript, db);

  const c = a.map((aj, j) => frSub(frAdd(frMul(y, aj), b[j]!), z));
  const v = frAdd(frMul(y, va), vb);
  const groth16 = await prover.prove({ p: productOf(powers, y, z), c, v }, rng);

  const ka = Array.from({ length: n + 1 }, () => randomScalar(rng));
  const kb = Array.from({ length: n + 1 }, () => randomScalar(rng));
  const kr = randomScalar(rng);
  const kbDeck = kb.slice(0, n);
  const commitments = [
    commit(ka),
    commit(kb),
    group.msm([...input.c1, group.generator], [...kbDeck, kr]),
    group.msm([...input.c2, joint], [...kbDeck, kr]),
  ].map((p) => group.encode(p));
  const e = challengeE(transcript, groth16, commitments);

  const proof = new Uint8Array(shuffleProofBytes(n));
  let at = 0;
  const put = (bytes: Uint8Array): void => {
    proof.set(bytes, at);
    at += bytes.length;
  };
  for (const bytes of [da, db, groth16, ...commitments]) put(bytes);
  const respond = (mask: bigint, secret: bigint): void => put(encodeScalar(frAdd(mask, frMul(e, secret))));
  for (let j = 0; j < n; j++) respond(ka[j]!, a[j]!);
  respond(ka[n]!, va);
  for (let j = 0; j < n; j++) respond(kb[j]!, b[j]!);
  respond(kb[n]!, vb);
  respond(kr, frDot(b, secrets.masks));
  return proof;
}

/** False for a proof that does not hold. @throws DecodeError for bytes that are no proof, deck or key. */
export function verifyShuffle(
  group: G1Group,
  key: ShuffleVerificationKey,
  decoder: DeckDecoder,
  claim: ShuffleClaim,
  proof: Uint8Array,
): boolean {
  const n = key.size;
  if (!equalBytes(claim.ctx.crsDigest, key.digest)) throw new DecodeError('out-of-range', 'crs');
  if (proof.length !== shuffleProofBytes(n)) throw new DecodeError('malformed', 'shuffle proof');
  const joint = group.decode(claim.joint);
  const input = decoder.decode(claim.input);
  const output = decoder.decode(claim.output);
  if (input.size !== n || output.size !== n) throw new DecodeError('malformed', 'deck');

  let at = 0;
  const take = (length: number): Uint8Array => {
    at += length;
    return proof.subarray(at - length, at);
  };
  const daBytes = take(POINT_BYTES);
  const dbBytes = take(POINT_BYTES);
  const groth16 = take(GROTH16_PROOF_BYTES);
  const commitmentBytes = [0, 1, 2, 3].map(() => take(POINT_BYTES));
  const takeScalars = (count: number): bigint[] =>
    Array.from({ length: count }, () => decodeScalar(take(SCALAR_BYTES), 'shuffle proof'));
  const za = takeScalars(n + 1);
  const zb = takeScalars(n + 1);
  const [zr] = takeScalars(1) as [bigint];
  const da = group.decode(daBytes);
  const db = group.decode(dbBytes);
  const commitments = commitmentBytes.map((bytes) => group.decode(bytes));

  const transcript = claimTranscript(key, claim, input);
  const x = challengeX(transcript, daBytes);
  const { y, z } = challengeYZ(transcript, dbBytes);
  const e = challengeE(transcript, groth16, commitmentBytes);
  const [wa, wb, w1, w2] = weights(transcript, proof.subarray(proof.length - (2 * n + 3) * SCALAR_BYTES));

  const powers = frPowers(x, n + 1);
  const product = productOf(powers, y, z);
  if (product === 0n) return false;

  // Σ of the four sigma equations, each moved to one side and weighted: the identity if all of them hold.
  const points: G1[] = [];
  const scalars: bigint[] = [];
  const term = (point: G1, scalar: bigint): void => {
    points.push(point);
    scalars.push(scalar);
  };
  // The terms over the key's own points go by its table, the others into one multi-scalar multiplication.
  const onKey = za.map((z, j) => frAdd(frMul(wa, z), frMul(wb, zb[j]!)));
  const e1 = frNeg(frMul(w1, e));
  const e2 = frNeg(frMul(w2, e));
  for (let j = 0; j < n; j++) {
    term(input.c1[j]!, frMul(w1, zb[j]!));
    term(input.c2[j]!, frMul(w2, zb[j]!));
    term(output.c1[j]!, frMul(e1, powers[j + 1]!));
    term(output.c2[j]!, frMul(e2, powers[j + 1]!));
  }
  term(group.generator, frMul(w1, zr));
  term(joint, frMul(w2, zr));
  term(da, frNeg(frMul(wa, e)));
  term(db, frNeg(frMul(wb, e)));
  [wa, wb, w1, w2].forEach((w, i) => {
    term(commitments[i]!, frNeg(w));
  });
  const total = group.add(group.msm(points, scalars), committer(group, key)(onKey));
  if (!group.isIdentity(total)) return false;

  const committed = group.add(group.mul(da, y), group.sub(db, group.mul(key.ic.cSum, z)));
  const vkx = group.add(group.add(key.ic.one, group.mul(key.ic.p, product)), committed);
  return verifyGroth16(group, key, vkx, groth16);
}

/** Π_{i=1..N} (y·i + x^i − z), from [1, x, …, x^N]. */
function productOf(powers: readonly bigint[], y: bigint, z: bigint): bigint {
  let product = 1n;
  for (let i = 1; i < powers.length; i++) {
    product = frMul(product, frSub(frAdd(frMul(y, BigInt(i)), powers[i]!), z));
  }
  return product;
}

/** Σ (permutation[j] + 1)·basis[j] by running sums from the greatest coefficient down: 2N additions. */
function permutationSum(group: G1Group, basis: readonly G1[], permutation: readonly number[]): G1 {
  const byPlace = new Array<G1>(basis.length);
  permutation.forEach((place, j) => {
    byPlace[place] = basis[j]!;
  });
  let running = group.identity;
  let sum = group.identity;
  for (let place = basis.length - 1; place >= 0; place--) {
    running = group.add(running, byPlace[place]!);
    sum = group.add(sum, running);
  }
  return sum;
}

/** Tables of a key's commitment bases, made when they are first needed. */
const committers = new WeakMap<ShuffleVerificationKey, (scalars: readonly bigint[]) => G1>();

/** Commits to N values and a blinder under the key's bases. */
function committer(group: G1Group, key: ShuffleVerificationKey): (scalars: readonly bigint[]) => G1 {
  const known = committers.get(key);
  if (known) return known;
  const table = group.fixedBases([...key.ic.c, key.ic.v]);
  const commit = (scalars: readonly bigint[]): G1 => table.msm(scalars);
  committers.set(key, commit);
  return commit;
}

function claimTranscript(key: ShuffleVerificationKey, claim: ShuffleClaim, input: Deck): Transcript {
  return openTranscript(tags.shuffle, claim.ctx, claim.author)
    .absorbNumber('step', claim.step)
    .absorb('verification-key', key.digest)
    .absorb('joint', claim.joint)
    .absorb('input-digest', input.digest)
    .absorb('output', claim.output);
}

const challengeX = (t: Transcript, da: Uint8Array): bigint => t.absorb('d-a', da).challengeScalar('x');

function challengeYZ(t: Transcript, db: Uint8Array): { y: bigint; z: bigint } {
  t.absorb('d-b', db);
  return { y: t.challengeScalar('y'), z: t.challengeScalar('z') };
}

function challengeE(t: Transcript, groth16: Uint8Array, commitments: readonly Uint8Array[]): bigint {
  t.absorb('groth16', groth16);
  commitments.forEach((bytes, i) => {
    t.absorb(`t-${i}`, bytes);
  });
  return t.challengeScalar('e');
}

/** Drawn after the last response, so that nobody can choose responses to fit them. */
function weights(t: Transcript, responses: Uint8Array): [bigint, bigint, bigint, bigint] {
  const [wa, wb, w1, w2] = t.absorb('responses', responses).weights128('batch', 4);
  return [wa!, wb!, w1!, w2!];
}
