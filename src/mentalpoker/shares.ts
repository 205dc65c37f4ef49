/**
 * Decryption shares: player i's share of the card at position p is D_{i,p} = s_i·C1_p. A message carries the
 * shares of any set of positions and one batched Chaum–Pedersen proof that all of them use the s_i of its hand
 * key. Shares are public; who may send which, and when, is the table's business.
 */
import { DecodeError } from '../codec/decode.ts';
import { type DleqStatement, dleqSum, proveDleq, verifyDleq } from '../crypto/dleq.ts';
import { decodeScalar, frMul } from '../crypto/fr.ts';
import type { G1, G1Group, RandomBytes } from '../crypto/group.ts';
import { type Transcript, tags } from '../crypto/transcript.ts';
import { arePositions, type DeckContext, openTranscript, POINT_BYTES } from './context.ts';
import { type DeckDecoder, deckSize } from './deck.ts';
import { type EscrowClaim, escrowSum, makeEscrow, verifyEscrow } from './escrow.ts';
import type { EscrowTerms, SharesStatement } from './statement.ts';
import { deckDigest } from './statementBytes.ts';

export interface MakeSharesArgs {
  ctx: DeckContext;
  /** Seat of the owner of `secret`. */
  author: number;
  /** Hand key, SECRET, 32 bytes. */
  secret: Uint8Array;
  publicKey: Uint8Array;
  joint: Uint8Array;
  /** The committed deck. A secret is used on one deck only, for ever: the caller journals its digest first. */
  deck: Uint8Array;
  /** Strictly ascending. */
  positions: number[];
  /** Escrow of later positions, where the table demands it with this message. */
  escrow?: EscrowTerms;
}

export interface MadeShares {
  /** 48 bytes a position, in their order. */
  shares: Uint8Array;
  /** 128 bytes. */
  proof: Uint8Array;
  /** Empty without terms. */
  escrow: Uint8Array;
}

/** @throws DecodeError for arguments that no honest caller has */
export function makeShares(
  group: G1Group,
  decoder: DeckDecoder,
  args: MakeSharesArgs,
  rng: RandomBytes,
): MadeShares {
  const secret = decodeScalar(args.secret, 'hand key secret');
  const publicKey = group.decode(args.publicKey);
  const bases = decoder.c1s(args.deck, sharePositions(args.positions, args.deck));
  const images = bases.map((c1) => group.mul(c1, secret));
  const proof = proveDleq(group, sharesTranscript(args), { publicKey, bases, images }, secret, rng);
  const shares = joinPoints(images.map((p) => group.encode(p)));
  const escrow = args.escrow
    ? makeEscrow(group, decoder, { ...args, terms: args.escrow }, rng)
    : new Uint8Array(0);
  return { shares, proof, escrow };
}

/**
 * A whole share message, escrow included, in one multi-scalar multiplication: the sum that the shares' proof says
 * is the identity, plus a challenge drawn after both parts times the one that the escrow's proofs say is it. Only
 * when that fails the parts are looked at one by one, so that the reason is that of the first false one.
 * @throws DecodeError
 */
export function verifyShares(group: G1Group, decoder: DeckDecoder, s: SharesStatement): boolean {
  if (s.escrow === undefined) return verifySharesAlone(group, decoder, s);
  const escrow = { ...s, terms: s.escrow };
  const { message } = s.escrow;
  if (holdTogether(group, decoder, s, escrow, message)) return true;
  return verifySharesAlone(group, decoder, s) && verifyEscrow(group, decoder, escrow, message);
}

function verifySharesAlone(group: G1Group, decoder: DeckDecoder, s: SharesStatement): boolean {
  return verifyDleq(group, sharesTranscript(s), openedShares(group, decoder, s), s.proof);
}

/** False also where anything does not decode. */
function holdTogether(
  group: G1Group,
  decoder: DeckDecoder,
  s: SharesStatement,
  escrow: EscrowClaim,
  message: Uint8Array,
): boolean {
  try {
    const transcript = sharesTranscript(s);
    const own = dleqSum(group, transcript, openedShares(group, decoder, s), s.proof);
    if (own === undefined) return false;
    const left = escrowSum(group, decoder, escrow, message);
    // Both transcripts have absorbed everything that was sent.
    const weight = transcript
      .absorb('escrow', left.transcript.challengeBytes('escrow-end'))
      .challenge128('both');
    const points = [...own.points, ...left.sum.points];
    const scalars = [...own.scalars, ...left.sum.scalars.map((k) => frMul(k, weight))];
    return group.isIdentity(group.msm(points, scalars));
  } catch (error) {
    if (error instanceof DecodeError) return false;
    throw error;
  }
}

function openedShares(group: G1Group, decoder: DeckDecoder, s: SharesStatement): DleqStatement {
  const bases = decoder.c1s(s.deck, sharePositions(s.positions, s.deck));
  const images = decodePoints(group, s.shares, bases.length);
  return { publicKey: group.decode(s.publicKey), bases, images };
}

type SharesClaim = Pick<MakeSharesArgs, 'ctx' | 'author' | 'joint' | 'deck' | 'positions'>;

function sharesTranscript(claim: SharesClaim): Transcript {
  return openTranscript(tags.shares, claim.ctx, claim.author)
    .absorb('joint', claim.joint)
    .absorb('deck-digest', deckDigest(claim.deck))
    .absorb('positions', Uint8Array.from(claim.positions));
}

/** @throws DecodeError unless the positions are a non-empty, strictly ascending list inside the deck */
function sharePositions(positions: readonly number[], deck: Uint8Array): readonly number[] {
  if (!arePositions(positions, deckSize(deck))) throw new DecodeError('out-of-range', 'positions');
  return positions;
}

/** Exactly `count` points one after the other. @throws DecodeError */
function decodePoints(group: G1Group, bytes: Uint8Array, count: number): G1[] {
  if (bytes.length !== count * POINT_BYTES) throw new DecodeError('malformed', 'points');
  return Array.from({ length: count }, (_, i) =>
    group.decode(bytes.subarray(i * POINT_BYTES, (i + 1) * POINT_BYTES)),
  );
}

function joinPoints(points: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(points.length * POINT_BYTES);
  points.forEach((p, i) => {
    out.set(p, i * POINT_BYTES);
  });
  return out;
}
