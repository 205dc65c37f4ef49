/** Was in keiner Abrechnung fehlen darf: Hände ohne Ende, zurückgehaltene Karten, Hände, die hier niemand sah. */
import type * as english from '../en/books.ts';

export const books: typeof english.books = {
  cardsFrom: (names) => `Nicht beendet, es fehlen Karten von ${names}.`,
  wordFrom: (names) => `Nicht beendet, gewartet wird auf ${names}.`,
  unfinished: 'Nicht beendet.',
  street: (street) => `Stand: ${street}.`,
  aside:
    'Der Tisch hat ohne sie weitergespielt; sie geht weiter, wenn alle daraus zurück sind, oder ist ungültig, wenn alle das wollen.',
  withheld: (hand, paid, got) =>
    `Hand ${hand}: Karten wurden zurückgehalten. Gezahlt: ${paid}; bekommen: ${got}.`,
  withheldHere: 'Karten wurden zurückgehalten, und dafür wurde gezahlt.',
  amount: (name, chips) => `${name} ${chips}`,
  away: (afterHand, toHand) =>
    toHand > afterHand + 1
      ? `Die Hände ${afterHand + 1} bis ${toHand} wurden gespielt, während dieses Gerät fort war.`
      : toHand > afterHand
        ? `Hand ${toHand} wurde gespielt, während dieses Gerät fort war.`
        : `Nach Hand ${afterHand} war dieses Gerät eine Weile fort.`,
  awayKnown: 'Was inzwischen gewonnen wurde, steckt in den Summen.',
  awayUnknown:
    'Wer inzwischen Chips brachte oder mitnahm, weiß es nicht und schlägt darum keine Zahlungen vor: Rechnet nach dem Spielstand von jemandem ab, der dabei war.',
  since: (hand) =>
    `Diese Zahlen beginnen nach Hand ${hand}, als dieses Gerät an den Tisch kam: Alle zählen ab den Chips, die sie da hatten, und die Zahlungen gleichen aus, was seither gespielt wurde. Was davor war, steht im Spielstand von jemandem, der dabei war.`,
  unaccounted: 'Zahlungen brauchen eine Abrechnung ohne Lücken.',
  upTo: (hand) => `Bis Hand ${hand}.`,
  signed: (names) => `Den Stand danach haben signiert: ${names}.`,
  unsigned: (names) => `Noch nicht: ${names}.`,
};
