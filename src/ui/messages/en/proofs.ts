/** Words for the choice of shuffle proofs, in English. */
export const proofs = {
  label: 'Proofs of the shuffles',
  kinds: { both: 'Both kinds', transparent: 'Without a setup', groth16: 'Small, with a setup' },
  notes: {
    both: 'About 6 KB for each shuffle, and the most work. Nobody has to be trusted: whoever would forge a shuffle has to break both kinds.',
    transparent:
      '5.4 KB for each shuffle, and the least work. Nobody has to be trusted: it rests on discrete logarithms alone.',
    groth16:
      'The smallest, 4 KB for each shuffle. You trust whoever made this build’s reference string to have forgotten its secret: who knows it can forge a shuffle.',
  },
  /** What the lobby says of a table that does not use both. */
  rules: {
    transparent: 'shuffles proved without a setup',
    groth16: 'shuffle proofs that trust the maker of the reference string',
  },
};
