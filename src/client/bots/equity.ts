/** Share of the pot that a hand wins on average against random cards, by dealing the rest many times. */
import type { Card } from '../../poker/cards.ts';
import { gameNamed } from '../../poker/catalogue.ts';
import type { Game } from '../../poker/game.ts';
import type { Spot } from './spot.ts';

/** Uniform in [0, 1). */
export type Random = () => number;

/** Cards ranked at most for one decision, in units of one seven-card hand. */
const BUDGET = 4_000;
const MOST_DEALS = 400;
const FEWEST_DEALS = 40;
/** More opponents than this change the answer little and cost as much as any. */
const MOST_OPPONENTS = 5;

/** What ranking one hand costs, in seven-card hands: Omaha looks at 60 fives. */
export function costOf(game: Game): number {
  const high = game.name === 'omaha' || game.name === 'omaha-hilo' ? 20 : 1;
  return game.low === null ? high : 2 * high;
}

/** 0..1. Opponents' face-up cards are theirs, everything else not seen is dealt at random. */
export function equity(spot: Pick<Spot, 'game' | 'own' | 'board' | 'opponents'>, random: Random): number {
  const game = gameNamed(spot.game);
  const seen = new Set<Card>([...spot.own, ...spot.board, ...spot.opponents.flat()]);
  const rest = game.deck.filter((c) => !seen.has(c));
  // A stud hand that ends with one card for all: it stands for everybody's last one.
  const each = game.holeCards - (game.boardCards === 0 ? spot.board.length : 0);
  const ownMissing = Math.max(0, each - spot.own.length);
  const boardMissing = Math.max(0, game.boardCards - spot.board.length);
  let room = rest.length - ownMissing - boardMissing;
  // Eight in stud may need more cards than there are; whoever finds none left is not looked at.
  const opponents = spot.opponents.slice(0, MOST_OPPONENTS).filter((up) => {
    room -= each - up.length;
    return room >= 0;
  });
  if (opponents.length === 0) return 1;
  const cost = costOf(game) * (opponents.length + 1);
  const deals = Math.min(MOST_DEALS, Math.max(FEWEST_DEALS, Math.floor(BUDGET / cost)));
  let won = 0;
  for (let i = 0; i < deals; i++) {
    let next = 0;
    const take = (count: number): Card[] => {
      const from = next;
      for (; next < from + count; next++) {
        const j = next + Math.floor(random() * (rest.length - next));
        [rest[next], rest[j]] = [rest[j]!, rest[next]!];
      }
      return rest.slice(from, next);
    };
    const board = [...spot.board, ...take(boardMissing)];
    const own = [...spot.own, ...take(ownMissing)];
    const others = opponents.map((up) => [...up, ...take(each - up.length)]);
    won += shareOf(game, own, others, board);
  }
  return won / deals;
}

/** What `own` gets of a pot against these hands on a whole board, 0..1. */
export function shareOf(game: Game, own: Card[], others: readonly Card[][], board: Card[]): number {
  const high = split(
    game.high(own, board),
    others.map((hole) => game.high(hole, board)),
  );
  const { low } = game;
  if (low === null) return high;
  const mine = low(own, board);
  const theirs = others.flatMap((hole) => low(hole, board) ?? []);
  if (mine === null && theirs.length === 0) return high;
  return high / 2 + (mine === null ? 0 : split(mine, theirs) / 2);
}

/** 1 for the best alone, a part for a tie, 0 for less. */
function split(mine: number, theirs: readonly number[]): number {
  let ties = 1;
  for (const other of theirs) {
    if (other > mine) return 0;
    if (other === mine) ties++;
  }
  return 1 / ties;
}
