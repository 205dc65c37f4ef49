/** Opening a card: once every layer's share is known, C2 − ΣD is the point of the card. */
import { DecodeError } from '../codec/decode.ts';
import { decodeScalar } from '../crypto/fr.ts';
import type { G1Group } from '../crypto/group.ts';
import { type CardTable, type DeckDecoder, deckSize } from './deck.ts';

export interface OpenCardArgs {
  deck: Uint8Array;
  position: number;
  /** Verified shares at this position, 48 bytes each: of all dealt-in players, or of all others with `ownSecret`. */
  shares: Uint8Array[];
  /** Own hand key, SECRET: removes the own layer without publishing it. */
  ownSecret?: Uint8Array;
}

/**
 * The card (0 …), or undefined where no card of this deck comes out: shares are missing, or the deck is
 * broken although every proof held, which is nobody's provable fault.
 */
export function openCard(
  group: G1Group,
  cards: CardTable,
  decoder: DeckDecoder,
  args: OpenCardArgs,
): number | undefined {
  try {
    const size = deckSize(args.deck);
    if (!Number.isInteger(args.position) || args.position < 0 || args.position >= size) return undefined;
    let point = decoder.c2(args.deck, args.position);
    for (const share of args.shares) point = group.sub(point, group.decode(share));
    if (args.ownSecret) {
      const own = decodeScalar(args.ownSecret, 'hand key secret');
      point = group.sub(point, group.mul(decoder.c1(args.deck, args.position), own));
    }
    const card = cards.cardOf(point);
    return card !== undefined && card < size ? card : undefined;
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
