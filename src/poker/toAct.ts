/** Who acts: who opens a round of betting, who is next, and who has to bring it in. Sources as in betting.ts. */
import { gameNamed } from './catalogue.ts';
import { canBetMore, isLive } from './draft.ts';
import { firstFromButton, indexOfSeat } from './order.ts';
import type { HandState, PlayerState } from './state.ts';

/** Replay only: somebody else in the hand has more in total than this player has bet. */
export function canGainByActing(state: HandState, player: PlayerState): boolean {
  return state.players.some((p) => p !== player && isLive(p) && p.stackChips + p.betChips > player.betChips);
}

/** Replay only: more than one to act, or one who is behind. */
export function queueMatters(state: HandState): boolean {
  const queue = state.players.filter((p) => canBetMore(p) && !p.acted);
  if (queue.length !== 1) return queue.length > 1;
  return queue[0]!.betChips < Math.max(...state.players.map((p) => p.betChips));
}

/** Index of who opens the round, by the street's rule. */
export function opener(
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
export function upcards(player: PlayerState): number[] {
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

/** Index of the lowest door card among those who are in the hand; ties as the game has them. */
export function bringInIndex(state: HandState, left: number): number {
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
