/** Deutsch für gespeicherte Spiele und geteilte Hände: weitergeben und auf dieser Seite prüfen. */
import type { Messages } from '../en/index.ts';
import { savedStart } from './start.ts';

export const saved: Messages['saved'] = {
  share: 'Diese Hand teilen',
  shareNote:
    'Eine Datei mit dieser Hand und allem, was sie beweist. Wer sie hier öffnet, sieht sie ablaufen und prüft sie selbst.',
  shareText: (address) => `Eine Pokerhand mit ihren Beweisen. Die Datei öffnen auf ${address}`,
  notYet:
    'Die Browser der anderen haben diese Hand noch nicht bestätigt. Versuch es noch einmal, wenn die nächste begonnen hat.',
  shareFailed: 'Aus dieser Hand ließ sich keine Datei machen.',
  ...savedStart,
  session: 'Alle Hände als eine Datei',
  unfit: (n) =>
    n === 1
      ? 'Eine Hand fehlt in der Datei: dieses Format hat keine Worte für das, was in ihr geschah.'
      : `${n} Hände fehlen in der Datei: dieses Format hat keine Worte für das, was in ihnen geschah.`,
  title: 'Ein gespeichertes Spiel oder eine Hand prüfen',
  lead: 'Jede Unterschrift, jedes Mischen und jede Karte darin wird auf dieser Seite geprüft. Nichts wird hochgeladen, und niemandem muss geglaubt werden.',
  drop: 'Die Datei hier ablegen, oder',
  choose: 'Datei wählen',
  reading: (percent) => `Wird geprüft: ${percent} %`,
  good: 'Alles in dieser Datei stimmt.',
  counts: (hands, proofs) =>
    `${hands} ${hands === 1 ? 'Hand' : 'Hände'}, ${proofs} ${proofs === 1 ? 'Beweis' : 'Beweise'} geprüft.`,
  falseProofs: (n) =>
    `${n} davon ${n === 1 ? 'war' : 'waren'} falsch, als gespielt wurde, und wurden damals gefunden und ihrem Urheber angelastet.`,
  signedByKey: (signed, of) =>
    `Der Schlüssel des Tisches hat ${signed} von ${of} ${of === 1 ? 'Hand' : 'Händen'} unterschrieben, die endeten, als es ihn gab.`,
  signedTimeouts: (signed, of) =>
    `Von ${of} ${of === 1 ? 'Entscheidung' : 'Entscheidungen'} der Uhr hat er ${signed} unterschrieben.`,
  signedClosing: 'Er hat den Schluss des Tisches unterschrieben: danach kam nichts mehr.',
  unsigned:
    'Was keine Unterschrift trägt, ist nicht weniger wahr: zu wenige Geräte haben unterschrieben, oder die Unterschrift war noch nicht bei dem, das dies gespeichert hat. Die Chips gelten, wie sie gezeigt werden.',
  twice: (names) => `Hat für eine Runde zwei Blöcke unterschrieben, was Betrug beweist: ${names}.`,
  missed:
    'Ein Teil des Abends fehlt in dieser Datei: ihr Gerät war da nicht dabei. Was herauskam, haben die anderen bestätigt.',
  bad: 'Diese Datei stimmt nicht.',
  badNote:
    'Sie wurde geändert, abgeschnitten oder ist kein Spiel dieses Programms. Trau nicht dem, was sie zu zeigen scheint. Bitte noch einmal darum.',
  fault: 'Was zuerst gefunden wurde',
  failed:
    'Diese Datei konnte in diesem Browser nicht geprüft werden. Lade die Seite neu und versuch es noch einmal.',
  tooLarge: 'Diese Datei ist größer als jedes gespeicherte Spiel.',
  again: 'Andere Datei',
  watch: (hand) => `Hand ${hand} ansehen`,
  sharedHand: 'Geprüft',
};
