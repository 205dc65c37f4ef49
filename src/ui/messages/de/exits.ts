/** Words for hands that wait for cards somebody does not open, in German. */
import type * as english from '../en/exits.ts';

export const exits: typeof english.exits = {
  title: 'Es fehlen Karten',
  missing: (names) =>
    `Für die nächsten Karten fehlt ${names}. Solange der Tisch wartet, bewegt sich kein Chip.`,
  countdown: (names) =>
    `${names} öffnet die nächsten Karten nicht. Wenn die Zeit abläuft, ist diese Hand tot, und die anderen haben den Pot.`,
  countdownYou:
    'Die anderen warten auf deinen Teil der nächsten Karten. Wenn die Zeit abläuft, ist deine Hand tot: Lass diesen Tab offen oder lade ihn neu.',
  without: (names) =>
    `Vielleicht ist nur die Verbindung von ${names} weg: An einem so kleinen Tisch ist ohne alle nichts zu entscheiden. Die Chips bleiben in der Hand, bis es weitergeht.`,
  endsIn: (time) => `noch ${time}`,
  closed:
    'Die nächsten Karten kommen nicht mehr. Jede Hand, die noch im Spiel ist, wird aufgedeckt, und der Pot wird danach geteilt, was jede im Schnitt gewinnen würde.',
};

export const exitLines: typeof english.exitLines = {
  withheld: (p) => `${p.name} hat die nächsten Karten nicht geöffnet: Die Frist läuft`,
  security: (p) => `${p.name} zahlt ${p.chips}, weil die nächsten Karten zu blieben`,
  disqualified: (p) => `${p.name} ist disqualifiziert, weil die nächsten Karten zu blieben`,
};
