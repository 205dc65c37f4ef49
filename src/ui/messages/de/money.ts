/** Deutsch für den Wert der Chips. */
import type * as english from '../en/money.ts';

export const money: typeof english.money = {
  currency: 'Geld',
  none: 'Nur Chips',
  chipValue: 'Ein Chip ist wert',
  oneChip: (value) => `1 Chip = ${value}`,
  inChips: (chips, value) => `${chips} Chips = ${value}`,
  blinds: (small, big) => `Blinds ${small}/${big}`,
  show: 'Stacks und Einsätze in Geld',
  settleNote: (value) =>
    `Bei 1 Chip = ${value}, auf den Cent genau. Geld bewegt nur ihr selbst: Zahlt, wie ihr es vereinbart habt.`,
  problems: {
    empty: 'Gib einen Betrag ein.',
    separator: 'Ein Punkt oder Komma, und höchstens zwei Ziffern dahinter.',
    sign: 'Kein Plus- oder Minuszeichen.',
    exponent: 'Schreib die Zahl aus.',
    'too-fine': 'Hundertstel sind der kleinste Teil.',
    'not-a-number': 'Ziffern und ein Punkt oder Komma.',
    'too-large': 'Diese Zahl ist zu groß.',
    chipValue: 'Ein Chip ist mindestens 0,01 und höchstens 10000 wert.',
    chips: 'Das ist keine ganze Zahl von Chips.',
  },
};
