/**
 * The deck's cryptography over one group backend and one set of shuffle keys: everything a player computes and
 * everything a validator verifies. Arguments and results are plain data.
 *
 * It remembers decoded decks and points, which changes no result.
 */
import { DecodeError } from '../codec/decode.ts';
import type { ShuffleProver, ShuffleVerificationKey } from '../crypto/groth16.ts';
import type { G1Group, RandomBytes } from '../crypto/group.ts';
import type { DeckContext } from './context.ts';
import { CardTable, canonicalDeck, DeckDecoder, deckSize } from './deck.ts';
import {
  type EscrowOpening,
  type MakeEscrowOpenArgs,
  makeEscrowOpen,
  type RecoverSharesArgs,
  recoverShares,
  verifyEscrowOpen,
} from './escrow.ts';
import { jointKey, type KeyMaterial, makeKey, verifyKey } from './keys.ts';
import { type OpenCardArgs, openCard } from './open.ts';
import { rememberingPoints } from './pointMemory.ts';
import { type MadeShares, type MakeSharesArgs, makeShares, verifyShares } from './shares.ts';
import { type ProvenShuffle, type ProveShuffleArgs, proveShuffle, verifyShuffle } from './shuffle.ts';
import type { Refusal, Statement, Verdict } from './statement.ts';
import { isWellFormed } from './statementBytes.ts';

export interface DeckCrypto {
  /** Hand key of a seat; `secret` is SECRET and erased after the hand. */
  makeHandKey(ctx: DeckContext, author: number, rng: RandomBytes): KeyMaterial;
  /** Escrow key of a validator (`receiver` = validator index + 1) for an epoch; `ctx.hand` = `ctx.attempt` = 0. */
  makeEscrowKey(ctx: DeckContext, receiver: number, rng: RandomBytes): KeyMaterial;
  /** Sum of hand keys; undefined if one does not decode or the sum is the identity: deal again with new keys. */
  jointKey(publicKeys: readonly Uint8Array[]): Uint8Array | undefined;
  /** The deck before the first shuffle. @throws DecodeError for a joint key that is no point */
  canonicalDeck(joint: Uint8Array, size: number): Uint8Array;
  /** @throws DecodeError for arguments no honest table has, also when there is no key for this deck size */
  proveShuffle(args: ProveShuffleArgs, prover: ShuffleProver, rng: RandomBytes): Promise<ProvenShuffle>;
  /** @throws DecodeError for arguments no honest table has */
  makeShares(args: MakeSharesArgs, rng: RandomBytes): MadeShares;
  openCard(args: OpenCardArgs): number | undefined;
  /** @throws DecodeError for arguments no honest table has */
  makeEscrowOpen(args: MakeEscrowOpenArgs, rng: RandomBytes): EscrowOpening;
  /** Shares of an absent player from t openings, undefined while there are fewer. */
  recoverShares(args: RecoverSharesArgs): Uint8Array | undefined;
  /** Whether a statement holds: a function of its bytes and the shuffle keys alone. Never throws on hostile bytes. */
  verifyStatement(statement: Statement): Verdict;
}

/** `crs`: shuffle keys by deck size, decoded by the same backend. */
export function createDeckCrypto(
  backend: G1Group,
  crs: ReadonlyMap<number, ShuffleVerificationKey>,
): DeckCrypto {
  const group = rememberingPoints(backend);
  const cards = new CardTable(group);
  const decoder = new DeckDecoder(backend);

  const keyFor = (deck: Uint8Array): ShuffleVerificationKey => {
    const key = crs.get(deckSize(deck));
    if (key === undefined) throw new DecodeError('out-of-range', 'deck size');
    return key;
  };

  const holds = (s: Statement): boolean => {
    switch (s.kind) {
      case 'handKey':
        return verifyKey(group, 'handKey', s.ctx, s.author, s.publicKey, s.proof);
      case 'escrowKey':
        if (s.ctx.hand !== 0 || s.ctx.attempt !== 0 || s.receiver === 0) {
          throw new DecodeError('out-of-range', 'escrow key');
        }
        return verifyKey(group, 'escrowKey', s.ctx, s.receiver, s.publicKey, s.proof);
      case 'shuffle':
        return verifyShuffle(group, keyFor(s.input), decoder, s, s.proof);
      case 'shares':
        return verifyShares(group, decoder, s);
      case 'escrowOpen':
        return verifyEscrowOpen(group, s);
    }
  };

  return {
    makeHandKey: (ctx, author, rng) => makeKey(group, 'handKey', ctx, author, rng),
    makeEscrowKey: (ctx, receiver, rng) => makeKey(group, 'escrowKey', ctx, receiver, rng),
    jointKey: (publicKeys) => jointKey(group, publicKeys),
    canonicalDeck: (joint, size) => canonicalDeck(group, cards, decoder, joint, size),
    proveShuffle: async (args, prover, rng) =>
      proveShuffle(group, keyFor(args.input), decoder, args, prover, rng),
    makeShares: (args, rng) => makeShares(group, decoder, args, rng),
    openCard: (args) => openCard(group, cards, decoder, args),
    makeEscrowOpen: (args, rng) => makeEscrowOpen(group, args, rng),
    recoverShares: (args) => recoverShares(group, args),
    verifyStatement: (statement) => {
      if (!isWellFormed(statement)) return { ok: false, reason: 'malformed' };
      try {
        return holds(statement) ? { ok: true } : { ok: false, reason: 'proof-fails' };
      } catch (error) {
        // Anything else is a fault of this machine (a dead backend, say), never a verdict.
        if (error instanceof DecodeError) return { ok: false, reason: refusalOf(error) };
        throw error;
      }
    },
  };
}

function refusalOf(error: DecodeError): Refusal {
  switch (error.reason) {
    case 'bad-point':
    case 'bad-scalar':
    case 'out-of-range':
      return error.reason;
    default:
      return 'malformed';
  }
}
