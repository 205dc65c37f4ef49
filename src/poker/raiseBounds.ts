/**
 * How much may be bet or raised: the street's bet, what reopens the betting, and the bounds of a raise. Sources and
 * editions as in betting.ts.
 */
import { gameNamed, structureNamed } from './catalogue.ts';
import { isLive } from './draft.ts';
import { firstFromButton } from './order.ts';
import { totalPot } from './pots.ts';
import { refuse } from './refusal.ts';
import type { HandState, Refusal } from './state.ts';
import { bringInIndex, upcards } from './toAct.ts';

/** The street's bet in a fixed limit; elsewhere the smallest bet. */
export function betSize(state: HandState): number {
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

/** Before anything but a bring-in stands, the first full bet counts from nothing. */
export function completeTo(state: HandState): number | null {
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
export function bringInIsFree(state: HandState): boolean {
  return (
    state.setup.rules === 2 &&
    state.bringInDue &&
    bringInIndex(state, firstFromButton(state.setup)) !== state.actor
  );
}

/** A code instead of bounds tells why this player may not bet or raise. */
export function raiseBounds(state: HandState, index: number): RaiseBounds | Refusal {
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
export function byTheHalf(state: HandState): boolean {
  return state.setup.rules === 2 && structureNamed(state.setup.structure).fixed;
}

/** What who has acted must face to raise again: a full raise (TDA 47-A), in a fixed limit half a bet (47-B). */
function reopeningChips(state: HandState): number {
  return byTheHalf(state) ? incrementOf(state) / 2 : state.raiseChips;
}

/** A fixed limit's bet in force: the larger one once it was made over an open pair. */
export function incrementOf(state: HandState): number {
  const size = betSize(state);
  // Completing a larger bet still takes more than half of it, which is a smaller one.
  return state.raiseChips > size ? state.setup.bigBetChips : size;
}

/**
 * The pot that pot-limit counts. Before the flop short and dead blinds count in full (TDA 54-B; after it what is there,
 * 54-C), a big blind's ante does not (House: no book speaks of it).
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
