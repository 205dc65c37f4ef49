/** Hand-written views for the gallery: every state of the screen, drawn without a game. */
import type { HandReplayView, HandSummaryView } from '../../client/contract/record.ts';
import type {
  EventView,
  HandView,
  LinkView,
  LobbyView,
  SeatView,
  TableView,
} from '../../client/contract/view.ts';

const names = [
  'Ada',
  'Bob',
  'Carol',
  'Dmitri',
  'Émilie',
  'فاطمة',
  'Grażyna Wiśniewska-Kowalczyk',
  'Hiro 🎲',
  'Ines',
];
const ROOT = '8f3a1c5e9b7d2046a1e8c3f5b9d70246e8a1c3f5d7b9024681ace3f579bd0246';

function seat(n: number, change: Partial<SeatView> = {}): SeatView {
  return {
    seat: n,
    nickname: names[n] ?? `Player ${n}`,
    stackChips: 1000,
    bondChips: 0,
    creditChips: 0,
    betChips: 0,
    you: n === 0,
    button: false,
    inHand: true,
    folded: false,
    allIn: false,
    sittingOut: false,
    out: false,
    cards: n === 0 ? ['Ah', 'Kd'] : [null, null],
    lastAction: undefined,
    awaited: undefined,
    faults: [],
    wonChips: 0,
    handName: undefined,
    timeBankMs: 30_000,
    ...change,
  };
}

function links(count: number, change: Record<number, Partial<LinkView>> = {}): LinkView[] {
  return Array.from({ length: count - 1 }, (_, i) => ({
    peerId: `12D3KooW${i}`,
    seat: i + 1,
    nickname: names[i + 1],
    kind: i === 2 ? 'relayed' : 'direct',
    rttMs: 8 + i * 17,
    refused: {},
    ...change[i + 1],
  }));
}

const proofsDone = (n: number): HandView['proofs'] => ({
  shufflesVerified: n,
  shufflesExpected: n,
  sharesVerified: 24,
  busy: undefined,
  entries: Array.from({ length: n }, (_, i) => [
    { seat: i, step: 'key', ok: true, tookMs: 4 + i } as const,
    { seat: i, step: 'shuffle', ok: true, tookMs: 312 + i * 23 } as const,
  ]).flat(),
});

function hand(change: Partial<HandView> = {}): HandView {
  return {
    hand: 12,
    attempt: 0,
    stage: 'preflop',
    streetName: undefined,
    board: [],
    secondBoard: [],
    pots: [],
    totalPotChips: 0,
    clock: undefined,
    proofs: proofsDone(4),
    ...change,
  };
}

let eventId = 0;
function event(
  kind: EventView['kind'],
  who: number | undefined,
  chips?: number,
  text?: string,
  cards: string[] = [],
): EventView {
  eventId += 1;
  return {
    id: eventId,
    timeMs: eventId * 900,
    kind,
    seat: who,
    nickname: who === undefined ? undefined : names[who],
    chips,
    cards,
    text,
  };
}

const preflopEvents = [
  event('hand-started', undefined, undefined, '12'),
  event('shuffled', 0),
  event('shuffled', 1),
  event('shuffled', 2),
  event('shuffled', 3),
  event('blind', 1, 5, 'small-blind'),
  event('blind', 2, 10, 'big-blind'),
  event('raise', 3, 40),
  event('chat', 1, undefined, 'here we go again…'),
];
const flopEvents = [
  ...preflopEvents,
  event('call', 0, 40),
  event('call', 1, 35),
  event('street', undefined, undefined, 'flop', ['Qs', 'Td', '4d']),
  event('all-in', 1, 260),
  event('call', 2, 260),
];

const chain = {
  epoch: 0,
  validators: 4,
  faultsTolerated: 1,
  height: 12_407,
  round: 15_220,
  tableTimeMs: 1_284_000,
  stateRoot: ROOT,
  signatures: 'webcrypto',
  rulesVersion: 2,
  waitingFor: [],
} as const;

function table(change: Partial<TableView> = {}): TableView {
  return {
    phase: 'playing',
    failure: undefined,
    tableId: 'b7d2046a1e8c3f5b9d70246e8a1c3f5d7b9024681ace3f579bd02468f3a1c5e9',
    name: 'Friday night',
    game: 'holdem',
    structure: 'no-limit',
    smallBlindChips: 5,
    bigBlindChips: 10,
    actionTimeMs: 30_000,
    relay: 'connected',
    links: links(4),
    lobby: undefined,
    seats: [0, 1, 2, 3].map((n) => seat(n)),
    yourSeat: 0,
    hand: undefined,
    legal: undefined,
    pending: undefined,
    chain,
    events: [],
    ...change,
  };
}

const clock = (who: number, left: number) => ({
  seat: who,
  deadlineMs: chain.tableTimeMs + left,
  totalMs: 30_000,
});

function lobby(change: Partial<LobbyView> = {}): LobbyView {
  return {
    seats: [
      { seat: 0, nickname: 'Ada', ready: true, you: true },
      { seat: 1, nickname: 'Bob', ready: true, you: false },
      { seat: 3, nickname: names[6]!, ready: false, you: false },
    ],
    seatCount: 6,
    youAreCreator: true,
    yourSeat: 0,
    youAreReady: true,
    canStart: false,
    running: false,
    awaitingSignatures: [],
    ...change,
  };
}

const yourTurnSeats = [
  seat(0, { awaited: 'action', stackChips: 960 }),
  seat(1, { stackChips: 995, betChips: 5, lastAction: { verb: 'smallBlind', amountChips: 5 } }),
  seat(2, { stackChips: 990, betChips: 10, lastAction: { verb: 'bigBlind', amountChips: 10 } }),
  seat(3, { stackChips: 960, betChips: 40, button: true, lastAction: { verb: 'raiseTo', amountChips: 40 } }),
];
const yourTurn = table({
  seats: yourTurnSeats,
  hand: hand({ stage: 'preflop', totalPotChips: 55, pots: [], clock: clock(0, 19_000) }),
  legal: {
    hand: 12,
    decision: 3,
    fold: true,
    check: false,
    callChips: 40,
    raise: { minToChips: 70, maxToChips: 960, isBet: false },
  },
  events: preflopEvents,
});

const nine = table({
  links: links(9, { 5: { kind: 'none', rttMs: undefined } }),
  seats: [
    seat(0, {
      stackChips: 2480,
      betChips: 120,
      awaited: 'action',
      lastAction: { verb: 'call', amountChips: 120 },
    }),
    seat(1, { folded: true, cards: [], stackChips: 880 }),
    seat(2, { stackChips: 0, betChips: 640, allIn: true }),
    seat(3, { stackChips: 1_250_000, betChips: 640, lastAction: { verb: 'raiseTo', amountChips: 640 } }),
    seat(4, { sittingOut: true, cards: [], inHand: false }),
    seat(5, { stackChips: 75, betChips: 640, lastAction: { verb: 'call', amountChips: 640 } }),
    seat(6, { stackChips: 360, betChips: 640, button: true, lastAction: { verb: 'call', amountChips: 640 } }),
    seat(7, { out: true, stackChips: 0, cards: [], inHand: false }),
    seat(8, { folded: true, cards: [], stackChips: 905 }),
  ],
  hand: hand({
    stage: 'turn',
    board: ['Qs', 'Td', '4d', '9c'],
    totalPotChips: 3880,
    pots: [
      { chips: 3200, eligibleSeats: [0, 2, 3, 5, 6] },
      { chips: 680, eligibleSeats: [0, 3, 5, 6] },
    ],
    clock: clock(0, 7_000),
    proofs: proofsDone(7),
  }),
  legal: {
    hand: 12,
    decision: 14,
    fold: true,
    check: false,
    callChips: 520,
    raise: { minToChips: 1160, maxToChips: 2600, isBet: false },
  },
  events: flopEvents,
  chain: { ...chain, validators: 9, faultsTolerated: 2 },
});

const sidePots = table({
  seats: [
    seat(0, { stackChips: 700, awaited: undefined }),
    seat(1, { stackChips: 0, betChips: 260, allIn: true }),
    seat(2, { stackChips: 0, betChips: 180, allIn: true, button: true }),
    seat(3, { stackChips: 700, betChips: 260, awaited: 'action' }),
  ],
  hand: hand({
    stage: 'flop',
    board: ['Qs', 'Td', '4d'],
    totalPotChips: 1460,
    pots: [
      { chips: 900, eligibleSeats: [0, 1, 2, 3] },
      { chips: 560, eligibleSeats: [0, 1, 3] },
    ],
    clock: clock(3, 24_000),
  }),
  events: flopEvents,
});

const showdown = table({
  seats: [
    seat(0, {
      stackChips: 1820,
      wonChips: 1200,
      handName: 'Straight, ace high',
      winning: [['Ah', 'Kd', 'Qs', 'Td', 'Jh'], []],
    }),
    seat(1, { stackChips: 0, cards: ['Qh', 'Qc'], allIn: true, handName: 'Three of a kind, queens' }),
    seat(2, { stackChips: 640, cards: ['9d', '8d'], handName: 'Pair of nines', wonChips: 0 }),
    seat(3, { stackChips: 700, folded: true, cards: [], button: true }),
  ],
  hand: hand({
    stage: 'showdown',
    board: ['Qs', 'Td', '4d', '9c', 'Jh'],
    totalPotChips: 1200,
    pots: [{ chips: 1200, eligibleSeats: [0, 1, 2] }],
  }),
  events: [
    ...flopEvents,
    event('show', 1, undefined, 'Three of a kind, queens', ['Qh', 'Qc']),
    event('show', 0, undefined, undefined, ['Ah', 'Kd']),
    event('win', 0, 1200, 'Straight, ace high'),
  ],
});

const shuffling = table({
  seats: [
    seat(0, { cards: [], button: true }),
    seat(1, { cards: [] }),
    seat(2, { cards: [], awaited: 'shuffle' }),
    seat(3, { cards: [] }),
  ],
  hand: hand({
    stage: 'shuffle',
    proofs: { ...proofsDone(4), shufflesVerified: 2, entries: proofsDone(4).entries.slice(0, 4) },
  }),
  events: [...preflopEvents.slice(0, 3)],
});

const fault = { seat: 2, nickname: 'Carol', step: 'shuffle', reason: 'proof-fails' } as const;
const faulty = table({
  seats: [
    seat(0, { cards: [], awaited: 'shuffle' }),
    seat(1, { cards: [], button: true }),
    seat(2, { cards: [], inHand: false, faults: [fault] }),
    seat(3, { cards: [] }),
  ],
  hand: hand({
    stage: 'shuffle',
    attempt: 1,
    proofs: {
      shufflesVerified: 0,
      shufflesExpected: 3,
      sharesVerified: 0,
      busy: 'proving-shuffle',
      entries: [{ seat: 2, step: 'shuffle', ok: false, tookMs: 287 }],
    },
  }),
  links: links(4, { 2: { refused: { 'bad-signature': 3, oversized: 1 } } }),
  events: [
    event('hand-started', undefined, undefined, '12'),
    event('shuffled', 1),
    event('fault', 2, undefined, 'shuffle: proof-fails'),
    event('redeal', undefined),
  ],
});

const lobbyView = table({
  phase: 'lobby',
  seats: [],
  chain: undefined,
  lobby: lobby(),
  links: links(4, { 3: { nickname: undefined, seat: undefined } }),
});

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
};
