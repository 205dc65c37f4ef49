/** English for receipts: handing them on, and checking them in this page. */
import type { ReceiptBreachKind, ReceiptFault } from '../../../client/contract/receipt.ts';

const faults: Readonly<Record<ReceiptFault, string>> = {
  malformed: 'It is cut off, was changed, or is no receipt of this program.',
  genesis: 'The table’s beginning is not signed by everybody it names and by whoever made the table.',
  chain: 'The changes of players that it shows do not lead from one to the next.',
  key: 'Too few devices have signed that this is the table’s key.',
  signature: 'The table’s key has not signed this.',
  blocks: 'Too few devices have signed that the table stood like this.',
  chips: 'The chips are not the ones that were signed.',
};

const breaches: Readonly<Record<ReceiptBreachKind, string>> = {
  'two-beginnings': 'whoever made the table has begun it twice, with different players',
  'two-histories': 'the same part of the game begins with two different states',
  'two-states': 'the chips at one moment are told in two ways',
  'out-of-order': 'what is later in the one is earlier in the other',
  'two-closings': 'the game was closed twice, in different ways',
  'after-closing': 'something was signed after the game had been closed',
};

export const receipt = {
  title: 'A table’s receipt',
  lead: 'It is checked here, in this page. Nothing is uploaded.',
  checking: 'Checking …',
  failed: 'This browser could not check it. Reload the page and try again.',
  empty: 'A receipt says who won and lost what, signed by the devices of those who played.',
  holds: 'Every signature holds.',
  bad: 'This receipt does not hold.',
  badNote: 'Do not rely on what it seems to show, and ask for it again. Nobody’s chips are changed by it.',
  faults,
  superseded: 'An older one: a later receipt of the same table is here as well, and that one counts.',
  breach: 'Two of these receipts cannot both be true:',
  breaches,
  breachBy: (names: string) => `Both are signed by ${names}.`,
  breachNobody: 'Whoever signed both cannot be told from them; the saved games of the players show it.',
  afterHand: (hand: number) => (hand === 0 ? 'Before the first hand' : `After hand ${hand}`),
  asOf: (height: number) => `As the table stood at step ${height}`,
  closing: 'The end of the game',
  timeout: (hand: number, seat: number) => `Hand ${hand}: the clock decided for seat ${seat}`,
  unfinished: (hands: string) => `Hands that were not finished: ${hands}.`,
  seat: (seat: number) => `seat ${seat}`,
  gone: 'no seat',
  cameLater: 'came later',
  many: 'Several who left long ago',
  brought: (chips: string) => `brought ${chips}`,
  proves: 'What it proves',
  /** @param names who they are */
  agreed: (spare: number, devices: number, names: string) =>
    spare === 0
      ? `All ${devices} of these devices agreed to it: ${names}.`
      : `All but at most ${spare === 1 ? 'one' : spare} of these ${devices} devices agreed to it: ${names}.`,
  without: (names: string) =>
    `The table had gone on without ${names}, whose device has not agreed to this. If that is you: what you agreed to last is in your own receipt or saved game.`,
  provesNot: 'What it does not prove',
  later: 'That it is the end: later hands may have followed.',
  whose: (keys: number) =>
    `Whose devices they are. By itself it says that some ${keys} keys have signed: compare it with the table’s link below.`,
  which: 'Which of them signed: the table’s key names nobody, and who has left may have kept a part of it.',
  money: 'That anybody pays. It moves no money.',
  words: (words: string) =>
    `The table’s key in four words: ${words}. Players find the same words behind the shield at their table.`,
  compare: 'Compare with the table’s link',
  compareNote: 'Paste the link by which you were invited.',
  matches: {
    same: 'It is of this table.',
    'other-table': 'It is of another table. It says nothing about the one in this link.',
    'other-history': 'It is of another past of this table than the one in this link. Do not rely on it.',
    'bad-link': 'This is no link to a table.',
  },
  devices: 'Devices and their keys',
  signed: 'signed',
  tableId: 'Table',
  another: 'Add another receipt of the evening',
  get: 'Get the receipt',
  getNote: 'A link that proves these chips to anybody. Whoever has it sees the names and the chips.',
  isClosing:
    'It is of the end of the game: nothing comes after it, and older receipts of the evening count no more.',
  isStanding:
    'It tells how things stand now. Later hands may follow; only a table that is closed for good has a last receipt.',
  making: 'Making the receipt …',
  notYet:
    'There is no receipt yet: too few devices have signed a finished hand. Your chips are safe. Try again after the next hand; the saved game proves the evening as well.',
  getFailed: 'The receipt could not be made. Your chips are safe. Try again, or save the game.',
  byBlocks:
    'Not everybody has signed with the table’s key, so this one carries the signatures of the last hand that all played on from. It counts the same.',
  closed: 'This is the end of the game: nothing comes after it.',
  copy: 'Copy the link',
  copied: 'Copied',
  link: 'Link of the receipt',
  save: 'Save as a file',
  open: 'Open it',
  qr: 'Show as a QR code',
  qrLabel: 'QR code of the receipt',
  qrTooLong: 'This receipt is too long for a QR code. Send the link or the file.',
};

export type ReceiptWords = typeof receipt;
