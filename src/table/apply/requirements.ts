/**
 * What has to be computed before a transaction can be applied: a proof to judge, and group arithmetic that
 * its acceptance brings along. All of it is a function of the bytes named here, so it can be computed
 * anywhere, at any time, and remembered.
 */
import type { Transaction, TransactionOf } from '../../codec/transactions.ts';
import type { Statement } from '../../mentalpoker/statement.ts';
import { RELATIONS } from '../../mentalpoker/winClaim.ts';
import { winClaim } from '../deck/claim.ts';
import { escrowContext, escrowDue, escrowOf, receiverOf } from '../deck/escrow.ts';
import { type Making, type MakingTransaction, nextNamed } from '../deck/nextDeck.ts';
import { dueCards, sharesAt } from '../deck/owed.ts';
import type { OpeningRequest } from '../deck/ownCards.ts';
import { admissionSignature } from '../epoch/epoch.ts';
import { evidenceSignatures } from '../epoch/evidence.ts';
import { deckSize } from '../hand/engine.ts';
import { isKeyTransaction, keyRequirements } from '../key/words.ts';
import type { NextDeck, ProofStep, TableHand, TableState } from '../state/state.ts';
import type { Requirements } from './facts.ts';

const NOTHING: Requirements = { statement: undefined, prepare: undefined, openings: [], proofId: undefined };

/** Of a transaction that the judge lets pass (judge.ts); ask it, not this. */
export function requirementsOf(state: TableState, author: number, tx: Transaction): Requirements {
  const { hand } = state;
  const seat = state.validators[author]?.seat;
  if (tx.kind === 'admit') return { ...NOTHING, signatures: [admissionSignature(tx.body)] };
  if (tx.kind === 'evidence') return { ...NOTHING, signatures: evidenceSignatures(state, tx.body) };
  if (tx.kind === 'escrowKey') return { ...NOTHING, statement: escrowKeyStatement(state, author, tx) };
  if (isKeyTransaction(tx)) return { ...NOTHING, ...keyRequirements(state, author, tx) };
  const next = tx.kind === 'deckKey' || tx.kind === 'shuffle' ? nextNamed(state, tx) : undefined;
  if (next !== undefined && seat !== undefined) return makingNext(next, seat, tx as MakingTransaction);
  if (hand === undefined) return NOTHING;
  if (tx.kind === 'escrowOpen') return escrowOpening(state, hand, author, tx);
  if (seat === undefined) return NOTHING;
  const index = hand.dealtIn.indexOf(seat);
  switch (tx.kind) {
    case 'deckKey':
    case 'shuffle':
      return making(hand, deckSize(hand.engine), seat, tx);
    case 'shares':
    case 'show':
      return {
        ...NOTHING,
        statement: sharesStatement(state, hand, index, seat, tx),
        openings: completed(hand, index, { ...tx.body, shown: tx.kind === 'show' }),
        proofId: proofId(hand, tx.kind, seat),
      };
    case 'win': {
      const claim = winClaim(state, seat, RELATIONS[tx.body.relation]!)!;
      const statement: Statement = { kind: 'win', ...claim, proof: tx.body.proof };
      return { ...NOTHING, statement, proofId: proofId(hand, 'win', seat) };
    }
    default:
      return NOTHING;
  }
}

/** The same for the next deck: it is verified, but its verdict is waited for later. */
function makingNext(next: NextDeck, seat: number, tx: MakingTransaction): Requirements {
  const { statement, ...rest } = making(next, next.cards, seat, tx);
  return { ...rest, statement: undefined, ...(statement === undefined ? {} : { deferred: statement }) };
}

/** What a key or a shuffle brings along, for the deck that it names. */
function making(deck: Making, size: number, seat: number, tx: MakingTransaction): Requirements {
  if (tx.kind === 'shuffle') {
    const statement = shuffleStatement(deck, seat, tx);
    return { ...NOTHING, statement, proofId: proofId(deck, 'shuffle', seat) };
  }
  const { publicKey, proof } = tx.body;
  const index = deck.dealtIn.indexOf(seat);
  const keys = deck.deck.publicKeys.map((k, i) => (i === index ? publicKey : k));
  const publicKeys = keys.filter((k) => k !== undefined);
  return {
    ...NOTHING,
    statement: { kind: 'handKey', ctx: deck.deck.context, author: seat, publicKey, proof },
    prepare: publicKeys.length === keys.length ? { publicKeys, size } : undefined,
    proofId: proofId(deck, 'key', seat),
  };
}

export function proofId(hand: Making, step: ProofStep, seat: number): string {
  return `${hand.hand}.${hand.attempt}.${step}.${seat}.${hand.proofs.length}`;
}

function shuffleStatement(hand: Making, seat: number, tx: TransactionOf<'shuffle'>): Statement {
  const { context, joint, deck } = hand.deck;
  return {
    kind: 'shuffle',
    ctx: context,
    author: seat,
    step: tx.body.step,
    joint: joint!,
    input: deck!,
    output: tx.body.deck,
    proof: tx.body.proof,
  };
}

function escrowKeyStatement(state: TableState, author: number, tx: TransactionOf<'escrowKey'>): Statement {
  const { publicKey, proof } = tx.body;
  return { kind: 'escrowKey', ctx: escrowContext(state), receiver: author + 1, publicKey, proof };
}

function escrowOpening(
  state: TableState,
  hand: TableHand,
  author: number,
  tx: TransactionOf<'escrowOpen'>,
): Requirements {
  const { context, joint, deck, openings: opened } = hand.deck;
  const { seat: owner, positions, openings, proof } = tx.body;
  const receiver = receiverOf(state, hand, author)!;
  const escrow = escrowOf(state, hand, owner)!;
  const receiverKey = escrow.receivers.find((r) => r.index === receiver)!.key;
  const parts = [...(opened[hand.dealtIn.indexOf(owner)] ?? []), { receiver, openings }];
  const { seat } = state.validators[author]!;
  return {
    ...NOTHING,
    statement: {
      kind: 'escrowOpen',
      ctx: context,
      receiver,
      receiverKey,
      owner,
      joint: joint!,
      deck: deck!,
      escrow,
      positions,
      openings,
      proof,
    },
    ...(parts.length === escrow.threshold ? { recover: { escrow, positions, openings: parts } } : {}),
    proofId: seat === undefined ? undefined : proofId(hand, 'escrow', seat),
  };
}

/** Cards that an absent seat's recovered shares complete, in the order of `completedPositions`. */
export function recoveredOpenings(
  hand: TableHand,
  owner: number,
  positions: readonly number[],
  recovered: Uint8Array,
): OpeningRequest[] {
  return completed(hand, hand.dealtIn.indexOf(owner), { positions, shares: recovered });
}

function sharesStatement(
  state: TableState,
  hand: TableHand,
  index: number,
  seat: number,
  tx: TransactionOf<'shares' | 'show'>,
): Statement {
  const { context, joint, deck, publicKeys } = hand.deck;
  const terms = tx.kind === 'shares' ? escrowDue(state, hand, seat) : undefined;
  return {
    kind: 'shares',
    ctx: context,
    author: seat,
    publicKey: publicKeys[index]!,
    joint: joint!,
    deck: deck!,
    positions: tx.body.positions,
    shares: tx.body.shares,
    proof: tx.body.proof,
    ...(terms === undefined ? {} : { escrow: { ...terms, message: tx.body.escrow } }),
  };
}

/** Shares of one seat, 48 bytes a position; `shown` if the seat tables its own cards with them. */
export interface ShareList {
  readonly positions: readonly number[];
  readonly shares: Uint8Array;
  readonly shown?: boolean;
}

/** The share for the i-th position of a list. */
export function shareOf(list: ShareList, i: number): Uint8Array {
  return list.shares.subarray(48 * i, 48 * i + 48);
}

/** Positions that these shares complete and that everybody may see, in their order. */
export function completedPositions(hand: TableHand, index: number, list: ShareList): number[] {
  const visible = new Set(dueCards(hand).flatMap((c) => (c.public ? [c.position] : [])));
  return list.positions.filter((p, i) => {
    if (list.shown !== true && !visible.has(p)) return false;
    return sharesAt(hand, p, { index, share: shareOf(list, i) }).length === hand.dealtIn.length;
  });
}

function completed(hand: TableHand, index: number, list: ShareList): OpeningRequest[] {
  return completedPositions(hand, index, list).map((position) => ({
    deck: hand.deck.deck!,
    position,
    shares: sharesAt(hand, position, { index, share: shareOf(list, list.positions.indexOf(position)) }),
  }));
}
