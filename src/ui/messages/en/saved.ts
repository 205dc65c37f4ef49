/** English for saved games and shared hands: handing them on, and verifying them in this page. */
import { plural } from './games.ts';
import { savedStart } from './start.ts';

export const saved = {
  share: 'Share this hand',
  shareNote:
    'A file with this hand and everything that proves it. Whoever opens it here sees it replayed and checks it themselves.',
  shareText: (address: string) => `A poker hand with its proofs. Open the file at ${address}`,
  notYet: 'The others’ browsers have not confirmed this hand yet. Try again when the next one has begun.',
  shareFailed: 'This hand could not be made into a file.',
  ...savedStart,
  session: 'All hands as one file',
  unfit: (n: number) =>
    n === 1
      ? 'One hand is not in the file: this format has no words for what happened in it.'
      : `${n} hands are not in the file: this format has no words for what happened in them.`,
  title: 'Verify a saved game or hand',
  lead: 'Every signature, every shuffle and every card in it is checked in this page. Nothing is uploaded, and nobody has to be believed.',
  drop: 'Drop the file here, or',
  choose: 'Choose a file',
  reading: (percent: number) => `Checking: ${percent} %`,
  good: 'Everything in this file holds.',
  counts: (hands: number, proofs: number) =>
    `${hands} ${plural(hands, 'hand', 'hands')}, ${proofs} ${plural(proofs, 'proof', 'proofs')} checked.`,
  falseProofs: (n: number) =>
    `${n} of them ${plural(n, 'was', 'were')} false when it was played, found then, and held against who made it.`,
  signedByKey: (signed: number, of: number) =>
    `The table’s key has signed ${signed} of the ${of} ${plural(of, 'hand', 'hands')} that ended while it was in use.`,
  signedTimeouts: (signed: number, of: number) =>
    `Of ${of} ${plural(of, 'decision', 'decisions')} of the clock it has signed ${signed}.`,
  signedClosing: 'It has signed the closing of the table: nothing came after it.',
  unsigned:
    'What carries no signature is no less true: too few devices signed, or the signature had not reached the one that saved this. The chips stand as they are shown.',
  twice: (names: string) => `Signed two blocks for one round, which is proof of cheating: ${names}.`,
  missed:
    'Part of the evening is not in this file: its device was away then. What came of it was certified by the others.',
  bad: 'This file does not hold.',
  badNote:
    'It was changed, cut off, or is no game of this program. Do not trust what it seems to show. Ask for it again.',
  fault: 'What was found first',
  failed: 'This file could not be checked in this browser. Reload the page and try again.',
  tooLarge: 'This file is larger than any saved game.',
  again: 'Another file',
  watch: (hand: number) => `Replay hand ${hand}`,
  sharedHand: 'Verified',
};
