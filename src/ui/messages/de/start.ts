/**
 * What the start page says, and what may happen to any page before the rest of the catalogue is there. In German.
 * It is part of the first download: words of other pages have no place here.
 */

import { plural } from '../en/games.ts';
import type * as english from '../en/start.ts';
import { gameWords, structureWords } from './games.ts';
import { hostRules } from './hostRules.ts';
import { landing } from './landing.ts';
import { money } from './money.ts';
import { proofs } from './proofs.ts';
import { school } from './school.ts';

export const amountProblems: typeof english.amountProblems = {
  empty: 'Gib einen Betrag ein.',
  separator: 'Nur Ziffern, ohne Punkte, Kommas oder Leerzeichen.',
  sign: 'Ohne Plus- oder Minuszeichen.',
  exponent: 'Schreib die Zahl aus.',
  fraction: 'Nur ganze Chips.',
  'not-a-number': 'Nur Ziffern.',
  'too-large': 'Diese Zahl ist zu groß.',
};

export const createRefusals: typeof english.createRefusals = {
  name: 'Dieser Name geht für einen Tisch nicht.',
  numbers: 'Mit diesen Zahlen lässt sich kein Tisch spielen.',
  'relay-unreachable':
    'Der Treffpunkt, der die Spieler bekannt macht, ist nicht erreichbar. Läuft der Server dieser Seite?',
};

export const practise: typeof english.practise = {
  title: 'Allein üben',
  text: 'Bots in diesem Browser spielen nach denselben Regeln und mit denselben Beweisen wie Menschen.',
  start: 'Mit Bots üben',
  busy: 'Der Tisch wird vorbereitet …',
  failed: 'Der Übungstisch konnte nicht eingerichtet werden.',
};

export const installed: typeof english.installed = { language: 'Sprache' };

export const hideAddress: typeof english.hideAddress = {
  title: 'Privatsphäre',
  tick: 'Den anderen nie meine Internetadresse zeigen',
  note: 'Sonst kann sie jeder am Tisch sehen, wie bei jedem direkten Anruf. Das kostet Tempo und Ausfallsicherheit: Alles geht über den TURN-Server des Gastgebers oder, wo es keinen gibt, über den Treffpunkt, und fällt der aus, ist dein Platz abgeschnitten.',
  later: 'Dieser Tisch wurde mit der anderen Wahl geöffnet.',
  reopen: 'Tisch neu öffnen',
};

export const opening: typeof english.opening = {
  title: 'Der Tisch wird geöffnet',
  code: 'Karten und Schlösser werden geladen …',
  replaying: 'Was hier gespielt wurde, wird nachgelesen …',
  connecting: 'Die anderen werden gesucht …',
  rules:
    'Die Regeln dieses Tisches kommen von denen, die dort sind. Ist noch niemand da, lass diese Seite offen: Der Tisch öffnet sich, sobald jemand kommt.',
  relay: {
    connecting: 'Der Treffpunkt wird gesucht …',
    connected: 'Treffpunkt erreicht.',
    lost: 'Der Treffpunkt ist weg; wer schon verbunden ist, spielt ohne ihn weiter.',
  },
  links: (n) => (n === 0 ? 'Noch niemand gefunden.' : `${n} ${plural(n, 'Spieler', 'Spieler')} gefunden.`),
  awaiting: (names) => `Es fehlt noch die Unterschrift von ${names}`,
};

/** Of any page that cannot be shown; why a table cannot be opened stands in opening.ts. */
export const failureStart: typeof english.failureStart = {
  title: 'Dieser Tisch lässt sich nicht öffnen',
  reportHint:
    'Wenn das wiederkommt, schick einen Bericht an den Betreiber dieser Seite. Darin steht, was schiefging und wo; keine Karten, Schlüssel oder Namen.',
  reportCopy: 'Für einen Bericht kopieren',
  reportCopied: 'Kopiert',
  retry: 'Noch einmal versuchen',
  home: 'Zur Startseite',
  nowhere: 'Hier ist keine Seite.',
  sentences: {
    internal:
      'In dieser Seite selbst ging etwas schief. Neu laden ist ungefährlich: Nichts, was du unterschrieben hast, geht verloren.',
  },
};

/** Of a page that is drawn: older and newer versions of the app beside it, and its own faults. */
export const deviceStart: typeof english.deviceStart = {
  olderTab:
    'In einem anderen Tab dieses Browsers läuft noch eine ältere Fassung dieser App. Er macht nach seiner Hand Platz; wenn nicht, schließe ihn. Verloren geht nichts.',
  broken: {
    title: 'Diese Seite ließ sich nicht zeichnen',
    text: 'Dein Platz ist sicher: Hinter dieser Meldung spielt dein Browser seinen Teil weiter, und die Uhr läuft. Zeichne die Seite neu, um zu handeln.',
    again: 'Neu zeichnen',
    elsewhere: 'Nichts von dir ist verloren. Zeichne sie neu oder geh zur Startseite.',
  },
  newBuild:
    'Auf diesem Gerät liegt eine neuere Fassung dieser App bereit. Deine läuft weiter, bis du wechselst.',
  takeNewBuild: 'Wechseln',
  reloadAfterHand:
    'Diese Seite lädt von selbst neu, sobald keine Hand läuft, mit einer neueren Fassung der App. Dein Platz bleibt deiner.',
};

export const entryStart: typeof english.entryStart = {
  admissions: { asked: 'Die Spielenden werden gefragt', open: 'Jeder mit dem Link', closed: 'Niemand' },
};

export const claimStart: typeof english.claimStart = {
  option: 'Wer gewinnt, darf die Karten verdeckt lassen',
  optionNote:
    'Wer als Letzter aufdecken müsste, beweist, dass die Hand gewinnt, und zeigt keine Karte. Hold’em und Short Deck, Cash Game.',
};

export const openTablesStart: typeof english.openTablesStart = {
  link: 'Offene Tische',
};

export const scheduleStart: typeof english.scheduleStart = {
  problems: {
    level: (level, what) => `Stufe ${level}: ${what}`,
    falls: 'die Blinds können nicht kleiner werden.',
    small: 'der Small Blind kann nicht größer sein als der Big Blind.',
    bringIn: 'das Bring-in muss kleiner sein als der kleine Einsatz und mindestens 1.',
    ante: 'die Ante kann nicht größer sein als der Big Blind.',
    minutes: '1 bis 240 Minuten.',
    many: 'Höchstens 64 Stufen.',
    percent: 'Prozente schreiben, etwa 50 30 20.',
    sum: (sum) => `Die Preise müssen zusammen 100 % sein; diese sind ${sum} %.`,
    places: 'Es kann nicht mehr Preise geben als Plätze.',
    order: 'Ein besserer Platz kann nicht weniger bekommen als ein schlechterer.',
  },
};

export const savedStart: typeof english.savedStart = {
  link: 'Gespeichertes Spiel oder Hand öffnen',
};

/** The first part of the catalogue; index.ts has all of it. */
export const start: english.StartMessages = {
  language: 'de',
  app: { name: 'Dealerless', home: 'Dealerless, zur Startseite', skip: 'Zum Inhalt springen' },
  game: gameWords,
  structure: structureWords,
  hostRules,
  landing,
  money,
  proofs,
  schedule: scheduleStart,
  school,
  amountProblems,
  createRefusals,
  practise,
  installed,
  hideAddress,
  opening,
  failure: failureStart,
  device: deviceStart,
  entry: entryStart,
  claim: claimStart,
  openTables: openTablesStart,
  saved: savedStart,
};
