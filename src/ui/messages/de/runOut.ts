/** Deutsch für Run-outs: Alle sind All-in, und das Board kommt Karte für Karte. */
import type * as english from '../en/runOut.ts';

export const runOut: typeof english.runOut = {
  stage: 'All-in: Die Karten kommen',
  skip: 'Ergebnis zeigen',
  onBoard: (board, line) => `Board ${board}: ${line}`,
};
