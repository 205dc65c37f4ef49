/**
 * Opening an escrow (escrow.ts): a receiver opens what an absent player left with it, and enough openings make the
 * player's shares by interpolation at 0.
 */
import { DecodeError } from '../codec/decode.ts';
import { proveDleq, verifyDleq } from '../crypto/dleq.ts';
import { lagrangeAtZero } from '../crypto/feldman.ts';
import { decodeScalar } from '../crypto/fr.ts';
import type { G1, G1Group, RandomBytes } from '../crypto/group.ts';
import { type Transcript, tags } from '../crypto/transcript.ts';
import { arePositions, openTranscript, POINT_BYTES } from './context.ts';
import { deckSize } from './deck.ts';
import { absorbTerms, checkTerms, splitMessage } from './escrowMessage.ts';
import type { EscrowOpenStatement, EscrowTerms } from './statement.ts';
import { deckDigest } from './statementBytes.ts';

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

function openTranscriptOf(claim: OpenClaim): Transcript {
  const { escrow } = claim;
  const t = openTranscript(tags.escrowOpen, claim.ctx, claim.receiver)
    .absorbNumber('owner', claim.owner)
    .absorb('joint', claim.joint)
    .absorb('deck-digest', deckDigest(claim.deck))
    .absorb('positions', Uint8Array.from(claim.positions));
  return absorbTerms(t, escrow).absorb('escrow', escrow.message);
}
