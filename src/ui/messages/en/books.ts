/** What a book of results must not leave out: hands without an end, cards that were withheld, hands nobody here saw. */
export const books = {
  cardsFrom: (names: string) => `Unfinished, cards due from ${names}.`,
  wordFrom: (names: string) => `Unfinished, it waits for ${names}.`,
  unfinished: 'Unfinished.',
  street: (street: string) => `Street: ${street}.`,
  aside:
    'The table went on without it; it goes on when all its players are back, or is void when they all say so.',
  withheld: (hand: number, paid: string, got: string) =>
    `Hand ${hand}: cards were withheld. Paid: ${paid}; received: ${got}.`,
  withheldHere: 'Cards were withheld, and paid for.',
  amount: (name: string, chips: string) => `${name} ${chips}`,
  away: (afterHand: number, toHand: number) =>
    toHand > afterHand + 1
      ? `Hands ${afterHand + 1} to ${toHand} were played while this device was away.`
      : toHand > afterHand
        ? `Hand ${toHand} was played while this device was away.`
        : `This device was away for a while after hand ${afterHand}.`,
  awayKnown: 'What was won meanwhile is in the sums.',
  awayUnknown:
    'Who brought chips or took some along meanwhile it does not know, so it proposes no payments: settle by the scores of somebody who was there.',
  since: (hand: number) =>
    `These numbers begin after hand ${hand}, when this device came to the table: everybody counts from the chips they had then, and the payments settle what has been played since. What was before is in the scores of somebody who was there.`,
  unaccounted: 'Payments need a book without gaps.',
  upTo: (hand: number) => `Up to hand ${hand}.`,
  signed: (names: string) => `Has signed the state after it: ${names}.`,
  unsigned: (names: string) => `Not yet: ${names}.`,
};
