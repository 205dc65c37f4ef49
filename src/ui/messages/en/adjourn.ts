/** Words about going on without somebody who is missing, and about hands that wait, in English. */
export const adjourn = {
  button: (name: string) => `Adjourn: play on without ${name}`,
  what: (name: string) =>
    `The hand is kept as it is, with the chips in it, and goes on when ${name} is back. You answer in it for the chips you have behind now: whoever has lost them by then buys in for the difference.`,
  all: 'All the others have to agree.',
  agreed: (names: string) => `Agreed: ${names}`,
  begun: 'You have agreed. As soon as all others have, it goes on.',
  alone:
    'Nobody can play on alone. The hand stays exactly as it is: you may close this page, and it goes on when you are both here again.',
  tournament: 'A tournament waits: chips that were lost meanwhile could not be bought again.',
  full: 'So many hands are set aside already that the table has to wait now.',
  aside: (hand: number, chips: string, names: string) =>
    `Hand ${hand} is set aside with ${chips} chips until ${names} is back`,
  next: (hand: number, chips: string) => `Hand ${hand} with ${chips} chips goes on`,
  void: (hand: number) => `Agree to void hand ${hand}`,
  voidNote: 'Everybody gets back what they put in, once all who are in the hand agree.',
};
