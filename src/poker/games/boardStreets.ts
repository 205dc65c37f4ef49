import type { Street } from '../game.ts';

/** Streets of a game with blinds and a board: `holeCards` face down, then three, one and one on the board. */
export function boardStreets(holeCards: number): readonly Street[] {
  const board = (count: number): Street['deal'] => [{ to: 'board', faceUp: true, count }];
  return [
    {
      name: 'preflop',
      deal: [{ to: 'each', faceUp: false, count: holeCards }],
      opener: 'after-blinds',
      bet: 'small',
    },
    { name: 'flop', deal: board(3), opener: 'left-of-button', bet: 'small' },
    { name: 'turn', deal: board(1), opener: 'left-of-button', bet: 'big' },
    { name: 'river', deal: board(1), opener: 'left-of-button', bet: 'big' },
  ];
}

/** For games in which nobody is asked about cards showing. */
export function noUpcards(): number {
  return 0;
}

/** What games with a board have in common. */
export const boardRules = { openPairStreet: -1, oddChip: 'left-of-button' } as const;
