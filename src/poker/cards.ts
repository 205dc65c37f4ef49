/**
 * Cards are numbers 0..51 = rank * 4 + suit; rank 0 = deuce … 12 = ace; suit 0 = clubs, 1 = diamonds, 2 = hearts,
 * 3 = spades. A card nobody here may see is `null`.
 */
export type Card = number;
/** A card as one replica sees it: null is face down. */
export type SeenCard = Card | null;

const RANKS = '23456789TJQKA';
const SUITS = 'cdhs';

/** 0 = deuce … 12 = ace. */
export function rankOf(card: Card): number {
  return card >> 2;
}

/** 0 = clubs, 1 = diamonds, 2 = hearts, 3 = spades. */
export function suitOf(card: Card): number {
  return card & 3;
}

/** 'As', 'Td'; '??' for a card face down. */
export function cardText(card: SeenCard): string {
  return card === null ? '??' : `${RANKS[rankOf(card)]}${SUITS[suitOf(card)]}`;
}

export function cardsText(cards: readonly SeenCard[]): string {
  return cards.map(cardText).join('');
}

/** Reads 'As'; '??' is null; anything else undefined. */
export function parseCard(text: string): SeenCard | undefined {
  if (text === '??') return null;
  if (text.length !== 2) return undefined;
  const rank = RANKS.indexOf(text[0]!);
  const suit = SUITS.indexOf(text[1]!);
  return rank < 0 || suit < 0 ? undefined : rank * 4 + suit;
}

/** Reads 'AsKd????' card by card; undefined if any of them is no card. */
export function parseCards(text: string): SeenCard[] | undefined {
  if (text.length % 2 !== 0) return undefined;
  const cards: SeenCard[] = [];
  for (let i = 0; i < text.length; i += 2) {
    const card = parseCard(text.slice(i, i + 2));
    if (card === undefined) return undefined;
    cards.push(card);
  }
  return cards;
}
