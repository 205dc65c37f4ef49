/** English for bet sizes of one’s own. */

export const presets = {
  title: 'Bets',
  pot: 'Bet sizes, percent of the pot',
  potNote: 'Three numbers, such as 50 75 100. They are the keys 1 to 3.',
  preflop: 'Before the flop, in big blinds',
  preflopNote: 'Three numbers, such as 2.5 3 4; empty: shares of the pot there, too.',
  problem: 'Three numbers are needed.',
  short: (n: number) => `${n} BB`,
  bigBlinds: (n: number) => `${n} big blinds`,
  percent: (n: number) => `${n} percent of the pot`,
};
