/**
 * One round of betting.
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
  const straddled = setup.replay ? 0 : lastBlindRaise(blinds.map((b) => b.liveChips));
  draft.raiseChips = Math.max(betSize(draft), straddled);
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

function lastBlindRaise(blinds: number[]): number {
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

/** A code instead of bounds tells why this player may not bet or raise. */
function raiseBounds(state: HandState, index: number): { minTo: number; maxTo: number } | Refusal {
  const p = state.players[index]!;
  const structure = structureNamed(state.setup.structure);
  const total = p.betChips + p.stackChips;
  if (total <= state.toCallChips) return refuse('no-chips-behind');
  const mayReopen = state.setup.replay || p.facedChips === null;
  if (!mayReopen && state.toCallChips - (p.facedChips ?? 0) < state.raiseChips)
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
    betSizeChips: betSize(state),
    completeToChips: completeTo(state),
    potChips: totalPot(state),
    ownBetChips: p.betChips,
    ownTotalChips: total,
    raises: state.raises,
  });
  const least = state.setup.replay ? Math.min(minTo, rivalTotal) : minTo;
  return { minTo: Math.min(least, total), maxTo: Math.min(maxTo, total) };
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
    fold: !due,
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
      return state.bringInDue ? refuse('must-bring-in') : undefined;
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
  return undefined;
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
  else if (bringIn) draft.toCallChips = draft.setup.replay ? added : draft.setup.bringInChips;
  draft.bringInDue = false;
  setPlayer(draft, index, {
    stackChips: p.stackChips - added,
    betChips: p.betChips + added,
    liveChips: p.liveChips + added,
    allIn: verb !== 'fold' && p.stackChips === added,
    acted: true,
    // A bring-in is no bet yet: completing it is a full bet to those who only called it.
    facedChips: completeTo(draft) === null ? draft.toCallChips : 0,
    status: verb === 'fold' ? 'folded' : p.status,
  });
  draft.decision++;
  draft.actor = nextToAct(draft, (index + 1) % draft.players.length);
}

function raiseLevel(draft: Draft, index: number, to: number): void {
  const from = completeTo(draft) === null ? draft.toCallChips : 0;
  draft.raiseChips = Math.max(draft.raiseChips, to - from);
  draft.toCallChips = to;
  draft.raises++;
  draft.aggressor = index;
  draft.players.forEach((q, i) => {
    if (i !== index && q.acted && canBetMore(q)) setPlayer(draft, i, { acted: false });
  });
}
