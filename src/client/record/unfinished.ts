/** Hands that are not over, as the books tell them: what lies in them, by whom, and for whom they wait. Pure. */
import type { BlockContent } from '../../codec/block.ts';
import { DecodeError } from '../../codec/decode.ts';
import { decodeTransaction, type Transaction } from '../../codec/transactions.ts';
import { playerAt } from '../../poker/hand.ts';
import { chipsIn, committedChips } from '../../table/state/chips.ts';
import { nicknameOf } from '../../table/state/seats.ts';
import type { TableHand, TableState } from '../../table/state/state.ts';
import { duePart } from '../../table/view/dueView.ts';
import type { OpenHandView } from '../contract/record.ts';

/** What this device knows besides the committed states. */
export interface Beyond {
  /** The table is open in this tab: these nicknames are out of reach, so many that nothing can be committed. */
  readonly missing?: readonly string[];
  /** From a log: seats whose messages for the hand that is on are in it, but not committed. */
  readonly sent?: ReadonlySet<number>;
}

/** @param nameOf key and nickname of who sat at a seat when the hand began */
export function openHands(
  state: TableState,
  nameOf: (hand: TableHand, seat: number) => { readonly player: string; readonly nickname: string },
  { missing, sent }: Beyond,
): OpenHandView[] {
  const on = state.hand !== undefined && state.hand.phase !== 'done' ? [state.hand] : [];
  return [...on, ...state.aside.map((a) => a.hand)].map((hand) => {
    const aside = hand !== state.hand;
    const stands = aside || missing === undefined || missing.length > 0 || hand.suspended;
    const { what, seats, street } = duePart(state, hand, aside ? undefined : sent);
    const from = seats.map((seat) => nicknameOf(state, seat) ?? nameOf(hand, seat).nickname);
    return {
      hand: hand.hand,
      potChips: chipsIn(hand),
      street,
      aside,
      due: stands ? { what, from: aside ? from : waitedFor(from, missing ?? []) } : undefined,
      stakes: hand.dealtIn.map((seat) => ({
        ...nameOf(hand, seat),
        chips: committedChips(hand.engine, seat),
        folded: playerAt(hand.engine, seat)?.status !== 'live',
      })),
    };
  });
}

/** Whoever is here sends what it owes, and waits for those who are not to commit it. */
function waitedFor(from: readonly string[], missing: readonly string[]): readonly string[] {
  if (missing.length === 0) return from;
  const both = from.filter((name) => missing.includes(name));
  return both.length > 0 ? both : missing;
}

/** Seats whose messages for the hand that is on are in these blocks, which no committed slot has put out. */
export function sentIn(state: TableState, blocks: readonly BlockContent[]): Set<number> {
  const { hand } = state;
  const seats = new Set<number>();
  if (hand === undefined) return seats;
  for (const { author, transactions } of blocks) {
    const seat = state.validators[author]?.seat;
    if (seat !== undefined && transactions.some((bytes) => isFor(hand, bytes))) seats.add(seat);
  }
  return seats;
}

function isFor({ hand, attempt }: TableHand, bytes: Uint8Array): boolean {
  let tx: Transaction;
  try {
    tx = decodeTransaction(bytes);
  } catch (error) {
    // A block may carry anything.
    if (error instanceof DecodeError) return false;
    throw error;
  }
  switch (tx.kind) {
    case 'deckKey':
    case 'shuffle':
    case 'shares':
    case 'show':
      return tx.body.hand === hand && tx.body.attempt === attempt;
    case 'bet':
    case 'muck':
      return tx.body.hand === hand;
    default:
      return false;
  }
}
