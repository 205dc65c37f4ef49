/**
 * Escrow: with its first shares player i leaves, for every position p that is opened later in the hand, enough
 * with the other validators that t of them together can make its share D_{i,p} = s_i·C1_p, should it be gone.
 *
 * f is a polynomial over Fr with f(0) = s_i and degree t − 1; A_k = a_k·G (A_0 is the hand key P_i, not sent).
 * For receiver j ≥ 1 with escrow key K_j and each p: fresh u, U = u·G, V = f(j)·C1_p + u·K_j. Proof per receiver,
 * with weights ρ_p drawn after all A, U, V: knowledge of (f, u) with
 *     F_j = f·G = Σ_k j^k·A_k,   Σρ·U = u·G,   Σρ·V = f·Σρ·C1 + u·K_j.
 * j opens W = V − k_j·U = f(j)·C1_p with a Chaum–Pedersen proof, and t openings interpolate D_{i,p}.
 * A receiver learns f(j)·C1_p for escrowed positions only: nothing that depends on another position's card.
 * Feldman, FOCS 1987; Schoenmakers, CRYPTO 1999.
 *
 * Message: A_1 … A_{t−1}; then per receiver T_F, T_U, T_V (48 each), z_f, z_u (32 each), and per position U, V.
 */
import { DecodeError } from '../codec/decode.ts';
import { proveDleq, verifyDleq } from '../crypto/dleq.ts';
import {
  decodeScalar,
  encodeScalar,
  frAdd,
  frBatchInverse,
  frDot,
  frMul,
  frNeg,
  frPowers,
  frSub,
  randomNonzeroScalar,
  randomScalar,
  SCALAR_BYTES,
} from '../crypto/fr.ts';
import type { G1, G1Group, RandomBytes, Sum } from '../crypto/group.ts';
import { type Transcript, tags } from '../crypto/transcript.ts';
import { arePositions, type DeckContext, openTranscript, POINT_BYTES } from './context.ts';
import { type DeckDecoder, deckSize } from './deck.ts';
import type { EscrowOpenStatement, EscrowTerms } from './statement.ts';
import { deckDigest } from './statementBytes.ts';

/** A receiver is validator index + 1 of at most 13 validators. */
const MAX_RECEIVER = 13;
const PROOF_BYTES = 3 * POINT_BYTES + 2 * SCALAR_BYTES;

/** Receivers needed to open, of `validators` in all (the owner counted): the quorum q = n − ⌊(n−1)/3⌋. */
export function escrowThreshold(validators: number): number {
  return validators - Math.floor((validators - 1) / 3);
}

/** Bytes of a message under these terms. */
export function escrowBytes(terms: EscrowTerms): number {
  const perReceiver = PROOF_BYTES + 2 * POINT_BYTES * terms.positions.length;
  return (terms.threshold - 1) * POINT_BYTES + terms.receivers.length * perReceiver;
}

/**
 * Terms that can work: receivers ascending from 1 (index 0 would be handed the secret itself), at least as many
 * as the threshold, and a threshold of at least 2 (below that the polynomial hides nothing).
 * @throws DecodeError
 */
function checkTerms(terms: EscrowTerms, deck: Uint8Array): void {
  if (!arePositions(terms.positions, deckSize(deck)))
    throw new DecodeError('out-of-range', 'escrow positions');
  let last = 0;
  for (const { index } of terms.receivers) {
    if (!Number.isInteger(index) || index <= last || index > MAX_RECEIVER) {
      throw new DecodeError('out-of-range', 'escrow receiver');
    }
    last = index;
  }
  const { threshold } = terms;
  if (!Number.isInteger(threshold) || threshold < 2 || threshold > terms.receivers.length) {
    throw new DecodeError('out-of-range', 'escrow threshold');
  }
}

/** What an escrow is about; `terms` say to whom. */
export interface EscrowClaim {
  ctx: DeckContext;
  /** Seat of the owner. */
  author: number;
  publicKey: Uint8Array;
  joint: Uint8Array;
  deck: Uint8Array;
  terms: EscrowTerms;
}

/** @throws DecodeError for arguments that no honest caller has */
export function makeEscrow(
  group: G1Group,
  decoder: DeckDecoder,
  claim: EscrowClaim & { secret: Uint8Array },
  rng: RandomBytes,
): Uint8Array {
  const { terms } = claim;
  checkTerms(terms, claim.deck);
  const byG = group.fixedBase(group.generator);
  const c1 = decoder.c1s(claim.deck, terms.positions);
  const coefficients = [decodeScalar(claim.secret, 'hand key secret')];
  while (coefficients.length < terms.threshold) coefficients.push(randomScalar(rng));
  const commitments = coefficients.slice(1).map((a) => group.encode(byG.mul(a)));

  const parts = terms.receivers.map(({ index, key }) => {
    const receiverKey = group.decode(key);
    const value = frDot(coefficients, frPowers(BigInt(index), coefficients.length));
    const us = c1.map(() => randomNonzeroScalar(rng));
    const u = us.map((s) => byG.mul(s));
    const v = us.map((s, i) => group.msm([c1[i]!, receiverKey], [value, s]));
    return { receiverKey, value, us, u: u.map((p) => group.encode(p)), v: v.map((p) => group.encode(p)) };
  });

  const transcript = escrowTranscript(claim, commitments);
  for (const part of parts) absorbCiphertexts(transcript, part.u, part.v);
  const proofs = parts.map((part) => {
    const rho = transcript.weights128('rho', c1.length);
    const kf = randomScalar(rng);
    const ku = randomScalar(rng);
    const tf = group.encode(byG.mul(kf));
    const tu = group.encode(byG.mul(ku));
    const tv = group.encode(group.msm([...c1, part.receiverKey], [...rho.map((r) => frMul(r, kf)), ku]));
    return { kf, ku, secretU: frDot(rho, part.us), t: [tf, tu, tv] };
  });
  const e = challengeE(
    transcript,
    proofs.map((p) => p.t),
  );

  const out = new Uint8Array(escrowBytes(terms));
  let at = 0;
  const put = (bytes: Uint8Array): void => {
    out.set(bytes, at);
    at += bytes.length;
  };
  for (const a of commitments) put(a);
  parts.forEach((part, i) => {
    const { kf, ku, secretU, t } = proofs[i]!;
    for (const bytes of t) put(bytes);
    put(encodeScalar(frAdd(kf, frMul(e, part.value))));
    put(encodeScalar(frAdd(ku, frMul(e, secretU))));
    part.u.forEach((u, p) => {
      put(u);
      put(part.v[p]!);
    });
  });
  return out;
}

/** False for proofs that do not hold. One multi-scalar multiplication over all receivers. @throws DecodeError */
export function verifyEscrow(
  group: G1Group,
  decoder: DeckDecoder,
  claim: EscrowClaim,
  message: Uint8Array,
): boolean {
  const { sum } = escrowSum(group, decoder, claim, message);
  return group.isIdentity(group.msm(sum.points, sum.scalars));
}

/**
 * What must be the identity for the proofs to hold, with the transcript after everything that was sent, so that a
 * caller may weight this sum among others. @throws DecodeError
 */
export function escrowSum(
  group: G1Group,
  decoder: DeckDecoder,
  claim: EscrowClaim,
  message: Uint8Array,
): { sum: Sum; transcript: Transcript } {
  const { terms } = claim;
  checkTerms(terms, claim.deck);
  const { commitments, parts } = splitMessage(terms, message);
  const transcript = escrowTranscript(claim, commitments);
  for (const part of parts) absorbCiphertexts(transcript, part.u, part.v);
  const rhos = parts.map(() => transcript.weights128('rho', terms.positions.length));
  const e = challengeE(
    transcript,
    parts.map((p) => p.t),
  );
  for (const part of parts) transcript.absorb('z-f', part.zfBytes).absorb('z-u', part.zuBytes);
  const batch = parts.map(() => transcript.weights128('batch', 3));

  const c1 = decoder.c1s(claim.deck, terms.positions);
  const points: G1[] = [group.generator];
  const scalars: bigint[] = [0n];
  const term = (point: G1, scalar: bigint): void => {
    points.push(point);
    scalars.push(scalar);
  };
  const onC1 = c1.map(() => 0n);
  const onA = Array.from({ length: terms.threshold }, () => 0n);
  parts.forEach((part, i) => {
    const { index, key } = terms.receivers[i]!;
    const [wf, wu, wv] = batch[i] as [bigint, bigint, bigint];
    const rho = rhos[i]!;
    const zf = decodeScalar(part.zfBytes, 'escrow proof');
    const zu = decodeScalar(part.zuBytes, 'escrow proof');
    scalars[0] = frAdd(scalars[0]!, frAdd(frMul(wf, zf), frMul(wu, zu)));
    frPowers(BigInt(index), terms.threshold).forEach((power, k) => {
      onA[k] = frSub(onA[k]!, frMul(frMul(wf, e), power));
    });
    rho.forEach((r, p) => {
      onC1[p] = frAdd(onC1[p]!, frMul(frMul(wv, zf), r));
      term(group.decode(part.u[p]!), frNeg(frMul(frMul(wu, e), r)));
      term(group.decode(part.v[p]!), frNeg(frMul(frMul(wv, e), r)));
    });
    term(group.decode(key), frMul(wv, zu));
    [wf, wu, wv].forEach((w, k) => {
      term(group.decode(part.t[k]!), frNeg(w));
    });
  });
  c1.forEach((point, p) => {
    term(point, onC1[p]!);
  });
  [claim.publicKey, ...commitments].forEach((bytes, k) => {
    term(group.decode(bytes), onA[k]!);
  });
  return { sum: { points, scalars }, transcript };
}

export interface MakeEscrowOpenArgs
  extends Omit<EscrowOpenStatement, 'kind' | 'receiverKey' | 'openings' | 'proof'> {
  /** Escrow key of the receiver, SECRET. */
  secret: Uint8Array;
  publicKey: Uint8Array;
}

export interface EscrowOpening {
  /** 48 bytes a position. */
  openings: Uint8Array;
  /** 128 bytes. */
  proof: Uint8Array;
}

/** Opens what an absent player escrowed to us, at `positions`. @throws DecodeError */
export function makeEscrowOpen(group: G1Group, args: MakeEscrowOpenArgs, rng: RandomBytes): EscrowOpening {
  const secret = decodeScalar(args.secret, 'escrow key secret');
  const { u, v } = escrowedTo(group, args);
  const images = u.map((point) => group.mul(point, secret));
  const openings = new Uint8Array(POINT_BYTES * u.length);
  images.forEach((image, i) => {
    openings.set(group.encode(group.sub(v[i]!, image)), i * POINT_BYTES);
  });
  const statement = { publicKey: group.decode(args.publicKey), bases: u, images };
  return { openings, proof: proveDleq(group, openTranscriptOf(args), statement, secret, rng) };
}

/** False for a proof that does not hold. The escrow itself was verified with its owner's shares. @throws DecodeError */
export function verifyEscrowOpen(group: G1Group, s: EscrowOpenStatement): boolean {
  const { u, v } = escrowedTo(group, s);
  if (s.openings.length !== POINT_BYTES * u.length) throw new DecodeError('malformed', 'openings');
  const images = v.map((point, i) =>
    group.sub(point, group.decode(s.openings.subarray(i * POINT_BYTES, (i + 1) * POINT_BYTES))),
  );
  const publicKey = group.decode(s.receiverKey);
  return verifyDleq(group, openTranscriptOf(s), { publicKey, bases: u, images }, s.proof);
}

export interface RecoverSharesArgs {
  escrow: EscrowTerms;
  /** Subset of the escrow's positions that every opening covers, in order. */
  positions: number[];
  /** Verified openings, 48 bytes a position, by distinct receivers. */
  openings: { receiver: number; openings: Uint8Array }[];
}

/**
 * The absent player's shares at `positions`, 48 bytes each, by interpolation at 0 over the first t openings in
 * order of receivers; undefined while there are fewer than t.
 */
export function recoverShares(group: G1Group, args: RecoverSharesArgs): Uint8Array | undefined {
  const allowed = new Set(args.escrow.receivers.map((r) => r.index));
  const byReceiver = new Map<number, Uint8Array>();
  for (const { receiver, openings } of args.openings) {
    if (allowed.has(receiver) && openings.length === POINT_BYTES * args.positions.length) {
      byReceiver.set(receiver, openings);
    }
  }
  const { threshold } = args.escrow;
  if (threshold < 2 || byReceiver.size < threshold) return undefined;
  const receivers = [...byReceiver.keys()].sort((a, b) => a - b).slice(0, threshold);
  const weights = lagrangeAtZero(receivers);
  const out = new Uint8Array(POINT_BYTES * args.positions.length);
  try {
    for (let p = 0; p < args.positions.length; p++) {
      const at = p * POINT_BYTES;
      const points = receivers.map((r) => group.decode(byReceiver.get(r)!.subarray(at, at + POINT_BYTES)));
      out.set(group.encode(group.msm(points, weights)), at);
    }
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
  return out;
}

/** λ_j = Π_{m≠j} m/(m − j): Σ λ_j·f(j) = f(0) for every f of degree below the number of indices. */
function lagrangeAtZero(indices: readonly number[]): bigint[] {
  const numerators: bigint[] = [];
  const denominators: bigint[] = [];
  for (const j of indices) {
    let numerator = 1n;
    let denominator = 1n;
    for (const m of indices) {
      if (m === j) continue;
      numerator = frMul(numerator, BigInt(m));
      denominator = frMul(denominator, m > j ? BigInt(m - j) : frNeg(BigInt(j - m)));
    }
    numerators.push(numerator);
    denominators.push(denominator);
  }
  return frBatchInverse(denominators).map((inverse, i) => frMul(inverse, numerators[i]!));
}

interface ReceiverPart {
  t: Uint8Array[];
  zfBytes: Uint8Array;
  zuBytes: Uint8Array;
  u: Uint8Array[];
  v: Uint8Array[];
}

function splitMessage(
  terms: EscrowTerms,
  message: Uint8Array,
): { commitments: Uint8Array[]; parts: ReceiverPart[] } {
  if (message.length !== escrowBytes(terms)) throw new DecodeError('malformed', 'escrow');
  let at = 0;
  const take = (length: number): Uint8Array => {
    at += length;
    return message.subarray(at - length, at);
  };
  const commitments = Array.from({ length: terms.threshold - 1 }, () => take(POINT_BYTES));
  const parts = terms.receivers.map(() => {
    const t = [take(POINT_BYTES), take(POINT_BYTES), take(POINT_BYTES)];
    const part: ReceiverPart = { t, zfBytes: take(SCALAR_BYTES), zuBytes: take(SCALAR_BYTES), u: [], v: [] };
    for (let p = 0; p < terms.positions.length; p++) {
      part.u.push(take(POINT_BYTES));
      part.v.push(take(POINT_BYTES));
    }
    return part;
  });
  return { commitments, parts };
}

type OpenClaim = Pick<
  EscrowOpenStatement,
  'ctx' | 'receiver' | 'owner' | 'joint' | 'deck' | 'escrow' | 'positions'
>;

/** The ciphertexts for one receiver at `positions`, in order. @throws DecodeError */
function escrowedTo(group: G1Group, claim: OpenClaim): { u: G1[]; v: G1[] } {
  const { escrow, positions } = claim;
  checkTerms(escrow, claim.deck);
  if (!arePositions(positions, deckSize(claim.deck))) throw new DecodeError('out-of-range', 'positions');
  const { parts } = splitMessage(escrow, escrow.message);
  const part = parts[escrow.receivers.findIndex((r) => r.index === claim.receiver)];
  if (part === undefined) throw new DecodeError('out-of-range', 'escrow receiver');
  const places = positions.map((p) => {
    const place = escrow.positions.indexOf(p);
    if (place < 0) throw new DecodeError('out-of-range', 'positions');
    return place;
  });
  return {
    u: places.map((i) => group.decode(part.u[i]!)),
    v: places.map((i) => group.decode(part.v[i]!)),
  };
}

function escrowTranscript(claim: EscrowClaim, commitments: readonly Uint8Array[]): Transcript {
  const t = openTranscript(tags.escrow, claim.ctx, claim.author)
    .absorb('joint', claim.joint)
    .absorb('deck-digest', deckDigest(claim.deck));
  absorbTerms(t, claim.terms).absorb('public-key', claim.publicKey);
  for (const a of commitments) t.absorb('a', a);
  return t;
}

function absorbCiphertexts(t: Transcript, u: readonly Uint8Array[], v: readonly Uint8Array[]): void {
  u.forEach((bytes, i) => {
    t.absorb('u', bytes).absorb('v', v[i]!);
  });
}

function challengeE(t: Transcript, commitments: readonly (readonly Uint8Array[])[]): bigint {
  for (const three of commitments) for (const bytes of three) t.absorb('t', bytes);
  return t.challengeScalar('e');
}

function openTranscriptOf(claim: OpenClaim): Transcript {
  const { escrow } = claim;
  const t = openTranscript(tags.escrowOpen, claim.ctx, claim.receiver)
    .absorbNumber('owner', claim.owner)
    .absorb('joint', claim.joint)
    .absorb('deck-digest', deckDigest(claim.deck))
    .absorb('positions', Uint8Array.from(claim.positions));
  return absorbTerms(t, escrow).absorb('escrow', escrow.message);
}

function absorbTerms(t: Transcript, terms: EscrowTerms): Transcript {
  t.absorb('escrow-positions', Uint8Array.from(terms.positions))
    .absorbNumber('threshold', terms.threshold)
    .absorbNumber('receivers', terms.receivers.length);
  for (const { index, key } of terms.receivers) t.absorbNumber('receiver', index).absorb('receiver-key', key);
  return t;
}
