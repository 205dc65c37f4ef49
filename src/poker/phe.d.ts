/** The part of `phe` that the tests use as an oracle; the package has no types. */
declare module 'phe' {
  const phe: {
    /** Strength of 5 to 7 cards, 1 = royal flush … 7462. Cards are rank * 4 + suit with suits s h d c. */
    evaluateCardCodes(codes: number[]): number;
  };
  export default phe;
}
