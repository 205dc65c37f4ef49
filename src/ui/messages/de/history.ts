/** Der Verlauf und das Nachspielen auf Deutsch. */
import { plural } from '../en/games.ts';
import type { Messages } from '../en/index.ts';

export const history: Messages['history'] = {
  title: 'Hände auf diesem Gerät',
  lead: 'Nachgespielt aus dem Protokoll, das dieses Gerät behalten hat; jeder Beweis wird noch einmal geprüft.',
  empty: 'Auf diesem Gerät ist noch keine Hand zu Ende gespielt.',
  loading: 'Das Protokoll wird gelesen …',
  unreadable: 'Das Protokoll dieses Geräts ließ sich nicht lesen.',
  hand: (n) => `Hand ${n}`,
  watched: 'zugeschaut',
  noShow: 'keine Karten',
  older: (next, all) =>
    next < all
      ? `${next} von ${all} älteren Händen zeigen`
      : next === 1
        ? 'Eine ältere Hand zeigen'
        : `${next} ältere Hände zeigen`,
  winners: (names) => `Gewonnen von ${names}`,
  open: (table, hand, net) => `Hand ${hand} von ${table} nachspielen, Ergebnis ${net}`,
  table: (hands) => `${hands} ${plural(hands, 'Hand', 'Hände')}`,
  away: {
    here: 'Der Host dieser App antwortet nicht, darum lässt sich jetzt kein Tisch öffnen. Deine Hände liegen auf diesem Gerät.',
    back: 'Der Host antwortet wieder.',
    start: 'Zur Startseite',
  },
};

export const replay: Messages['replay'] = {
  title: (table, hand) => `${table}, Hand ${hand}`,
  loading: 'Aus dem Protokoll nachgespielt …',
  missing: 'Diese Hand steht nicht im Protokoll dieses Geräts.',
  failed: 'Diese Hand ließ sich nicht nachspielen.',
  step: (n, of) => `Schritt ${n} von ${of}`,
  proofs: (n) => `${n} ${plural(n, 'Beweis', 'Beweise')} noch einmal geprüft`,
  signed: (holders, spare) =>
    spare > 0
      ? `Der Schlüssel des Tisches hat dieses Ergebnis unterschrieben: Alle seine ${holders} Geräte bis auf höchstens ${spare === 1 ? 'eines' : spare} waren einverstanden.`
      : `Der Schlüssel des Tisches hat dieses Ergebnis unterschrieben: Alle seine ${holders} Geräte waren einverstanden.`,
  unsigned:
    'Der Schlüssel des Tisches hat diese Hand nicht unterschrieben: Er kam später, oder ein Gerät fehlte. Die Beweise gelten trotzdem.',
  signedFalsely:
    'Was hier als Unterschrift des Tischschlüssels liegt, gehört nicht zu diesem Ergebnis. Verlass dich nicht darauf; es zählt, was hier nachgespielt wurde, und keine Chips ändern sich.',
  first: 'Erster Schritt',
  previous: 'Schritt zurück',
  next: 'Schritt weiter',
  last: 'Letzter Schritt',
  slider: 'Schritt',
  back: 'Alle Hände',
};
