/** Hand-written views of a hand's stages, for the gallery. */
import {
  chain,
  clock,
  event,
  flopEvents,
  hand,
  links,
  lobby,
  preflopEvents,
  proofsDone,
  seat,
  table,
} from './viewParts.ts';

export const yourTurnSeats = [
  seat(0, { awaited: 'action', stackChips: 960 }),
  seat(1, { stackChips: 995, betChips: 5, lastAction: { verb: 'smallBlind', amountChips: 5 } }),
  seat(2, { stackChips: 990, betChips: 10, lastAction: { verb: 'bigBlind', amountChips: 10 } }),
  seat(3, { stackChips: 960, betChips: 40, button: true, lastAction: { verb: 'raiseTo', amountChips: 40 } }),
];
export const yourTurn = table({
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

export const nine = table({
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

export const sidePots = table({
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

export const showdown = table({
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

export const shuffling = table({
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
export const faulty = table({
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

export const lobbyView = table({
  phase: 'lobby',
  seats: [],
  chain: undefined,
  lobby: lobby(),
  links: links(4, { 3: { nickname: undefined, seat: undefined } }),
});
