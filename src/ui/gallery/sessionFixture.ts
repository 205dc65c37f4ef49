/** An evening's numbers for the gallery: four players, one who came late, one who bought in again and left. */
import type { PlayerStats, SessionView } from '../../client/contract/record.ts';

const stats = (n: number): PlayerStats => ({
  hands: 12 - n,
  firstStreetHands: 11 - n,
  vpip: 5 - (n % 3),
  pfr: 3 - (n % 3),
  aggressive: 7 - n,
  calls: n === 3 ? 0 : 3 + n,
  sawSecondStreet: 6,
  wentToShowdown: 3,
  showdowns: n === 2 ? 0 : 3,
  wonAtShowdown: n === 2 ? 0 : 2 - (n % 2),
});

const players = [
  { player: 'aa', nickname: 'Ada', seat: 0, you: true, stats: stats(0) },
  { player: 'bb', nickname: 'Bob 🎲', seat: 1, you: false, stats: stats(1) },
  { player: 'cc', nickname: 'Carol', seat: 2, you: false, stats: stats(2) },
  { player: 'dd', nickname: 'محمد', seat: 3, you: false, stats: stats(3) },
];
const stacks: (number | undefined)[][] = [
  [1000, 1000, 1000, undefined],
  [1015, 995, 990, undefined],
  [1005, 985, 1010, undefined],
  [1245, 985, 770, 1000],
  [1240, 1205, 555, 1000],
  [1230, 1195, 1000, 1010],
  [1420, 1185, 990, 840],
  [1410, 1175, 980, 870],
  [1400, 1565, 610, 860],
  [1390, 1555, undefined, 880],
  [1860, 1085, undefined, 880],
];
const row = (i: number, broughtChips: number, takenChips: number, atTableChips: number) => {
  const { player, nickname, you } = players[i]!;
  const resultChips = takenChips + atTableChips - broughtChips;
  return { player, nickname, you, broughtChips, takenChips, atTableChips, resultChips };
};

export const sessionFixture: SessionView = {
  game: 'holdem',
  structure: 'no-limit',
  bigBlindChips: 10,
  players,
  points: stacks.map((s, hand) => ({ hand, stacks: s })),
  ledger: [row(0, 1000, 0, 1860), row(1, 1000, 0, 1085), row(2, 1445, 620, 0), row(3, 1000, 0, 880)],
  openHands: [],
  withheld: [],
  agreedHeight: 0,
  missed: [],
  highlights: {
    biggestPot: { hand: 10, chips: 955, nickname: 'Ada' },
    bestHand: {
      hand: 3,
      nickname: 'Bob 🎲',
      handName: 'Full house, kings over threes',
      cards: ['Kh', 'Kd', 'Ks', '3c', '3d'],
    },
  },
  carriedChips: 0,
  transfers: [
    { from: 'cc', to: 'aa', chips: 825 },
    { from: 'dd', to: 'bb', chips: 85 },
    { from: 'dd', to: 'aa', chips: 35 },
  ],
  tournament: 'none',
};

/** The same evening at five cents a chip, stopped in the middle of a hand. */
export const stoppedSession: SessionView = {
  ...sessionFixture,
  money: { centsPerChip: 5, currency: 'EUR' },
  openHands: [
    {
      hand: 11,
      potChips: 85,
      street: 'turn',
      aside: false,
      due: { what: 'cards', from: ['Bob 🎲'] },
      stakes: [
        { player: 'aa', nickname: 'Ada', chips: 40, folded: false },
        { player: 'bb', nickname: 'Bob 🎲', chips: 40, folded: false },
        { player: 'dd', nickname: 'محمد', chips: 5, folded: true },
      ],
    },
  ],
};
