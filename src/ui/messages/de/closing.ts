/** Deutsch für das endgültige Schließen eines Tisches. */
import type { ClosingWords } from '../en/closing.ts';

export const closing: ClosingWords = {
  title: 'Den Tisch endgültig schließen',
  what: 'Wenn alle zustimmen, die hier sitzen, ist das Spiel endgültig zu Ende: an diesem Tisch wird keine Hand mehr gespielt, und diese Chips gelten. Der Schlüssel des Tisches unterschreibt sie ein einziges Mal; danach vernichtet jedes Gerät seinen Teil davon.',
  ask: 'Endgültig schließen …',
  sure: 'Das lässt sich nicht rückgängig machen.',
  alone: 'Außer dir sitzt niemand hier: Der Tisch schließt sofort.',
  confirm: 'Endgültig schließen',
  notNow: 'Jetzt nicht',
  asked: (names) => `${names} möchte den Tisch endgültig schließen: danach wird hier nichts mehr gespielt`,
  youAsked: 'Du möchtest den Tisch endgültig schließen',
  waitsFor: (names) => `Es fehlt noch: ${names}. Eine laufende Hand wird zu Ende gespielt.`,
  agree: 'Endgültig schließen',
  decline: 'Noch nicht',
  takeBack: 'Doch nicht',
  closed: 'Der Tisch ist endgültig geschlossen. Die Chips gelten, und hier wird nichts mehr gespielt.',
  signed:
    'Der Schlüssel des Tisches hat das Ergebnis unterschrieben, und dieses Gerät hat seinen Teil davon vernichtet. Hol dir den Beleg: er beweist jedem das Ende des Spiels.',
  unsigned:
    'Das Ergebnis wartet auf die Unterschriften der anderen Geräte: Lass diese Seite noch einen Moment offen. Deine Chips sind sicher; der Beleg trägt, was da ist.',
  noKey:
    'Der Tisch hatte keinen Schlüssel, der das Ergebnis unterschreiben könnte. Der Beleg trägt stattdessen die Unterschriften der Geräte und gilt genauso.',
};
