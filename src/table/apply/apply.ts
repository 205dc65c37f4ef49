/**
 * Applying one committed transaction that the judge let pass. The verdict on its proof and the group arithmetic come
 * in as facts, computed beforehand from its requirements; everything here is bookkeeping.
 *
 * Upon deck work and the verdict on its proof: proofs.ts.
 * Upon evidence against a validator: epoch/evidence.ts, play/faults.ts.
 * Upon a bet, a muck, a straddle, an answer about running it twice, a rabbit hunt (rabbit.ts), a request
 *   (requests.ts), a chat line: as the rules say.
 * Upon a pause being asked for, or a vote: house/pause.ts, removal.ts, terms.ts, consent.ts, closing.ts.
 * Upon a seat's word that a hand which was set aside be void: aside.ts.
 * What silence brings is in slot.ts, what goes on by itself in play/settle.ts.
 */
import { BET_VERBS, type Transaction, type TransactionOf } from '../../codec/transactions.ts';
import type { Refusal as ProofRefusal, Verdict } from '../../mentalpoker/statement.ts';
import { admit } from '../epoch/epoch.ts';
import { KNOWN, offenceIn } from '../epoch/evidence.ts';
import { agreeToVoid } from '../hand/aside.ts';
import { drawTimeBank, noteDecision } from '../hand/decision.ts';
import { answerTwice, placeBet } from '../hand/engine.ts';
import { applyRabbit } from '../hand/rabbit.ts';
import { applyStraddle } from '../hand/straddle.ts';
import { applyClose } from '../house/closing.ts';
import { applyConsent } from '../house/consent.ts';
import { applyPause } from '../house/pause.ts';
import { applyRemoval } from '../house/removal.ts';
import { applyLifeRequest, isSeatTransaction, reconsider, settleAccounts } from '../house/requests.ts';
import { applyTerms, applyTermsVote } from '../house/terms.ts';
import { takeKeyWord } from '../key/take.ts';
import { isKeyTransaction, type KeyTransaction } from '../key/words.ts';
import { voidHand } from '../play/end.ts';
import { convict, convictAccuser, convictOf, convictPast } from '../play/faults.ts';
import { countUnsendable, hasPrices, noteFailed } from '../play/price.ts';
import { settle } from '../play/settle.ts';
import type { CountedRefusal } from '../refusal.ts';
import { emit } from '../state/events.ts';
import { limits } from '../state/limits.ts';
import { spendNonce } from '../state/nonces.ts';
import { withHand, withValidator } from '../state/seats.ts';
import type { FaultStep, TableState } from '../state/state.ts';
import type { Applied, Facts } from './facts.ts';
import type { Judged } from './judge.ts';
import { accepted, back, escrowOpened, failed, forNext, hasLied, stepOf } from './proofs.ts';

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
    if (!facts.signaturesHold && hasPrices(state)) return lied(used, author, tx, 'admit', 'bad-signature');
    // By the first rules whoever hands in what the newcomer did not sign is counted, not punished.
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
  if (isKeyTransaction(tx)) return keyWord(used, author, tx, facts);
  if (tx.kind === 'escrowKey') return escrowKey(state, used, author, tx, verdict);
  if (verdict.ok && tx.kind === 'escrowOpen')
    return { state: settle(escrowOpened(used, author, tx, facts)), applied: true };
  if (verdict.ok) return { state: settle(accepted(used, seat!, tx, facts)), applied: true };
  const step = stepOf[tx.kind]!;
  if (seat === undefined && hasPrices(state)) return lied(used, author, tx, step, verdict.reason);
  // By the first rules a witness, which has neither bond nor cards, is counted and asked again.
  if (seat === undefined) return refused(state, author, verdict.reason);
  const before = hasPrices(state) ? noteFailed(used, author) : used;
  // A second lie in the same step says nothing new; the truth is still awaited and would be accepted.
  if (hasLied(state, seat, step)) return refused(hasPrices(state) ? before : state, author, 'fault-repeated');
  return {
    state: settle(failed(before, seat, tx, verdict.reason, statement)),
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
  if (hasPrices(state)) return countUnsendable(state, author, reason);
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

/** What was verified does not hold, and whoever sent it had verified it before: a lie, whatever its kind. */
function lied(
  used: TableState,
  author: number,
  { nonce }: Transaction,
  step: FaultStep,
  reason: ProofRefusal | 'bad-signature',
): Applied {
  const state = settle(convictOf(noteFailed(used, author), author, step, reason, nonce));
  return { state, applied: true, reason: `fault:${reason}` };
}

/** Whoever signed two blocks loses bond and seat; so does an accuser whose evidence nobody signed. */
function evidence(
  state: TableState,
  author: number,
  tx: TransactionOf<'evidence'>,
  { signaturesHold }: Facts,
): Applied {
  if (signaturesHold === undefined) throw new Error('missing fact: signatures of evidence');
  const past = offenceIn(state, tx.body);
  if (signaturesHold && past !== undefined)
    return { state: settle(convictPast(state, past, tx.body.accused, tx.body.kind)), applied: true };
  if (signaturesHold) return { state: settle(convict(state, tx.body.accused)), applied: true };
  const reason = 'fault:false-evidence';
  const noted = hasPrices(state) ? noteFailed(state, author) : state;
  return { state: settle(convictAccuser(noted, author, tx.nonce)), applied: true, reason };
}

/** By the first rules a key that does not hold is none, as if nothing had come. */
function escrowKey(
  state: TableState,
  used: TableState,
  author: number,
  tx: TransactionOf<'escrowKey'>,
  verdict: Verdict,
): Applied {
  if (!verdict.ok && hasPrices(state)) return lied(used, author, tx, 'escrow', verdict.reason);
  if (!verdict.ok) return refused(state, author, verdict.reason);
  const escrowKeys = used.escrowKeys.map((k, i) => (i === author ? tx.body.publicKey.slice() : k));
  return { state: settle({ ...used, escrowKeys }), applied: true };
}

/** A word about the table's key, once it is known whether it holds. */
function keyWord(used: TableState, author: number, tx: KeyTransaction, facts: Facts): Applied {
  const { state, liar, step } = takeKeyWord(used, author, tx, facts);
  if (liar === undefined) return { state: settle(state), applied: true };
  const reason = facts.verdict!.ok ? 'proof-fails' : facts.verdict!.reason;
  if (liar === author) return lied(state, author, tx, step, reason);
  if (state.validators[liar]!.expelled) return { state: settle(state), applied: true };
  return { state: settle(convictOf(state, liar, step, reason, undefined)), applied: true };
}

/** Transactions without a proof. */
function plain(state: TableState, author: number, seat: number, tx: Transaction): TableState {
  if (isSeatTransaction(tx)) return applyLifeRequest(state, author, seat, tx);
  if (tx.kind === 'pause') return applyPause(state, author, tx.body.on === 1);
  if (tx.kind === 'voteOut') return applyRemoval(state, author, tx.body);
  if (tx.kind === 'terms') return applyTerms(state, author, tx.body);
  if (tx.kind === 'termsVote') return applyTermsVote(state, author, tx.body.agree);
  if (tx.kind === 'close') return applyClose(state, author, tx.body.agree);
  if (tx.kind === 'consent') return applyConsent(state, author, tx.body);
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
