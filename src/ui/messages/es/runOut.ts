/** Español para los all-in: la mesa llega carta a carta. */
import type * as english from '../en/runOut.ts';

export const runOut: typeof english.runOut = {
  stage: 'All-in: vienen las cartas',
  skip: 'Ver el resultado',
  onBoard: (board, line) => `Mesa ${board}: ${line}`,
};
