/** English for closing a table for good. */
export const closing = {
  title: 'Close the table for good',
  what: 'When everybody who sits here agrees, the game is over for good: no hand is played at this table any more, and these chips are final. The table’s key signs them once, and every device then destroys its part of the key.',
  ask: 'Close for good …',
  sure: 'This cannot be undone.',
  alone: 'Nobody else sits here: the table closes at once.',
  confirm: 'Close it for good',
  notNow: 'Not now',
  asked: (names: string) => `${names} would close the table for good: nothing is played here after that`,
  youAsked: 'You would close the table for good',
  waitsFor: (names: string) => `Waiting for ${names}. The hand that is on is played to its end.`,
  agree: 'Close it for good',
  decline: 'Not yet',
  takeBack: 'Not after all',
  closed: 'The table is closed for good. The chips are final, and nothing is played here any more.',
  signed:
    'The table’s key has signed the result, and this device has destroyed its part of the key. Get the receipt: it proves the end of the game to anybody.',
  unsigned:
    'The result waits for the signatures of the others’ devices: keep this page open for a moment. Your chips are safe; the receipt carries what there is.',
  noKey:
    'The table had no key that could sign the result. The receipt carries the signatures of the devices instead, and counts the same.',
};

export type ClosingWords = typeof closing;
