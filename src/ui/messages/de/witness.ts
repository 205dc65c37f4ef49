/** Words about witnesses and about a table that stands still, in German. */
import type * as english from '../en/witness.ts';

export const witness: typeof english.witness = {
  title: (n) => (n === 1 ? 'Zeuge' : 'Zeugen'),
  what: 'Ein Zeuge ist ein Programm, das über die Reihenfolge der Aktionen mit abstimmt und mit euch die Zeit hält. Es hat keine Karten und kann keine sehen.',
  helps: (validators, faults) =>
    faults > 0
      ? `Damit entscheiden ${validators} gemeinsam, und das Spiel geht weiter, wenn ${faults} davon ${faults === 1 ? 'fehlt' : 'fehlen'}.`
      : `Damit entscheiden ${validators} gemeinsam.`,
  escrow: (quorum) =>
    `Ist ein Spieler weg, öffnen ${quorum} davon gemeinsam an seiner Stelle die Gemeinschaftskarten; ${quorum}, die sich absprechen, könnten sie vorzeitig sehen. Eigene Karten sind nie darunter.`,
  tooMany: (admitted, offered) => `${admitted} von ${offered} stimmen mit ab: Mehr könnten euch überstimmen.`,
  headsUp:
    'Zwei Spieler brauchen zwei Zeugen oder keinen: Einer allein wäre nur ein Dritter, der nicht ausfallen darf.',
  trusted:
    'Vertrauen in den Gastgeber: Betreibt eine Person alle Zeugen, kann sie das Spiel anhalten und zusammen mit einem von euch entscheiden, was gilt.',
  take: (n) => (n === 1 ? 'Den Zeugen mit abstimmen lassen' : 'Die Zeugen mit abstimmen lassen'),
  leftOut: 'Nicht dabei: Nur die Spieler entscheiden.',
  mark: 'Zeuge',
  members: 'Wer das Protokoll führt',
  away: 'keine Verbindung',
};

export const standstill: typeof english.standstill = {
  title: (names) => `Warten auf ${names}`,
  text: (names) =>
    `Ohne ${names} kann dieser Tisch nicht weiterspielen. Er macht von selbst weiter, sobald die Verbindung wieder da ist; durch das Warten gehen keine Chips verloren.`,
  stopped: (names) =>
    `Der Tab von ${names} ist stehen geblieben; warum, steht dort auf dem Bildschirm. Der Tisch macht von selbst weiter, sobald er wieder geöffnet ist; durch das Warten gehen keine Chips verloren. Hat jener Browser gelöscht, was er aufbewahrte, kommt der Platz nicht wieder: dann gilt die Abrechnung des Abends.`,
};
