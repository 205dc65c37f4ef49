/** German for games, betting structures, streets, hands, and what is asked for outside a decision. */
import type { GameName, StructureName } from '../../../client/contract/games.ts';

import { capital, plural } from '../en/games.ts';
import type { Messages } from '../en/index.ts';
import { type HandWords, handIn } from '../handWords.ts';

const games: Record<GameName, string> = {
  holdem: 'Texas Hold’em',
  omaha: 'Omaha',
  'omaha-hilo': 'Omaha Hi-Lo',
  'short-deck': 'Short Deck Hold’em',
  stud: 'Seven Card Stud',
  'stud-hilo': 'Seven Card Stud Hi-Lo',
  razz: 'Razz',
};
const structures: Record<StructureName, string> = {
  'no-limit': 'No Limit',
  'pot-limit': 'Pot Limit',
  'fixed-limit': 'Fixed Limit',
};
const streets: Record<string, string> = {
  preflop: 'vor dem Flop',
  flop: 'Flop',
  turn: 'Turn',
  river: 'River',
  third: 'Third Street',
  fourth: 'Fourth Street',
  fifth: 'Fifth Street',
  sixth: 'Sixth Street',
  seventh: 'Seventh Street',
  'second-board': 'zweites Board',
};

export const gameWords = (game: GameName): string => games[game];
export const structureWords = (structure: StructureName): string => structures[structure];
export const gameName = (structure: StructureName, game: GameName): string =>
  `${structures[structure]} ${games[game]}`;
export const street = (name: string): string => streets[name] ?? name;
export const streetTitle = (name: string): string => capital(street(name));

const words: HandWords = {
  one: {
    two: 'Zwei',
    three: 'Drei',
    four: 'Vier',
    five: 'Fünf',
    six: 'Sechs',
    seven: 'Sieben',
    eight: 'Acht',
    nine: 'Neun',
    ten: 'Zehn',
    jack: 'Bube',
    queen: 'Dame',
    king: 'König',
    ace: 'Ass',
  },
  many: {
    two: 'Zweien',
    three: 'Dreien',
    four: 'Vieren',
    five: 'Fünfen',
    six: 'Sechsen',
    seven: 'Siebenen',
    eight: 'Achten',
    nine: 'Neunen',
    ten: 'Zehnen',
    jack: 'Buben',
    queen: 'Damen',
    king: 'Könige',
    ace: 'Asse',
  },
  royalFlush: 'Royal Flush',
  straightFlush: (high) => `Straight Flush, ${high} hoch`,
  fourOfAKind: (many) => `Vierling, ${many}`,
  fullHouse: (over, under) => `Full House, ${over} und ${under}`,
  flush: (high) => `Flush, ${high} hoch`,
  straight: (high) => `Straße, ${high} hoch`,
  threeOfAKind: (many) => `Drilling, ${many}`,
  twoPair: (high, low) => `Zwei Paare, ${high} und ${low}`,
  pair: (many) => `Ein Paar ${many}`,
  highCard: (high) => `Höchste Karte ${high}`,
  low: (cards) => `Low ${cards}`,
  secondBoard: 'zweites Board',
  kicker: (name, rank) => `${name}, Kicker ${rank}`,
};
export const handName = (name: string): string => handIn(words, name);

export const offers: Messages['offers'] = {
  menu: 'Platz',
  menuTitle: 'Dein Platz',
  twice: 'Zweimal austeilen?',
  twiceYes: 'Zweimal',
  twiceNo: 'Einmal',
  show: (card) => `${card} zeigen`,
  showBoth: 'Beide zeigen',
  all: 'Alle',
  showAll: 'Alle zeigen',
  rabbit: 'Was wäre gekommen?',
  straddle: (chips) => `Straddle ${chips} in der nächsten Hand`,
  rebuy: (chips) => `Neu einkaufen für ${chips}`,
  topUp: 'Dazulegen',
  topUpLabel: 'Mehr Chips',
  buyInNote: (least, most) => `${least} bis ${most}; sie kommen zwischen den Händen in deinen Stack.`,
  topUpNote: (chips) => `Bis zu ${chips}; sie kommen zwischen den Händen in deinen Stack.`,
  waitForBigBlind: 'Im Big Blind wieder einsteigen',
  sitDown: (chips) => `Wieder Platz nehmen mit ${chips}`,
  standUp: 'Den Tisch verlassen',
  standUpNote: 'Deine Hand wird gefoldet, sobald du dran bist; nach der Hand ist dein Platz frei.',
  standUpConfirm: 'Ja, verlassen',
  leaving: 'Du gehst nach dieser Hand.',
};

export const tournament: Messages['tournament'] = {
  level: (n) => `Level ${n}`,
  ante: (chips) => `Ante ${chips}`,
  next: (blinds, when) => `${blinds} ${when}`,
  inTime: (time) => `in ${time}`,
  inHands: (n) => `in ${n} ${plural(n, 'Hand', 'Händen')}`,
  prizes: (list) => `Preise: ${list}`,
  place: (n) => `${n}.`,
};

export const extraRules: Messages['lobby']['extra'] = {
  sitAndGo: (prizes) => `Sit-and-go, ${prizes} ${plural(prizes, 'Preis', 'Preise')}`,
  ante: (chips) => `Ante ${chips}`,
  straddle: 'Straddles',
  runItTwice: 'All-ins werden auf Wunsch zweimal ausgeteilt',
  rabbitHunt: 'man darf fragen, was gekommen wäre',
  bombPot: (hands, chips) => `alle ${hands} Hände ein Bomb Pot, ${chips} von jedem`,
  bond: (chips) => `Pfand von ${chips} aus jedem Stack`,
};
