/** Die Startseite auf Deutsch. */
import type { Messages } from '../en/index.ts';
import { createForm } from './createForm.ts';

export const landing: Messages['landing'] = {
  title: 'Poker ganz ohne Vertrauen',
  lead: 'Kein Dealer, kein Server im Spiel, kein Konto. Schick deinen Freunden einen Link: Jeder Browser am Tisch mischt das Deck, prüft alle anderen und führt Buch.',
  points: [
    {
      title: 'Alle mischen',
      text: 'Reihum mischt und verschließt jeder das Deck. Solange nicht alle anderen zusammenarbeiten, kann niemand eine Karte kennen.',
    },
    {
      title: 'Alles wird bewiesen',
      text: 'Zu jedem Mischen und jeder Karte gehört ein mathematischer Beweis, den alle anderen Tabs prüfen. Wer betrügt, wird auf jedem Bildschirm genannt.',
    },
    {
      title: 'Niemand leitet den Tisch',
      text: 'Die Tabs einigen sich untereinander, wer gehandelt hat, in welcher Reihenfolge und wie spät. Der Helfer, der euch bekannt macht, darf verschwinden: Das Spiel geht weiter.',
    },
  ],
  play: 'Nur Spielchips. Freie Software, GPL-3.0-or-later.',
  foot: {
    version: (n) => `Version ${n}`,
    licence: 'Lizenz: GPL-3.0-or-later',
    source: 'Quelltext dieser Fassung',
    notices: 'Hinweise zu den verwendeten Paketen',
  },
  create: createForm,
  join: {
    title: 'An einen Tisch gehen',
    label: 'Den erhaltenen Link einfügen',
    submit: 'Los',
    bad: 'Das ist kein Link zu einem Tisch. Er sieht aus wie https://…/t/… und enthält ein #.',
  },
  history: 'Gespielte Hände',
};
