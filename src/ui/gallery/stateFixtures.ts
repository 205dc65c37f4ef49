/** More states of the table, made from the first ones: waiting with choices ahead, between hands, and bad input. */
import type { EventView, SeatView, TableView } from '../../client/contract/view.ts';
import { tableFixtures } from './fixtures.ts';
import { runOutPlay, runOutTables } from './runOutFixtures.ts';

const yourTurn = tableFixtures['your-turn']!;
const sidePots = tableFixtures['side-pots']!;
const nine = tableFixtures['nine-seats']!;
const straddle = tableFixtures.straddle!;

const quiet = { handName: undefined, mayShow: [], bigBlindNext: false };

function withSeats(view: TableView, change: (seat: SeatView) => Partial<SeatView>): TableView {
  return { ...view, seats: view.seats.map((s) => ({ ...s, ...change(s) })) };
}

/** Dmitri thinks; you may choose ahead. */
const waitingForCall = withSeats(
  {
    ...sidePots,
    own: { ...quiet, handName: 'High card, ace' },
    hand: { ...sidePots.hand!, totalPotChips: 420, pots: [] },
  },
  (s) => ({
    allIn: false,
    stackChips: 700,
    betChips: s.seat === 1 ? 40 : 0,
    lastAction: s.seat === 1 ? { verb: 'raiseTo', amountChips: 40 } : undefined,
  }),
);
const waitingForCheck = withSeats(waitingForCall, () => ({ betChips: 0, lastAction: undefined }));

const betweenHands: TableView = withSeats(
  {
    ...tableFixtures.showdown!,
    own: { ...quiet, mayShow: ['Ah', 'Kd'] },
    hand: { ...tableFixtures.showdown!.hand!, stage: 'between-hands', pots: [], totalPotChips: 0 },
    offers: { ...straddle.offers!, straddle: undefined },
  },
  (s) =>
    s.seat === 0
      ? { wonChips: 55, handName: undefined, stackChips: 1055 }
      : { cards: [], folded: true, wonChips: 0, handName: undefined },
);

/** Everything there is to be asked after a hand of Omaha: four cards to show, the rabbit hunt, the next straddle. */
const afterOmaha: TableView = withSeats(
  {
    ...betweenHands,
    game: 'omaha',
    structure: 'pot-limit',
    own: { ...quiet, mayShow: ['Ah', 'Kd', '9s', 'Tc'] },
    offers: { ...straddle.offers!, rabbit: true },
    hand: { ...betweenHands.hand!, board: betweenHands.hand!.board.slice(0, 3) },
  },
  // One who folded has shown a single card.
  (s) =>
    s.you
      ? { cards: ['Ah', 'Kd', '9s', 'Tc'] }
      : { cards: s.seat === 2 ? [null, '5h', null, null] : [], wonChips: 0 },
);

/** The last to show, with the best hand: to be shown, or proved. */
const claim: TableView = withSeats(
  {
    ...tableFixtures.showdown!,
    legal: undefined,
    own: { ...quiet, handName: 'Straight, king high', claim: { relation: 'better', pairs: 137 } },
  },
  (s) => (s.you ? { awaited: 'show', wonChips: 0, handName: undefined } : { wonChips: 0 }),
);
/** Somebody has won so. */
const unseen: TableView = withSeats(betweenHands, (s) =>
  s.seat === 0
    ? { wonChips: 0, folded: true, mucked: true, cards: [] }
    : s.seat === 1
      ? { wonChips: 55, folded: false, claimed: 'better', cards: [null, null], handName: undefined }
      : {},
);

/** What would have come. */
const rabbit: TableView = {
  ...afterOmaha,
  own: { ...quiet, mayShow: ['Ah', '9s'] },
  offers: { ...straddle.offers!, straddle: undefined },
  hand: { ...afterOmaha.hand!, rabbit: ['Jc', '3d'] },
};

const rebuy: TableView = withSeats(
  {
    ...straddle,
    offers: { ...straddle.offers!, straddle: undefined, topUpChips: 1000, topUpMinChips: 10 },
  },
  (s) => (s.you ? { out: true, stackChips: 0, cards: [], inHand: false } : {}),
);

const away: TableView = withSeats(
  { ...sidePots, offers: { ...straddle.offers!, straddle: undefined, owesBlinds: true, topUpChips: 300 } },
  (s) => (s.you ? { sittingOut: true, cards: [], inHand: false } : {}),
);

const rudeNames = [
  'Ada',
  '😀👨‍👩‍👧‍👦🏴‍☠️🎲🔥💀👻🤖🎃👾🧠🫠🥶🤯🎯🚀🌈🍕🎸',
  '\u202Eekil eman a\u202C evil \u2066rtl',
  'x'.repeat(10_000),
  '<img src=x onerror=alert(1)><b>bold</b>',
  'מישהו עם שם ארוך מאוד בעברית 123',
  'W'.repeat(48),
  `Z${'\u0301'.repeat(60)}algo`,
  ' \u200B\u200B\n\t ',
];
const rude: TableView = {
  ...withSeats(nine, (s) => ({
    nickname: rudeNames[s.seat] ?? '',
    stackChips: s.you ? 2480 : 999_999_999_999_999,
  })),
  name: `\u202E${'<script>alert(1)</script>'.repeat(400)}`,
  chain: { ...nine.chain!, waitingFor: rudeNames.slice(1, 4) },
  own: { ...quiet, handName: 'Straight, queen high' },
};

let id = 50_000;
function chat(seat: number, text: string): EventView {
  id += 1;
  return {
    id,
    timeMs: id,
    kind: 'chat',
    seat,
    nickname: rudeNames[seat],
    chips: undefined,
    cards: [],
    text,
  };
}
const flood: TableView = {
  ...rude,
  chain: nine.chain,
  events: [
    ...nine.events,
    ...Array.from({ length: 60 }, (_, i) => chat(3, `${'BUY CHIPS '.repeat(30)}${i}`)),
    chat(1, 'z'.repeat(560)),
    chat(2, '\u202E<b>backwards</b>\u2069\u2069 and out'),
    chat(5, '👍'),
  ],
};

/** A pause, a vote and a proposal at once, and people who watch. */
const votes: TableView = {
  ...betweenHands,
  audience: 3,
  house: {
    pause: { seat: 1, nickname: 'Bea', begun: true, endsMs: 10_000_000, mayEnd: true, yes: 1, needed: 2 },
    removals: [
      {
        seat: 2,
        nickname: rudeNames[2] ?? '',
        passed: false,
        you: false,
        mayAgree: true,
        mayDecline: true,
        yes: 1,
        needed: 2,
      },
    ],
    terms: {
      number: 1,
      nickname: 'Bea',
      smallBlindChips: 10,
      bigBlindChips: 20,
      actionTimeMs: 30_000,
      passed: false,
      mayAgree: true,
      mayDecline: true,
      yes: 1,
      needed: 4,
    },
    mayPause: false,
    mayPropose: true,
    removable: [1, 3],
  },
};

const asked = {
  closed: false,
  agreed: ['Bea', rudeNames[2] ?? ''],
  waitsFor: ['Ada', rudeNames[3] ?? ''],
  isAlone: false,
  youAgreed: false,
  mayAgree: true,
  mayDecline: true,
};
const nobodyMore = { agreed: [], waitsFor: [], mayAgree: false, mayDecline: false };

export const allTables: Record<string, TableView> = {
  closing: { ...betweenHands, closing: asked },
  closed: {
    ...betweenHands,
    phase: 'ended',
    closing: { ...asked, ...nobodyMore, closed: true },
    chain: { ...nine.chain!, closing: 'signed' },
  },
  ...tableFixtures,
  ...runOutTables,
  standstill: {
    ...tableFixtures.missing!,
    chain: { ...tableFixtures.missing!.chain!, missing: ['Carol'] },
    offers: { ...straddle.offers!, straddle: undefined, standUp: true },
  },
  waiting: waitingForCall,
  'waiting-check': waitingForCheck,
  'between-hands': betweenHands,
  'after-omaha': afterOmaha,
  claim,
  unseen,
  rabbit,
  rebuy,
  away,
  rude,
  flood,
  // Watching: no seat, no cards, nothing to press.
  watching: withSeats(
    {
      ...sidePots,
      yourSeat: undefined,
      own: undefined,
      legal: undefined,
      watching: { maySit: true, noRoom: false },
    },
    (s) => (s.you ? { you: false, cards: [null, null] } : {}),
  ),
  votes,
  'your-turn-strength': { ...nine, own: { ...quiet, handName: 'Straight, king high' } },
  'waiting-nine': {
    ...withSeats(nine, (s) => ({ awaited: s.seat === 3 ? ('action' as const) : undefined })),
    legal: undefined,
    hand: { ...nine.hand!, clock: { ...nine.hand!.clock!, seat: 3 } },
    own: { ...quiet, handName: 'Pair of kings' },
  },
  'somebody-asks': {
    ...yourTurn,
    door: {
      hostTrusted: true,
      askers: [
        {
          ...{ player: 'aa', nickname: 'Grace', role: 'player', seat: 4, yes: 1, needed: 3 },
          ...{ objection: { endsMs: 40_000 }, decided: undefined, mayAgree: true, mayDecline: true },
        },
        {
          ...{ player: 'bb', nickname: undefined, role: 'witness', seat: undefined, yes: 0, needed: 3 },
          ...{ objection: undefined, decided: undefined, mayAgree: true, mayDecline: true },
        },
      ],
    },
  },
  'all-in-call': {
    ...yourTurn,
    legal: { ...yourTurn.legal!, callChips: 960, raise: undefined },
  },
};

/** Your turn after `before`, with so much to call; 0 = checking is free. */
function turnComes(before: TableView, toCall: number): TableView {
  const seats = before.seats.map((s) => ({
    ...s,
    awaited: s.you ? ('action' as const) : undefined,
    betChips: s.seat === 3 ? toCall : 0,
  }));
  return {
    ...before,
    seats,
    hand: { ...before.hand!, clock: { ...before.hand!.clock!, seat: 0 } },
    legal: {
      hand: before.hand!.hand,
      decision: 20,
      fold: true,
      check: toCall === 0,
      callChips: toCall === 0 ? undefined : toCall,
      raise: { minToChips: Math.max(10, 2 * toCall), maxToChips: 700, isBet: toCall === 0 },
    },
  };
}

const raised = withSeats(waitingForCall, (s) => ({
  betChips: s.seat === 2 ? 80 : s.betChips,
  lastAction: s.seat === 2 ? { verb: 'raiseTo', amountChips: 80 } : s.lastAction,
}));

/** A long sentence at every seat at once. */
const everybodyTalks = nine.seats.map((s) =>
  chat(s.seat, 'nice hand, but I had you until that river, honestly'),
);

/** Little plays for tests of what is chosen ahead: each begins with its first view and goes on step by step. */
export const plays: Record<string, readonly TableView[]> = {
  'play-run-out': runOutPlay,
  'play-chat': [nine, { ...nine, events: [...nine.events, ...everybodyTalks] }],
  'play-called': [waitingForCall, turnComes(waitingForCall, 40)],
  'play-raised': [waitingForCall, raised, turnComes(raised, 80)],
  'play-checked': [waitingForCheck, turnComes(waitingForCheck, 0)],
  'play-bet': [waitingForCheck, turnComes(waitingForCheck, 40)],
};
