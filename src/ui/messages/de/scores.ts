/** Deutsch für die laufende Abrechnung: wer vorn liegt, wer wem etwas schuldet, und das Ende eines Abends. */
import type * as english from '../en/scores.ts';

export const scores: typeof english.scores = {
  open: 'Spielstand',
  title: 'Spielstand',
  invite: 'Einladen',
  loading: 'Wird zusammengezählt…',
  failed:
    'Dieses Gerät weiß nicht, wie der Abend begann, und kann ihn nicht zusammenzählen. Frag jemanden, der von Anfang an dabei war.',
  watching: 'Wer zuschaut, sieht nur die Stacks. Frag jemanden am Tisch nach dem Spielstand.',
  hand: (hand, chips) => `Hand ${hand} ist nicht zu Ende: ${chips} im Pot.`,
  handNote: 'Er gehört noch niemandem: Unten zählt bei allen mit, was sie hineingelegt haben.',
  stake: (name, chips) => `${name} ${chips}`,
  folded: 'gepasst',
  agreedTo: (hand) =>
    hand === 0
      ? 'Von allen anerkannt: der Anfang.'
      : `Von allen am Tisch anerkannt und signiert: bis Hand ${hand}.`,
  missing: (names) => `Gerade nicht da, und hat nicht bestätigt, dass ihr aufhört: ${names}.`,
  biggestPot: (name, chips, hand) => `Größter Pot: ${chips} an ${name} in Hand ${hand}`,
  bestHand: (name, what, hand) => `Beste Hand: ${name}, ${what}, in Hand ${hand}`,
  share: 'Teilen',
  copy: 'Als Text kopieren',
  copied: 'Kopiert',
  picture: 'Als Bild speichern',
  csv: 'Als CSV speichern',
  log: 'Signiertes Protokoll speichern',
  notSaved: 'Das ließ sich nicht speichern.',
  result: (name, chips) => `${name}: ${chips}`,
  end: {
    open: 'Beenden und abrechnen',
    title: 'Den Abend hier beenden',
    text: 'Das ist der letzte Stand, den alle anerkannt haben. Rechnet danach ab, speichert oder teilt ihn, und schließ die Seite, wann du willst: Dadurch geht nichts verloren.',
    waits: (names) =>
      `Es fehlt: ${names}. Sind alle wieder da, geht der Tisch genau da weiter, wo er stehen blieb, und die Zahlen mit ihm.`,
    leave: 'Gehen, sobald es weitergeht',
    leaving: 'Du gehst, sobald der Tisch weitergeht.',
    close: 'Zur Startseite',
  },
};
