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
import {
  decodeScalar,
  encodeScalar,
  frAdd,
  frDot,
  frMul,
  frNeg,
  frPowers,
  frSub,
  randomNonzeroScalar,
  randomScalar,
} from '../crypto/fr.ts';
import type { G1, G1Group, RandomBytes, Sum } from '../crypto/group.ts';
import { type Transcript, tags } from '../crypto/transcript.ts';
import { type DeckContext, openTranscript } from './context.ts';
import type { DeckDecoder } from './deck.ts';
import { absorbTerms, checkTerms, escrowBytes, splitMessage } from './escrowMessage.ts';
import type { EscrowTerms } from './statement.ts';
import { deckDigest } from './statementBytes.ts';

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
    const u = byG.mulAll(us);
    const v = us.map((s, i) => group.msm([c1[i]!, receiverKey], [value, s]));
    return { receiverKey, value, us, u: u.map((p) => group.encode(p)), v: v.map((p) => group.encode(p)) };
  });

  const transcript = escrowTranscript(claim, commitments);
  for (const part of parts) absorbCiphertexts(transcript, part.u, part.v);
  const proofs = parts.map((part) => {
    const rho = transcript.weights128('rho', c1.length);
    const kf = randomScalar(rng);
    const ku = randomScalar(rng);
    const [tf, tu] = byG.mulAll([kf, ku]).map((p) => group.encode(p)) as [Uint8Array, Uint8Array];
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
