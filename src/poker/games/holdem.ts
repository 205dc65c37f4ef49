import { STANDARD_DECK } from '../deck.ts';
import { rankHigh } from '../evaluator.ts';
import type { Game } from '../game.ts';
import { boardRules, boardStreets, noUpcards } from './boardStreets.ts';

export const holdem: Game = {
  name: 'holdem',
  deck: STANDARD_DECK,
  streets: boardStreets(2),
  holeCards: 2,
  boardCards: 5,
  maxSeats: 22,
  forced: 'blinds',
  doorRank: noUpcards,
  rankUpcards: noUpcards,
  ...boardRules,
  high: (hole, board) => rankHigh([...hole, ...board], 'standard'),
  low: null,
};
