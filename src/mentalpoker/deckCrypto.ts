/**
 * The deck's cryptography over one group backend and one set of shuffle keys: everything a player computes and
 * everything a validator verifies. Arguments and results are plain data.
 *
 * It remembers decoded decks and points, which changes no result.
 */
import { DecodeError, toHex } from '../codec/decode.ts';
import type { ShuffleProver } from '../crypto/groth16.ts';
import type { G1Group, RandomBytes } from '../crypto/group.ts';
import type { ShuffleKey } from '../crypto/shuffleKey.ts';
import type { DeckContext } from './context.ts';
import { CardTable, canonicalDeck, DeckDecoder, deckSize } from './deck.ts';
import {
  type EscrowOpening,
  type MakeEscrowOpenArgs,
  makeEscrowOpen,
  type RecoverSharesArgs,
  recoverShares,
  verifyEscrowOpen,
} from './escrowOpen.ts';
import { judgedBy } from './judge.ts';
import { jointKey, type KeyMaterial, makeKey, verifyKey } from './keys.ts';
import { type OpenCardArgs, openCard } from './open.ts';
import { rememberingPoints } from './pointMemory.ts';
import { type MadeShares, type MakeSharesArgs, makeShares, verifyShares } from './shares.ts';
import { argueShuffle, type ProvenShuffle, type ProveShuffleArgs, proveShuffle } from './shuffle.ts';
import { checkHolds, checksHold, type ShuffleCheck, shuffleCheck, verifyShuffle } from './shuffleVerify.ts';
import type { Statement, Verdict } from './statement.ts';
import { createKeyCrypto, type KeyCrypto } from './threshold/keyCrypto.ts';
import { isKeyStatement, keyStatementHolds } from './threshold/statements.ts';
import type { WinClaim } from './winClaim.ts';
import { proveWin, verifyWin, WinTools } from './winProof.ts';

export interface DeckCrypto {
  /** Hand key of a seat; `secret` is SECRET and erased after the hand. */
  makeHandKey(ctx: DeckContext, author: number, rng: RandomBytes): KeyMaterial;
  /** Escrow key of a validator (`receiver` = validator index + 1) for an epoch; `ctx.hand` = `ctx.attempt` = 0. */
  makeEscrowKey(ctx: DeckContext, receiver: number, rng: RandomBytes): KeyMaterial;
  /** Sum of hand keys; undefined if one does not decode or the sum is the identity: deal again with new keys. */
  jointKey(publicKeys: readonly Uint8Array[]): Uint8Array | undefined;
  /** The deck before the first shuffle. @throws DecodeError for a joint key that is no point */
  canonicalDeck(joint: Uint8Array, size: number): Uint8Array;
  /**
   * `groth16`: prover of the Groth16 argument, for a table whose proofs have one.
   * @throws DecodeError for arguments no honest table has, also when there is no key of this digest and size
   */
  proveShuffle(
    args: ProveShuffleArgs,
    groth16: ShuffleProver | undefined,
    rng: RandomBytes,
  ): Promise<ProvenShuffle>;
  /** As `proveShuffle` without its own check at the end. Whoever calls it checks the proof before sending it. */
  argueShuffle(
    args: ProveShuffleArgs,
    groth16: ShuffleProver | undefined,
    rng: RandomBytes,
  ): Promise<ProvenShuffle>;
  /** @throws DecodeError for arguments no honest table has */
  makeShares(args: MakeSharesArgs, rng: RandomBytes): MadeShares;
  openCard(args: OpenCardArgs): number | undefined;
  /**
   * Proves that two closed cards are a winning pair; `secret` of the hand key is SECRET.
   * @throws DecodeError for arguments no honest table has, RangeError if the cards are no such pair
   */
  proveWin(claim: WinClaim, secret: Uint8Array, rng: RandomBytes): Uint8Array;
  /** @throws DecodeError for arguments no honest table has */
  makeEscrowOpen(args: MakeEscrowOpenArgs, rng: RandomBytes): EscrowOpening;
  /** Shares of an absent player from t openings, undefined while there are fewer. */
  recoverShares(args: RecoverSharesArgs): Uint8Array | undefined;
  /** What a member makes and computes for the table's key. */
  readonly key: KeyCrypto;
  /** Whether a statement holds: a function of its bytes and the shuffle keys alone. Never throws on hostile bytes. */
  verifyStatement(statement: Statement): Verdict;
  /**
   * The same verdicts one by one; shuffles under one key are judged in one sum, which is cheaper. `rng`: for the
   * weights of that sum; only if it fails each is judged alone.
   */
  verifyStatements(statements: readonly Statement[], rng: RandomBytes): Verdict[];
}

/** `keys`: the shuffle keys of the tables it serves, decoded by the same backend. */
export function createDeckCrypto(backend: G1Group, keys: readonly ShuffleKey[]): DeckCrypto {
  const group = rememberingPoints(backend);
  const cards = new CardTable(group);
  const decoder = new DeckDecoder(backend);

  const win = new WinTools(group, cards, decoder);
  const byDigest = new Map(keys.map((key) => [toHex(key.digest), key]));
  const keyFor = (ctx: DeckContext, deck: Uint8Array): ShuffleKey => {
    const size = deckSize(deck);
    const key = byDigest.get(toHex(ctx.crsDigest));
    if (key === undefined) throw new DecodeError('out-of-range', 'crs');
    if (key.size !== size) throw new DecodeError('out-of-range', 'deck size');
    return key;
  };

  const holds = (s: Statement): boolean => {
    if (isKeyStatement(s)) return keyStatementHolds(backend, s);
    switch (s.kind) {
      case 'handKey':
        return verifyKey(group, 'handKey', s.ctx, s.author, s.publicKey, s.proof);
      case 'escrowKey':
        if (s.ctx.hand !== 0 || s.ctx.attempt !== 0 || s.receiver === 0) {
          throw new DecodeError('out-of-range', 'escrow key');
        }
        return verifyKey(group, 'escrowKey', s.ctx, s.receiver, s.publicKey, s.proof);
      case 'shuffle':
        return verifyShuffle(group, keyFor(s.ctx, s.input), decoder, s, s.proof);
      case 'shares':
        return verifyShares(group, decoder, s);
      case 'escrowOpen':
        return verifyEscrowOpen(group, s);
      case 'win':
        return verifyWin(win, s, s.proof);
    }
  };

  return {
    makeHandKey: (ctx, author, rng) => makeKey(group, 'handKey', ctx, author, rng),
    makeEscrowKey: (ctx, receiver, rng) => makeKey(group, 'escrowKey', ctx, receiver, rng),
    jointKey: (publicKeys) => jointKey(group, publicKeys),
    canonicalDeck: (joint, size) => canonicalDeck(group, cards, decoder, joint, size),
    proveShuffle: async (args, groth16, rng) =>
      proveShuffle(group, keyFor(args.ctx, args.input), decoder, args, groth16, rng),
    argueShuffle: async (args, groth16, rng) =>
      argueShuffle(group, keyFor(args.ctx, args.input), decoder, args, groth16, rng),
    makeShares: (args, rng) => makeShares(group, decoder, args, rng),
    openCard: (args) => openCard(group, cards, decoder, args),
    proveWin: (claim, secret, rng) => proveWin(win, claim, secret, rng),
    makeEscrowOpen: (args, rng) => makeEscrowOpen(group, args, rng),
    recoverShares: (args) => recoverShares(group, args),
    key: createKeyCrypto(backend),
    verifyStatement: (statement) => judgedBy(statement, () => holds(statement)),
    verifyStatements: (statements, rng) => {
      const verdicts: (Verdict | undefined)[] = statements.map((s) =>
        s.kind === 'shuffle' ? undefined : judgedBy(s, () => holds(s)),
      );
      const byKey = new Map<ShuffleKey, { index: number; check: ShuffleCheck }[]>();
      statements.forEach((s, index) => {
        if (s.kind !== 'shuffle') return;
        const verdict = judgedBy(s, () => {
          const key = keyFor(s.ctx, s.input);
          const check = shuffleCheck(group, key, decoder, s, s.proof);
          if (check !== undefined) byKey.set(key, [...(byKey.get(key) ?? []), { index, check }]);
          return check !== undefined;
        });
        if (!verdict.ok) verdicts[index] = verdict;
      });
      for (const [key, checks] of byKey) {
        const together = checks.map(({ check }) => check);
        const all = checks.length > 1 && checksHold(group, key, together, rng);
        for (const { index, check } of checks)
          verdicts[index] = judgedBy(statements[index]!, () => all || checkHolds(group, key, check));
      }
      return verdicts.map((verdict) => verdict!);
    },
  };
}
