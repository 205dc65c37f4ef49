/**
 * What becomes of deck work: keys, shuffles, shares and escrow openings, with the verdicts on their proofs.
 *
 * Upon a hand key that holds: kept; the last one makes the joint key and the canonical deck.
 * Upon a key or a shuffle for the next deck: kept for a later verdict (nextDeck.ts).
 * Upon a shuffle of the present deck that holds: it is the deck; after the last one shares are owed.
 * Upon shares that hold: kept; a card that everybody may see is open when its last share is in.
 * Upon a proof that a closed hand wins: it takes what it wins, and stays closed.
 * Upon an escrow opening that holds: kept; the last one needed makes the absent seat's shares.
 * Upon a proof that fails: its author is named, loses bond and seat; before the deal is complete the hand is
 *   dealt again without it, afterwards its hand is dead and it counts as absent.
 */
import type { Transaction, TransactionOf } from '../../codec/transactions.ts';
import type { Refusal as ProofRefusal, Statement } from '../../mentalpoker/statement.ts';
import { deckDigest, statementDigest } from '../../mentalpoker/statementBytes.ts';
import { RELATIONS } from '../../mentalpoker/winClaim.ts';
import { escrowDue, receiverOf } from '../deck/escrow.ts';
import { addToNext, type MakingTransaction, nextNamed } from '../deck/nextDeck.ts';
import { downPositions, isTabled } from '../deck/owed.ts';
import { cardAt, takeUnseen } from '../hand/engine.ts';
import { tellRabbit } from '../hand/rabbit.ts';
import { voidHand } from '../play/end.ts';
import { dropFromHand, recordFailure } from '../play/faults.ts';
import { redeal } from '../play/redeal.ts';
import { openedHand } from '../play/settle.ts';
import { emit } from '../state/events.ts';
import { withHand, withSeat } from '../state/seats.ts';
import type { DeckState, FaultRecord, ProofStep, TableHand, TableState } from '../state/state.ts';
import type { Facts } from './facts.ts';
import { completedPositions, proofId, type ShareList, shareOf } from './requirements.ts';

export const stepOf: Readonly<Record<string, ProofStep>> = {
  deckKey: 'key',
  shuffle: 'shuffle',
  shares: 'shares',
  show: 'show',
  win: 'win',
  escrowOpen: 'escrow',
};

/** A key or a shuffle for the next deck. */
export function forNext(
  state: TableState,
  seat: number,
  tx: Transaction,
  deferred: Statement,
  facts: Facts,
): TableState {
  const next = tx.kind === 'deckKey' || tx.kind === 'shuffle' ? nextNamed(state, tx) : undefined;
  if (next === undefined) throw new Error(`${tx.kind} is not for the next deck`);
  return addToNext(state, next, seat, tx as MakingTransaction, deferred, facts.prepared);
}

export function accepted(state: TableState, seat: number, tx: Transaction, facts: Facts): TableState {
  const next = noteProof(state, seat, stepOf[tx.kind]!, true);
  const hand = next.hand!;
  const index = hand.dealtIn.indexOf(seat);
  switch (tx.kind) {
    case 'deckKey':
      return acceptKey(next, hand, index, tx.body.publicKey, facts);
    case 'shuffle': {
      const shuffles = hand.deck.shuffles + 1;
      const deck: DeckState = {
        ...hand.deck,
        deck: tx.body.deck,
        deckDigest: deckDigest(tx.body.deck),
        shuffles,
      };
      const phase = shuffles === hand.dealtIn.length ? 'deal' : 'shuffle';
      return emit(withHand(next, hand, { deck, phase }), 'shuffled', { seat });
    }
    case 'shares':
    case 'show':
      return acceptShares(next, hand, seat, tx, facts);
    case 'win': {
      const heard = back(next, seat);
      const engine = takeUnseen(hand.engine, seat, RELATIONS[tx.body.relation]!);
      return withHand(heard, heard.hand!, { engine });
    }
    default:
      throw new Error(`${tx.kind} carries no proof`);
  }
}

function acceptKey(
  state: TableState,
  hand: TableHand,
  index: number,
  publicKey: Uint8Array,
  facts: Facts,
): TableState {
  const publicKeys = hand.deck.publicKeys.map((k, i) => (i === index ? publicKey : k));
  const keyed = withHand(state, hand, { deck: { ...hand.deck, publicKeys } });
  if (publicKeys.some((k) => k === undefined)) return keyed;
  const { prepared } = facts;
  if (prepared === undefined) throw new Error('missing fact: the prepared deck');
  // Keys that cancel out to the identity: nobody's proven fault, so everybody draws again.
  if (prepared === null) return redeal(keyed, []);
  const { joint, deck } = prepared;
  return withHand(keyed, hand, {
    phase: 'shuffle',
    deck: { ...hand.deck, publicKeys, joint, deck, deckDigest: deckDigest(deck) },
  });
}

function acceptShares(
  state: TableState,
  hand: TableHand,
  seat: number,
  tx: TransactionOf<'shares' | 'show'>,
  facts: Facts,
): TableState {
  const list = { ...tx.body, shown: tx.kind === 'show' };
  if (tx.kind === 'show' || escrowDue(state, hand, seat) === undefined)
    return addShares(back(state, seat), seat, list, facts);
  const escrows = { ...hand.deck.escrows, [hand.dealtIn.indexOf(seat)]: tx.body.escrow.slice() };
  return addShares(withHand(state, hand, { deck: { ...hand.deck, escrows } }), seat, list, facts);
}

/** One opening of what an absent seat escrowed; the last one needed makes the seat's shares. */
export function escrowOpened(
  state: TableState,
  author: number,
  tx: TransactionOf<'escrowOpen'>,
  facts: Facts,
): TableState {
  const { seat } = state.validators[author]!;
  const next = seat === undefined ? state : noteProof(state, seat, 'escrow', true);
  const hand = next.hand!;
  const { seat: owner, positions } = tx.body;
  const index = hand.dealtIn.indexOf(owner);
  const parts = [
    ...(hand.deck.openings[index] ?? []),
    { receiver: receiverOf(next, hand, author)!, openings: tx.body.openings.slice() },
  ];
  const opened = withHand(next, hand, {
    deck: { ...hand.deck, openings: { ...hand.deck.openings, [index]: parts } },
  });
  if (parts.length < hand.escrow!.threshold) return opened;
  const { recovered } = facts;
  if (recovered === undefined) throw new Error('missing fact: recovered shares');
  if (recovered === null) return voidHand(opened, 'impossible-card');
  return addShares(opened, owner, { positions, shares: recovered }, facts);
}

/** Shares that hold, of a seat's own making or recovered: kept, and cards that they complete are open. */
function addShares(state: TableState, seat: number, list: ShareList, facts: Facts): TableState {
  const hand = state.hand!;
  const index = hand.dealtIn.indexOf(seat);
  const shares: Record<number, Readonly<Record<number, Uint8Array>>> = { ...hand.deck.shares };
  list.positions.forEach((p, i) => {
    // A copy: the message's buffer is the caller's.
    shares[p] = { ...shares[p], [index]: shareOf(list, i).slice() };
  });
  const positions = completedPositions(hand, index, list);
  if (positions.length > 0 && facts.opened?.length !== positions.length)
    throw new Error('missing fact: openings');
  const opened = { ...hand.deck.opened };
  const known = new Set(Object.values(opened));
  let broken = false;
  positions.forEach((p, i) => {
    const card = cardAt(hand.engine, facts.opened?.[i]);
    if (card === undefined || known.has(card)) broken = true;
    else {
      opened[p] = card;
      known.add(card);
    }
  });
  const next = withHand(state, hand, {
    deck: { ...hand.deck, shares, opened: broken ? hand.deck.opened : opened },
  });
  // Every proof holds and still the card is none, or one that lies elsewhere: the reference string is broken.
  if (broken) return hand.phase === 'done' ? next : voidHand(next, 'impossible-card');
  if (hand.phase !== 'done') return next;
  if (list.shown !== true) return tellRabbit(next);
  const whole = isTabled(next.hand!, seat) && !isPartShown(hand, seat);
  const cards = whole ? openedHand(next.hand!, seat) : positions.map((p) => opened[p]!);
  return emit(next, 'show', { seat, cards });
}

function isPartShown(hand: TableHand, seat: number): boolean {
  return downPositions(hand, seat).some((p) => hand.deck.opened[p] !== undefined);
}

/** The seat has been heard of: the next street waits for it again, unless it has been caught lying. */
export function back(state: TableState, seat: number): TableState {
  const hand = state.hand!;
  if (!hand.absent.includes(seat)) return state;
  const liar = hand.faults.some((f) => f.seat === seat && isOf(hand, f) && f.reason !== 'silent');
  if (liar) return state;
  const absent = hand.absent.filter((s) => s !== seat);
  return withHand(withSeat(state, seat, { silent: false }), hand, { absent });
}

export function failed(
  state: TableState,
  seat: number,
  tx: Transaction,
  reason: ProofRefusal,
  statement: Statement,
): TableState {
  const step = stepOf[tx.kind]!;
  const noted = noteProof(state, seat, step, false);
  const told = recordFailure(noted, noted.hand!, {
    seat,
    step,
    reason,
    nonce: tx.nonce,
    statement: statementDigest(statement),
  });
  return dropFromHand(told, seat);
}

export function hasLied(state: TableState, seat: number, step: ProofStep): boolean {
  const hand = state.hand!;
  return hand.faults.some(
    (f) => f.seat === seat && f.step === step && isOf(hand, f) && f.reason !== 'silent',
  );
}

function noteProof(state: TableState, seat: number, step: ProofStep, ok: boolean): TableState {
  const hand = state.hand!;
  const entry = { id: proofId(hand, step, seat), attempt: hand.attempt, seat, step, ok };
  return withHand(state, hand, { proofs: [...hand.proofs, entry] });
}

/** A fault at this hand's own deck, not at the one made meanwhile. */
function isOf(hand: TableHand, f: FaultRecord): boolean {
  return f.hand === hand.hand && f.attempt === hand.attempt;
}
