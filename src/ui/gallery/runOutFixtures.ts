/** An all-in before the flop, run out: the hands are up, the board comes, and who has won. */
import type { EventView, TableView } from '../../client/contract/view.ts';
import { tableFixtures } from './fixtures.ts';

const base = tableFixtures['side-pots']!;
const board = ['2c', 'Kh', '7s', 'Kc', '9d'];
const you = ['Ah', 'Kd'];
const bob = ['Qs', 'Qd'];

let id = 90_000;
function event(kind: EventView['kind'], more: Partial<EventView> = {}): EventView {
  id += 1;
  const seat = more.seat;
  const nickname = base.seats.find((s) => s.seat === seat)?.nickname;
  return { id, timeMs: id, kind, seat, nickname, chips: undefined, cards: [], text: undefined, ...more };
}

const opened: EventView[] = [
  event('hand-started', { text: '12' }),
  event('all-in', { seat: 0, chips: 1000 }),
  event('all-in', { seat: 1, chips: 1000 }),
  event('show', { seat: 0, cards: you }),
  event('show', { seat: 1, cards: bob }),
];
const streets: EventView[] = [
  event('street', { text: 'flop', cards: board.slice(0, 3) }),
  event('street', { text: 'turn', cards: board.slice(3, 4) }),
  event('street', { text: 'river', cards: board.slice(4) }),
];

const equities = [
  [0, 0.432],
  [3, 0.901],
  [4, 0.977],
  [5, 1],
].map(([cards, share]) => ({
  board: 0 as const,
  cards: cards!,
  shares: [
    { seat: 0, share: share! },
    { seat: 1, share: 1 - share! },
  ],
}));

function seats(of: TableView, won: boolean): TableView['seats'] {
  return of.seats.map((s) => {
    if (s.seat > 1)
      return { ...s, folded: true, cards: [], betChips: 0, stackChips: 990, awaited: undefined };
    const mine = s.seat === 0;
    return {
      ...s,
      cards: mine ? you : bob,
      betChips: 0,
      stackChips: won && mine ? 2015 : 0,
      wonChips: won && mine ? 2015 : 0,
      allIn: !won,
      out: won && !mine,
      folded: false,
      awaited: undefined,
      handName: won ? (mine ? 'Three of a kind, kings' : 'Two pair, kings and queens') : undefined,
      ...(won && mine ? { winning: [['Ah', 'Kd', 'Kh', 'Kc', '9d'], []] } : {}),
    };
  });
}

/** The cards are up; nothing more has come yet. */
const up: TableView = {
  ...base,
  seats: seats(base, false),
  hand: { ...base.hand!, stage: 'reveal', board: [], pots: [], totalPotChips: 2015, clock: undefined },
  runOut: { hand: 12, fromCards: 0, boardCards: 5, equities: equities.slice(0, 1) },
  events: opened,
};
/** As the log is a blink later. */
const over: TableView = {
  ...up,
  seats: seats(base, true),
  hand: { ...up.hand!, stage: 'between-hands', board, totalPotChips: 0 },
  runOut: { ...up.runOut!, equities },
  events: [
    ...opened,
    ...streets,
    event('win', { seat: 0, chips: 2015, text: 'Three of a kind, kings' }),
    event('busted', { seat: 1 }),
    event('hand-over', { text: '12' }),
  ],
};
/** The board as it lies after the turn, as long as nothing more comes. */
const turn: TableView = {
  ...up,
  hand: { ...up.hand!, board: board.slice(0, 4) },
  runOut: { ...up.runOut!, equities: equities.slice(0, 3) },
  events: [...opened, ...streets.slice(0, 2)],
};

export const runOutTables: Record<string, TableView> = { 'run-out': turn, 'run-out-over': over };
export const runOutPlay: readonly TableView[] = [{ ...up, runOut: undefined }, over];
