/**
 * What a game is: a value. The engine has no branch for any of them; a new game is a new value here and needs
 * no new cryptography, because the deal follows the streets' visibility.
 */
import type { GameName } from '../codec/config.ts';
import type { Card } from './cards.ts';

export type StreetName =
  | 'preflop'
  | 'flop'
  | 'turn'
  | 'river'
  | 'third'
  | 'fourth'
  | 'fifth'
  | 'sixth'
  | 'seventh';

/** One round of dealing: a card to every live player at a time, or cards to the board. */
export interface DealStep {
  readonly to: 'each' | 'board';
  /** Everybody sees it; otherwise only its owner does. */
  readonly faceUp: boolean;
  readonly count: number;
}

/** Who opens a street. */
export type Opener =
  /** Left of the last forced bet (blinds and straddles). */
  | 'after-blinds'
  | 'left-of-button'
  /** Who has to bring it in: the worst door card by `Game.bringIn`. */
  | 'bring-in'
  /** The best cards showing by `Game.rankUpcards`. */
  | 'best-showing';

export interface Street {
  readonly name: StreetName;
  readonly deal: readonly DealStep[];
  readonly opener: Opener;
  /** Which bet a fixed limit allows. */
  readonly bet: 'small' | 'big';
}

export interface Game {
  readonly name: GameName;
  /** Cards in play; the deck circuit's size is its length. */
  readonly deck: readonly Card[];
  readonly streets: readonly Street[];
  /** Cards each player holds in the end. */
  readonly holeCards: number;
  /** Cards on the board in the end. */
  readonly boardCards: number;
  /** Seats the deck is enough for. */
  readonly maxSeats: number;
  /** Forced money: blinds in turn from the button, or a bring-in by the cards. */
  readonly forced: 'blinds' | 'bring-in';
  /** Order of door cards for the bring-in: the lowest value brings it in. Games with blinds do not ask. */
  readonly doorRank: (card: Card) => number;
  /** Strength of cards showing; higher opens. Games with blinds do not ask. */
  readonly rankUpcards: (cards: readonly Card[]) => number;
  /** Index of the street on which an open pair lets a fixed limit bet either size; -1 = none. */
  readonly openPairStreet: number;
  /** Whose odd chip it is among equal hands: left of the button's, or the highest or lowest card's (RRoP 3, Ties 5). */
  readonly oddChip: 'left-of-button' | 'by-suit';
  /** Strength of a hand for the pot (or its high half): higher wins, equal splits. */
  readonly high: (hole: readonly Card[], board: readonly Card[]) => number;
  /** Strength for the low half; null = does not qualify. Games without a low have no such function. */
  readonly low: ((hole: readonly Card[], board: readonly Card[]) => number | null) | null;
}
