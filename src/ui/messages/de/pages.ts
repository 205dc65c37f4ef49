/** German for the pages round the table. */

import { plural } from '../en/games.ts';
import type { Messages } from '../en/index.ts';
import type {
  exporting as enExporting,
  installed as enInstalled,
  invitation as enInvitation,
} from '../en/pages.ts';

export const invitation: typeof enInvitation = {
  shareText: (table) => `Poker am Tisch „${table}“: dem Link folgen und Platz nehmen.`,
  qr: 'QR-Code',
  qrTitle: 'Mit QR-Code einladen',
  qrText: 'Mit der Handykamera daraufhalten: Sie öffnet diesen Tisch.',
  qrLabel: 'QR-Code mit dem Link zu diesem Tisch',
  qrTooLong: 'Dieser Link ist zu lang für einen QR-Code. Kopiere ihn stattdessen.',
  avatar: 'Dein Bild',
  avatarNote: 'Auch die anderen sehen es.',
  avatarStyles: {
    face: 'Gesicht',
    cat: 'Katze',
    robot: 'Roboter',
    petals: 'Blume',
    tiles: 'Kacheln',
    letter: 'Buchstabe',
  },
  linkMade: (names) => `Warten auf ${names}: Die Verbindung wird aufgebaut.`,
  making: 'wird verbunden',
};

export const practise: Messages['practise'] = {
  title: 'Allein üben',
  text: 'Bots in diesem Browser spielen nach denselben Regeln und mit denselben Beweisen wie Menschen.',
  start: 'Mit Bots üben',
  busy: 'Der Tisch wird vorbereitet …',
  failed: 'Der Übungstisch konnte nicht eingerichtet werden.',
};

export const session: Messages['session'] = {
  title: (table) => `${table}: die Zahlen`,
  link: 'Stacks, Statistik und Abrechnung',
  loading: 'Das Protokoll dieses Tisches wird nachgespielt …',
  failed: 'Das Protokoll dieses Tisches ließ sich nicht nachspielen.',
  back: 'Alle Hände',
  graph: 'Stacks',
  graphLabel: (hands) =>
    `Stacks aller Spieler über ${hands} ${plural(hands, 'Hand', 'Hände')}; dieselben Zahlen stehen in der Tabelle darunter.`,
  graphTable: 'Stacks als Tabelle',
  noHands: 'An diesem Tisch ist noch keine Hand zu Ende gespielt.',
  hand: 'Hand',
  start: 'Anfang',
  gone: 'nicht am Tisch',
  stats: 'Statistik',
  statsNote:
    'Aus den nachgespielten Händen gezählt. VPIP: vor dem Flop freiwillig Chips gesetzt. PFR: vor dem Flop erhöht. Aggression: Bets und Raises je Call nach dem Flop. WTSD: wie oft ein gesehener Flop zum Showdown führte. W$SD: gewonnene Showdowns.',
  columns: {
    player: 'Spieler',
    hands: 'Hände',
    vpip: 'VPIP',
    pfr: 'PFR',
    aggression: 'Aggression',
    wtsd: 'WTSD',
    wsd: 'W$SD',
  },
  long: {
    vpip: 'Vor dem Flop freiwillig Chips gesetzt',
    pfr: 'Vor dem Flop erhöht',
    aggression: 'Aggressionsfaktor nach dem Flop',
    wtsd: 'Nach gesehenem Flop bis zum Showdown',
    wsd: 'Im Showdown gewonnen',
  },
  none: '–',
  of: (part, whole) => `${part} von ${whole}`,
  ledger: 'Kasse',
  ledgerColumns: {
    player: 'Spieler',
    brought: 'Eingekauft',
    taken: 'Mitgenommen',
    atTable: 'Am Tisch',
    result: 'Ergebnis',
    entry: 'Einsatz',
    prize: 'Preis',
  },
  sum: 'Summe',
  settle: 'Abrechnung',
  settleNote: (n) =>
    n === 0
      ? 'Alle sind quitt.'
      : `${n} ${plural(n, 'Zahlung gleicht', 'Zahlungen gleichen')} alles aus; mit weniger geht es nicht. In Spielchips: Was sie wert sind, macht ihr unter euch aus.`,
  transfer: (from, to, chips) => `${from} gibt ${to} ${chips}`,
  undecided: 'Das Turnier ist noch nicht entschieden.',
  carried: (chips) => `${chips} liegen in einem Pot für die nächste Hand: danach abrechnen.`,
  hands: 'Hände',
  you: 'du',
};

export const exporting: typeof enExporting = {
  title: 'Diese Hand speichern',
  log: 'Signiertes Protokoll speichern',
  logFailed: 'Dieses Spiel konnte nicht aus der Datenbank gelesen werden.',
  phh: 'PHH',
  ohh: 'OHH (JSON)',
  phhLabel: 'Als Poker Hand History speichern, eine TOML-Datei',
  ohhLabel: 'Als Open Hand History speichern, eine JSON-Datei',
  pokerStars: 'PokerStars',
  pokerStarsLabel: 'Als Text in der Form von PokerStars speichern, den Tracker lesen',
  unfit:
    'Dieses Format hat keine Worte für diese Hand (übernommene Chips, eine für tot erklärte Hand oder, in PHH, ein zweites Board). Mit der Hand ist alles in Ordnung.',
  failed: 'Die Hand konnte nicht aus dem Protokoll gelesen werden.',
};

export const installed: typeof enInstalled = { language: 'Sprache' };
