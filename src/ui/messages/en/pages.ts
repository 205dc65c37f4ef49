/** English for the pages round the table: invitation, avatars, numbers of a session, the installed app. */
import type { AvatarStyle } from '../../text/avatarLook.ts';
import { plural } from './games.ts';

export const invitation = {
  shareText: (table: string) => `Poker at “${table}”: follow the link and take a seat.`,
  qr: 'QR code',
  qrTitle: 'Invite with a QR code',
  qrText: 'Point a phone’s camera at it: it opens this table.',
  qrLabel: 'QR code with the link to this table',
  qrTooLong: 'This link is too long for a QR code. Copy it instead.',
  avatar: 'Your picture',
  avatarNote: 'The others see it as well.',
  avatarStyles: {
    face: 'Face',
    cat: 'Cat',
    robot: 'Robot',
    petals: 'Flower',
    tiles: 'Tiles',
    letter: 'Letter',
  } satisfies Record<AvatarStyle, string>,
  linkMade: (names: string) => `Waiting for ${names}: the link is being made.`,
  making: 'link is being made',
};

export const practise = {
  title: 'Practise alone',
  text: 'Bots in this browser play by the same rules and proofs as people.',
  start: 'Practise with bots',
  busy: 'Setting up the table…',
  failed: 'The practice table could not be set up.',
};

export const session = {
  title: (table: string) => `${table}: numbers`,
  link: 'Stacks, statistics and settling up',
  loading: 'Replaying the log of this table…',
  failed: 'The log of this table could not be replayed.',
  back: 'All hands',
  graph: 'Stacks',
  graphLabel: (hands: number) =>
    `Stacks of all players over ${hands} ${plural(hands, 'hand', 'hands')}; the same numbers are in the table below.`,
  graphTable: 'Stacks as a table',
  noHands: 'No hand has been finished at this table yet.',
  hand: 'Hand',
  start: 'Start',
  gone: 'not at the table',
  stats: 'Statistics',
  statsNote:
    'Counted from the replayed hands. VPIP: put chips in before the flop of their own will. PFR: raised before the flop. Aggression: bets and raises for each call after the flop. WTSD: of the flops seen, how many went to the showdown. W$SD: showdowns won.',
  columns: {
    player: 'Player',
    hands: 'Hands',
    vpip: 'VPIP',
    pfr: 'PFR',
    aggression: 'Aggression',
    wtsd: 'WTSD',
    wsd: 'W$SD',
  },
  long: {
    vpip: 'Voluntarily put chips in before the flop',
    pfr: 'Raised before the flop',
    aggression: 'Aggression factor after the flop',
    wtsd: 'Went to showdown after seeing the flop',
    wsd: 'Won at showdown',
  },
  none: '–',
  of: (part: string, whole: string) => `${part} of ${whole}`,
  ledger: 'Ledger',
  ledgerColumns: {
    player: 'Player',
    brought: 'Brought',
    taken: 'Taken away',
    atTable: 'At the table',
    result: 'Result',
    entry: 'Entry',
    prize: 'Prize',
  },
  sum: 'Sum',
  settle: 'Settling up',
  settleNote: (n: number) =>
    n === 0
      ? 'Everybody is even.'
      : `${n} ${plural(n, 'payment settles', 'payments settle')} everything; fewer cannot. In play chips: what they are worth is between you.`,
  transfer: (from: string, to: string, chips: string) => `${from} gives ${to} ${chips}`,
  undecided: 'The tournament is not decided yet.',
  carried: (chips: string) => `${chips} lie in a pot for the next hand: settle up after it.`,
  hands: 'Hands',
  you: 'you',
};

export const exporting = {
  title: 'Save this hand',
  log: 'Save the signed log',
  logFailed: 'This game could not be read from the database.',
  phh: 'PHH',
  ohh: 'OHH (JSON)',
  phhLabel: 'Save as Poker Hand History, a TOML file',
  ohhLabel: 'Save as Open Hand History, a JSON file',
  pokerStars: 'PokerStars',
  pokerStarsLabel: 'Save as text in the form of PokerStars, which trackers read',
  unfit:
    'This format has no words for this hand (chips carried over, a hand declared dead, or a second board in PHH). Nothing is wrong with the hand.',
  failed: 'The hand could not be read from the log.',
};

export const installed = { language: 'Language' };
