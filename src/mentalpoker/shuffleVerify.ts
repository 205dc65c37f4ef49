/**
 * Verifying shuffles. A proof becomes a `ShuffleCheck`: what must be the identity, over fixed bases and other points,
 * and a Groth16 check where the key has one. Several checks under one key are judged in one sum, each times a weight
 * that is drawn after all of them; only if that fails each is judged alone, so that no verdict depends on company.
 */
import { DecodeError, equalBytes } from '../codec/decode.ts';
import { frAdd, frMul, frNeg, frPowers } from '../crypto/fr.ts';
import type { G1, G1Group, RandomBytes } from '../crypto/group.ts';
import type { PairingClaim } from '../crypto/productArgument.ts';
import type { ShuffleKey } from '../crypto/shuffleKey.ts';
import { Transcript, tags } from '../crypto/transcript.ts';
import type { DeckDecoder } from './deck.ts';
import {
  decodeMessages,
  productOf,
  type ShuffleClaim,
  ShuffleTranscript,
  splitProof,
} from './shuffleProof.ts';

export interface ShuffleCheck {
  readonly points: readonly G1[];
  readonly scalars: readonly bigint[];
  /** Scalars on each argument's bases. */
  readonly onBases: readonly (readonly bigint[])[];
  readonly pairings: readonly { part: number; claim: PairingClaim }[];
  /** 32 bytes that commit to claim and proof. */
  readonly seal: Uint8Array;
}

/** False for a proof that does not hold. @throws DecodeError for bytes that are no proof, deck or key. */
export function verifyShuffle(
  group: G1Group,
  key: ShuffleKey,
  decoder: DeckDecoder,
  claim: ShuffleClaim,
  proof: Uint8Array,
): boolean {
  const check = shuffleCheck(group, key, decoder, claim, proof);
  return check !== undefined && checkHolds(group, key, check);
}

/** Whether one check holds. */
export function checkHolds(group: G1Group, key: ShuffleKey, check: ShuffleCheck): boolean {
  return checksHold(group, key, [check], noRandomness);
}

/** A check alone has the weight 1. */
const noRandomness: RandomBytes = () => {
  throw new RangeError('one check needs no weights');
};

/** What is left to check of a proof; undefined for one that fails already. @throws DecodeError as `verifyShuffle` */
export function shuffleCheck(
  group: G1Group,
  key: ShuffleKey,
  decoder: DeckDecoder,
  claim: ShuffleClaim,
  proof: Uint8Array,
): ShuffleCheck | undefined {
  const n = key.size;
  if (!equalBytes(claim.ctx.crsDigest, key.digest)) throw new DecodeError('out-of-range', 'crs');
  const split = splitProof(key, proof);
  const joint = group.decode(claim.joint);
  const input = decoder.decode(claim.input);
  const output = decoder.decode(claim.output);
  if (input.size !== n || output.size !== n) throw new DecodeError('malformed', 'deck');
  const { parts, t1, t2 } = decodeMessages(group, key, split);

  const transcript = new ShuffleTranscript(key, claim, input.digest);
  const x = transcript.x(split.sent.firsts);
  const { y, z } = transcript.yz(split.sent.seconds);
  const e = transcript.e(split.sent);
  const powers = frPowers(x, n + 1);
  const p = productOf(powers, y, z);
  if (p === 0n) return undefined;

  // Weights of the openings first, then of the two deck equations, then of whatever an argument adds.
  const equations = key.parts.reduce((sum, part) => sum + part.equations, 0);
  const openings = 2 * key.parts.length;
  const weights = transcript.weights(split.responseBytes, openings + 2 + equations);
  const [w1, w2] = weights.slice(openings) as [bigint, bigint];
  const { za, zb, zr } = split.responses;

  const points: G1[] = [];
  const scalars: bigint[] = [];
  const term = (point: G1, scalar: bigint): void => {
    points.push(point);
    scalars.push(scalar);
  };
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
  term(t1, frNeg(w1));
  term(t2, frNeg(w2));

  let used = openings + 2;
  const challenges = { y, z, p };
  const terms = key.parts.map((part, i) => {
    used += part.equations;
    const own = [...weights.slice(2 * i, 2 * i + 2), ...weights.slice(used - part.equations, used)];
    return part.terms(e, challenges, parts[i]!, za, zb, own);
  });
  for (const { others } of terms) {
    points.push(...others.points);
    scalars.push(...others.scalars);
  }
  return {
    points,
    scalars,
    onBases: terms.map((t) => t.onBases),
    pairings: key.parts.flatMap((part, i) => {
      const claimed = part.pairing(challenges, parts[i]!);
      return claimed === undefined ? [] : [{ part: i, claim: claimed }];
    }),
    seal: transcript.seal(),
  };
}

/**
 * Whether all of these, made under one key, hold. False also if one of them does not, in all but 2^-127 of cases.
 * `rng`: of whoever judges, so that nobody who makes proofs can try out weights.
 */
export function checksHold(
  group: G1Group,
  key: ShuffleKey,
  checks: readonly ShuffleCheck[],
  rng: RandomBytes,
): boolean {
  const weights = checks.length === 1 ? [1n] : batchWeights(checks, rng);
  const scalarOf = new Map<G1, bigint>();
  checks.forEach((check, k) => {
    // The output of one shuffle is the input of the next: such points are there once.
    check.points.forEach((point, i) => {
      const scalar = frMul(weights[k]!, check.scalars[i]!);
      const before = scalarOf.get(point);
      scalarOf.set(point, before === undefined ? scalar : frAdd(before, scalar));
    });
  });
  let total = group.msm([...scalarOf.keys()], [...scalarOf.values()]);
  key.parts.forEach((part, i) => {
    const onBases = checks[0]!.onBases[i]!.map((_, j) =>
      checks.reduce((sum, check, k) => frAdd(sum, frMul(weights[k]!, check.onBases[i]![j]!)), 0n),
    );
    total = group.add(total, part.bases.msm(onBases));
  });
  if (!group.isIdentity(total)) return false;
  return key.parts.every((part, i) => {
    const claims = checks.flatMap((check) => check.pairings.filter((p) => p.part === i).map((p) => p.claim));
    return claims.length === 0 || part.pairingsHold(claims, weights);
  });
}

/** 128-bit challenges over all that is judged and 32 bytes that only this judge knows. */
function batchWeights(checks: readonly ShuffleCheck[], rng: RandomBytes): bigint[] {
  const transcript = new Transcript(tags.shuffles).absorb('random', rng(32));
  for (const check of checks) transcript.absorb('seal', check.seal);
  return transcript.weights128('shuffle', checks.length);
}
