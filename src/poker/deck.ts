import type { Card } from './cards.ts';

/** All 52 cards, by number. */
export const STANDARD_DECK: readonly Card[] = Array.from({ length: 52 }, (_, i) => i);

const SIX = 4;
/** The 36 cards from the sixes up, by number. */
export const SHORT_DECK: readonly Card[] = STANDARD_DECK.filter((c) => c >> 2 >= SIX);
