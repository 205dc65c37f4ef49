/**
 * One round of betting: who acts stands in toAct.ts, how much may be bet in raiseBounds.ts. Sources: Robert's Rules of
 * Poker (RRoP), Tournament Directors' rules 2024 (TDA); docs/RULES.md says how they are cited.
 *
 * - No-limit and pot-limit: a raise is at least the last full bet or raise (TDA 43-A); a straddle is a new bring-in, so
 *   that the first raise over it is to twice the straddle (RRoP 14, No-Limit Rules).
 * - A short all-in reopens the betting only to a player who faces a full raise in all (TDA 47-A); in a fixed limit half
 *   of one is enough (TDA 47-B), and then counts as one. Below that it is completed, not raised, and uses up no raise
 *   of the cap (RRoP 3, Betting and Raising).
 * - Fixed limit: one bet and three raises while three or more can raise; no cap for the last two (RRoP 3, Betting and
 *   Raising), in a sit-and-go only when no more than two are dealt in (TDA 48). A round that was capped stays so.
 * - Stud high with an open pair on fourth street: either bet, until the larger one is made (RRoP 8).
 * - Lowest card all-in for the ante: the next player may fold, bring in, or complete (RRoP 8).
 *
 * Deviations in edition 1 of the rules (`setup.rules` absent): a straddle raises by what it adds, a fixed limit
 * knows neither completion nor half bets and is always capped, fourth street has one bet, and who is next to a
 * low card without chips has to bring in.
 *
 * Deviations in `setup.replay`, for hands that other software dealt (PokerKit): a short all-in reopens the
 * betting to everybody; a raise may be as small as the largest stack that could call it, or as the big blind after
 * any straddle; the big blind does not count towards the cap; a player whom nobody can bet against any more is
 * still asked; a bring-in posted short is called as it lies.
 */
import { gameNamed, structureNamed } from './catalogue.ts';
import { canBetMore, type Draft, isLive, note, setPlayer } from './draft.ts';
import { indexOfSeat } from './order.ts';
import { betSize, bringInIsFree, byTheHalf, completeTo, incrementOf, raiseBounds } from './raiseBounds.ts';
import { refuse } from './refusal.ts';
import type { HandState, LegalActions, Refusal, Verb } from './state.ts';
import { canGainByActing, nextToAct, opener, queueMatters } from './toAct.ts';

/** Opens a betting round on the street just dealt; leaves `actor` at -1 when there is nothing to decide. */
export function openRound(draft: Draft): void {
  const { setup } = draft;
  const game = gameNamed(setup.game);
  const street = game.streets[draft.street]!;
  const first = draft.street === 0;
  const blinds = first ? setup.forced.filter((b) => b.kind !== 'post') : [];
  draft.aggressor = -1;
  draft.toCallChips = first ? setup.forced.reduce((top, b) => Math.max(top, b.liveChips), 0) : 0;
  draft.raiseChips = firstRaise(
    draft,
    blinds.map((b) => b.liveChips),
  );
  draft.raises = setup.replay ? 0 : blinds.filter((b) => b.kind !== 'small-blind').length;
  draft.bringInDue = first && setup.bringInChips > 0;
  for (let i = 0; i < draft.players.length; i++) {
    const p = draft.players[i]!;
    const acted = setup.replay && !canGainByActing(draft, p);
    if (p.acted !== acted || p.facedChips !== null) setPlayer(draft, i, { acted, facedChips: null });
  }
  draft.actor = -1;
  if (setup.bombPot && first) return;
  if (setup.replay && !queueMatters(draft)) return;
  draft.actor = nextToAct(draft, opener(draft, street.opener));
}

/** Least increment of the round's first bet or raise, given what was posted blind. */
function firstRaise(draft: Draft, blinds: readonly number[]): number {
  const { setup } = draft;
  const size = betSize(draft);
  if (setup.replay) return size;
  if (setup.rules !== 2) return Math.max(size, lastBlindRaise(blinds));
  if (!structureNamed(setup.structure).fixed) return Math.max(size, draft.toCallChips);
  return size;
}

function lastBlindRaise(blinds: readonly number[]): number {
  const levels = [...new Set(blinds)].sort((a, b) => b - a);
  return levels.length < 3 ? 0 : levels[0]! - levels[1]!;
}

/** What the seat to act may do; undefined when nobody is to act. */
export function legalActions(state: HandState): LegalActions | undefined {
  if (state.phase !== 'act') return undefined;
  const p = state.players[state.actor]!;
  const bounds = raiseBounds(state, state.actor);
  const raise = 'code' in bounds ? undefined : { ...bounds, isBet: state.toCallChips === 0 };
  const due = state.bringInDue;
  const callChips = due
    ? Math.min(state.setup.bringInChips, p.stackChips)
    : Math.min(state.toCallChips - p.betChips, p.stackChips);
  return {
    seat: p.seat,
    decision: state.decision,
    fold: !due || bringInIsFree(state),
    check: !due && callChips <= 0,
    bringIn: due,
    ...(callChips > 0 ? { callChips } : {}),
    ...(raise === undefined ? {} : { raise }),
  };
}

/** Why this bet is illegal now. `amountChips` is the total on this street and is read only for `raiseTo`. */
export function verifyBet(
  state: HandState,
  seat: number,
  verb: Verb,
  amountChips: number,
): Refusal | undefined {
  if (state.phase === 'over') return refuse('hand-over');
  const index = indexOfSeat(state.setup, seat);
  if (index < 0) return refuse('unknown-seat');
  if (state.phase !== 'act') return refuse('not-betting');
  const p = state.players[index]!;
  if (!isLive(p)) return refuse('not-in-hand');
  if (index !== state.actor) return refuse('not-your-turn');
  const toAdd = state.bringInDue ? state.setup.bringInChips : state.toCallChips - p.betChips;
  switch (verb) {
    case 'fold':
      return state.bringInDue && !bringInIsFree(state) ? refuse('must-bring-in') : undefined;
    case 'check':
      if (state.bringInDue) return refuse('must-bring-in');
      return toAdd > 0 ? refuse('must-call-or-fold') : undefined;
    case 'call':
      return toAdd > 0 ? undefined : refuse('nothing-to-call');
    case 'raiseTo':
      return verifyRaise(state, index, amountChips);
    default:
      return refuse('bad-verb');
  }
}

function verifyRaise(state: HandState, index: number, to: number): Refusal | undefined {
  if (!Number.isSafeInteger(to) || to < 0) return refuse('bad-amount');
  const bounds = raiseBounds(state, index);
  if ('code' in bounds) return bounds;
  const p = state.players[index]!;
  if (to > p.betChips + p.stackChips) return refuse('raise-above-stack');
  if (to < bounds.minTo) return refuse('raise-too-small');
  if (to > bounds.maxTo) return refuse('raise-too-large');
  // Between two fixed bets: less than the larger one.
  return bounds.totals === undefined || bounds.totals.includes(to) ? undefined : refuse('raise-too-small');
}

/**
 * A fixed limit: `raiseChips` becomes what the next player adds to complete the bet, or to raise it. Half a bet or
 * more above the last full one is a full one; the cap counts those only, and none of two players alone.
 */
function raiseByTheHalf(draft: Draft, to: number): void {
  const increment = incrementOf(draft);
  // Level of the last full bet: what `raiseChips` was to complete from.
  const full = draft.toCallChips + draft.raiseChips - increment;
  const made = to - full;
  if (2 * made < increment) {
    draft.raiseChips = full + increment - to;
    return;
  }
  // The larger bet of an open pair, once made, is the only one.
  const { bigBetChips } = draft.setup;
  draft.raiseChips = made >= bigBetChips ? bigBetChips : increment;
  const { cap } = structureNamed(draft.setup.structure);
  const last = cap !== null && draft.raises + 1 >= cap;
  if (!last || draft.setup.capHeadsUp === true || !isHeadsUp(draft)) draft.raises++;
}

/** Carries a verified bet out and finds who is next. */
export function bet(draft: Draft, verb: Verb, amountChips: number): void {
  const index = draft.actor;
  const p = draft.players[index]!;
  const bringIn = draft.bringInDue;
  let added = 0;
  if (verb === 'call') {
    const owed = bringIn ? draft.setup.bringInChips : draft.toCallChips - p.betChips;
    added = Math.min(owed, p.stackChips);
  } else if (verb === 'raiseTo') {
    added = amountChips - p.betChips;
  }
  note(draft, {
    kind: 'bet',
    seat: p.seat,
    decision: draft.decision,
    verb,
    amountChips: verb === 'raiseTo' ? amountChips : verb === 'call' ? added : 0,
    addedChips: added,
    allIn: verb !== 'fold' && added === p.stackChips,
    bringIn: bringIn && verb === 'call',
  });
  if (verb === 'raiseTo') raiseLevel(draft, index, amountChips);
  else if (bringIn && verb === 'call') postBringIn(draft, added);
  if (verb !== 'fold') draft.bringInDue = false;
  setPlayer(draft, index, {
    stackChips: p.stackChips - added,
    betChips: p.betChips + added,
    liveChips: p.liveChips + added,
    allIn: verb !== 'fold' && p.stackChips === added,
    acted: true,
    // A bring-in is no bet yet: completing it is a full bet to those who only called it.
    facedChips: isBringInOnly(draft) ? 0 : draft.toCallChips,
    status: verb === 'fold' ? 'folded' : p.status,
  });
  draft.decision++;
  draft.actor = nextToAct(draft, (index + 1) % draft.players.length);
}

/** Later players call the full bring-in, whatever its poster had left. */
function postBringIn(draft: Draft, added: number): void {
  draft.toCallChips = draft.setup.replay ? added : draft.setup.bringInChips;
  if (byTheHalf(draft)) draft.raiseChips = betSize(draft) - draft.toCallChips;
}

/** Nothing but a bring-in stands: no full bet, and no all-in that counts as one. */
function isBringInOnly(state: HandState): boolean {
  return state.street === 0 && state.setup.bringInChips > 0 && state.raises === 0;
}

/** Only two can still raise, the one to act among them. */
function isHeadsUp(state: HandState): boolean {
  return state.players.filter(canBetMore).length <= 2;
}

function raiseLevel(draft: Draft, index: number, to: number): void {
  if (byTheHalf(draft)) raiseByTheHalf(draft, to);
  else {
    const from = completeTo(draft) === null ? draft.toCallChips : 0;
    draft.raiseChips = Math.max(draft.raiseChips, to - from);
    draft.raises++;
  }
  draft.toCallChips = to;
  draft.aggressor = index;
  draft.players.forEach((q, i) => {
    if (i !== index && q.acted && canBetMore(q)) setPlayer(draft, i, { acted: false });
  });
}
