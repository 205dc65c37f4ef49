/**
 * The prover of the shuffle argument written out a second time, with the places to deviate that a cheat has. It shares
 * nothing with shuffle.ts and the product arguments but field, group and transcript.
 */
import type { ProofKind } from '../codec/proofKinds.ts';
import {
  encodeScalar,
  frAdd,
  frDot,
  frInverse,
  frMul,
  frNeg,
  frPowers,
  frSub,
  randomScalar,
} from '../crypto/fr.ts';
import type { ShuffleProver, ShuffleVerificationKey } from '../crypto/groth16.ts';
import type { G1, G1Group, RandomBytes } from '../crypto/group.ts';
import { SHUFFLE_BASES, SHUFFLE_BLINDER } from '../crypto/hashedBases.ts';
import { tags } from '../crypto/transcript.ts';
import { openTranscript } from '../mentalpoker/context.ts';
import type { Deck } from '../mentalpoker/deck.ts';
import type { ShuffleSecrets } from '../mentalpoker/shuffle.ts';
import type { ShuffleClaim } from '../mentalpoker/shuffleProof.ts';
import type { CrsLogs } from './deckFixture.ts';

export interface Deviation {
  /** Instead of π counted from 1, for the input cards in order. */
  a?: bigint[];
  /** Made from the challenges; `yz` is known only to a prover that draws y and z before D_b. */
  b?: (x: bigint, yz: { y: bigint; z: bigint } | undefined, a: bigint[]) => bigint[];
  /** Draw y and z as if D_b were this, and commit to b afterwards. */
  lateDb?: boolean;
  /** What the hashed bases commit to, where both arguments run; the responses answer for a and b. */
  hashed?: (a: bigint[], b: bigint[]) => { a: bigint[]; b: bigint[] };
  /** Make D′_a and D′_b when y and z are known, from a transcript that has not heard them. */
  lateHashed?: boolean;
  /**
   * Another a, chosen when y and z are known. Whoever knows the logarithms of the IC points opens D_a to it; with
   * `lateHashed` D′_a is made for it.
   */
  lateA?: { logs: CrsLogs; choose: (y: bigint, z: bigint, p: bigint, b: bigint[]) => bigint[] };
  /** Witness of the Groth16 argument instead of y·a + b − z. */
  c?: (c: bigint[]) => bigint[];
  /** Partial products of the transparent argument instead of c_1⋯c_j; the last one is always p. */
  partials?: (d: bigint[], p: bigint) => bigint[];
  /** Σ b_j·r_j unless given. */
  rho?: () => bigint;
  /** Points added to T_a, T_b of each argument, T_1, T_2, c_δ, c_Δ, in that order. */
  shift?: (G1 | undefined)[];
  prover: ShuffleProver;
}

export interface SecondProver {
  group: G1Group;
  kind: ProofKind;
  digest: Uint8Array;
  vkey: ShuffleVerificationKey;
  input: Deck;
  joint: G1;
  rng: RandomBytes;
}

const respond = (e: bigint, mask: bigint, secret: bigint): bigint => frAdd(mask, frMul(e, secret));

export async function argueWith(
  me: SecondProver,
  claim: ShuffleClaim,
  secrets: ShuffleSecrets,
  how: Deviation,
): Promise<Uint8Array> {
  const { group, kind, digest, vkey, input, joint, rng } = me;
  const n = vkey.size;
  const irs = [...vkey.ic.c, vkey.ic.v];
  const hashed = [...SHUFFLE_BASES.slice(0, n), SHUFFLE_BLINDER].map((bytes) => group.decode(bytes));
  const halves = { both: [irs, hashed], groth16: [irs], transparent: [hashed] }[kind];
  const draw = (): bigint => randomScalar(rng);
  const t = openTranscript(tags.shuffle, claim.ctx, claim.author)
    .absorbNumber('step', claim.step)
    .absorb('verification-key', digest)
    .absorb('joint', claim.joint)
    .absorb('input-digest', input.digest)
    .absorb('output', claim.output);
  const absorbed = (label: string, points: Uint8Array[]): void => {
    const heard = how.lateHashed ? points.slice(0, 1) : points;
    heard.forEach((bytes, i) => {
      t.absorb(i === 0 ? label : `${label}-${i}`, bytes);
    });
  };
  const commit = (values: bigint[][], blinders: bigint[]): Uint8Array[] =>
    halves.map((bases, i) => group.encode(group.msm(bases, [...(values[i] ?? values[0]!), blinders[i]!])));

  let a = how.a ?? secrets.permutation.map((place) => BigInt(place + 1));
  const va = halves.map(draw);
  const vb = halves.map(draw);
  let otherA = how.hashed?.(a, a).a ?? a;
  const das = commit([a, otherA], va);
  absorbed('d-a', das);
  const x = t.challengeScalar('x');
  const powers = frPowers(x, n + 1);
  const honestB = a.map((place) => powers[Number(place)] ?? 0n);
  const drawYZ = (dbs: Uint8Array[]): { y: bigint; z: bigint } => {
    absorbed('d-b', dbs);
    return { y: t.challengeScalar('y'), z: t.challengeScalar('z') };
  };
  const early = how.lateDb ? drawYZ(das) : undefined;
  const b = how.b ? how.b(x, early, a) : honestB;
  const otherB = how.hashed?.(a, b).b ?? b;
  const dbs = commit([b, otherB], vb);
  const { y, z } = early ?? drawYZ(dbs);
  const factors = (as: bigint[], bs: bigint[]): bigint[] =>
    as.map((aj, j) => frSub(frAdd(frMul(y, aj), bs[j]!), z));
  const p = powers
    .slice(1)
    .reduce((all, power, i) => frMul(all, frSub(frAdd(frMul(y, BigInt(i + 1)), power), z)), 1n);

  if (how.lateA !== undefined) {
    const { logs, choose } = how.lateA;
    const chosen = choose(y, z, p, b);
    const moved = frSub(frDot(a, logs.c), frDot(chosen, logs.c));
    va[0] = frAdd(va[0]!, frMul(moved, frInverse(logs.v)));
    a = chosen;
    if (how.lateHashed) {
      otherA = chosen;
      das[1] = group.encode(group.msm(hashed, [...chosen, va[1]!]));
    }
  }
  const groth16: Uint8Array[] = [];
  if (kind !== 'transparent') {
    const c = factors(a, b);
    const witness = { p, c: how.c ? how.c(c) : c, v: frAdd(frMul(y, va[0]!), vb[0]!) };
    groth16.push(await how.prover.prove(witness, rng));
  }
  const ka = a.map(draw);
  const kb = b.map(draw);
  const kva = halves.map(draw);
  const kvb = halves.map(draw);
  const kr = draw();
  const sent: G1[] = halves.flatMap((bases, i) => [
    group.msm(bases, [...ka, kva[i]!]),
    group.msm(bases, [...kb, kvb[i]!]),
  ]);
  sent.push(
    group.msm([...input.c1, group.generator], [...kb, kr]),
    group.msm([...input.c2, joint], [...kb, kr]),
  );

  // The transparent argument over the values that the hashed bases hold.
  const [own, own2] = kind === 'both' ? [otherA, otherB] : [a, b];
  const c = factors(own, own2);
  const kc = ka.map((mask, j) => frAdd(frMul(y, mask), kb[j]!));
  const honestD = c.map((_, j) => c.slice(0, j + 1).reduce((u, v) => frMul(u, v)));
  const d = how.partials?.(honestD, p) ?? honestD;
  d[n - 1] = p;
  const delta = kc.map((mask, j) => (j === 0 ? mask : j === n - 1 ? 0n : draw()));
  const [s1, s2] = [draw(), draw()];
  if (kind !== 'groth16') {
    const steps = d.slice(0, -1).map((dj, j) => ({ dj, next: c[j + 1]!, mask: kc[j + 1]!, now: delta[j]! }));
    const low = steps.map(({ now, mask }) => frNeg(frMul(now, mask)));
    const middle = steps.map(({ dj, next, mask, now }, j) =>
      frSub(delta[j + 1]!, frAdd(frMul(next, now), frMul(dj, mask))),
    );
    sent.push(group.msm(hashed, [...low, 0n, s1]), group.msm(hashed, [...middle, 0n, s2]));
  }
  how.shift?.forEach((by, i) => {
    if (by !== undefined) sent[i] = group.add(sent[i]!, by);
  });
  const encoded = sent.map((point) => group.encode(point));
  for (const bytes of groth16) t.absorb('groth16', bytes);
  const lates = kind === 'groth16' ? 0 : 2;
  encoded.slice(0, encoded.length - lates).forEach((bytes, i) => {
    t.absorb(`t-${i}`, bytes);
  });
  encoded.slice(encoded.length - lates).forEach((bytes, i) => {
    t.absorb(`late-${i}`, bytes);
  });
  const e = t.challengeScalar('e');
  const scalars = [
    ...a.map((s, j) => respond(e, ka[j]!, s)),
    respond(e, kva[0]!, va[0]!),
    ...b.map((s, j) => respond(e, kb[j]!, s)),
    respond(e, kvb[0]!, vb[0]!),
    respond(e, kr, how.rho ? how.rho() : frDot(b, secrets.masks)),
  ];
  if (kind === 'both') scalars.push(respond(e, kva[1]!, va[1]!), respond(e, kvb[1]!, vb[1]!));
  if (kind !== 'groth16') {
    for (let j = 1; j < n - 1; j++) scalars.push(respond(e, delta[j]!, d[j]!));
    scalars.push(respond(e, s1, s2));
  }
  const parts = [...das, ...dbs, ...groth16, ...encoded, ...scalars.map(encodeScalar)];
  return Uint8Array.from(parts.flatMap((bytes) => [...bytes]));
}
