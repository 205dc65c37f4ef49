/** Über Fehler, Warten und das Ende eines Spiels, auf Deutsch. */
import type { Messages } from '../en/index.ts';

export const fault: Messages['fault'] = {
  banner: (seat, name, what) => `Platz ${seat} (${name}): ${what}`,
  what: {
    key: 'Beweis des Handschlüssels gescheitert – ohne diesen Platz neu ausgeteilt',
    shuffle: 'Mischbeweis gescheitert – ohne diesen Platz neu ausgeteilt',
    shares: 'falscher Kartenanteil – aus der Hand',
    show: 'fremde Karten gezeigt – zählt nicht',
    win: 'behauptete einen Gewinn, den die Karten nicht hergeben – aus der Hand',
    escrow: 'Treuhandbeweis gescheitert',
    equivocation: 'zwei verschiedene Fassungen desselben Blocks unterschrieben',
    evidence: 'jemanden mit gefälschten Belegen beschuldigt',
    admit: 'einen Neuling gemeldet, der nicht unterschrieben hatte',
    junk: 'zwanzigmal geschickt, was kein ehrlicher Tab schickt – verlässt den Tisch mit Chips und Pfand',
    channel:
      'einen falschen Schlüssel für den Empfang von Anteilen geschickt – aus der Hand, das Pfand geht an die anderen',
    dealing:
      'falsche Anteile am Schlüssel des Tisches verteilt – aus der Hand, das Pfand geht an die anderen',
    complaint:
      'sich über einen richtigen Anteil am Schlüssel des Tisches beschwert – aus der Hand, das Pfand geht an die anderen',
    ready:
      'falsch für den Schlüssel des Tisches unterschrieben – aus der Hand, das Pfand geht an die anderen',
  },
  reason: (check) => `Gescheiterte Prüfung: ${check}.`,
  silent: 'nicht rechtzeitig geantwortet – die Hand geht ohne diesen Platz weiter',
  silentNote:
    'Niemandem ist etwas nachgewiesen: Die Verbindung kann verloren oder die Seite geschlossen sein.',
  details: 'Einzelheiten',
};

export const waiting: Messages['waiting'] = {
  lost: (names) => `Warten auf ${names} (Verbindung verloren)`,
  stopped: (names) => `Warten auf ${names} (der Tab ist stehen geblieben)`,
  slow: (names) => `Warten auf ${names}`,
  why: 'Ohne sie kann nichts entschieden werden. Durch das Warten gehen keine Chips verloren.',
};

export const over: Messages['over'] = {
  banner: (name) => `${name} hat alle Chips. Danke fürs Spiel.`,
  plain: 'Das Spiel ist zu Ende.',
  waits: (name) =>
    `Nur ${name} hat jetzt Chips am Tisch. Es geht weiter, sobald jemand nachkauft oder sich setzt.`,
  waitsPlain: 'Weniger als zwei haben Chips. Es geht weiter, sobald jemand nachkauft.',
  history: 'Die Hände ansehen',
};
