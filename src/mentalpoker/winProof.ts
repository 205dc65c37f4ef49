/**
 * Winning without showing: "my two closed cards are one of these pairs". The board is public, so everybody can compute
 * W, the ordered pairs (a, b) of deck cards, as 52·a + b, whose hand beats (or equals) the best hand shown; this proves
 * membership and nothing else.
 *
 * Upon hole positions p with C1_p and E_p = C2_p − Σ_{j≠me} D_{j,p}, so that E_p − H = i_p·H + s·C1_p for card i_p
 * (from 0) and the hand key P = s·G:
 *  1. K_p = i_p·B + v_p·B_v, fresh;
 *  2. T_p = k_p·H + k_s·C1_p, U_p = k_p·B + k_{v,p}·B_v, V = k_s·G: one challenge, one response z_s for both cards;
 *  3. u = 52·K_1 + K_2 commits to 52·i_1 + i_2; one-out-of-many over W (crypto/oneOfMany.ts), with the same challenge.
 * All equations go into one sum under weights drawn after the last response. B, B_v are hashed bases, never points of a
 * reference string. Soundness and zero knowledge: docs/PROTOCOL.md.
 *
 * Proof, m = max(1, ⌈log2 |W|⌉): points of 48 bytes K_1, K_2, T_1, T_2, U_1, U_2, V, Q, A, C, D, c_{d,0..m−1}; scalars
 * of 32 bytes z_1, z_2, z_{v,1}, z_{v,2}, z_s, f_1..f_m, zA, zC, zd. 1,744 bytes for m = 12.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { DecodeError } from '../codec/decode.ts';
import {
  decodeScalar,
  encodeScalar,
  frAdd,
  frMul,
  frNeg,
  randomNonzeroScalar,
  randomScalar,
  SCALAR_BYTES,
} from '../crypto/fr.ts';
import type { G1, G1Group, RandomBytes } from '../crypto/group.ts';
import {
  bitsOf,
  MAX_BITS,
  type OneOfManyBases,
  OneOfManyProver,
  oneOfManyBases,
  oneOfManyTerms,
  pointCount,
  scalarCount,
} from '../crypto/oneOfMany.ts';
import { type Transcript, tags } from '../crypto/transcript.ts';
import { arePositions, openTranscript, POINT_BYTES } from './context.ts';
import { CARD_BASE, type CardTable, type DeckDecoder, deckSize } from './deck.ts';
import { deckDigest } from './statementBytes.ts';
import { RELATIONS, type WinClaim } from './winClaim.ts';

/** Cards a pair is counted in, also in a smaller deck. */
export const PAIR_BASE = 52;
const LINK_POINTS = 7;
const LINK_SCALARS = 5;
const EQUATIONS = 8;

/** Bytes of a proof over so many pairs. @throws RangeError for none and for more than 4,096 */
export function winProofBytes(pairs: number): number {
  const bits = bitsOf(pairs);
  return (LINK_POINTS + pointCount(bits)) * POINT_BYTES + (LINK_SCALARS + scalarCount(bits)) * SCALAR_BYTES;
}

/** Digest of W, by which statements name it: two bytes a pair, big-endian, after a tag. */
function pairsDigest(pairs: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(2 * pairs.length);
  pairs.forEach((w, i) => {
    bytes[2 * i] = w >> 8;
    bytes[2 * i + 1] = w & 255;
  });
  return sha256.create().update(new TextEncoder().encode('dealerless/win-pairs/v1\0')).update(bytes).digest();
}

/** The card's points and bases that prover and verifier share. */
export class WinTools {
  readonly base: G1;
  #bases: OneOfManyBases | undefined;

  constructor(
    readonly group: G1Group,
    readonly cards: CardTable,
    readonly decoder: DeckDecoder,
  ) {
    this.base = group.decode(CARD_BASE);
  }

  /** Tables made when the first win is claimed. */
  get bases(): OneOfManyBases {
    this.#bases ??= oneOfManyBases(this.group);
    return this.#bases;
  }
}

interface Opened {
  publicKey: G1;
  c1: [G1, G1];
  /** E_p − H. */
  rest: [G1, G1];
  values: bigint[];
}

/** @throws DecodeError for a claim that no hand has */
function open(tools: WinTools, claim: WinClaim): Opened {
  const { group, decoder } = tools;
  const size = deckSize(claim.deck);
  const { positions, shares } = claim;
  if (positions.length !== 2 || !arePositions(positions, size))
    throw new DecodeError('out-of-range', 'win: positions');
  if (shares.length === 0 || shares.length % (2 * POINT_BYTES) !== 0)
    throw new DecodeError('malformed', 'win: shares');
  if (!RELATIONS.includes(claim.relation)) throw new DecodeError('out-of-range', 'win: relation');
  checkPairs(claim.pairs, size);
  const others = shares.length / (2 * POINT_BYTES);
  const rest = positions.map((position, k) => {
    let point = group.sub(decoder.c2(claim.deck, position), tools.base);
    for (let i = 0; i < others; i++) {
      const at = (k * others + i) * POINT_BYTES;
      point = group.sub(point, group.decode(shares.subarray(at, at + POINT_BYTES)));
    }
    return point;
  });
  group.decode(claim.joint);
  return {
    publicKey: group.decode(claim.publicKey),
    c1: decoder.c1s(claim.deck, positions) as [G1, G1],
    rest: rest as [G1, G1],
    values: claim.pairs.map(BigInt),
  };
}

function checkPairs(pairs: readonly number[], size: number): void {
  const bad = (): never => {
    throw new DecodeError('out-of-range', 'win: pairs');
  };
  if (pairs.length === 0 || pairs.length > 2 ** MAX_BITS) bad();
  let last = -1;
  for (const w of pairs) {
    const [a, b] = [Math.floor(w / PAIR_BASE), w % PAIR_BASE];
    if (!Number.isInteger(w) || w <= last || a === b || a >= size || b >= size) bad();
    last = w;
  }
}

/** Everything the statement says, before the first message. @throws DecodeError for a context that no hand has */
function claimTranscript(claim: WinClaim): Transcript {
  const t = openTranscript(tags.win, claim.ctx, claim.author)
    .absorb('public-key', claim.publicKey)
    .absorb('joint', claim.joint)
    .absorb('deck-digest', deckDigest(claim.deck))
    .absorb('positions', Uint8Array.from(claim.positions))
    .absorb('shares', claim.shares)
    .absorbText('relation', claim.relation)
    .absorb('board', Uint8Array.from(claim.board))
    .absorbNumber('tabled', claim.tabled.length);
  for (const { seat, cards } of claim.tabled)
    t.absorbNumber('tabled-seat', seat).absorb('tabled-cards', Uint8Array.from(cards));
  return t.absorb('pairs', pairsDigest(claim.pairs));
}

function challenge(t: Transcript, points: readonly Uint8Array[]): bigint {
  for (const point of points) t.absorb('point', point);
  return t.challengeScalar('x');
}

/**
 * Proves a win with `secret`, the hand key's scalar of 32 bytes (SECRET). Every mask is drawn anew from `rng`: the same
 * secret opens all of the author's cards, so a mask used twice would.
 * @throws DecodeError for a claim no hand has, RangeError if the cards are no pair of W
 */
export function proveWin(tools: WinTools, claim: WinClaim, secret: Uint8Array, rng: RandomBytes): Uint8Array {
  const { group, cards, bases, base } = tools;
  const opened = open(tools, claim);
  const s = decodeScalar(secret);
  const index = opened.rest.map((rest, k) =>
    cards.cardOf(group.add(group.sub(rest, group.mul(opened.c1[k]!, s)), base)),
  );
  const [first, second] = index;
  const place =
    first === undefined || second === undefined ? -1 : claim.pairs.indexOf(PAIR_BASE * first + second);
  if (place < 0) throw new RangeError('these cards are none of the winning pairs');
  const i = [BigInt(first!), BigInt(second!)];
  const v = [randomScalar(rng), randomScalar(rng)];
  const k = [randomScalar(rng), randomScalar(rng)];
  const kv = [randomScalar(rng), randomScalar(rng)];
  const ks = randomNonzeroScalar(rng);
  const com = (value: bigint, blinder: bigint): G1 =>
    group.add(bases.value.mul(value), bases.blinder.mul(blinder));
  const member = new OneOfManyProver(
    opened.values,
    place,
    frAdd(frMul(BigInt(PAIR_BASE), v[0]!), v[1]!),
    rng,
  );
  const points = group.encodeAll([
    ...[0, 1].map((p) => com(i[p]!, v[p]!)),
    ...[0, 1].map((p) => group.msm([base, opened.c1[p]!], [k[p]!, ks])),
    ...[0, 1].map((p) => com(k[p]!, kv[p]!)),
    group.fixedBase(group.generator).mul(ks),
    ...member.commit(group, bases),
  ]);
  const x = challenge(claimTranscript(claim), points);
  const respond = (mask: bigint, value: bigint): bigint => frAdd(mask, frMul(x, value));
  const scalars = [
    ...[0, 1].map((p) => respond(k[p]!, i[p]!)),
    ...[0, 1].map((p) => respond(kv[p]!, v[p]!)),
    respond(ks, s),
    ...member.respond(x),
  ];
  const proof = new Uint8Array(winProofBytes(claim.pairs.length));
  let at = 0;
  for (const bytes of [...points, ...scalars.map(encodeScalar)]) {
    proof.set(bytes, at);
    at += bytes.length;
  }
  return proof;
}

/** False for a proof that does not hold. @throws DecodeError for bytes that are no proof or no claim of a hand */
export function verifyWin(tools: WinTools, claim: WinClaim, proof: Uint8Array): boolean {
  const { group } = tools;
  const opened = open(tools, claim);
  const bits = bitsOf(opened.values.length);
  if (proof.length !== winProofBytes(claim.pairs.length)) throw new DecodeError('malformed', 'win proof');
  const count = LINK_POINTS + pointCount(bits);
  const pointBytes = Array.from({ length: count }, (_, n) =>
    proof.subarray(n * POINT_BYTES, (n + 1) * POINT_BYTES),
  );
  const responseBytes = proof.subarray(count * POINT_BYTES);
  const scalars = Array.from({ length: LINK_SCALARS + scalarCount(bits) }, (_, n) =>
    decodeScalar(responseBytes.subarray(n * SCALAR_BYTES, (n + 1) * SCALAR_BYTES), 'win proof'),
  );
  const [k1, k2, t1, t2, u1, u2, big, ...member] = pointBytes.map((bytes) => group.decode(bytes)) as [
    G1,
    G1,
    G1,
    G1,
    G1,
    G1,
    G1,
    ...G1[],
  ];
  const [z1, z2, zv1, zv2, zs, ...responses] = scalars as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    ...bigint[],
  ];
  const t = claimTranscript(claim);
  const x = challenge(t, pointBytes);
  if (x === 0n) return false;
  const [e1, e2, b1, b2, g, wa, wc, wd] = t
    .absorb('responses', responseBytes)
    .weights128('batch', EQUATIONS) as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
  const terms = oneOfManyTerms(opened.values, x, responses, [wa, wc, wd]);
  const { onBases, onCommitment } = terms;
  // The bases' part of the links: z·B + z_v·B_v = U + x·K of each card.
  onBases[MAX_BITS] = frAdd(onBases[MAX_BITS]!, frAdd(frMul(b1, z1), frMul(b2, z2)));
  onBases[MAX_BITS + 1] = frAdd(onBases[MAX_BITS + 1]!, frAdd(frMul(b1, zv1), frMul(b2, zv2)));
  const minus = (weight: bigint): bigint => frNeg(frMul(weight, x));
  const total = group.msm(
    [
      tools.base,
      ...opened.c1,
      t1,
      t2,
      ...opened.rest,
      u1,
      u2,
      k1,
      k2,
      group.generator,
      big,
      opened.publicKey,
      ...member,
    ],
    [
      frAdd(frMul(e1, z1), frMul(e2, z2)),
      frMul(e1, zs),
      frMul(e2, zs),
      frNeg(e1),
      frNeg(e2),
      minus(e1),
      minus(e2),
      frNeg(b1),
      frNeg(b2),
      // u = 52·K_1 + K_2
      frAdd(minus(b1), frMul(BigInt(PAIR_BASE), onCommitment)),
      frAdd(minus(b2), onCommitment),
      frMul(g, zs),
      frNeg(g),
      minus(g),
      ...terms.onPoints,
    ],
  );
  return group.isIdentity(group.add(total, tools.bases.all.msm(onBases)));
}
