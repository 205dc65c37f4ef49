/** Words of the action bar and of amounts, in English. */
import type { AmountProblem } from '../../text/amounts.ts';
import { plural } from './games.ts';

export const action = {
  bar: 'Your actions',
  fold: 'Fold',
  check: 'Check',
  call: 'Call',
  bet: 'Bet',
  raiseTo: 'Raise to',
  allIn: 'All in',
  foldKey: 'f',
  checkKey: 'c',
  raiseKey: 'r',
  half: '½',
  threeQuarters: '¾',
  pot: 'Pot',
  max: 'All-in',
  most: 'Max',
  bringIn: 'Bring in',
  halfLabel: 'Half the pot',
  threeQuartersLabel: 'Three quarters of the pot',
  potLabel: 'The pot',
  allInLabel: 'All your chips',
  mostLabel: 'The most that may be bet',
  amount: 'Amount in chips',
  slider: 'Amount',
  less: 'Less',
  more: 'More',
  range: (min: string, max: string) => `${min} to ${max}`,
  sent: (what: string) => `${what}: sent…`,
  final: (what: string) => what,
  confirmTitle: 'All in?',
  confirmText: (chips: string) => `This puts all your chips in: ${chips}.`,
  confirmYes: 'Yes, all in',
  confirmNo: 'Back',
  timeBank: (s: string) => `+${s} s`,
  timeBankLabel: (s: string) => `Take ${s} more seconds`,
  seconds: (s: number) => `${s} s`,
  secondsLong: (s: number) => `${s} ${plural(s, 'second', 'seconds')} left`,
  sitOut: 'Sit out',
  sitIn: 'I am back',
  sittingOut: 'You are sitting out.',
  folded: 'You folded.',
  spectating: 'You are watching.',
  out: 'You are out of chips.',
  left: 'You have left the table.',
  allInNow: 'You are all in.',
  titleTurn: (table: string) => `● Your turn – ${table}`,
};

export const amountProblems = {
  empty: 'Type an amount.',
  separator: 'Digits only, without commas or spaces.',
  sign: 'No plus or minus sign.',
  exponent: 'Write the number out.',
  fraction: 'Whole chips only.',
  'not-a-number': 'Digits only.',
  'too-large': 'That number is too large.',
} satisfies Record<AmountProblem, string>;

export const amountTooSmall = (min: string) => `At least ${min}.`;

export const amountTooLarge = (max: string) => `At most ${max}.`;
