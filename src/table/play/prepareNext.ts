/**
 * When the next deck is begun, judged and given up.
 *
 * Upon the genesis (from the second rules on), a hand being dealt, and whenever it becomes known that other players
 *   than expected will play the next one: a deck is begun for those who will if nothing changes. At most
 *   `limits.nextDecks` for one hand, and none if the epoch ends before it.
 * Upon the first slot after the end of the hand, and each before the first hand: everything sent for the next deck
 *   is judged. A proof that fails costs its author bond and seat like any other, and the deck is dropped.
 * Upon silence: nothing. Whoever is expected has until the next hand begins, and then that hand's own time.
 */
import type { Verdict } from '../../mentalpoker/statement.ts';
import { statementDigest } from '../../mentalpoker/statementBytes.ts';
import { playerAt } from '../../poker/hand.ts';
import type { TableLife } from '../../poker/life/state.ts';
import { freeAttempt, makesNext, openNext, proofsToJudge, serves, unjudgedId } from '../deck/nextDeck.ts';
import { changesPending } from '../epoch/epoch.ts';
import { beginHandOf } from '../hand/plan.ts';
import { tellPlaces } from '../hand/tournament.ts';
import { reconsider, settleAccounts } from '../house/requests.ts';
import type { FaultReason } from '../refusal.ts';
import { limits } from '../state/limits.ts';
import { payCredits, seatRecord, validatorOf } from '../state/seats.ts';
import type { NextDeck, TableState, UnjudgedProof } from '../state/state.ts';
import { lifeAfter } from './end.ts';
import { convictOf, recordFailure } from './faults.ts';

/** To be called after every change: begins the deck that is wanted now. Touches nothing but `nextDeck`. */
export function prepareNext(state: TableState): TableState {
  if (state.over || !makesNext(state)) return state;
  const { nextDeck } = state;
  // Somebody must have spoilt it: with whom to begin another, the verdicts will say.
  if (nextDeck?.phase === 'dropped' && nextDeck.unjudged.length > 0) return state;
  const life = lifeToCome(state);
  // The next hand will be in another epoch, to which nothing of this one is bound.
  if (changesPending({ ...state, life }))
    return nextDeck === undefined || nextDeck.phase === 'dropped'
      ? state
      : { ...state, nextDeck: { ...nextDeck, phase: 'dropped' } };
  const plan = beginHandOf({ ...state, life })?.plan;
  if (plan === undefined || (nextDeck !== undefined && serves(state, nextDeck, plan))) return state;
  const attempt = freeAttempt(state, plan.hand);
  return attempt < limits.nextDecks ? { ...state, nextDeck: openNext(state, plan, attempt) } : state;
}

/** Life after this hand as far as it can be told: whoever holds a live hand is expected to keep its seat. */
function lifeToCome(state: TableState): TableLife {
  const { hand } = state;
  if (hand === undefined || hand.phase === 'done') return state.life;
  const stacks = hand.plan.dealtIn.map(({ seat, stackChips }) => {
    const player = playerAt(hand.engine, seat);
    const left = player?.status === 'live' ? stackChips : (player?.stackChips ?? 0);
    return { seat, stackChips: left + (seatRecord(state, seat)?.creditChips ?? 0) };
  });
  return lifeAfter(state, stacks);
}

/**
 * The verdicts on everything sent for the next deck, in the order of `proofsToJudge`; to be called as a slot
 * begins. Only the first proof that fails is held against its author: what follows was built upon it.
 * @throws Error when verdicts are missing: the caller's bug
 */
export function judgeNext(state: TableState, verdicts: readonly Verdict[]): TableState {
  const statements = proofsToJudge(state);
  if (statements.length === 0) return state;
  if (verdicts.length !== statements.length) throw new Error('missing fact: verdicts on the next deck');
  const next = state.nextDeck!;
  const lie = verdicts.findIndex((v) => !v.ok);
  const held = lie < 0 ? next.unjudged : next.unjudged.slice(0, lie);
  const verdict = verdicts[lie];
  const judged: NextDeck = {
    ...next,
    unjudged: [],
    proofs: [
      ...next.proofs,
      ...held.map(({ seat, step }, i) => ({
        id: unjudgedId(next, i),
        attempt: next.attempt,
        seat,
        step,
        ok: true,
      })),
    ],
  };
  if (verdict === undefined || verdict.ok) return settleAccounts({ ...state, nextDeck: judged });
  return blame({ ...state, nextDeck: { ...judged, phase: 'dropped' } }, next.unjudged[lie]!, verdict.reason);
}

/** No hand is on: bond and seat are lost at once, and the others have their share of the bond. */
function blame(
  state: TableState,
  { seat, step, nonce, statement }: UnjudgedProof,
  reason: FaultReason,
): TableState {
  const failure = { seat, step, reason, nonce, statement: statementDigest(statement) };
  const { hand } = state;
  if (hand === undefined) {
    const author = validatorOf(state, seat)!;
    return convictOf(state, author, step, reason, nonce);
  }
  const told = recordFailure(state, hand, failure, state.nextDeck);
  return reconsider(settleAccounts(tellPlaces(payCredits(told, told.life), state.life)));
}
