/** Spanish for games, betting structures, streets, hands, and what is asked for outside a decision. */
import type { GameName, StructureName } from '../../../client/contract/games.ts';

import { capital, plural } from '../en/games.ts';
import type { Messages } from '../en/index.ts';
import { type HandWords, handIn } from '../handWords.ts';

const games: Record<GameName, string> = {
  holdem: 'Texas hold’em',
  omaha: 'Omaha',
  'omaha-hilo': 'Omaha hi-lo',
  'short-deck': 'short deck hold’em',
  stud: 'seven card stud',
  'stud-hilo': 'seven card stud hi-lo',
  razz: 'razz',
};
const structures: Record<StructureName, string> = {
  'no-limit': 'Sin límite',
  'pot-limit': 'Límite de bote',
  'fixed-limit': 'Límite fijo',
};
const streets: Record<string, string> = {
  preflop: 'antes del flop',
  flop: 'flop',
  turn: 'turn',
  river: 'river',
  third: 'tercera calle',
  fourth: 'cuarta calle',
  fifth: 'quinta calle',
  sixth: 'sexta calle',
  seventh: 'séptima calle',
  'second-board': 'segunda mesa',
};

export const gameWords = (game: GameName): string => capital(games[game]);
export const structureWords = (structure: StructureName): string => structures[structure];
/** 'Omaha, límite de bote'. */
export const gameName = (structure: StructureName, game: GameName): string =>
  `${gameWords(game)}, ${structures[structure].toLowerCase()}`;
export const street = (name: string): string => streets[name] ?? name;
export const streetTitle = (name: string): string => capital(street(name));

const words: HandWords = {
  one: {
    two: 'dos',
    three: 'tres',
    four: 'cuatro',
    five: 'cinco',
    six: 'seis',
    seven: 'siete',
    eight: 'ocho',
    nine: 'nueve',
    ten: 'diez',
    jack: 'jota',
    queen: 'dama',
    king: 'rey',
    ace: 'as',
  },
  many: {
    two: 'doses',
    three: 'treses',
    four: 'cuatros',
    five: 'cincos',
    six: 'seises',
    seven: 'sietes',
    eight: 'ochos',
    nine: 'nueves',
    ten: 'dieces',
    jack: 'jotas',
    queen: 'damas',
    king: 'reyes',
    ace: 'ases',
  },
  royalFlush: 'Escalera real',
  straightFlush: (high) => `Escalera de color al ${high}`,
  fourOfAKind: (many) => `Póker de ${many}`,
  fullHouse: (over, under) => `Full de ${over} y ${under}`,
  flush: (high) => `Color al ${high}`,
  straight: (high) => `Escalera al ${high}`,
  threeOfAKind: (many) => `Trío de ${many}`,
  twoPair: (high, low) => `Doble pareja de ${high} y ${low}`,
  pair: (many) => `Pareja de ${many}`,
  highCard: (high) => `Carta alta, ${high}`,
  low: (cards) => `Baja ${cards}`,
  secondBoard: 'segunda mesa',
  kicker: (name, rank) => `${name}, desempata ${rank}`,
};
/** 'a la dama', 'a la jota'. */
const feminine = (text: string): string => text.replace(/ al (dama|jota)$/, ' a la $1');
export const handName = (name: string): string => handIn(words, name).split('; ').map(feminine).join('; ');

export const offers: Messages['offers'] = {
  menu: 'Asiento',
  menuTitle: 'Tu asiento',
  twice: '¿Repartir dos veces?',
  twiceYes: 'Dos veces',
  twiceNo: 'Una vez',
  show: (card) => `Mostrar ${card}`,
  showBoth: 'Mostrar las dos',
  all: 'Todas',
  showAll: 'Mostrar todas',
  rabbit: '¿Qué habría salido?',
  straddle: (chips) => `Straddle de ${chips} en la próxima mano`,
  rebuy: (chips) => `Recomprar por ${chips}`,
  topUp: 'Añadir',
  topUpLabel: 'Más fichas',
  buyInNote: (least, most) => `De ${least} a ${most}; llegan a tu stack entre manos.`,
  topUpNote: (chips) => `Hasta ${chips}; llegan a tu stack entre manos.`,
  waitForBigBlind: 'Volver en la ciega grande',
  sitDown: (chips) => `Volver a sentarte con ${chips}`,
  standUp: 'Dejar la mesa',
  standUpNote: 'Tu mano se retira cuando te toque, y tu asiento queda libre al terminar la mano.',
  standUpConfirm: 'Sí, dejarla',
  leaving: 'Te vas cuando termine esta mano.',
};

export const tournament: Messages['tournament'] = {
  level: (n) => `Nivel ${n}`,
  ante: (chips) => `ante ${chips}`,
  next: (blinds, when) => `${blinds} ${when}`,
  inTime: (time) => `en ${time}`,
  inHands: (n) => `en ${n} ${plural(n, 'mano', 'manos')}`,
  prizes: (list) => `Premios: ${list}`,
  place: (n) => `${n}.º`,
};

export const extraRules: Messages['lobby']['extra'] = {
  sitAndGo: (prizes) => `Sit-and-go, ${prizes} ${plural(prizes, 'premio', 'premios')}`,
  ante: (chips) => `ante ${chips}`,
  straddle: 'straddles',
  runItTwice: 'los all-in pueden repartirse dos veces',
  rabbitHunt: 'se puede preguntar qué habría salido',
  bombPot: (hands, chips) => `bomb pot de ${chips} por jugador cada ${hands} manos`,
  bond: (chips) => `fianza de ${chips} de cada stack`,
};
