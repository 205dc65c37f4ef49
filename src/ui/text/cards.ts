/** Card texts such as 'As' or 'Td' for drawing and for reading aloud. */
import type { CardText } from '../../client/contract/view.ts';

export const SUITS = ['c', 'd', 'h', 's'] as const;
export type Suit = (typeof SUITS)[number];
export const RANKS = ['2', '3', '4', '5', '6', '7', '8', '9', 'T', 'J', 'Q', 'K', 'A'] as const;
export type Rank = (typeof RANKS)[number];

export interface CardFace {
  readonly rank: Rank;
  readonly suit: Suit;
}

/** Undefined for anything that is not a card: it is then drawn as a back. */
export function parseCard(text: CardText | null | undefined): CardFace | undefined {
  if (typeof text !== 'string' || text.length !== 2) return undefined;
  const rank = RANKS.find((r) => r === text[0]);
  const suit = SUITS.find((s) => s === text[1]);
  return rank && suit ? { rank, suit } : undefined;
}

/** 'T' is printed as '10'. */
export function rankText(rank: Rank): string {
  return rank === 'T' ? '10' : rank;
}

const symbols: Record<Suit, string> = { c: '♣', d: '♦', h: '♥', s: '♠' };

/** 'Td' → '10♦', for lines of text. The trailing selector asks for text, not an emoji. */
export function cardInline(text: CardText): string {
  const face = parseCard(text);
  return face ? `${rankText(face.rank)}${symbols[face.suit]}\ufe0e` : '?';
}
