/** English for moments of an evening: somebody is out of chips, somebody leaves, an evening is over. */

export const moments = {
  leaving: 'You leave when this hand is over.',
  leavingWish: 'You leave after this hand. Until then you play on.',
  stay: 'Stay after all',
  leaveAfter: 'Leave after this hand',
  leaveNow: 'You are in no hand: your seat is empty at once, and your chips are counted.',
  bust: (name: string) => `${name} is out of chips and may buy in again`,
  waitsFor: (time: string) => `Next hand in ${time}`,
  waitsForRebuy: (names: string) => `Waiting for ${names} to buy in again`,
  waitsForYou: 'The next hand waits for you to buy in again',
  bustYou: 'You are out of chips. Buy in again?',
  autoTopUp: 'Fill my stack up after every hand',
  autoRebuy: 'Buy in again by itself when my chips are gone',
  leftTitle: 'You have left the table',
  leftWith: (chips: string, result: string) => `You left with ${chips} (${result})`,
  takeAgain: 'Take a seat again',
  sameAgain: 'Same friends again',
  sameAgainNote: 'A new table by the same rules. Its lobby has the link to send.',
  adding: 'Adding up what you take with you…',
};
