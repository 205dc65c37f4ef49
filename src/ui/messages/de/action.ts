/** Die Aktionsleiste und Beträge auf Deutsch. */
import { plural } from '../en/games.ts';
import type { Messages } from '../en/index.ts';

export const action: Messages['action'] = {
  bar: 'Deine Aktionen',
  fold: 'Fold',
  check: 'Check',
  call: 'Call',
  bet: 'Bet',
  raiseTo: 'Raise auf',
  allIn: 'All-in',
  foldKey: 'f',
  checkKey: 'c',
  raiseKey: 'r',
  half: '½',
  threeQuarters: '¾',
  pot: 'Pot',
  max: 'All-in',
  most: 'Max',
  bringIn: 'Bring-in',
  halfLabel: 'Halber Pot',
  threeQuartersLabel: 'Drei Viertel des Pots',
  potLabel: 'Der Pot',
  allInLabel: 'Alle deine Chips',
  mostLabel: 'Das Höchste, was gesetzt werden darf',
  amount: 'Betrag in Chips',
  slider: 'Betrag',
  less: 'Weniger',
  more: 'Mehr',
  range: (min, max) => `${min} bis ${max}`,
  sent: (what) => `${what}: gesendet …`,
  final: (what) => what,
  confirmTitle: 'All-in?',
  confirmText: (chips) => `Damit setzt du alle deine Chips: ${chips}.`,
  confirmYes: 'Ja, all-in',
  confirmNo: 'Zurück',
  timeBank: (s) => `+${s} s`,
  timeBankLabel: (s) => `${s} Sekunden mehr nehmen`,
  seconds: (s) => `${s} s`,
  secondsLong: (s) => `noch ${s} ${plural(s, 'Sekunde', 'Sekunden')}`,
  sitOut: 'Aussetzen',
  sitIn: 'Ich bin zurück',
  sittingOut: 'Du setzt aus.',
  folded: 'Du hast gefoldet.',
  spectating: 'Du schaust zu.',
  out: 'Du hast keine Chips mehr.',
  left: 'Du hast den Tisch verlassen.',
  allInNow: 'Du bist all-in.',
  titleTurn: (table) => `● Du bist dran – ${table}`,
};

export const amountProblems: Messages['amountProblems'] = {
  empty: 'Gib einen Betrag ein.',
  separator: 'Nur Ziffern, ohne Punkte, Kommas oder Leerzeichen.',
  sign: 'Ohne Plus- oder Minuszeichen.',
  exponent: 'Schreib die Zahl aus.',
  fraction: 'Nur ganze Chips.',
  'not-a-number': 'Nur Ziffern.',
  'too-large': 'Diese Zahl ist zu groß.',
};

export const amountTooSmall: Messages['amountTooSmall'] = (min) => `Mindestens ${min}.`;

export const amountTooLarge: Messages['amountTooLarge'] = (max) => `Höchstens ${max}.`;
