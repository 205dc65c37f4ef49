/**
 * Decks: the canonical first one, and decks as bytes. Card i is the point M_i = (i+1)·H, where nobody knows
 * the logarithm of H to the base G. A deck is its ciphertexts (C1, C2) one after the other, 96 bytes each.
 */
import { DecodeError, fromHex, toHex } from '../codec/decode.ts';
import type { G1, G1Group } from '../crypto/group.ts';
import { CIPHERTEXT_BYTES, MAX_CARDS, POINT_BYTES } from './context.ts';
import { deckDigest } from './statementBytes.ts';

/** What is hashed to the card base under `CARD_BASE_DST`. */
export const CARD_BASE_MESSAGE = new TextEncoder().encode('dealerless/card-base');

/**
 * H = hash_to_curve(CARD_BASE_MESSAGE), RFC 9380, suite BLS12381G1_XMD:SHA-256_SSWU_RO_, as a constant so that
 * no library's default map can ever move it; a test computes it again with both backends.
 */
export const CARD_BASE = fromHex(
  'aef6dac08d5184958ff6c5452f15e2ac24b3aab15d9d7508997c61ede383abd01c101670c30953c5069002b5562a7166',
);

/** A decoded deck: points of `group`, every one checked. */
export interface Deck {
  readonly size: number;
  readonly c1: readonly G1[];
  readonly c2: readonly G1[];
  readonly bytes: Uint8Array;
  readonly digest: Uint8Array;
}

/** The points M_0 … M_51 and the way back from a point to its card. */
export class CardTable {
  readonly points: readonly G1[];
  private readonly cards = new Map<string, number>();

  constructor(private readonly group: G1Group) {
    const base = group.decode(CARD_BASE);
    const points: G1[] = [];
    for (let i = 0, point = base; i < MAX_CARDS; i++, point = group.add(point, base)) {
      points.push(point);
      this.cards.set(toHex(group.encode(point)), i);
    }
    this.points = points;
  }

  /** The card whose point this is, undefined for any other point. */
  cardOf(point: G1): number | undefined {
    return this.cards.get(toHex(this.group.encode(point)));
  }
}

/** Number of cards of an encoded deck. @throws DecodeError unless it is a whole number up to 52. */
export function deckSize(deck: Uint8Array): number {
  const size = deck.length / CIPHERTEXT_BYTES;
  if (!Number.isInteger(size) || size < 2 || size > MAX_CARDS) throw new DecodeError('malformed', 'deck');
  return size;
}

/**
 * Decoded decks by digest, those of two chains of nine. Each deck of a chain is the output of one shuffle and the
 * input of the next, and the
 * last one is dealt from: its points are decoded and checked once. Holding only checked values, the memory
 * changes no result.
 */
export class DeckDecoder {
  private readonly known = new Map<string, Deck>();

  constructor(
    private readonly group: G1Group,
    private readonly capacity = 24,
  ) {}

  /** @throws DecodeError for any point that is not canonical, in the subgroup and other than the identity. */
  decode(bytes: Uint8Array): Deck {
    const size = deckSize(bytes);
    const digest = deckDigest(bytes);
    const key = toHex(digest);
    const found = this.known.get(key);
    if (found) {
      this.known.delete(key);
      this.known.set(key, found);
      return found;
    }
    const c1: G1[] = [];
    const c2: G1[] = [];
    for (let i = 0; i < size; i++) {
      c1.push(this.point(bytes, 2 * i));
      c2.push(this.point(bytes, 2 * i + 1));
    }
    return this.remember({ size, c1, c2, bytes: bytes.slice(), digest }, key);
  }

  /** Encodes points made here and remembers them as decoded. */
  encode(c1: readonly G1[], c2: readonly G1[]): Deck {
    const bytes = new Uint8Array(c1.length * CIPHERTEXT_BYTES);
    const encoded = this.group.encodeAll(c1.flatMap((point, i) => [point, c2[i]!]));
    encoded.forEach((point, i) => {
      bytes.set(point, i * POINT_BYTES);
    });
    const digest = deckDigest(bytes);
    return this.remember({ size: c1.length, c1, c2, bytes, digest }, toHex(digest));
  }

  /** C1 at one position below the deck's size; decodes no more than that. @throws DecodeError */
  c1(bytes: Uint8Array, position: number): G1 {
    return this.recall(bytes)?.c1[position] ?? this.point(bytes, 2 * position);
  }

  /** C1 at each of these positions. @throws DecodeError */
  c1s(bytes: Uint8Array, positions: readonly number[]): G1[] {
    const deck = this.recall(bytes);
    return positions.map((p) => deck?.c1[p] ?? this.point(bytes, 2 * p));
  }

  /** C2 at one position. @throws DecodeError */
  c2(bytes: Uint8Array, position: number): G1 {
    return this.recall(bytes)?.c2[position] ?? this.point(bytes, 2 * position + 1);
  }

  private recall(bytes: Uint8Array): Deck | undefined {
    return this.known.get(toHex(deckDigest(bytes)));
  }

  private point(bytes: Uint8Array, index: number): G1 {
    return this.group.decode(bytes.subarray(index * POINT_BYTES, (index + 1) * POINT_BYTES));
  }

  private remember(deck: Deck, key: string): Deck {
    this.known.set(key, deck);
    if (this.known.size > this.capacity) this.known.delete(this.known.keys().next().value!);
    return deck;
  }
}

/**
 * (G, M_i + P) for each card: an encryption under `joint` with r = 1, so that no point is the identity. @throws
 * DecodeError
 */
export function canonicalDeck(
  group: G1Group,
  cards: CardTable,
  decoder: DeckDecoder,
  joint: Uint8Array,
  size: number,
): Uint8Array {
  if (!Number.isInteger(size) || size < 2 || size > MAX_CARDS) {
    throw new DecodeError('out-of-range', 'deck size');
  }
  const key = group.decode(joint);
  const c2 = cards.points.slice(0, size).map((point) => group.add(point, key));
  return decoder
    .encode(
      Array.from({ length: size }, () => group.generator),
      c2,
    )
    .bytes.slice();
}
