/**
 * The one judge of transactions: asked before proposing, when a block arrives and again at apply, there once for each
 * transaction. It looks at everything but the proofs themselves. A refused transaction changes nothing; one that is
 * judged carries what must be verified, and applying takes only what was judged on the very state it is applied to.
 *
 * A proof whose statement is not the one the table is at (hand, attempt, deck, positions) is 'stale' or
 * 'not-owed': never verified, never held against anybody.
 */
import { equalBytes } from '../../codec/decode.ts';
import { BET_VERBS, type Transaction, type TransactionOf } from '../../codec/transactions.ts';
import { DLEQ_PROOF_BYTES } from '../../crypto/dleq.ts';
import { escrowBytes } from '../../mentalpoker/escrowMessage.ts';
import { judgeWin } from '../deck/claim.ts';
import { escrowDue, escrowOf, escrowUsed, receiverOf } from '../deck/escrow.ts';
import { type Making, type MakingTransaction, nextNamed } from '../deck/nextDeck.ts';
import { closedPositions, downPositions, mayTable, owedPositions } from '../deck/owed.ts';
import { absentOwing, inTurn } from '../deck/turns.ts';
import { judgeAdmission } from '../epoch/epoch.ts';
import { judgeEvidence } from '../epoch/evidence.ts';
import { judgeVoid } from '../hand/aside.ts';
import { judgeBet, mayMuck, nextStep } from '../hand/engine.ts';
import { isAfterHand, judgeRabbit } from '../hand/rabbit.ts';
import { judgeStraddle } from '../hand/straddle.ts';
import { judgeConsent } from '../house/consent.ts';
import { judgePause } from '../house/pause.ts';
import { judgeRemoval } from '../house/removal.ts';
import { judgeRequest } from '../house/requests.ts';
import { judgeTerms, judgeTermsVote } from '../house/terms.ts';
import { isKeyTransaction, judgeKeyWord } from '../key/words.ts';
import { hasPrices, isRefusedUnverified } from '../play/price.ts';
import type { TableRefusal } from '../refusal.ts';
import { limits } from '../state/limits.ts';
import { checkNonce } from '../state/nonces.ts';
import { lifeSeat } from '../state/seats.ts';
import type { TableHand, TableState } from '../state/state.ts';
import type { Requirements } from './facts.ts';
import { requirementsOf } from './requirements.ts';

declare const judged: unique symbol;

/** A transaction that this state lets pass, if what it requires holds. Only `judge` makes one. */
export interface Judged {
  readonly refused: undefined;
  readonly state: TableState;
  readonly author: number;
  readonly transaction: Transaction;
  readonly requirements: Requirements;
  readonly [judged]: true;
}

export interface Refused {
  readonly refused: TableRefusal;
  readonly requirements?: undefined;
}

/** @param author number in the epoch of whoever made the block that carries it */
export function judge(state: TableState, author: number, transaction: Transaction): Judged | Refused {
  const refused = refusalOf(state, author, transaction);
  if (refused !== undefined) return { refused };
  const judgement = {
    refused: undefined,
    state,
    author,
    transaction,
    requirements: requirementsOf(state, author, transaction),
  };
  return judgement as unknown as Judged;
}

/** Undefined when it may be applied. */
function refusalOf(state: TableState, author: number, tx: Transaction): TableRefusal | undefined {
  const v = state.validators[author];
  if (v === undefined) return 'unknown-author';
  const nonce = checkNonce(v, tx.nonce);
  if (nonce !== undefined) return nonce;
  if (isRefusedUnverified(state, author, tx.kind)) return 'expelled';
  if (tx.kind === 'chat') return judgeChat(state, author, tx);
  if (tx.kind === 'escrowKey') return judgeEscrowKey(state, author);
  if (tx.kind === 'escrowOpen') return judgeEscrowOpen(state, author, tx);
  if (tx.kind === 'admit') return judgeAdmission(state, tx.body);
  if (isKeyTransaction(tx)) return judgeKeyWord(state, author, tx);
  if (tx.kind === 'evidence') return judgeEvidence(state, author, tx.body);
  const { seat } = v;
  if (seat === undefined) return 'not-a-player';
  const { hand } = state;
  switch (tx.kind) {
    case 'sitDown':
    case 'standUp':
    case 'sitOut':
    case 'sitIn':
    case 'topUp':
      return judgeRequest(state, author, seat, tx);
    case 'pause':
      return judgePause(state, author, tx.body.on === 1);
    case 'voteOut':
      return judgeRemoval(state, author, tx.body);
    case 'terms':
      return judgeTerms(state, author, tx.body);
    case 'consent':
      return judgeConsent(state, author, tx.body);
    case 'termsVote':
      return judgeTermsVote(state, author, tx.body);
    case 'voidHand':
      return judgeVoid(state, seat, tx.body.hand);
    case 'straddle':
      return judgeStraddle(state, seat, tx.body.hand);
    case 'deckKey':
    case 'shuffle': {
      const making = nextNamed(state, tx) ?? hand;
      return making === undefined ? 'no-hand' : judgeMaking(making, seat, tx);
    }
    case 'shares':
    case 'show':
    case 'muck':
    case 'win':
    case 'bet':
    case 'timeBank':
    case 'runItTwice':
    case 'rabbit':
      return hand === undefined ? 'no-hand' : judgeInHand(state, hand, seat, tx);
    default:
      return 'not-offered';
  }
}

function judgeEscrowKey(state: TableState, author: number): TableRefusal | undefined {
  if (!escrowUsed(state)) return 'not-offered';
  // One judged key an epoch: whoever was found lying has had its own.
  if (hasPrices(state) && state.validators[author]?.expelled === true) return 'expelled';
  return state.escrowKeys[author] === undefined ? undefined : 'already-given';
}

/** Exactly what is due, exactly of whom it is due, and only from a receiver: nothing is opened before its time. */
function judgeEscrowOpen(
  state: TableState,
  author: number,
  tx: TransactionOf<'escrowOpen'>,
): TableRefusal | undefined {
  const { hand } = state;
  if (hand === undefined) return 'no-hand';
  const { body } = tx;
  if (body.hand !== hand.hand || body.attempt !== hand.attempt || !sameDeck(hand, body.deckDigest))
    return 'stale';
  if (!absentOwing(state, hand).includes(body.seat)) return 'not-owed';
  const escrow = escrowOf(state, hand, body.seat);
  const receiver = receiverOf(state, hand, author);
  if (escrow === undefined || !escrow.receivers.some((r) => r.index === receiver)) return 'not-a-receiver';
  if (!equalLists(body.positions, owedPositions(hand, body.seat))) return 'not-owed';
  const given = hand.deck.openings[hand.dealtIn.indexOf(body.seat)] ?? [];
  if (given.some((g) => g.receiver === receiver)) return 'already-given';
  return body.proof.length === DLEQ_PROOF_BYTES ? undefined : 'malformed';
}

/** Keys and shuffles: of the running hand's deck, or of the next one. */
function judgeMaking(deck: Making, seat: number, tx: MakingTransaction): TableRefusal | undefined {
  if (tx.body.hand !== deck.hand) return 'stale';
  const index = deck.dealtIn.indexOf(seat);
  if (index < 0) return 'not-dealt-in';
  if (tx.body.attempt !== deck.attempt) return 'stale';
  if (tx.kind === 'shuffle') return judgeShuffle(deck, index, tx);
  if (deck.phase !== 'keys') return 'stale';
  return deck.deck.publicKeys[index] === undefined ? undefined : 'already-given';
}

type HandTransaction = TransactionOf<
  'shares' | 'show' | 'muck' | 'win' | 'bet' | 'timeBank' | 'runItTwice' | 'rabbit'
>;

function judgeInHand(
  state: TableState,
  hand: TableHand,
  seat: number,
  tx: HandTransaction,
): TableRefusal | undefined {
  if (tx.body.hand !== hand.hand) return 'stale';
  const index = hand.dealtIn.indexOf(seat);
  if (index < 0) return 'not-dealt-in';
  if ('attempt' in tx.body && tx.body.attempt !== hand.attempt) return 'stale';
  switch (tx.kind) {
    case 'shares':
      return judgeShares(state, hand, seat, tx);
    case 'show':
      return judgeShow(state, hand, seat, tx);
    case 'win':
      return judgeWin(state, hand, seat, tx);
    case 'muck': {
      if (hand.phase !== 'play') return 'not-showdown';
      const step = nextStep(hand.engine);
      if (step.kind !== 'showdown') return 'not-showdown';
      if (step.seat !== seat) return 'not-your-turn';
      return mayMuck(hand.engine, seat) ? undefined : 'must-show';
    }
    case 'bet':
      return (
        judgeDecision(hand, seat, tx.body.decision) ??
        judgeBet(hand.engine, seat, BET_VERBS[tx.body.verb]!, tx.body.amountChips)
      );
    case 'runItTwice': {
      if (hand.phase !== 'play') return 'not-asked';
      const step = nextStep(hand.engine);
      return step.kind === 'choose' && step.seats.includes(seat) ? undefined : 'not-asked';
    }
    case 'rabbit':
      return judgeRabbit(state, hand);
    case 'timeBank':
      return judgeDecision(hand, seat, tx.body.decision) ?? judgeTimeBank(state, seat);
  }
}

function judgeShuffle(making: Making, index: number, tx: TransactionOf<'shuffle'>): TableRefusal | undefined {
  const { deck } = making;
  if (making.phase !== 'shuffle' || deck.deckDigest === undefined) return 'stale';
  if (tx.body.step !== index) return 'not-your-turn';
  if (tx.body.step !== deck.shuffles) return index < deck.shuffles ? 'already-given' : 'not-your-turn';
  if (!equalBytes(tx.body.inputDigest, deck.deckDigest)) return 'stale';
  return tx.body.deck.length === deck.deck?.length ? undefined : 'malformed';
}

function sameDeck(hand: TableHand, digest: Uint8Array): boolean {
  return hand.deck.deckDigest !== undefined && equalBytes(digest, hand.deck.deckDigest);
}

function judgeShares(
  state: TableState,
  hand: TableHand,
  seat: number,
  tx: TransactionOf<'shares'>,
): TableRefusal | undefined {
  if (hand.phase !== 'deal' && hand.phase !== 'play' && hand.rabbit === undefined) return 'stale';
  if (!sameDeck(hand, tx.body.deckDigest)) return 'stale';
  if (!equalLists(tx.body.positions, owedPositions(hand, seat))) return 'not-owed';
  // Not counted against anybody who was asked: see `inTurn`.
  if (hand.phase === 'play' && !inTurn(state, hand).includes(seat)) return 'not-owed';
  const terms = escrowDue(state, hand, seat);
  return judgeProofShape(tx, terms === undefined ? 0 : escrowBytes(terms));
}

/** A whole hand where it counts; after the hand any of one's own cards, each once. */
function judgeShow(
  state: TableState,
  hand: TableHand,
  seat: number,
  tx: TransactionOf<'show'>,
): TableRefusal | undefined {
  if (!sameDeck(hand, tx.body.deckDigest)) return 'stale';
  const own = downPositions(hand, seat);
  const { positions } = tx.body;
  if (isAfterHand(state)) {
    if (positions.length === 0 || !positions.every((p) => own.includes(p))) return 'not-owed';
    // Made for the showdown whose clock it missed: it does not open what was mucked. One card at a time is a choice.
    if (hand.late?.includes(seat) === true && equalLists(positions, own)) return 'not-showdown';
    const closed = closedPositions(hand, seat);
    if (!positions.every((p) => closed.includes(p))) return 'already-given';
  } else {
    if (!mayTable(hand, seat)) return 'not-showdown';
    if (!equalLists(positions, own)) return 'not-owed';
  }
  return judgeProofShape(tx, 0);
}

/** A message of the wrong shape is no statement: there is nothing to verify and nobody to blame. */
function judgeProofShape(
  tx: TransactionOf<'shares' | 'show'>,
  bytesOfEscrow: number,
): TableRefusal | undefined {
  if (bytesOfEscrow === 0 && tx.body.escrow.length > 0) return 'escrow-not-used';
  if (tx.body.escrow.length !== bytesOfEscrow) return 'malformed';
  return tx.body.proof.length === DLEQ_PROOF_BYTES ? undefined : 'malformed';
}

function judgeDecision(hand: TableHand, seat: number, index: number): TableRefusal | undefined {
  if (hand.phase !== 'play') return 'not-betting';
  const step = nextStep(hand.engine);
  if (step.kind !== 'act') return 'not-betting';
  if (step.decision !== index) return 'stale';
  return step.seat === seat ? undefined : 'not-your-turn';
}

function judgeTimeBank(state: TableState, seat: number): TableRefusal | undefined {
  if ((lifeSeat(state.life, seat)?.timeBankMs ?? 0) === 0) return 'time-bank-empty';
  return state.deadline === undefined || state.deadline.banked ? 'already-used' : undefined;
}

function judgeChat(state: TableState, author: number, tx: TransactionOf<'chat'>): TableRefusal | undefined {
  if (tx.body.text.length === 0) return 'empty';
  const said = withinMs(state, state.validators[author]!.chatTimesMs, limits.chatWindowMs);
  return said >= limits.chatLines ? 'chat-limit' : undefined;
}

function withinMs(state: TableState, timesMs: readonly number[], windowMs: number): number {
  return timesMs.filter((t) => t > state.timeMs - windowMs).length;
}

function equalLists(a: readonly number[], b: readonly number[]): boolean {
  return a.length > 0 && a.length === b.length && a.every((x, i) => x === b[i]);
}
