/**
 * What each open hand gets of the pot on average, when nothing but the board is still to come: every board there can
 * be where those are few, else many of them, drawn by a generator that begins with the cards, so that every screen
 * says the same.
 */
import type { GameName } from '../../codec/config.ts';
import type { Card } from '../../poker/cards.ts';
import { gameNamed } from '../../poker/catalogue.ts';
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
  const count = (more: readonly Card[]): void => {
    const whole = [...board, ...more];
    hands.forEach((hand, i) => {
      const others = hands.filter((_, j) => j !== i).map((h) => [...h]);
      sums[i]! += shareOf(game, [...hand], others, whole);
    });
    boards++;
  };
  if (combinations(rest.length, missing) <= most) everyChoice(rest, missing, count);
  else for (const random = drawn([...seen]); boards < most; ) count(some(rest, missing, random));
  return sums.map((sum) => sum / boards);
}

function combinations(of: number, choose: number): number {
  let n = 1;
  for (let i = 0; i < choose; i++) n = (n * (of - i)) / (i + 1);
  return n;
}

function everyChoice(rest: readonly Card[], count: number, visit: (cards: readonly Card[]) => void): void {
  const chosen: Card[] = [];
  const from = (start: number): void => {
    if (chosen.length === count) {
      visit(chosen);
      return;
    }
    for (let i = start; i <= rest.length - (count - chosen.length); i++) {
      chosen.push(rest[i]!);
      from(i + 1);
      chosen.pop();
    }
  };
  from(0);
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
