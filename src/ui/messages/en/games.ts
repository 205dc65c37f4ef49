/** English for games, betting structures, streets, and what is asked for outside a decision. */
import type { GameName, StructureName } from '../../../client/contract/games.ts';

const games: Record<GameName, string> = {
  holdem: 'Texas hold’em',
  omaha: 'Omaha',
  'omaha-hilo': 'Omaha hi-lo',
  'short-deck': 'short-deck hold’em',
  stud: 'seven-card stud',
  'stud-hilo': 'seven-card stud hi-lo',
  razz: 'razz',
};
const structures: Record<StructureName, string> = {
  'no-limit': 'No limit',
  'pot-limit': 'Pot limit',
  'fixed-limit': 'Fixed limit',
};

export const streets: Record<string, string> = {
  preflop: 'before the flop',
  flop: 'flop',
  turn: 'turn',
  river: 'river',
  third: 'third street',
  fourth: 'fourth street',
  fifth: 'fifth street',
  sixth: 'sixth street',
  seventh: 'seventh street',
  'second-board': 'second board',
};

export const gameWords = (game: GameName): string => capital(games[game]);
export const structureWords = (structure: StructureName): string => structures[structure];

/** 'Pot limit Omaha'. */
export const gameName = (structure: StructureName, game: GameName): string =>
  `${structures[structure]} ${games[game]}`;

export const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

export function ordinal(n: number): string {
  const teen = n % 100 >= 11 && n % 100 <= 13;
  const end = teen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${end}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const offers = {
  menu: 'Seat',
  menuTitle: 'Your seat',
  twice: 'Run it twice?',
  twiceYes: 'Twice',
  twiceNo: 'Once',
  show: (card: string) => `Show ${card}`,
  showBoth: 'Show both',
  all: 'All',
  showAll: 'Show all',
  rabbit: 'What would have come?',
  straddle: (chips: string) => `Straddle ${chips} in the next hand`,
  rebuy: (chips: string) => `Buy in again for ${chips}`,
  topUp: 'Add',
  topUpLabel: 'More chips',
  buyInNote: (least: string, most: string) => `${least} to ${most}; they reach your stack between hands.`,
  topUpNote: (chips: string) => `Up to ${chips}; they reach your stack between hands.`,
  waitForBigBlind: 'Come back on the big blind',
  sitDown: (chips: string) => `Take the seat again with ${chips}`,
  standUp: 'Leave the table',
  standUpNote: 'Your hand is folded in its turn, and your seat is empty when the hand is over.',
  standUpConfirm: 'Yes, leave',
  leaving: 'You leave when this hand is over.',
};

export const tournament = {
  level: (n: number) => `Level ${n}`,
  ante: (chips: string) => `ante ${chips}`,
  next: (blinds: string, when: string) => `${blinds} ${when}`,
  inTime: (time: string) => `in ${time}`,
  inHands: (n: number) => `in ${n} ${plural(n, 'hand', 'hands')}`,
  prizes: (list: string) => `Prizes: ${list}`,
  place: (n: number) => ordinal(n),
};

export const extraRules = {
  sitAndGo: (prizes: number) => `Sit-and-go, ${prizes} ${plural(prizes, 'prize', 'prizes')}`,
  ante: (chips: string) => `ante ${chips}`,
  straddle: 'straddles',
  runItTwice: 'all-ins may be run twice',
  rabbitHunt: 'one may ask what would have come',
  bombPot: (hands: number, chips: string) => `bomb pot of ${chips} each, every ${hands} hands`,
  bond: (chips: string) => `bond of ${chips} out of each stack`,
};
