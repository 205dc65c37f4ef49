/**
 * Threshold BLS (Boldyreva, PKC 2003): a partial signature is an ordinary one under the share x_j, valid under
 * Y_j = x_j·G2; t of them combine to σ = Σ λ_j·σ_j, the same 48 bytes whichever t they are, valid under Y = f(0)·G2.
 */
import { DecodeError } from '../codec/decode.ts';
import { BLS_SIGNATURE_BYTES, signatureHolds, signedPoint } from './bls.ts';
import { checkHolders, lagrangeAtZero } from './feldman.ts';
import type { G1, G1Group, G2 } from './group.ts';
import { Transcript, tags } from './transcript.ts';

/** σ_j of holder j. `publicShare` is Y_j. */
export interface Partial {
  readonly holder: number;
  readonly publicShare: G2;
  /** 48 bytes, unchecked. */
  readonly signature: Uint8Array;
}

export interface Combination {
  /** 48 bytes, verified under the group's key; absent while there are too few good partials. */
  readonly signature?: Uint8Array;
  /** Holders whose partial was found bad. */
  readonly bad: readonly number[];
}

/**
 * Combines `threshold` of the partials and verifies the result once; only where that fails each is looked at, and the
 * bad ones are named. Of one holder only one partial may be given. Never throws on hostile signatures.
 * @throws RangeError for a holder that cannot be, or named twice
 */
export function combinePartials(
  group: G1Group,
  key: G2,
  threshold: number,
  message: Uint8Array,
  partials: readonly Partial[],
): Combination {
  checkHolders(partials.map((p) => p.holder));
  const hashed = signedPoint(group, message);
  const bad: number[] = [];
  const decoded: { partial: Partial; sigma: G1 }[] = [];
  for (const partial of partials) {
    const sigma = pointOf(group, partial.signature);
    if (sigma === undefined) bad.push(partial.holder);
    else decoded.push({ partial, sigma });
  }
  const first = join(group, key, threshold, hashed, decoded);
  if (first !== undefined) return { signature: first, bad };
  const good = decoded.filter(({ partial, sigma }) => {
    const holds = signatureHolds(group, partial.publicShare, hashed, sigma);
    if (!holds) bad.push(partial.holder);
    return holds;
  });
  const second = good.length < decoded.length ? join(group, key, threshold, hashed, good) : undefined;
  return second === undefined ? { bad } : { signature: second, bad };
}

function join(
  group: G1Group,
  key: G2,
  threshold: number,
  hashed: G1,
  parts: readonly { partial: Partial; sigma: G1 }[],
): Uint8Array | undefined {
  if (threshold < 1 || parts.length < threshold) return undefined;
  const taken = parts.slice(0, threshold);
  const lambdas = lagrangeAtZero(taken.map(({ partial }) => partial.holder));
  const sigma = group.msm(
    taken.map((part) => part.sigma),
    lambdas,
  );
  return signatureHolds(group, key, hashed, sigma) ? group.encode(sigma) : undefined;
}

/**
 * True if every partial of one message holds, in two pairings for all of them; false (but for one in 2^127) if one does
 * not. The weights are challenges drawn after everything, so that errors cannot be made to cancel.
 */
export function partialsHold(group: G1Group, message: Uint8Array, partials: readonly Partial[]): boolean {
  if (partials.length === 0) return true;
  const transcript = new Transcript(tags.partials).absorb('message', message);
  const sigmas: G1[] = [];
  for (const { holder, publicShare, signature } of partials) {
    const sigma = pointOf(group, signature);
    if (sigma === undefined || group.isIdentity2(publicShare)) return false;
    sigmas.push(sigma);
    transcript
      .absorbNumber('holder', holder)
      .absorb('public-share', group.encode2(publicShare))
      .absorb('signature', signature);
  }
  const weights = transcript.weights128('weight', partials.length);
  const keys = partials.map((p) => p.publicShare);
  return signatureHolds(
    group,
    group.msm2(keys, weights),
    signedPoint(group, message),
    group.msm(sigmas, weights),
  );
}

function pointOf(group: G1Group, signature: Uint8Array): G1 | undefined {
  if (signature.length !== BLS_SIGNATURE_BYTES) return undefined;
  try {
    return group.decode(signature);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
