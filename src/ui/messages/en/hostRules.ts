/** English for what a host may set beside the stakes: buying in again, pauses, the cap of a fixed limit. */
export const hostRules = {
  minBuyIn: 'Least to buy in again',
  minBuyInNote: (chips: string) => `For whoever has lost the whole stack. Left empty: ${chips}.`,
  maxBuyIn: 'Largest stack by adding',
  maxBuyInNote: (chips: string) =>
    `Chips may be added between hands up to this. Left empty: ${chips}, as at the start.`,
  pace: 'Time to look after a hand',
  paces: {
    quick: 'Quick: 1 s, a showdown 2 s',
    usual: 'Usual: 1.5 s, a showdown 3 s',
    slow: 'Slow: 3 s, a showdown 7 s',
  },
  paceNote: 'When an all-in is dealt out, its cards have their own time on top.',
  capHeadsUp: 'Four bets a round, also when only two are left',
  capHeadsUpNote: 'By the book two players may raise each other without end.',
  problems: {
    minBuyIn: 'It must hold the big blind and the bond, and be no more than the stack.',
    maxBuyIn: 'It cannot be less than the stack.',
  },
  rules: {
    buyIns: (least: string, most: string) => `buying in again from ${least}, stacks up to ${most}`,
    capHeadsUp: 'four bets a round also for the last two',
    quick: 'short pauses between hands',
    slow: 'long pauses between hands',
  },
};
