/** What somebody claims who wins without showing. Plain data: it crosses worker boundaries. */
import { sha256 } from '@noble/hashes/sha2.js';
import type { DeckContext } from './context.ts';

/** How the claimed hand stands to the best hand shown. */
export const RELATIONS = ['better', 'equal'] as const;
export type WinRelation = (typeof RELATIONS)[number];

/** What is claimed; everything in it follows from the committed state but the author's word. */
export interface WinClaim {
  ctx: DeckContext;
  /** Seat of whoever claims. */
  author: number;
  /** Its hand key. */
  publicKey: Uint8Array;
  joint: Uint8Array;
  /** The whole committed deck. */
  deck: Uint8Array;
  /** Its two hole positions, ascending. */
  positions: number[];
  /** Everybody else's shares of the first position, then of the second, 48 bytes each, in seat order. */
  shares: Uint8Array;
  relation: WinRelation;
  /** Deck cards of the board, in the order they came. */
  board: number[];
  /** The tabled hands, ascending by seat. */
  tabled: { seat: number; cards: number[] }[];
  /** W: 52·a + b of deck cards (from 0) a at the first position and b at the second, strictly ascending. */
  pairs: number[];
}

/**
 * 32 bytes that name what is claimed beside hand, attempt, author and deck. Whoever made a claim for another board,
 * other tabled hands or another list is told by it to be late, not to lie.
 */
export function claimDigest(
  claim: Pick<WinClaim, 'positions' | 'relation' | 'board' | 'tabled' | 'pairs'>,
): Uint8Array {
  const hash = sha256.create().update(claimTag);
  const list = (numbers: readonly number[]): void => {
    // Two bytes a number, after their count.
    hash.update(Uint8Array.from([numbers.length, ...numbers].flatMap((n) => [n >> 8, n & 255])));
  };
  list(claim.positions);
  list([RELATIONS.indexOf(claim.relation)]);
  list(claim.board);
  for (const { seat, cards } of claim.tabled) list([seat, ...cards]);
  list(claim.pairs);
  return hash.digest();
}

const claimTag = new TextEncoder().encode('dealerless/win-claim/v1\0');
