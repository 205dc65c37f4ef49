/** Words for those who watch from the rail, in German. */
import type * as english from '../en/rail.ts';

export const rail: typeof english.rail = {
  waiting:
    'Das Spiel hat nicht begonnen, oder noch gibt es niemand weiter, der mitspielt. Sobald das geschieht, erscheint es hier von selbst. Du hast keine Chips darin.',
  alone: 'Andere, die zuschauen, und wer das Spiel weitergibt, werden gesucht …',
  linked: (n) =>
    `Verbunden mit ${n} ${n === 1 ? 'anderen Zuschauer' : 'anderen Zuschauern'} und mit niemandem, der spielt. Dieser Tab prüft alles selbst.`,
  leave: 'Zur Startseite',
  feeds:
    'Dieser Tab gibt das Spiel an die weiter, die zuschauen: über höchstens drei eigene Verbindungen, wie viele es auch sind.',
  late: (slots) => `Der Tisch wird ${slots} Slots später gezeigt: Er erscheint, sobald er so weit ist.`,
  overlayCopy: 'Link für einen Stream kopieren',
  strip: (n) => `Unter Zuschauern, verbunden mit ${n}`,
  historyRefused: {
    oversized:
      'Dieser Host hat mehr von der Vergangenheit des Spiels geschickt, als ein Tisch hat. Gefragt werden stattdessen andere, die zuschauen.',
    truncated:
      'Was dieser Host von der Vergangenheit des Spiels geschickt hat, war abgeschnitten. Gefragt werden stattdessen andere, die zuschauen.',
    malformed:
      'Was dieser Host von der Vergangenheit des Spiels geschickt hat, ist nicht lesbar. Gefragt werden stattdessen andere, die zuschauen.',
    'not-asked':
      'Dieser Host hat etwas anderes geschickt als die Vergangenheit des Spiels. Gefragt werden stattdessen andere, die zuschauen.',
    forged:
      'Dieser Host hat eine gefälschte Vergangenheit des Spiels geschickt; das ist aufgefallen. Gefragt werden stattdessen andere, die zuschauen.',
  },
  chat: {
    open: (unread) => (unread === 0 ? 'Gespräch' : `Gespräch (${unread} neu)`),
    title: 'Gespräch derer, die zuschauen',
    note: 'Wer spielt, sieht es nicht. Jeder nennt sich, wie er will; die vier Zeichen dahinter unterscheiden.',
    mute: 'Gespräch stummschalten',
    muted: 'Gespräch ist stumm',
    empty: 'Noch hat niemand etwas gesagt.',
    somebody: 'Jemand',
    silence: (name) => `Von ${name} nichts mehr hören`,
    say: 'Etwas zu denen sagen, die zuschauen',
    send: 'Senden',
  },
};
