/** German for what stands round a decision. */

import { plural } from '../en/games.ts';
import type { Messages } from '../en/index.ts';
import type * as english from '../en/table.ts';

export const preaction: Messages['preaction'] = {
  title: 'Vorauswahl',
  fold: 'Fold',
  checkFold: 'Check oder Fold',
  check: 'Check',
  call: (chips) => `Call ${chips}`,
  allIn: (chips) => `All-in ${chips}`,
  label: (what) => `${what}, sobald ich dran bin`,
  cleared: 'Der Einsatz hat sich geändert: Wähle neu.',
};

export const settings: typeof english.settings = {
  open: 'Einstellungen',
  title: 'Einstellungen',
  show: 'Am Tisch',
  fourColour: 'Vierfarbiges Deck',
  bigBlinds: 'Stacks und Einsätze in Big Blinds',
  bigBlindsNote: 'Die Knöpfe nennen auch die Chips, denn gesendet werden Chips.',
  motion: 'Karten und Chips bewegen sich',
  bubbles: 'Was andere sagen, an ihrem Platz zeigen',
  alerts: 'Ton und Hinweise',
  sound: 'Ton',
  volume: 'Lautstärke',
  notify: 'Benachrichtigen, wenn ich dran bin',
  notifyNote: 'Nur solange dieser Tab im Hintergrund ist.',
  notifyDenied: 'Dieser Browser erlaubt dieser Seite keine Benachrichtigungen.',
  keyboard: 'Tastatur',
  shortcuts: 'Einzelne Buchstaben handeln',
  keys: 'Tasten zeigen',
  bb: (amount) => `${amount} BB`,
};

export const keys: typeof english.keys = {
  open: 'Tasten',
  title: 'Tasten',
  note: 'Sie ruhen, während du tippst oder ein Dialog offen ist.',
  off: 'Einzelne Buchstaben sind in den Einstellungen abgeschaltet.',
  list: {
    fold: 'Fold; vor deinem Zug: Fold, oder Check, wo es nichts kostet',
    check: 'Check oder Call; vor deinem Zug: im Voraus wählen',
    raise: 'Einen Betrag eingeben; Enter setzt ihn, Escape verlässt das Feld',
    presets: 'Halber Pot, drei Viertel, Pot, All-in oder das Höchste',
    steps: 'Einen Big Blind mehr oder weniger',
    timeBank: 'Mehr Zeit',
    chat: 'Etwas sagen',
    shield: 'Wer gemischt hat, und jeder Beweis',
    settings: 'Einstellungen',
    help: 'Diese Tasten',
  },
};

export const reactions: typeof english.reactions = {
  open: 'Reagieren',
  title: 'Schnelle Reaktionen',
  say: (what) => `${what} senden`,
  names: {
    '👍': 'Daumen hoch',
    '👏': 'Beifall',
    '😂': 'Lachen',
    '😮': 'Staunen',
    '😢': 'eine Träne',
    '🔥': 'Feuer',
    '🍀': 'viel Glück',
    '🙏': 'danke',
  },
  more: (n, name) => `${n} ${plural(n, 'weitere Zeile', 'weitere Zeilen')} von ${name}`,
  mute: (name) => `Ausblenden, was ${name} sagt`,
  muted: (name) => `${name} ist ausgeblendet`,
  unmute: 'Wieder zeigen',
};

export const shield: typeof english.shield = {
  open: 'Beweise dieser Hand',
  title: 'Beweise dieser Hand',
  none: 'Noch ist keine Hand ausgeteilt.',
  shuffling: (done, of) =>
    `${done} von ${of} Spielern ${plural(done, 'hat', 'haben')} dieses Deck bisher gemischt.`,
  shuffled: (n) =>
    n === 2 ? 'Beide Spieler haben dieses Deck gemischt.' : `Alle ${n} Spieler haben dieses Deck gemischt.`,
  checked: (n) => `${n} ${plural(n, 'Beweis', 'Beweise')} von diesem Tab geprüft, keiner gescheitert.`,
  failed: (n, failed) =>
    `${n} ${plural(n, 'Beweis', 'Beweise')} von diesem Tab geprüft, ${failed} gescheitert.`,
  links: (direct, of) =>
    of === 0 ? '' : `${direct} von ${of} ${plural(of, 'Verbindung', 'Verbindungen')} direkt.`,
  final: (seconds) => `Alles oben ist seit ${seconds} s endgültig.`,
  waiting: (names) => `Ohne ${names} kann nichts endgültig werden.`,
  words: {
    good: 'Alle Beweise stimmen',
    working: 'Beweise sind unterwegs',
    bad: 'Ein Beweis ist gescheitert',
  },
  order: 'In dieser Reihenfolge gemischt',
};

export const seatMenu: typeof english.seatMenu = {
  sitOut: 'Ab der nächsten Hand aussetzen',
  sitIn: 'Ich bin zurück',
  sitOutBigBlind: 'Aussetzen, wenn der Big Blind zu mir kommt',
  chips: 'Chips',
  playing: 'Mitspielen',
  handNow: (name) => `Du hast: ${name}`,
};

export const spoken: typeof english.spoken = {
  cards: (list) => `Deine Karten: ${list}`,
  turn: (call, pot) => `Du bist dran. ${call}Pot ${pot}`,
  toCall: (chips) => `${chips} zu callen. `,
  free: 'Check kostet nichts. ',
};

export const notification: typeof english.notification = {
  title: (table) => `Du bist dran: ${table}`,
  call: (chips) => `${chips} zu callen`,
  check: 'Check kostet nichts',
};
