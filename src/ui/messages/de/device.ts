/** Was dieser Browser behält, zeigt und ausführt: sein Speicher, seine Fassung der App, seine eigenen Fehler. */
import { plural } from '../en/games.ts';
import type { Messages } from '../en/index.ts';
import { deviceStart } from './start.ts';

export const deviceFailures = {
  'no-indexeddb':
    'Dieser Browser lässt keine Seite Daten speichern, und ein Validator muss sich merken, was er unterschrieben hat. Private Fenster verbieten es oft.',
  'newer-version':
    'Auf diesem Gerät lief schon eine neuere Fassung dieser App, die ihre Spiele anders ablegt. Dein Platz und deine Chips sind erhalten. Lade die Seite neu, dann bekommst du diese Fassung.',
  'storage-full':
    'Dieser Browser speichert für diese Seite nichts mehr: Sein Platz ist voll. Nichts wurde signiert, was nicht gespeichert ist; dein Platz am Tisch und deine Chips sind, wo sie waren, und die anderen warten auf dich. Lösche alte Spiele unter „Hände auf diesem Gerät“ oder schaffe Platz auf dem Gerät, dann lade neu.',
  'storage-silent':
    'Der Speicher dieses Browsers antwortet nicht, nichts ließe sich sicher aufheben. Dein Platz und deine Chips sind, wo sie waren. Schließe die anderen Tabs dieser Seite und versuche es noch einmal.',
  'storage-deleted':
    'Der Speicher dieser Seite wurde gelöscht, während dieser Tisch offen war, und mit ihm der Schlüssel deines Platzes. Dieser Tab hat angehalten, denn er weiß nicht mehr, was er unterschrieben hat: Deine Chips stehen im Protokoll der anderen, und der Tisch spielt ohne dich weiter. Eine Kopie, die du behalten hast, kann beweisen, was gespielt wurde.',
  'gave-way':
    'In einem anderen Tab wurde eine neuere Fassung dieser App geöffnet, und dieser hat ihr nach der Hand Platz gemacht. Dein Platz und deine Chips sind erhalten: Diese Seite lädt von selbst neu.',
};

export const device: Messages['device'] = {
  stopped: 'Dieser Tab ist stehen geblieben',
  full: (left) =>
    `Dieser Browser hat für diese Seite nur noch ${left} Platz. Ist er verbraucht, muss dieser Tab mitten in einer Hand anhalten, bis wieder Platz ist: Was er nicht speichern kann, darf er nicht signieren. Schaffe jetzt Platz: Lösche alte Spiele unter „Hände auf diesem Gerät“ oder anderes auf dem Gerät.`,
  ...deviceStart,
  title: 'Auf diesem Gerät',
  lead: 'Deine Spiele und ihre Schlüssel liegen nur in diesem Browser.',
  use: (used, quota) => `${used} von ${quota} belegt, die dieser Browser erlaubt.`,
  used: (used) => `${used} belegt.`,
  persistent: 'Der Browser hat versprochen, sie zu behalten, bis du sie löschst.',
  fleeting:
    'Der Browser darf sie löschen, wenn der Platz knapp wird oder du wochenlang nicht hier warst. Versprochen hat er nichts.',
  keep: 'Den Browser bitten, sie zu behalten',
  keepRefused:
    'Der Browser verspricht es noch nicht. Oft tut er es, wenn du ein paarmal wiedergekommen bist oder die App installiert hast.',
  eraseGame: 'Dieses Spiel löschen',
  eraseGameAsk: (table) =>
    `Alles von „${table}“ von diesem Gerät löschen? Die Hände, das Protokoll und der Schlüssel deines Platzes gehen. Läuft dieser Tisch noch, kannst du mit diesem Gerät nicht zu deinem Platz und deinen Chips zurück, und was nicht abgerechnet ist, lässt sich von hier aus nicht mehr beweisen. Die anderen behalten ihres.`,
  eraseAll: 'Alles löschen',
  eraseAllAsk:
    'Alle Spiele und alle Schlüssel von diesem Gerät löschen? Von hier aus lässt sich dann kein Platz wieder einnehmen, kein Ergebnis beweisen und keine Hand ansehen. Die anderen Spieler behalten ihres.',
  erase: 'Löschen',
  cancel: 'Behalten',
  inUse: 'Ein Tab dieses Browsers hat dieses Spiel offen. Verlasse es dort zuerst; gelöscht wurde nichts.',
  erased: 'Gelöscht.',
  unreadable: 'Dieser Browser sagt nicht, wie viel gespeichert ist.',
};

/** Which build of the app runs here. */
export const build: Messages['build'] = {
  own: (version) => `Diese App hat die Version ${version}, und in vier Wörtern:`,
  unknown: (version) =>
    `Diese App hat die Version ${version}. Ihr Gastgeber hat inzwischen eine andere Fassung bereitgestellt oder nennt keine, also gibt es nichts zu vergleichen. Lade die Seite neu, dann bekommst du die neuere.`,
  compareHint:
    'Lest euch die Wörter vor: gleiche Wörter, gleiche App. Wer sie aus den Quellen baut, bekommt sie von „npm run digest“. Ein Gastgeber, der alle in allem belügt, könnte auch hierin lügen.',
  compare: 'Noch einmal mit dem Gastgeber vergleichen',
  comparing: 'Jede Datei wird noch einmal geholt …',
  compareFailed: 'Der Gastgeber antwortet nicht, verglichen wurde nichts. Was bei dir läuft, läuft weiter.',
  same: (files) => `Alle ${files} Dateien sind die, die auf dieser Seite laufen.`,
  differs: (files, n) =>
    `Der Gastgeber liefert jetzt ${plural(n, 'eine andere Datei', `${n} andere Dateien`)}: ${files}. Nach einem Update ist das richtig so, und diese Seite sagt es dir; sonst frag den Betreiber, bevor du weiter um Geld spielst.`,
  understood: 'Verstanden',
};
