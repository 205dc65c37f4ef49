/**
 * Other blinds and another time to act, between hands of a cash game: only if everybody who sits here agrees. At tables
 * of the second version whoever is absent is not asked: its seat sits out, and it finds the new blinds when it is back.
 *
 * Upon a seated player's proposal: it stands until it is decided, for `limits.voteHands` hands; one at a time.
 * Upon one no, also its maker's own: it is gone.
 * Upon the last yes: decided, and it holds from the next hand on. What the configuration says stays the table's name.
 * Upon the last one who has not answered being absent when a hand is over: decided, too.
 */
import { checkTableConfig } from '../../codec/config.ts';
import { DecodeError, toHex } from '../../codec/decode.ts';
import { OLDEST_RULES } from '../../consensus/rules.ts';
import type { TableRefusal } from '../refusal.ts';
import { emit } from '../state/events.ts';
import type { Terms, TermsProposal } from '../state/houseState.ts';
import { limits } from '../state/limits.ts';
import { rulesOf } from '../state/rulesOf.ts';
import { withHouse } from '../state/seats.ts';
import type { TableState } from '../state/state.ts';
import { noteRequest, seatedPlayer, tooManyRequests } from './asking.ts';

/** Time to act that holds now. */
export function actionTimeMs(state: TableState): number {
  return state.house.actionTimeMs ?? state.config.actionTimeMs;
}

/** The proposal that can be voted on, or is decided and begins with the next hand. */
export function openTerms(state: TableState): TermsProposal | undefined {
  const { terms } = state.house;
  if (terms === undefined) return undefined;
  return terms.passed || state.life.handsBegun - terms.hand < limits.voteHands ? terms : undefined;
}

/** Everybody who has to agree. */
function everybody(state: TableState): string[] {
  const asksAbsent = rulesOf(state.config) === OLDEST_RULES;
  const asked = state.validators.filter((v) => asksAbsent || v.absentSince === undefined);
  return asked.flatMap((v) => seatedPlayer(state, v) ?? []);
}

export function termsCount(
  state: TableState,
  p: TermsProposal,
): { readonly yes: number; readonly needed: number } {
  const all = everybody(state);
  return { yes: all.filter((player) => p.yes.includes(player)).length, needed: all.length };
}

function judgeAsker(state: TableState, author: number): TableRefusal | undefined {
  if (seatedPlayer(state, state.validators[author]) === undefined) return 'not-seated';
  if (state.life.tournament !== null) return 'tournament-closed';
  if (state.over) return 'table-over';
  return tooManyRequests(state, author) ? 'request-limit' : undefined;
}

/** Would a table with these be one that can be made? */
function isPlayable(
  state: TableState,
  { smallBlindChips, bigBlindChips, actionTimeMs: timeMs }: Terms,
): boolean {
  try {
    const { config } = state;
    // What a stack is bought in with at the least follows the blinds (poker/life/requests.ts).
    const least = config.minBuyInChips === undefined ? {} : { minBuyInChips: 0 };
    checkTableConfig({ ...config, ...least, smallBlindChips, bigBlindChips, actionTimeMs: timeMs });
    return true;
  } catch (error) {
    if (error instanceof DecodeError) return false;
    throw error;
  }
}

function isAsNow(state: TableState, t: Terms): boolean {
  const { smallBlindChips, bigBlindChips } = state.life.rules;
  const sameBlinds = t.smallBlindChips === smallBlindChips && t.bigBlindChips === bigBlindChips;
  return sameBlinds && t.actionTimeMs === actionTimeMs(state);
}

export function judgeTerms(state: TableState, author: number, t: Terms): TableRefusal | undefined {
  const reason = judgeAsker(state, author);
  if (reason !== undefined) return reason;
  if (openTerms(state) !== undefined) return 'proposal-open';
  const player = toHex(state.validators[author]!.key);
  const last = state.house.proposers.find((p) => p.player === player);
  if (last !== undefined && state.life.handsBegun - last.hand < limits.proposeEveryHands)
    return 'proposal-limit';
  if (!isPlayable(state, t)) return 'bad-terms';
  return isAsNow(state, t) ? 'no-change' : undefined;
}

/** What `judgeTerms` lets pass. */
export function applyTerms(state: TableState, author: number, t: Terms): TableState {
  const { key, seat } = state.validators[author]!;
  const player = toHex(key);
  const { handsBegun } = state.life;
  const { smallBlindChips, bigBlindChips } = t;
  const number = state.house.termsMade + 1;
  const terms: TermsProposal = {
    smallBlindChips,
    bigBlindChips,
    actionTimeMs: t.actionTimeMs,
    number,
    seat: seat!,
    hand: handsBegun,
    yes: [player],
    passed: false,
  };
  const recent = state.house.proposers.filter(
    (p) => p.player !== player && handsBegun - p.hand < limits.proposeEveryHands,
  );
  const proposers = [...recent, { player, hand: handsBegun }];
  const asked = withHouse(noteRequest(state, author), { terms, termsMade: number, proposers });
  return decided(emit(asked, 'terms', { seat, text: wordsOf(terms) }));
}

export function judgeTermsVote(
  state: TableState,
  author: number,
  vote: { readonly proposal: number; readonly agree: number },
): TableRefusal | undefined {
  const open = openTerms(state);
  if (open === undefined || open.number !== vote.proposal) return 'stale';
  const reason = judgeAsker(state, author);
  if (reason !== undefined) return reason;
  if (open.passed) return 'already-decided';
  return vote.agree === 1 && open.yes.includes(toHex(state.validators[author]!.key))
    ? 'already-voted'
    : undefined;
}

/** What `judgeTermsVote` lets pass. */
export function applyTermsVote(state: TableState, author: number, agree: number): TableState {
  const { key, seat } = state.validators[author]!;
  const terms = state.house.terms!;
  const noted = noteRequest(state, author);
  if (agree !== 1) return emit(withHouse(noted, { terms: undefined }), 'terms-no', { seat });
  return decided(withHouse(noted, { terms: { ...terms, yes: [...terms.yes, toHex(key)] } }));
}

function decided(state: TableState): TableState {
  const terms = state.house.terms!;
  const { yes, needed } = termsCount(state, terms);
  return yes < needed ? state : withHouse(state, { terms: { ...terms, passed: true } });
}

/** Everybody else has agreed: whoever is gone meanwhile is not waited for. */
function withoutAbsent(state: TableState): TableState {
  const open = openTerms(state);
  if (open === undefined || open.passed || rulesOf(state.config) === OLDEST_RULES) return state;
  return everybody(state).length === 0 ? state : decided(state);
}

/** Between hands: what was agreed on holds. */
export function carryOutTerms(now: TableState): TableState {
  if (now.hand !== undefined && now.hand.phase !== 'done') return now;
  const state = withoutAbsent(now);
  const { terms } = state.house;
  if (terms?.passed !== true) return state;
  const { smallBlindChips, bigBlindChips } = terms;
  const rules = { ...state.life.rules, smallBlindChips, bigBlindChips };
  const changed = withHouse(
    { ...state, life: { ...state.life, rules }, straddleNext: undefined },
    { terms: undefined, actionTimeMs: terms.actionTimeMs },
  );
  return emit(changed, 'terms-yes', { text: wordsOf(terms) });
}

/** For the display log: small blind, big blind, seconds. */
function wordsOf(t: Terms): string {
  return `${t.smallBlindChips}/${t.bigBlindChips}/${Math.round(t.actionTimeMs / 1000)}`;
}
