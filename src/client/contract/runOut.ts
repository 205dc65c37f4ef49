/**
 * A run-out as a screen tells it: everybody is all in, the cards are up, and the board comes card by card. The log is
 * as fast as ever; this is about the picture alone. Types and numbers only, for screens.
 */

/** What is shown of a run-out, step by step. */
export type RunOutStep =
  /** The cards are up on the board as it lies. */
  | { readonly kind: 'up'; readonly cards: number }
  /** So many cards lie on this board now. */
  | { readonly kind: 'board'; readonly board: 0 | 1; readonly cards: number }
  | { readonly kind: 'result' };

export interface RunOutView {
  readonly hand: number;
  /** Cards of the board when the hands were opened. */
  readonly fromCards: number;
  /** Cards of a whole board. */
  readonly boardCards: number;
  /** Parts of the pot that the open hands get on average, by board and by how many cards lie there. */
  readonly equities: readonly {
    readonly board: 0 | 1;
    readonly cards: number;
    readonly shares: readonly { readonly seat: number; readonly share: number }[];
  }[];
}

/** How long a step stands before the next, milliseconds. */
export const RUN_OUT_MS = {
  up: 1_200,
  flop: 1_300,
  turn: 1_800,
  river: 1_100,
  /** Of a second board, which people have seen coming. */
  second: 700,
  /** The result, before a hand that has begun meanwhile is shown. */
  result: 2_500,
} as const;

/** All steps of a run-out, in order. @param twice a second board comes after the first */
export function runOutSteps({ fromCards, boardCards }: RunOutView, twice: boolean): RunOutStep[] {
  const stops = [3, 4, 5].filter((n) => n > fromCards && n <= boardCards);
  return [
    { kind: 'up', cards: fromCards },
    ...stops.map((cards) => ({ kind: 'board', board: 0, cards }) as const),
    ...(twice ? stops.map((cards) => ({ kind: 'board', board: 1, cards }) as const) : []),
    { kind: 'result' },
  ];
}

/** How long this step stands. */
export function stepMs(step: RunOutStep): number {
  if (step.kind === 'up') return RUN_OUT_MS.up;
  if (step.kind === 'result') return RUN_OUT_MS.result;
  if (step.board === 1) return RUN_OUT_MS.second;
  return step.cards === 3 ? RUN_OUT_MS.flop : step.cards === 4 ? RUN_OUT_MS.turn : RUN_OUT_MS.river;
}
