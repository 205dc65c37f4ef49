/**
 * What each open hand gets of the pot on average, when nothing but the board is still to come: every board there can
 * be where those are few, else many of them, drawn by a generator that begins with the cards, so that every screen
 * says the same.
 */
import type { GameName } from '../../codec/config.ts';
import type { Card } from '../../poker/cards.ts';
import { gameNamed } from '../../poker/catalogue.ts';
import { completions, visitAll } from '../../poker/completions.ts';
import { costOf, type Random, shareOf } from './equity.ts';

/** Hands ranked at most for one answer, in units of one seven-card hand: some milliseconds. */
const BUDGET = 24_000;
const FEWEST_BOARDS = 150;

/**
 * @param hands whole hands, one for each player who may still win
 * @param dead cards that are known to be in no hand and on no board
 * @returns parts of the pot in the order of `hands`, with the sum 1
 */
export function liveEquity(
  name: GameName,
  hands: readonly (readonly Card[])[],
  board: readonly Card[],
  dead: readonly Card[] = [],
): number[] {
  const game = gameNamed(name);
  const seen = new Set<Card>([...hands.flat(), ...board, ...dead]);
  const rest = game.deck.filter((c) => !seen.has(c));
  const missing = Math.max(0, game.boardCards - board.length);
  const most = Math.max(FEWEST_BOARDS, Math.floor(BUDGET / (costOf(game) * hands.length)));
  const sums = hands.map(() => 0);
  let boards = 0;
  const whole = [...board];
  const count = (): void => {
    hands.forEach((hand, i) => {
      const others = hands.filter((_, j) => j !== i).map((h) => [...h]);
      sums[i]! += shareOf(game, [...hand], others, whole);
    });
    boards++;
  };
  const groups = missing === 0 ? [] : [{ cards: whole, count: missing }];
  if (completions(rest.length, groups) <= most) visitAll(rest, groups, count);
  else
    for (const random = drawn([...seen]); boards < most; ) {
      whole.splice(board.length, missing, ...some(rest, missing, random));
      count();
    }
  return sums.map((sum) => sum / boards);
}

/** `count` cards of `rest`, which is left in another order. */
function some(rest: Card[], count: number, random: Random): Card[] {
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(random() * (rest.length - i));
    [rest[i], rest[j]] = [rest[j]!, rest[i]!];
  }
  return rest.slice(0, count);
}

/** A xorshift generator (Marsaglia 2003) for pictures only. */
function drawn(seed: readonly number[]): Random {
  let x = seed.reduce((sum, n) => Math.imul(sum, 31) + n + 1, 0x9e3779b9) | 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
}
