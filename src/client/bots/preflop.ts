/**
 * The first round of hold'em by chart: how good two cards are among all 1,326, and how many of them to play
 * from which place. Two cards are scored by Bill Chen's formula.
 */
import { type Card, rankOf, suitOf } from '../../poker/cards.ts';
import type { Random } from './equity.ts';
import type { BotAction, Spot } from './spot.ts';

const ACE = 12;
const KING = 11;
const QUEEN = 10;
const JACK = 9;

function chen(a: Card, b: Card): number {
  const high = Math.max(rankOf(a), rankOf(b));
  const gap = high - Math.min(rankOf(a), rankOf(b)) - 1;
  const top = high === ACE ? 10 : high === KING ? 8 : high === QUEEN ? 7 : high === JACK ? 6 : (high + 2) / 2;
  if (gap < 0) return Math.max(5, 2 * top);
  const penalty = gap === 0 ? 0 : gap === 1 ? 1 : gap === 2 ? 2 : gap === 3 ? 4 : 5;
  const straight = gap <= 1 && high < QUEEN ? 1 : 0;
  return top + (suitOf(a) === suitOf(b) ? 2 : 0) - penalty + straight;
}

let sorted: number[] | undefined;

/** All scores, best first. */
function scores(): number[] {
  if (sorted !== undefined) return sorted;
  const all: number[] = [];
  for (let a = 0; a < 52; a++) for (let b = a + 1; b < 52; b++) all.push(chen(a, b));
  sorted = all.sort((x, y) => y - x);
  return sorted;
}

/** 0 = aces … 1 = the worst: the share of all hands that are better, ties counting half. */
export function percentile(a: Card, b: Card): number {
  const all = scores();
  const mine = chen(a, b);
  const better = all.filter((s) => s > mine).length;
  const equal = all.filter((s) => s === mine).length;
  return (better + (equal - 1) / 2) / all.length;
}

/** Share of hands to open with, by how many act behind: big blind, small blind, button, and round the table. */
const OPEN = [0.12, 0.45, 0.42, 0.3, 0.23, 0.18, 0.15, 0.13, 0.12];

/** What to do with two cards before the flop; `raise` makes an amount legal. */
export function preflop(spot: Spot, random: Random, raise: (toChips: number) => BotAction): BotAction {
  const { legal, bigBlindChips: bigBlind, raises, ownBetChips, stackChips, potChips, behind } = spot;
  const p = percentile(spot.own[0]!, spot.own[1]!);
  // Fewer players, weaker hands to beat.
  const wide = spot.players === 2 ? 1.8 : spot.players === 3 ? 1.3 : 1;
  const call = legal.callChips ?? 0;
  const passive: BotAction = legal.check ? { kind: 'check' } : { kind: 'fold' };
  const level = ownBetChips + call;
  if (raises === 0) {
    const open = Math.min(0.85, (OPEN[behind] ?? 0.12) * wide);
    const limpers = Math.max(0, Math.round((potChips - 1.5 * bigBlind) / bigBlind));
    const steal = behind > 0 && behind <= 2 && limpers === 0 && random() < 0.08;
    if (p < open || steal) {
      if (stackChips <= 10 * bigBlind && !steal) return raise(ownBetChips + stackChips);
      const size = 2.2 + 0.8 * random() + limpers;
      return raise(Math.round(size * bigBlind));
    }
    if (legal.check) return passive;
    // Completing the small blind, and limping behind others, is cheap.
    if (call <= bigBlind / 2 && p < 0.65) return { kind: 'call' };
    return limpers > 0 && p < 1.4 * open ? { kind: 'call' } : passive;
  }
  const price = call / (potChips + call);
  const dear = call > 0.3 * stackChips;
  if (raises === 1) {
    const reraise = (behind === 0 ? 0.06 : 0.045) * wide;
    if (p < reraise || (!dear && p < 0.25 && random() < 0.05)) return raise(3 * level);
    const range = (dear ? 0.08 : price < 0.22 ? 0.5 : price < 0.3 ? 0.34 : 0.2) * wide;
    return p < range ? { kind: 'call' } : passive;
  }
  if (p < 0.02 * wide) return raise(Math.round(2.3 * level));
  return p < (dear ? 0.04 : 0.08) * wide ? { kind: 'call' } : passive;
}
