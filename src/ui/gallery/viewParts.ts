/** What the gallery's hand-written views are put together from. */
import type {
  EventView,
  HandView,
  LinkView,
  LobbyView,
  SeatView,
  TableView,
} from '../../client/contract/view.ts';

export const names = [
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

export function seat(n: number, change: Partial<SeatView> = {}): SeatView {
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

export function links(count: number, change: Record<number, Partial<LinkView>> = {}): LinkView[] {
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

export const proofsDone = (n: number): HandView['proofs'] => ({
  shufflesVerified: n,
  shufflesExpected: n,
  sharesVerified: 24,
  busy: undefined,
  entries: Array.from({ length: n }, (_, i) => [
    { seat: i, step: 'key', ok: true, tookMs: 4 + i } as const,
    { seat: i, step: 'shuffle', ok: true, tookMs: 312 + i * 23 } as const,
  ]).flat(),
});

export function hand(change: Partial<HandView> = {}): HandView {
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
export function event(
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

export const preflopEvents = [
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
export const flopEvents = [
  ...preflopEvents,
  event('call', 0, 40),
  event('call', 1, 35),
  event('street', undefined, undefined, 'flop', ['Qs', 'Td', '4d']),
  event('all-in', 1, 260),
  event('call', 2, 260),
];

export const chain = {
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

export function table(change: Partial<TableView> = {}): TableView {
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

export const clock = (who: number, left: number) => ({
  seat: who,
  deadlineMs: chain.tableTimeMs + left,
  totalMs: 30_000,
});

export function lobby(change: Partial<LobbyView> = {}): LobbyView {
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
