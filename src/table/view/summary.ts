/** A finished hand in a few lines, for the list of hands of this device. */
import type { Card } from '../../poker/cards.ts';
import type { OwnCards } from '../deck/ownCards.ts';
import { ownDownCards } from '../deck/ownCards.ts';
import { wholeHand } from '../hand/engine.ts';
import { nicknameOf } from '../state/seats.ts';
import type { TableState } from '../state/state.ts';

interface HandSummary {
  readonly hand: number;
  readonly board: readonly Card[];
  readonly ownCards: readonly Card[];
  readonly seats: readonly { readonly seat: number; readonly nickname: string; readonly netChips: number }[];
  readonly winners: readonly { readonly seat: number; readonly nickname: string; readonly chips: number }[];
}

/** Undefined unless the state's hand is over. */
export function handSummary(
  state: TableState,
  seat: number | undefined,
  ownCards: OwnCards | undefined,
): HandSummary | undefined {
  const { hand } = state;
  if (hand?.outcome === undefined) return undefined;
  const named = (s: number): string => nicknameOf(state, s) ?? '';
  return {
    hand: hand.hand,
    board: hand.engine.board.filter((c) => c !== null),
    ownCards:
      seat === undefined || !hand.dealtIn.includes(seat)
        ? []
        : wholeHand(hand.engine, seat, ownDownCards(hand, seat, ownCards) as Card[]).filter(
            (c) => c !== undefined,
          ),
    seats: hand.outcome.seats.map((s) => ({ seat: s.seat, nickname: named(s.seat), netChips: s.netChips })),
    winners: hand.outcome.seats
      .filter((s) => s.wonChips > 0)
      .map((s) => ({ seat: s.seat, nickname: named(s.seat), chips: s.wonChips })),
  };
}
