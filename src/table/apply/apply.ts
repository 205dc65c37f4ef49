/**
 * Applying one committed transaction that the judge let pass. The verdict on its proof and the group arithmetic come
 * in as facts, computed beforehand from its requirements; everything here is bookkeeping.
 *
 * Upon a hand key that holds: kept; the last one makes the joint key and the canonical deck.
 * Upon a key or a shuffle for the next deck: kept for a later verdict (nextDeck.ts).
 * Upon a shuffle of the present deck that holds: it is the deck; after the last one shares are owed.
 * Upon shares that hold: kept; a card that everybody may see is open when its last share is in.
 * Upon a proof that fails: its author is named, loses bond and seat; before the deal is complete the hand is
 *   dealt again without it, afterwards its hand is dead and it counts as absent.
 * Upon evidence against a validator: evidence.ts.
 * Upon an escrow opening that holds: kept; the last one needed makes the absent seat's shares.
 * Upon a bet, a muck, a straddle, an answer about running it twice, a rabbit hunt (rabbit.ts), a request
 *   (requests.ts), a chat line: as the rules say.
 * Upon a pause being asked for, or a vote: house/pause.ts, removal.ts, terms.ts.
 * Upon a seat's word that a hand which was set aside be void: aside.ts.
 * What silence brings is in slot.ts, what goes on by itself in hand/settle.ts.
 */
import { BET_VERBS, type Transaction, type TransactionOf } from '../../codec/transactions.ts';
import type { Refusal as ProofRefusal, Statement, Verdict } from '../../mentalpoker/statement.ts';
import { deckDigest, statementDigest } from '../../mentalpoker/statementBytes.ts';
import { escrowDue } from '../deck/escrow.ts';
import { addToNext, type MakingTransaction, nextNamed } from '../deck/nextDeck.ts';
import { downPositions, isTabled } from '../deck/owed.ts';
import { admit } from '../epoch/epoch.ts';
import { convict, convictAccuser, KNOWN } from '../epoch/evidence.ts';
import { agreeToVoid } from '../hand/aside.ts';
import { drawTimeBank, noteDecision } from '../hand/decision.ts';
import { answerTwice, cardAt, placeBet } from '../hand/engine.ts';
import { dropFromHand, recordFailure, redeal, voidHand } from '../hand/hand.ts';
import { applyRabbit, tellRabbit } from '../hand/rabbit.ts';
import { openedHand, settle } from '../hand/settle.ts';
import { applyStraddle } from '../hand/straddle.ts';
import { applyPause, noteRequest } from '../house/pause.ts';
import { applyRemoval } from '../house/removal.ts';
import { applyLifeRequest, isSeatTransaction, reconsider, settleAccounts } from '../house/requests.ts';
import { applyTerms, applyTermsVote } from '../house/terms.ts';
import type { CountedRefusal } from '../refusal.ts';
import { emit } from '../state/events.ts';
import { limits } from '../state/limits.ts';
import { spendNonce } from '../state/nonces.ts';
import { withHand, withSeat, withValidator } from '../state/seats.ts';
import type { DeckState, FaultRecord, ProofStep, TableHand, TableState } from '../state/state.ts';
import type { Applied, Facts } from './facts.ts';
import type { Judged } from './judge.ts';
import { completedPositions, proofId, type ShareList, shareOf } from './requirements.ts';

/**
 * Applies what was judged on this very state. A proof that fails is applied, too: it is recorded as its author's fault
 * (`reason` 'fault:…').
 * @throws Error when it was judged on another state, or a required fact is missing: the caller's bug
 */
export function applyJudged(state: TableState, judgement: Judged, facts: Facts): Applied {
  const { author, transaction: tx, requirements } = judgement;
  if (judgement.state !== state)
    throw new Error(`${tx.kind} of author ${author} was judged on another state`);
  const { seat } = state.validators[author]!;
  const used = withValidator(state, author, spendNonce(state.validators[author]!, tx.nonce));
  if (tx.kind === 'chat') return { state: chat(used, author, tx), applied: true };
  if (tx.kind === 'admit') {
    if (facts.signaturesHold === undefined) throw new Error(`missing fact: signature of a newcomer`);
    // Whoever hands in what the newcomer did not sign is counted, not punished: nothing came of it.
    if (!facts.signaturesHold) return refused(state, author, 'bad-signature');
    return { state: settle(admit(used, tx)), applied: true };
  }
  if (tx.kind === 'evidence') return evidence(used, author, tx, facts);
  const { statement, deferred } = requirements;
  if (deferred !== undefined)
    return { state: settle(forNext(used, seat!, tx, deferred, facts)), applied: true };
  if (statement === undefined) return { state: settle(plain(used, author, seat!, tx)), applied: true };
  const { verdict } = facts;
  if (verdict === undefined) throw new Error(`missing fact: verdict on ${tx.kind} of author ${author}`);
  if (tx.kind === 'escrowKey') return escrowKey(state, used, author, tx, verdict);
  if (verdict.ok && tx.kind === 'escrowOpen')
    return { state: settle(escrowOpened(used, author, tx, facts)), applied: true };
  if (verdict.ok) return { state: settle(accepted(used, seat!, tx, facts)), applied: true };
  // A witness has neither bond nor cards: it is counted and asked again.
  if (seat === undefined) return refused(state, author, verdict.reason);
  // A second lie in the same step says nothing new; the truth is still awaited and would be accepted.
  if (hasLied(state, seat, stepOf[tx.kind]!)) return refused(state, author, 'fault-repeated');
  return {
    state: settle(failed(used, seat, tx, verdict.reason, statement)),
    applied: true,
    reason: `fault:${verdict.reason}`,
  };
}

/**
 * A refused transaction changes nothing but its author's count of refusals; so does what a block carried and nobody
 * could decode.
 */
export function refused(state: TableState, author: number, reason: CountedRefusal): Applied {
  return { state: countRefused(state, author, reason), applied: false, reason };
}

function countRefused(state: TableState, author: number, reason: CountedRefusal): TableState {
  const v = state.validators[author];
  // What everybody knows already is no fault of whoever says it again.
  if (v === undefined || reason === KNOWN) return state;
  return withValidator(state, author, { refused: { ...v.refused, [reason]: (v.refused[reason] ?? 0) + 1 } });
}

function chat(state: TableState, author: number, tx: TransactionOf<'chat'>): TableState {
  const v = state.validators[author]!;
  const chatTimesMs = [...v.chatTimesMs, state.timeMs].slice(-limits.chatLines);
  const text = new TextDecoder().decode(tx.body.text);
  return emit(withValidator(state, author, { chatTimesMs }), 'chat', {
    seat: v.seat,
    text,
    nickname: v.nickname,
  });
}

/** Whoever signed two blocks loses bond and seat; so does an accuser whose evidence nobody signed. */
function evidence(
  state: TableState,
  author: number,
  tx: TransactionOf<'evidence'>,
  { signaturesHold }: Facts,
): Applied {
  if (signaturesHold === undefined) throw new Error('missing fact: signatures of evidence');
  if (signaturesHold) return { state: settle(convict(state, tx.body.accused)), applied: true };
  const reason = 'fault:false-evidence';
  return { state: settle(convictAccuser(state, author, tx.nonce)), applied: true, reason };
}

/** A key or a shuffle for the next deck. */
function forNext(
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

/** Transactions without a proof. */
function plain(state: TableState, author: number, seat: number, tx: Transaction): TableState {
  if (isSeatTransaction(tx)) return applyLifeRequest(noteRequest(state, author), author, seat, tx);
  if (tx.kind === 'pause') return applyPause(state, author, tx.body.on === 1);
  if (tx.kind === 'voteOut') return applyRemoval(state, author, tx.body);
  if (tx.kind === 'terms') return applyTerms(state, author, tx.body);
  if (tx.kind === 'termsVote') return applyTermsVote(state, author, tx.body.agree);
  if (tx.kind === 'voidHand') {
    const { state: agreed, voidsRunning } = agreeToVoid(state, seat, tx.body.hand);
    return voidsRunning ? voidHand(agreed, 'agreed') : reconsider(settleAccounts(agreed));
  }
  const hand = state.hand!;
  switch (tx.kind) {
    case 'bet': {
      const heard = back(state, seat);
      const engine = placeBet(hand.engine, seat, BET_VERBS[tx.body.verb]!, tx.body.amountChips);
      return withHand(noteDecision(heard, seat, false, state.deadline), heard.hand!, { engine });
    }
    case 'timeBank':
      return drawTimeBank(state, seat);
    case 'muck':
      return withHand(state, hand, { mucked: [...hand.mucked, seat] });
    case 'straddle':
      return applyStraddle(state, seat, tx.body.hand);
    case 'rabbit':
      return applyRabbit(state, seat);
    case 'runItTwice': {
      const agree = tx.body.agree === 1;
      const told = emit(state, 'twice', { seat, text: agree ? 'yes' : 'no' });
      return withHand(told, hand, { engine: answerTwice(hand.engine, seat, agree) });
    }
    default:
      throw new Error(`${tx.kind} has no effect`);
  }
}

const stepOf: Readonly<Record<string, ProofStep>> = {
  deckKey: 'key',
  shuffle: 'shuffle',
  shares: 'shares',
  show: 'show',
  escrowOpen: 'escrow',
};

/** A key that does not hold is none, as if nothing had come: it hurts nobody but the table's beginning. */
function escrowKey(
  state: TableState,
  used: TableState,
  author: number,
  tx: TransactionOf<'escrowKey'>,
  verdict: Verdict,
): Applied {
  if (!verdict.ok) return refused(state, author, verdict.reason);
  const escrowKeys = used.escrowKeys.map((k, i) => (i === author ? tx.body.publicKey.slice() : k));
  return { state: settle({ ...used, escrowKeys }), applied: true };
}

/** One opening of what an absent seat escrowed; the last one needed makes the seat's shares. */
function escrowOpened(
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
    { receiver: author + 1, openings: tx.body.openings.slice() },
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

function noteProof(state: TableState, seat: number, step: ProofStep, ok: boolean): TableState {
  const hand = state.hand!;
  const entry = { id: proofId(hand, step, seat), attempt: hand.attempt, seat, step, ok };
  return withHand(state, hand, { proofs: [...hand.proofs, entry] });
}

function hasLied(state: TableState, seat: number, step: ProofStep): boolean {
  const hand = state.hand!;
  return hand.faults.some(
    (f) => f.seat === seat && f.step === step && isOf(hand, f) && f.reason !== 'silent',
  );
}

/** A fault at this hand's own deck, not at the one made meanwhile. */
function isOf(hand: TableHand, f: FaultRecord): boolean {
  return f.hand === hand.hand && f.attempt === hand.attempt;
}

function failed(
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

function accepted(state: TableState, seat: number, tx: Transaction, facts: Facts): TableState {
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

/** The seat has been heard of: the next street waits for it again, unless it has been caught lying. */
function back(state: TableState, seat: number): TableState {
  const hand = state.hand!;
  if (!hand.absent.includes(seat)) return state;
  const liar = hand.faults.some((f) => f.seat === seat && isOf(hand, f) && f.reason !== 'silent');
  if (liar) return state;
  const absent = hand.absent.filter((s) => s !== seat);
  return withHand(withSeat(state, seat, { silent: false }), hand, { absent });
}

function isPartShown(hand: TableHand, seat: number): boolean {
  return downPositions(hand, seat).some((p) => hand.deck.opened[p] !== undefined);
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
