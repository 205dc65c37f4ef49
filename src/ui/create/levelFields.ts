/** The levels and prizes of a sit-and-go as they are typed, and what they come to. */
import { type GameName, hasBringIn } from '../../client/contract/games.ts';
import type { MoneyView } from '../../client/contract/money.ts';
import { LADDER } from '../../client/contract/payouts.ts';
import type { StartMessages } from '../messages/en/start.ts';
import { parseAmount } from '../text/amounts.ts';
import { parseMoney } from '../text/money.ts';
import { readStakeText, type StakeFields } from './createMoney.ts';

export interface LevelFields {
  readonly small: string;
  readonly big: string;
  readonly ante: string;
  readonly minutes: string;
}

/** What of a form levels and prizes depend on. */
export interface ScheduleFields extends StakeFields {
  readonly game: GameName;
  readonly format: 'cash' | 'sit-and-go';
  readonly minutes: string;
  /** The levels after the first; undefined: the usual ones. */
  readonly levels: readonly LevelFields[] | undefined;
  /** Percentages, best place first; empty: by the number of seats. */
  readonly payouts: string;
}

export interface ReadLevel {
  readonly smallBlindChips: number;
  readonly bigBlindChips: number;
  readonly anteChips: number;
  readonly minutes: number;
}

/** As a configuration holds them. */
const MOST_LEVELS = 64;
const MAX_MINUTES = 240;

/** `text` so many times, written as it is written; text that is no amount stays. */
function times(text: string, n: number): string {
  const whole = parseAmount(text);
  if (whole.ok) return String(whole.chips * n);
  const money = parseMoney(text);
  if (!money.ok) return text;
  const written = ((money.cents * n) / 100).toFixed(2);
  return text.includes(',') ? written.replace('.', ',') : written;
}

/** The levels after the first one: those that were typed, or the usual ones for these blinds. */
export function levelsAfterFirst(fields: ScheduleFields): readonly LevelFields[] {
  if (fields.levels !== undefined) return fields.levels;
  return LADDER.slice(1).map((n) => ({
    small: times(fields.smallBlind, n),
    big: times(fields.bigBlind, n),
    ante: times(fields.ante, n),
    minutes: fields.minutes,
  }));
}

/** One more of them: twice the last one, without a thought about antes. */
export function withLevel<F extends ScheduleFields>(fields: F): F {
  const levels = levelsAfterFirst(fields);
  if (levels.length + 1 >= MOST_LEVELS) return fields;
  const last = levels.at(-1) ?? {
    ...{ small: fields.smallBlind, big: fields.bigBlind, ante: fields.ante, minutes: fields.minutes },
  };
  const next = { ...last, small: times(last.small, 2), big: times(last.big, 2), ante: times(last.ante, 2) };
  return { ...fields, levels: [...levels, next] };
}

/** @returns undefined where nobody has changed anything: the usual levels, or a sentence that says what is wrong */
export function readLevels(
  fields: ScheduleFields,
  first: ReadLevel,
  money: MoneyView | undefined,
  m: StartMessages,
): { readonly levels: readonly ReadLevel[] | undefined } | { readonly problem: string } {
  if (fields.levels === undefined) return { levels: undefined };
  const t = m.schedule.problems;
  if (fields.levels.length + 1 > MOST_LEVELS) return { problem: t.many };
  const levels = [first];
  for (const [i, row] of fields.levels.entries()) {
    const read = readLevel(row, fields, levels[i]!, money, m);
    if (typeof read === 'string') return { problem: t.level(i + 2, read) };
    levels.push(read);
  }
  return { levels };
}

function readLevel(
  row: LevelFields,
  fields: ScheduleFields,
  before: ReadLevel,
  money: MoneyView | undefined,
  m: StartMessages,
): ReadLevel | string {
  const t = m.schedule.problems;
  const chips: number[] = [];
  for (const text of [row.small, row.big, row.ante]) {
    const read = readStakeText(fields, text, money, m);
    if ('problem' in read) return read.problem;
    chips.push(read.chips);
  }
  const [smallBlindChips, bigBlindChips, anteChips] = chips as [number, number, number];
  const minutes = parseAmount(row.minutes);
  if (!minutes.ok) return m.amountProblems[minutes.problem];
  if (minutes.chips < 1 || minutes.chips > MAX_MINUTES) return t.minutes;
  if (smallBlindChips > bigBlindChips) return t.small;
  if (hasBringIn(fields.game) && (smallBlindChips < 1 || smallBlindChips === bigBlindChips)) return t.bringIn;
  if (anteChips > bigBlindChips) return t.ante;
  if (bigBlindChips < Math.max(1, before.bigBlindChips)) return t.falls;
  return { smallBlindChips, bigBlindChips, anteChips, minutes: minutes.chips };
}

/** @returns undefined for an empty field: by the number of seats */
export function readPayouts(
  { payouts, format }: ScheduleFields,
  seats: number,
  m: StartMessages,
): { readonly basisPoints: readonly number[] | undefined } | { readonly problem: string } {
  const t = m.schedule.problems;
  const parts = payouts
    .replace(/%,?/gu, ' ')
    .split(/[\s/;·|–-]+/u)
    .filter((part) => part !== '');
  if (format !== 'sit-and-go' || parts.length === 0) return { basisPoints: undefined };
  if (!parts.every((part) => /^\d{1,3}(?:[.,]\d{1,2})?,?$/.test(part))) return { problem: t.percent };
  const basisPoints = parts.map((part) => Math.round(Number(part.replace(/,$/, '').replace(',', '.')) * 100));
  if (basisPoints.some((share) => share === 0)) return { problem: t.percent };
  if (basisPoints.length > seats) return { problem: t.places };
  if (basisPoints.some((share, i) => i > 0 && share > basisPoints[i - 1]!)) return { problem: t.order };
  const sum = basisPoints.reduce((a, b) => a + b, 0);
  return sum === 10_000 ? { basisPoints } : { problem: t.sum(String(sum / 100)) };
}
