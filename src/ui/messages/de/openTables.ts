/** Die Liste offener Tische (/tables), und was dazu gefragt wird. */
import type { Messages } from '../en/index.ts';
import { openTablesStart } from './start.ts';

export const openTables: Messages['openTables'] = {
  title: 'Offene Tische',
  lead: 'Tische, die gefunden werden sollen. Wer dort sitzt, ist dir fremd; niemand kann deine Karten sehen oder deine Chips bewegen, aber wer zusammen spielt, kann sich über die eigenen absprechen. Wer dazukommt, bestimmen nur die, die spielen.',
  ...openTablesStart,
  empty: 'Gerade steht kein Tisch in der Liste. Eröffne einen und setze ihn darauf, oder komm später wieder.',
  failed:
    'Dieser Server sagt nicht, welche Tische offen sind: Er ist vielleicht nicht da, oder du bist offline. Verloren ist nichts; versuche es gleich noch einmal.',
  again: 'Noch einmal nachsehen',
  loading: 'Offene Tische werden gesucht…',
  free: (free, seats) => (free === 0 ? `kein Platz von ${seats} frei` : `${free} von ${seats} Plätzen frei`),
  blinds: (small, big) => `Blinds ${small}/${big}`,
  tournament: 'Turnier',
  playing: 'wird gespielt',
  waiting: 'noch nicht begonnen',
  admission: {
    asked: 'wer spielt, wird gefragt, wer dazukommt',
    open: 'wer kommt, darf sich setzen',
    closed: 'ist er begonnen, kommt niemand mehr dazu',
  },
  go: (name) => `Zu ${name}`,
  list: 'Diesen Tisch unter die offenen setzen',
  listHint:
    'Wer diesen Server besucht, oder einen, mit dem er seine Liste teilt, sieht dann Namen, Spiel, Blinds und freie Plätze und kann kommen. Er steht darin, solange diese Seite offen ist.',
  state: {
    waiting: 'Er wird in die Liste gesetzt…',
    listed: 'Er steht in der Liste.',
    full: 'Dieser Server nimmt gerade keine Tische mehr auf. Es wird von selbst wieder versucht; der Link geht wie immer.',
    unreachable:
      'Der Server hat ihn noch nicht aufgenommen. Es wird von selbst wieder versucht; der Link geht wie immer.',
  },
};
