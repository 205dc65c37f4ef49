import { STANDARD_DECK } from '../deck.ts';
import { rankOmahaHigh } from '../evaluator.ts';
import { rankOmahaLow8 } from '../evaluatorLow.ts';
import type { Game } from '../game.ts';
import { boardRules, boardStreets, noUpcards } from './boardStreets.ts';

/** Four hole cards, exactly two of them used. */
export const omaha: Game = {
  name: 'omaha',
  deck: STANDARD_DECK,
  streets: boardStreets(4),
  holeCards: 4,
  boardCards: 5,
  maxSeats: 10,
  forced: 'blinds',
  doorRank: noUpcards,
  rankUpcards: noUpcards,
  ...boardRules,
  high: rankOmahaHigh,
  low: null,
};

/** Half the pot for the best eight-or-better low. */
export const omahaHiLo: Game = { ...omaha, name: 'omaha-hilo', low: rankOmahaLow8 };
