import { SHORT_DECK } from '../deck.ts';
import { rankHigh } from '../evaluator.ts';
import type { Game } from '../game.ts';
import { boardRules, boardStreets, noUpcards } from './boardStreets.ts';

/** Hold'em with 36 cards: a flush beats a full house, A-6-7-8-9 is the lowest straight. */
export const shortDeck: Game = {
  name: 'short-deck',
  deck: SHORT_DECK,
  streets: boardStreets(2),
  holeCards: 2,
  boardCards: 5,
  maxSeats: 13,
  forced: 'blinds',
  doorRank: noUpcards,
  rankUpcards: noUpcards,
  ...boardRules,
  high: (hole, board) => rankHigh([...hole, ...board], 'short-deck'),
  low: null,
};
