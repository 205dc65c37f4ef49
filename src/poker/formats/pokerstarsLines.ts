/** The parts of a PokerStars hand that stand in its first lines: header, table, names, and who sat on which blind. */
import type { GameName, StructureName } from '../../codec/config.ts';
import { cardText, type SeenCard } from '../cards.ts';
import type { HandSetup } from '../setup.ts';

/** Chips shown as money. */
export interface PokerStarsMoney {
  readonly symbol: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Value of one chip, a whole number of hundredths. */
  readonly hundredthsPerChip: number;
}

export interface PokerStarsMeta {
  /** Digits only; no two hands have the same. */
  readonly handNumber: string;
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
  readonly tableName: string;
  readonly tableSize: number;
  /** By seat. */
  readonly names: ReadonlyMap<number, string>;
  readonly smallBlindChips: number;
  readonly bigBlindChips: number;
  /** Whose file it is, with the cards that only this player knows, in dealing order. */
  readonly hero?: { readonly seat: number; readonly cards: readonly SeenCard[] } | undefined;
  /** Absent: play money. */
  readonly money?: PokerStarsMoney | undefined;
  /** `level`: index from 0. */
  readonly tournament?: { readonly number: string; readonly level: number } | undefined;
}

const GAMES: Readonly<Record<GameName, string>> = {
  holdem: "Hold'em",
  omaha: 'Omaha',
  'omaha-hilo': 'Omaha Hi/Lo',
  'short-deck': "6+ Hold'em",
  stud: '7 Card Stud',
  'stud-hilo': '7 Card Stud Hi/Lo',
  razz: 'Razz',
};
const LIMITS: Readonly<Record<StructureName, string>> = {
  'no-limit': 'No Limit',
  'pot-limit': 'Pot Limit',
  'fixed-limit': 'Limit',
};

/** ' [2s 6d 6h]', or nothing where there is no card. */
export function boardText(cards: readonly SeenCard[]): string {
  return cards.length === 0 ? '' : ` [${cards.map(cardText).join(' ')}]`;
}

export function headerOf(
  setup: HandSetup,
  meta: PokerStarsMeta,
  amount: (chips: number) => string,
): string[] {
  const { tournament, money } = meta;
  const game = `${GAMES[setup.game]} ${LIMITS[setup.structure]}`;
  // A fixed limit is named by its bets, the others by their blinds.
  const limit = setup.structure === 'fixed-limit';
  const [low, high] = limit
    ? [setup.smallBetChips, setup.bigBetChips]
    : [meta.smallBlindChips, meta.bigBlindChips];
  const stakes = `${amount(low)}/${amount(high)}`;
  const currency = money === undefined || tournament !== undefined ? '' : ` ${money.currency}`;
  const what =
    tournament === undefined
      ? ` ${game} (${stakes}${currency})`
      : `Tournament #${tournament.number}, Freeroll  ${game} - Level ${roman(tournament.level + 1)} (${stakes})`;
  const play = money === undefined && tournament === undefined ? ' (Play Money)' : '';
  const name = tournament === undefined ? plain(meta.tableName, 'Table') : `${tournament.number} 1`;
  return [
    `PokerStars Hand #${meta.handNumber}: ${what} - ${timeText(meta.startedAtMs)}`,
    `Table '${name}' ${meta.tableSize}-max${play} Seat #${setup.buttonSeat + 1} is the button`,
  ];
}

/** 'YYYY/MM/DD HH:MM:SS UTC [… ET]': trackers read the second, which is the site's. */
function timeText(ms: number): string {
  const parts = (timeZone: string): string => {
    const of = new Map(
      new Intl.DateTimeFormat('en-CA', {
        timeZone,
        hourCycle: 'h23',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
      })
        .formatToParts(ms)
        .map((p) => [p.type, p.value]),
    );
    const [year, month, day] = [of.get('year'), of.get('month'), of.get('day')];
    return `${year}/${month}/${day} ${of.get('hour')}:${of.get('minute')}:${of.get('second')}`;
  };
  return `${parts('UTC')} UTC [${parts('America/New_York')} ET]`;
}

const ROMAN: readonly (readonly [number, string])[] = [
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function roman(n: number): string {
  let left = n;
  let text = '';
  for (const [value, digits] of ROMAN) {
    for (; left >= value; left -= value) text += digits;
  }
  return text;
}

/** Names that no line of the format can be mistaken for: without control characters, brackets, quotes and colons. */
function plain(name: string, otherwise: string): string {
  const text = name
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[:'"()[\]*|#]/g, '.')
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? otherwise : text;
}

/** By seat; two players of one name are told apart by their seats. */
export function pokerStarsNames(
  seats: readonly number[],
  names: ReadonlyMap<number, string>,
): ReadonlyMap<number, string> {
  const taken = new Set<string>();
  return new Map(
    seats.map((seat) => {
      let name = plain(names.get(seat) ?? '', `Seat${seat + 1}`);
      while (taken.has(name)) name = `${name}.${seat + 1}`;
      taken.add(name);
      return [seat, name];
    }),
  );
}

/** ' (button)', ' (small blind)', ' (big blind)', as the summary has them behind a name. */
export function seatRoles(setup: HandSetup): (seat: number) => string {
  return (seat) => {
    const forced = setup.forced.filter((f) => f.seat === seat).map((f) => f.kind);
    const roles = [
      ...(setup.buttonSeat === seat && setup.bringInChips === 0 ? ['button'] : []),
      ...(forced.includes('small-blind') ? ['small blind'] : []),
      ...(forced.includes('big-blind') ? ['big blind'] : []),
    ];
    return roles.map((r) => ` (${r})`).join('');
  };
}
