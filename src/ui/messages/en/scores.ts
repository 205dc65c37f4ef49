/** English for the running accounts: who is up, who owes whom, and the end of an evening. */
export const scores = {
  open: 'Scores',
  title: 'Scores',
  invite: 'Invite',
  loading: 'Adding up…',
  failed:
    'This device does not know how the evening began, so it cannot add it up. Ask somebody who was there from the start.',
  watching: 'Whoever watches sees the stacks only. Ask a player for the scores.',
  hand: (hand: number, chips: string) => `Hand ${hand} is not over: ${chips} in the pot.`,
  handNote: 'It is nobody’s yet: below, everybody is counted with what they have put in.',
  stake: (name: string, chips: string) => `${name} ${chips}`,
  folded: 'folded',
  agreedTo: (hand: number) =>
    hand === 0
      ? 'Agreed by everybody: the start.'
      : `Agreed and signed by everybody at the table: up to hand ${hand}.`,
  missing: (names: string) => `Not here now, and has not confirmed that you stop: ${names}.`,
  biggestPot: (name: string, chips: string, hand: number) =>
    `Biggest pot: ${chips} to ${name} in hand ${hand}`,
  bestHand: (name: string, what: string, hand: number) => `Best hand: ${name}, ${what}, in hand ${hand}`,
  share: 'Share',
  copy: 'Copy as text',
  copied: 'Copied',
  picture: 'Save as picture',
  csv: 'Save as CSV',
  log: 'Save the signed log',
  notSaved: 'This could not be saved.',
  result: (name: string, chips: string) => `${name}: ${chips}`,
  end: {
    open: 'End and settle',
    title: 'End the evening here',
    text: 'This is the last state that everybody agreed on. Settle by it, save or share it, and close the page whenever you like: nothing is lost by that.',
    waits: (names: string) =>
      `Missing: ${names}. As soon as all are back, the table goes on exactly where it stopped, and the numbers with it.`,
    leave: 'Leave when it goes on',
    leaving: 'You leave as soon as the table goes on.',
    close: 'To the start page',
  },
};
