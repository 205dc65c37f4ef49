/**
 * Winning without showing: which closed hands would win, counted from what lies open. Only for games in which a hand is
 * two cards of one's own beside the board, and for one kind of winner.
 *
 * A claim is open to a seat in its turn when in every pot it is in every other live hand is tabled, and at least one
 * is. Its hand must stand in one relation to the best tabled hand of each of these pots: better than all, or equal to
 * all.
 */
import { CLAIM_GAMES } from '../codec/config.ts';
import type { Card } from './cards.ts';
import { gameNamed } from './catalogue.ts';
import { knownCards } from './dealing.ts';
import { isLive } from './draft.ts';
import { indexOfSeat } from './order.ts';
import { potsOf } from './pots.ts';
import type { ClaimRelation, HandState } from './state.ts';

/** Ranks of the best tabled hand of each pot the seat is in; undefined where it may not claim. */
export function claimFloors(state: HandState, seat: number): readonly number[] | undefined {
  const { game: name } = state.setup;
  if (!CLAIM_GAMES.has(name) || state.phase !== 'showdown' || state.secondBoard.length > 0) return undefined;
  const board = cardsOf(state.board);
  const { high, boardCards } = gameNamed(name);
  if (board.length !== boardCards) return undefined;
  const floors: number[] = [];
  for (const pot of potsOf(state, false)) {
    if (!pot.eligibleSeats.includes(seat)) continue;
    const others = state.players.filter(
      (p) => isLive(p) && p.seat !== seat && pot.eligibleSeats.includes(p.seat),
    );
    if (others.some((p) => !p.shown)) return undefined;
    if (others.length === 0) continue;
    floors.push(Math.max(...others.map((p) => high(cardsOf(p.cards), board)!)));
  }
  return floors.length === 0 ? undefined : floors;
}

/** Pairs of closed cards, each once, with which the seat would win so; both empty where it may not claim. */
export function unseenPairs(
  state: HandState,
  seat: number,
): Readonly<Record<ClaimRelation, readonly (readonly [Card, Card])[]>> {
  const better: [Card, Card][] = [];
  const equal: [Card, Card][] = [];
  const floors = claimFloors(state, seat);
  if (floors === undefined) return { better, equal };
  const { deck, high } = gameNamed(state.setup.game);
  const board = cardsOf(state.board);
  const open = new Set(knownCards(state, state.players[indexOfSeat(state.setup, seat)]!));
  const closed = deck.filter((c) => !open.has(c));
  for (const [i, a] of closed.entries()) {
    for (const b of closed.slice(i + 1)) {
      const rank = high([a, b], board)!;
      if (floors.every((floor) => rank > floor)) better.push([a, b]);
      else if (floors.every((floor) => rank === floor)) equal.push([a, b]);
    }
  }
  return { better, equal };
}

function cardsOf(cards: readonly (Card | null)[]): Card[] {
  return cards.filter((c) => c !== null);
}
