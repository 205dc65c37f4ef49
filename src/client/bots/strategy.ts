/**
 * How a bot plays: a pure function of what its seat sees and of the randomness handed in. Hold'em before the
 * flop goes by a chart; everything else by pot odds and the equity against random cards. It never folds what
 * it may check, and every amount is one that the rules accept.
 */
import type { Strength } from '../contract/practice.ts';
import { equity, type Random } from './equity.ts';
import { preflop } from './preflop.ts';
import { type BotAction, isFirstStreet, type Spot } from './spot.ts';

interface Habits {
  /** How often checked hands are bet that are worth little, and raised against one bet. */
  readonly bluff: number;
  readonly raiseBluff: number;
  /** Share that every raise of the others takes from the own hand. */
  readonly doubt: number;
}
const NORMAL: Habits = { bluff: 0.1, raiseBluff: 0.03, doubt: 0.03 };
const HARD: Habits = { bluff: 0.2, raiseBluff: 0.08, doubt: 0.05 };
/** How far a beginner misjudges a hand at most, and how much too cheap every call looks. */
const MISJUDGED = 0.18;
const CURIOUS = 0.1;

export function decide(spot: Spot, random: Random, strength: Strength = 'normal'): BotAction {
  const raise = (toChips: number): BotAction => raiseOrCall(spot, toChips);
  if (strength === 'easy') return permitted(spot, byFeeling(spot, random, raise));
  const habits = strength === 'hard' ? HARD : NORMAL;
  const wish =
    spot.game === 'holdem' && isFirstStreet(spot)
      ? preflop(spot, random, raise)
      : byEquity(spot, random, raise, habits);
  return permitted(spot, wish);
}

/** A beginner: sees what the hand is worth through a fog, calls too often, and raises only what looks great. */
function byFeeling(spot: Spot, random: Random, raise: (toChips: number) => BotAction): BotAction {
  const { legal, potChips, opponents, ownBetChips } = spot;
  const felt = equity(spot, random) + MISJUDGED * (2 * random() - 1);
  const call = legal.callChips ?? 0;
  const great = 0.35 + 0.65 / (opponents.length + 1);
  if (felt > great && random() < 0.35) return raise(Math.round(ownBetChips + call + 0.5 * (potChips + call)));
  if (legal.check) return { kind: 'check' };
  return felt > call / (potChips + call) - CURIOUS ? { kind: 'call' } : { kind: 'fold' };
}

function byEquity(
  spot: Spot,
  random: Random,
  raise: (toChips: number) => BotAction,
  habits: Habits,
): BotAction {
  const { legal, potChips, raises, opponents, ownBetChips, stackChips } = spot;
  const share = equity(spot, random);
  const fair = 1 / (opponents.length + 1);
  // Half and more of the way from an average hand to one that cannot lose.
  const good = fair + 0.32 * (1 - fair);
  const great = fair + 0.6 * (1 - fair);
  const call = legal.callChips ?? 0;
  const potAfterCall = potChips + call;
  const sized = (part: number): BotAction => raise(Math.round(ownBetChips + call + part * potAfterCall));
  if (legal.check) {
    if (share > great && random() < 0.85) return sized(0.6 + 0.4 * random());
    if (share > good && random() < 0.75) return sized(0.4 + 0.35 * random());
    if (opponents.length <= 2 && raises === 0 && random() < habits.bluff)
      return sized(0.45 + 0.25 * random());
    return { kind: 'check' };
  }
  if (share > great && raises < 3 && random() < 0.7) return sized(0.7 + 0.4 * random());
  const odds = call / potAfterCall;
  // Who bets has more than random cards, the more so the more often and the more of our stack it costs.
  const doubt = habits.doubt * raises + (call > 0.4 * stackChips ? 0.06 : 0);
  if (share > odds + doubt) return { kind: 'call' };
  if (opponents.length === 1 && raises === 1 && call < potChips / 2 && random() < habits.raiseBluff)
    return sized(0.8);
  return { kind: 'fold' };
}

/** A raise within the limits; nearly everything is everything. A call (or check) where no raise is possible. */
function raiseOrCall(spot: Spot, toChips: number): BotAction {
  const { raise } = spot.legal;
  if (raise === undefined) return { kind: 'call' };
  const { minToChips, maxToChips, totalsChips } = raise;
  const wished = Math.min(maxToChips, Math.max(minToChips, Math.round(toChips)));
  const within = totalsChips?.findLast((total) => total <= wished) ?? wished;
  const allIn = spot.ownBetChips + spot.stackChips;
  const committed = maxToChips === allIn && within > 0.6 * allIn;
  return { kind: 'raiseTo', amountChips: committed ? maxToChips : within };
}

/** The wish if the rules have it, else the nearest thing they have. */
function permitted(spot: Spot, wish: BotAction): BotAction {
  const { legal } = spot;
  if (wish.kind === 'raiseTo' && legal.raise !== undefined) return wish;
  if (wish.kind === 'fold' && legal.fold && !legal.check) return wish;
  if (legal.check) return { kind: 'check' };
  if (wish.kind !== 'fold' && legal.callChips !== undefined) return { kind: 'call' };
  if (legal.fold) return { kind: 'fold' };
  return legal.callChips !== undefined ? { kind: 'call' } : { kind: 'check' };
}
