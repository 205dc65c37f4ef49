/**
 * One round of betting. Sources: Robert's Rules of Poker (RRoP), Tournament Directors' rules 2024 (TDA).
 *
 * - No-limit and pot-limit: a raise is at least the last full bet or raise; a straddle is a new bring-in, so that
 *   the first raise over it is to twice the straddle (RRoP no-limit).
 * - A short all-in reopens the betting only to a player who faces a full raise in all; in a fixed limit half of
 *   one is enough, and then counts as one. Below that it is completed, not raised, and uses up no raise of
 *   the cap (RRoP limit; TDA 47).
 * - Fixed limit: one bet and three raises while three or more can raise; no cap for the last two (RRoP; TDA 48).
 *   A round that was capped stays so.
 * - Stud high with an open pair on fourth street: either bet, until the larger one is made (RRoP).
 * - Lowest card all-in for the ante: the next player may fold, bring in, or complete (RRoP).
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
import { firstFromButton, indexOfSeat } from './order.ts';
import { totalPot } from './pots.ts';
import { refuse } from './refusal.ts';
import type { HandState, LegalActions, PlayerState, Refusal, Verb } from './state.ts';

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

/** The street's bet in a fixed limit; elsewhere the smallest bet. */
function betSize(state: HandState): number {
  const { setup } = state;
  if (!structureNamed(setup.structure).fixed) return setup.smallBetChips;
  const street = gameNamed(setup.game).streets[state.street]!;
  return street.bet === 'big' ? setup.bigBetChips : setup.smallBetChips;
}

/** A pair among the cards showing on the second street of a game in which it allows the larger bet. */
function hasOpenPair(state: HandState): boolean {
  const { setup } = state;
  if (setup.rules !== 2) return false;
  return (
    gameNamed(setup.game).openPairStreet === state.street &&
    structureNamed(setup.structure).fixed &&
    state.players.some((p) => {
      const ranks = upcards(p).map((c) => c >> 2);
      return isLive(p) && new Set(ranks).size < ranks.length;
    })
  );
}

/** Replay only: somebody else in the hand has more in total than this player has bet. */
function canGainByActing(state: HandState, player: PlayerState): boolean {
  return state.players.some((p) => p !== player && isLive(p) && p.stackChips + p.betChips > player.betChips);
}

/** Replay only: more than one to act, or one who is behind. */
function queueMatters(state: HandState): boolean {
  const queue = state.players.filter((p) => canBetMore(p) && !p.acted);
  if (queue.length !== 1) return queue.length > 1;
  return queue[0]!.betChips < Math.max(...state.players.map((p) => p.betChips));
}

function opener(
  state: HandState,
  how: 'after-blinds' | 'left-of-button' | 'bring-in' | 'best-showing',
): number {
  const { setup, players } = state;
  const left = firstFromButton(setup);
  if (how === 'after-blinds') {
    let last = -1;
    let top = 0;
    for (const b of setup.forced) {
      if (b.kind === 'post' || b.liveChips < top) continue;
      top = b.liveChips;
      last = indexOfSeat(setup, b.seat);
    }
    return last < 0 ? left : (last + 1) % players.length;
  }
  if (how === 'left-of-button') return left;
  return how === 'bring-in' ? bringInIndex(state, left) : bestShowing(state, left);
}

/** Cards that lie face up by the deal and are known here. */
function upcards(player: PlayerState): number[] {
  const cards: number[] = [];
  player.cards.forEach((c, i) => {
    if (player.up[i] && c !== null) cards.push(c);
  });
  return cards;
}

/** Index of the best cards showing; ties go to the first clockwise from the button. */
export function bestBoard(state: HandState): number {
  return bestShowing(state, firstFromButton(state.setup));
}

function bringInIndex(state: HandState, left: number): number {
  const { doorRank } = gameNamed(state.setup.game);
  let best = left;
  let worst = Number.POSITIVE_INFINITY;
  state.players.forEach((p, i) => {
    const door = upcards(p)[0];
    if (!isLive(p) || door === undefined || doorRank(door) >= worst) return;
    worst = doorRank(door);
    best = i;
  });
  return best;
}

/** Ties open clockwise from the button. */
function bestShowing(state: HandState, left: number): number {
  const { rankUpcards } = gameNamed(state.setup.game);
  const count = state.players.length;
  let best = left;
  let top = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < count; k++) {
    const i = (left + k) % count;
    const p = state.players[i]!;
    const up = upcards(p);
    if (!isLive(p) || up.length === 0) continue;
    const rank = rankUpcards(up);
    if (rank > top) {
      top = rank;
      best = i;
    }
  }
  return best;
}

/** The first at or after `start` who has to act, or -1 when the round is over. */
export function nextToAct(state: HandState, start: number): number {
  const { players } = state;
  const count = players.length;
  if (!state.setup.replay && nobodyToBetAgainst(state)) return -1;
  for (let k = 0; k < count; k++) {
    const i = (start + k) % count;
    const p = players[i]!;
    if (canBetMore(p) && !p.acted) return i;
  }
  return -1;
}

/** At most one player has chips behind, and he has matched all who can win against him. */
function nobodyToBetAgainst(state: HandState): boolean {
  let only: PlayerState | undefined;
  let top = 0;
  for (const p of state.players) {
    if (!isLive(p)) continue;
    if (p.stackChips === 0) {
      top = Math.max(top, p.betChips);
    } else {
      if (only !== undefined) return false;
      only = p;
    }
  }
  return only === undefined || only.betChips >= top;
}

/** Before anything but a bring-in stands, the first full bet counts from nothing. */
function completeTo(state: HandState): number | null {
  const bringIn = state.street === 0 && state.setup.bringInChips > 0 && state.raises === 0;
  return bringIn ? betSize(state) : null;
}

interface RaiseBounds {
  readonly minTo: number;
  readonly maxTo: number;
  /** Nothing between these totals is allowed. */
  readonly totals?: readonly number[];
}

/** The low card has no chips to bring it in with: who acts in its stead may also fold. */
function bringInIsFree(state: HandState): boolean {
  return (
    state.setup.rules === 2 &&
    state.bringInDue &&
    bringInIndex(state, firstFromButton(state.setup)) !== state.actor
  );
}

/** A code instead of bounds tells why this player may not bet or raise. */
function raiseBounds(state: HandState, index: number): RaiseBounds | Refusal {
  const p = state.players[index]!;
  const structure = structureNamed(state.setup.structure);
  const total = p.betChips + p.stackChips;
  if (total <= state.toCallChips) return refuse('no-chips-behind');
  const mayReopen = state.setup.replay || p.facedChips === null;
  if (!mayReopen && state.toCallChips - (p.facedChips ?? 0) < reopeningChips(state))
    return refuse('raise-not-reopened');
  if (structure.cap !== null && state.raises >= structure.cap) return refuse('raise-cap-reached');
  let rivalTotal = 0;
  state.players.forEach((q, i) => {
    if (i !== index && isLive(q)) rivalTotal = Math.max(rivalTotal, q.betChips + q.stackChips);
  });
  if (rivalTotal <= state.toCallChips) return refuse('raise-pointless');
  const { minTo, maxTo } = structure.bounds({
    toCallChips: state.toCallChips,
    raiseChips: state.raiseChips,
    betSizeChips: byTheHalf(state) ? state.raiseChips : betSize(state),
    completeToChips: byTheHalf(state) ? null : completeTo(state),
    potChips: potForLimit(state),
    ownBetChips: p.betChips,
    ownTotalChips: total,
    raises: state.raises,
  });
  const least = state.setup.replay ? Math.min(minTo, rivalTotal) : minTo;
  const bounds = { minTo: Math.min(least, total), maxTo: Math.min(maxTo, total) };
  const size = betSize(state);
  if (state.raiseChips > size || !hasOpenPair(state)) return bounds;
  const large = minTo + state.setup.bigBetChips - size;
  return total <= minTo
    ? bounds
    : { minTo, maxTo: Math.min(large, total), totals: [minTo, Math.min(large, total)] };
}

/** A fixed limit by the book: `raiseChips` is what completes the bet, or the next full one. */
function byTheHalf(state: HandState): boolean {
  return state.setup.rules === 2 && structureNamed(state.setup.structure).fixed;
}

/** What a player who has acted must face to raise again: a full raise, in a fixed limit half a bet (TDA 47). */
function reopeningChips(state: HandState): number {
  return byTheHalf(state) ? incrementOf(state) / 2 : state.raiseChips;
}

/** A fixed limit's bet in force: the larger one once it was made over an open pair. */
function incrementOf(state: HandState): number {
  const size = betSize(state);
  // Completing a larger bet still takes more than half of it, which is a smaller one.
  return state.raiseChips > size ? state.setup.bigBetChips : size;
}

/**
 * The pot that pot-limit counts. Before the flop short and dead blinds count in full (TDA 54-B), a big blind's ante
 * does not.
 */
function potForLimit(state: HandState): number {
  const { setup } = state;
  const pot = totalPot(state);
  if (setup.rules !== 2 || state.street !== 0) return pot;
  const ante = setup.trimAntes ? 0 : state.players.reduce((sum, p) => sum + p.anteChips, 0);
  if (setup.blindsChips === undefined) return pot - ante;
  const posted = state.records.reduce((sum, r) => {
    const isBlind = r.kind === 'forced' && (r.bet === 'small-blind' || r.bet === 'big-blind');
    return isBlind ? sum + r.liveChips : sum;
  }, 0);
  return pot - ante + Math.max(0, setup.blindsChips - posted);
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
