/**
 * What the start page says, and what may happen to any page before the rest of the catalogue is there. In English.
 * It is part of the first download: words of other pages have no place here.
 */
import type { CreateRefusal } from '../../../client/contract/create.ts';
import type { AmountProblem } from '../../text/amounts.ts';
import { gameWords, plural, structureWords } from './games.ts';
import { hostRules } from './hostRules.ts';
import { landing } from './landing.ts';
import { money } from './money.ts';
import { proofs } from './proofs.ts';
import { school } from './school.ts';

export const amountProblems = {
  empty: 'Type an amount.',
  separator: 'Digits only, without commas or spaces.',
  sign: 'No plus or minus sign.',
  exponent: 'Write the number out.',
  fraction: 'Whole chips only.',
  'not-a-number': 'Digits only.',
  'too-large': 'That number is too large.',
} satisfies Record<AmountProblem, string>;

export const createRefusals: Record<CreateRefusal, string> = {
  name: 'The table’s name cannot be used.',
  numbers: 'These numbers make no table that can be played.',
  'relay-unreachable':
    'The meeting point that introduces players cannot be reached. Is the server of this page running?',
};

export const practise = {
  title: 'Practise alone',
  text: 'Bots in this browser play by the same rules and proofs as people.',
  start: 'Practise with bots',
  busy: 'Setting up the table…',
  failed: 'The practice table could not be set up.',
};

export const installed = { language: 'Language' };

export const hideAddress = {
  title: 'Privacy',
  tick: 'Never show my internet address to the others',
  note: 'Otherwise everybody at a table can see it, as in any direct call. It costs speed, and safety from failures: everything goes through the host’s TURN server or, where there is none, through the meeting point, and your seat is cut off when that stops.',
  later: 'This table was opened with the other choice.',
  reopen: 'Open the table again',
};

export const opening = {
  title: 'Opening the table',
  code: 'Loading the cards and the locks…',
  replaying: 'Reading what has been played here…',
  connecting: 'Looking for the others…',
  rules:
    'The rules of this table come from whoever is at it. If nobody is there yet, leave this page open: it opens as soon as somebody comes.',
  relay: {
    connecting: 'Reaching the meeting point…',
    connected: 'Meeting point reached.',
    lost: 'The meeting point is gone; those already connected go on without it.',
  },
  links: (n: number) => (n === 0 ? 'Nobody found yet.' : `${n} ${plural(n, 'player', 'players')} found.`),
  awaiting: (names: string) => `Signature still missing: ${names}`,
};

/** Of any page that cannot be shown; why a table cannot be opened stands in opening.ts. */
export const failureStart = {
  title: 'This table cannot be opened',
  reportHint:
    'If this comes back, send a report to whoever runs this site. It says what went wrong and where; no cards, keys or names are in it.',
  reportCopy: 'Copy for a report',
  reportCopied: 'Copied',
  retry: 'Try again',
  home: 'To the start page',
  nowhere: 'There is no page here.',
  sentences: {
    internal: 'Something went wrong in this page itself. Reloading it is safe: nothing you signed is lost.',
  },
};

/** Of a page that is drawn: older and newer versions of the app beside it, and its own faults. */
export const deviceStart = {
  olderTab:
    'Another tab of this browser still runs an older version of this app. It gives way after its hand; if it does not, close it. Nothing is lost.',
  broken: {
    title: 'This page could not be drawn',
    text: 'Your seat is safe: behind this message your browser goes on playing its part, and the clock runs. Draw the page again to act.',
    again: 'Draw it again',
    elsewhere: 'Nothing you have is lost. Draw it again, or go to the start page.',
  },
  newBuild: 'A newer version of this app is ready on this device. The one you have goes on until you change.',
  takeNewBuild: 'Update',
  reloadAfterHand:
    'This page reloads by itself as soon as no hand is on, with a newer version of the app. Your seat stays yours.',
};

export const entryStart = {
  admissions: { asked: 'Those who play are asked', open: 'Anyone with the link', closed: 'Nobody' },
};

export const claimStart = {
  option: 'A winner may keep the cards closed',
  optionNote:
    'Whoever opens last proves that the hand wins, and shows no card. Hold’em and short deck, cash games.',
};

export const openTablesStart = {
  link: 'Open tables',
};

export const scheduleStart = {
  problems: {
    level: (level: number, what: string) => `Level ${level}: ${what}`,
    falls: 'blinds cannot become smaller.',
    small: 'the small blind cannot be larger than the big blind.',
    bringIn: 'the bring-in must be less than the small bet, and at least 1.',
    ante: 'the ante cannot be more than the big blind.',
    minutes: 'choose 1 to 240 minutes.',
    many: 'At most 64 levels.',
    percent: 'Write percentages, such as 50 30 20.',
    sum: (sum: string) => `The prizes must be 100 % together; these are ${sum} %.`,
    places: 'There cannot be more prizes than seats.',
    order: 'A better place cannot get less than a worse one.',
  },
};

export const savedStart = {
  link: 'Open a saved game or hand',
};

/** The first part of the catalogue; index.ts has all of it. */
export const start = {
  language: 'en',
  app: { name: 'Dealerless', home: 'Dealerless, to the start page', skip: 'Skip to content' },
  game: gameWords,
  structure: structureWords,
  hostRules,
  landing,
  money,
  proofs,
  schedule: scheduleStart,
  school,
  amountProblems,
  createRefusals,
  practise,
  installed,
  hideAddress,
  opening,
  failure: failureStart,
  device: deviceStart,
  entry: entryStart,
  claim: claimStart,
  openTables: openTablesStart,
  saved: savedStart,
};

export type StartMessages = typeof start;
