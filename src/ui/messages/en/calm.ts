/** English for what the table says of itself without numbers: the deck, the links, a hand that is dealt again. */

export const calm = {
  deck: { none: 'No deck yet', good: 'Fair deck: everybody shuffled it', bad: 'A proof failed: see who' },
  shuffling: (n: number, of: number) => `Shuffling: ${n} of ${of}`,
  everybody: 'Everybody is connected',
  lost: (names: string) => `${names} lost the connection`,
  stopped: (names: string) => `The tab of ${names} has stopped`,
  noNewcomers: 'Nobody new can find this table now',
  replayed: 'Every proof of this hand checked again',
  again: (n: number) => `dealt again (${n})`,
  againWhy: 'The hand was dealt anew: somebody was gone or failed while the deck was made. No chips moved.',
  nextHand: 'Next hand in a moment',
  toCall: (chips: string) => `${chips} to call`,
  bombPotNext: (chips: string) => `The next hand is a bomb pot: everybody antes ${chips}`,
  bombPot: (chips: string) => `Bomb pot: everybody antes ${chips}, straight to the flop`,
  play: 'Play',
  pause: 'Pause',
};
