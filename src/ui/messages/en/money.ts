/** English for what chips are worth. */
import type { MoneyProblem } from '../../text/money.ts';

export const money = {
  currency: 'Money',
  none: 'Chips only',
  chipValue: 'A chip is worth',
  oneChip: (value: string) => `1 chip = ${value}`,
  inChips: (chips: string, value: string) => `${chips} chips = ${value}`,
  /** Small and big blind. */
  blinds: (small: string, big: string) => `blinds ${small}/${big}`,
  show: 'Stacks and bets in money',
  settleNote: (value: string) =>
    `At 1 chip = ${value}, to the cent. Nobody but you moves money: pay as you agreed.`,
  problems: {
    empty: 'Type an amount.',
    separator: 'One point or comma, and at most two digits behind it.',
    sign: 'No plus or minus sign.',
    exponent: 'Write the number out.',
    'too-fine': 'Hundredths are the smallest part.',
    'not-a-number': 'Digits and one point or comma.',
    'too-large': 'That number is too large.',
    chipValue: 'A chip is worth at least 0.01 and at most 10000.',
    chips: 'That is no whole number of chips.',
  } satisfies Record<MoneyProblem | 'chipValue' | 'chips', string>,
};
