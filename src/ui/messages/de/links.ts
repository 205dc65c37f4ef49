/** Deutsch: wie die anderen erreicht werden, und wer die eigene Adresse verbirgt. */
import type * as english from '../en/links.ts';

export const link: typeof english.link = {
  direct: 'direkt',
  relayed: 'über Relay',
  turn: 'über TURN',
  member: (name) => `über ${name}`,
  none: 'keine Verbindung',
  ms: (ms) => `${ms} ms`,
  row: (name, kind, rtt) => `${name}: ${kind}${rtt ? `, ${rtt}` : ''}`,
  unknown: 'neuer Besucher',
};

export const linkNotes: typeof english.linkNotes = {
  direct: 'direkt: von Browser zu Browser; der Treffpunkt wird dafür nicht mehr gebraucht',
  turn: 'über TURN: Der Weiterleitungsserver des Gastgebers reicht es durch und kann nichts mitlesen; der Treffpunkt wird dafür nicht mehr gebraucht',
  relayed:
    'über Relay: durch den Treffpunkt, der nichts mitlesen kann; fällt er aus, reicht ein anderer Spieler es weiter',
  member:
    'über einen Spieler: Dessen Browser reicht es weiter und kann nichts mitlesen, bis es einen direkten Weg gibt',
};
