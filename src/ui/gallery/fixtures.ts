/** Hand-written views for the gallery: every state of the screen, drawn without a game. */
import type { HandReplayView, HandSummaryView } from '../../client/contract/record.ts';
import type { TableView } from '../../client/contract/view.ts';
import {
  faulty,
  lobbyView,
  nine,
  showdown,
  shuffling,
  sidePots,
  yourTurn,
  yourTurnSeats,
} from './handFixtures.ts';
import {
  chain,
  clock,
  hand,
  links,
  lobby,
  names,
  preflopEvents,
  proofsDone,
  seat,
  table,
} from './viewParts.ts';

const idle = {
  topUpChips: 0,
  topUpMinChips: 0,
  straddle: undefined,
  twice: undefined,
  standUp: false,
  leaving: false,
  sitDownChips: 0,
  owesBlinds: false,
};

const omaha = table({
  ...yourTurn,
  game: 'omaha',
  structure: 'pot-limit',
  seats: yourTurnSeats.map((s) => ({
    ...s,
    cards: s.you ? ['As', 'Kd', 'Jh', '9c'] : [null, null, null, null],
  })),
  legal: { ...yourTurn.legal!, raise: { minToChips: 70, maxToChips: 135, isBet: false } },
});

const studCards = (you: boolean, up: string[]) =>
  you ? ['Kc', '4d', ...up, '9h'] : [null, null, ...up, null];
const stud = table({
  game: 'stud',
  structure: 'fixed-limit',
  seats: [
    seat(0, { cards: studCards(true, ['Ks', '7d', 'Ac', '2h']), awaited: 'action' }),
    seat(1, { cards: studCards(false, ['Qs', '8d', '8c', '3h']) }),
    seat(2, { cards: [], folded: true }),
    seat(3, { cards: studCards(false, ['Td', 'Js', '5c', '6h']) }),
  ].map((s) => ({ ...s, up: [false, false, true, true, true, true, false] })),
  hand: hand({ stage: 'betting', streetName: 'seventh', totalPotChips: 180, clock: clock(0, 12_000) }),
  legal: {
    hand: 12,
    decision: 9,
    fold: true,
    check: false,
    callChips: 20,
    raise: { minToChips: 40, maxToChips: 40, isBet: false },
  },
  events: preflopEvents,
});

const twice = table({
  ...sidePots,
  offers: { ...idle, standUp: true, twice: { hand: 12, deadlineMs: chain.tableTimeMs + 8_000 } },
});

const schedule = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256].map((n) => {
  return { smallBlindChips: 5 * n, bigBlindChips: 10 * n, anteChips: n, hands: 0, durationMs: 300_000 };
});

const sitAndGo = table({
  ...yourTurn,
  legal: undefined,
  smallBlindChips: 15,
  bigBlindChips: 30,
  offers: idle,
  tournament: {
    level: 3,
    levels: 16,
    schedule,
    smallBlindChips: 15,
    bigBlindChips: 30,
    anteChips: 3,
    nextLevel: { smallBlindChips: 20, bigBlindChips: 40, anteChips: 4 },
    levelEndsMs: chain.tableTimeMs + 192_000,
    handsLeft: undefined,
    prizesChips: [3900, 2100],
    places: [
      { seat: 3, nickname: 'Dave', place: 3, prizeChips: 0 },
      { seat: 2, nickname: 'Carol', place: 4, prizeChips: 0 },
    ],
  },
});

const straddleOffered = table({
  ...yourTurn,
  legal: undefined,
  hand: hand({ stage: 'between-hands' }),
  offers: { ...idle, standUp: true, topUpChips: 40, topUpMinChips: 1, straddle: { hand: 13, chips: 20 } },
});

export const tableFixtures: Record<string, TableView> = {
  opening: table({ phase: 'opening', name: '', seats: [], chain: undefined, relay: 'connecting', links: [] }),
  connecting: table({ phase: 'connecting', seats: [], chain: undefined, links: [] }),
  lobby: lobbyView,
  'lobby-start': {
    ...lobbyView,
    lobby: lobby({ canStart: true, seats: lobby().seats.map((s) => ({ ...s, ready: true })) }),
  },
  'lobby-sit-and-go': {
    ...lobbyView,
    extraRules: {
      ...{ sitAndGo: true, prizes: 2, anteChips: 1, straddle: false, runItTwice: false, bondChips: 0 },
      ...{ bombPotHands: 0, bombPotChips: 0, schedule, payoutsBasisPoints: [6500, 3500] },
    },
  },
  'lobby-new': {
    ...lobbyView,
    links: [],
    lobby: lobby({ seats: [], seatCount: 9, yourSeat: undefined, youAreReady: false }),
  },
  signing: {
    ...lobbyView,
    phase: 'signing',
    lobby: lobby({ seats: lobby().seats.map((s) => ({ ...s, ready: true })), awaitingSignatures: [3] }),
  },
  'first-hand': table({
    seats: [seat(0, { cards: [] }), seat(1, { cards: [] }), seat(2, { cards: [] }), seat(3, { cards: [] })],
  }),
  shuffling,
  'your-turn': yourTurn,
  omaha,
  stud,
  twice,
  'sit-and-go': sitAndGo,
  straddle: straddleOffered,
  check: {
    ...yourTurn,
    legal: {
      hand: 12,
      decision: 5,
      fold: true,
      check: true,
      callChips: undefined,
      raise: { minToChips: 10, maxToChips: 960, isBet: true },
    },
  },
  'heads-up': {
    ...yourTurn,
    seats: [yourTurnSeats[0]!, yourTurnSeats[3]!],
    links: links(2),
    hand: hand({
      stage: 'river',
      board: ['Qs', 'Td', '4d', '9c', 'Jh'],
      totalPotChips: 140,
      clock: clock(0, 12_000),
      proofs: proofsDone(2),
    }),
  },
  pending: { ...yourTurn, pending: { verb: 'raiseTo', amountChips: 120 } },
  'side-pots': sidePots,
  showdown,
  'nine-seats': nine,
  fault: faulty,
  missing: {
    ...sidePots,
    links: links(4, { 2: { kind: 'none', rttMs: undefined } }),
    chain: { ...chain, waitingFor: ['Carol'] },
  },
  ended: {
    ...showdown,
    phase: 'ended',
    hand: hand({ stage: 'over' }),
    seats: showdown.seats.map((s) =>
      s.you
        ? { ...s, stackChips: 4000, wonChips: 0 }
        : { ...s, out: true, stackChips: 0, cards: [], handName: undefined },
    ),
  },
};

export const handSummaries: HandSummaryView[] = [12, 11, 10, 9, 8].map((n, i) => ({
  tableId: i < 3 ? 'b7d2046a' : 'c0ffee00',
  tableName: i < 3 ? 'Friday night' : 'Office lunch',
  identity: 'tab-1',
  hand: n,
  finishedAt: 1_795_000_000_000 - i * 190_000,
  yourSeat: i === 4 ? undefined : 0,
  yourCards: i === 4 ? [] : i % 2 ? ['7c', '2d'] : ['Ah', 'Kd'],
  board: i % 2 ? ['Qs', 'Td', '4d'] : ['Qs', 'Td', '4d', '9c', 'Jh'],
  netChips: [860, -40, 125, -10, 0][i] ?? 0,
  winners: [{ nickname: names[i] ?? 'Ada', chips: 1200 }],
}));

export const replayFixture: HandReplayView = {
  summary: handSummaries[0]!,
  steps: [shuffling, yourTurn, sidePots, showdown],
  proofsChecked: 31,
  signature: { says: 'holds', holders: 4, spare: 1 },
};
