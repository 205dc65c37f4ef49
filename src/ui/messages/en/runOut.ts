/** English for run-outs: everybody is all in and the board comes card by card. */
export const runOut = {
  stage: 'All in: the cards come',
  skip: 'Show the result',
  /** Before a line about one of two boards. */
  onBoard: (board: number, line: string) => `Board ${board}: ${line}`,
};
