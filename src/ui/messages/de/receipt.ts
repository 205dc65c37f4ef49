/** Deutsch für Belege: weitergeben und auf dieser Seite prüfen. */
import type { ReceiptWords } from '../en/receipt.ts';

export const receipt: ReceiptWords = {
  title: 'Beleg eines Tisches',
  lead: 'Er wird hier geprüft, auf dieser Seite. Nichts wird hochgeladen.',
  checking: 'Wird geprüft …',
  failed: 'Dieser Browser konnte ihn nicht prüfen. Lade die Seite neu und versuch es noch einmal.',
  empty: 'Ein Beleg sagt, wer was gewonnen und verloren hat, unterschrieben von den Geräten der Mitspieler.',
  holds: 'Jede Unterschrift stimmt.',
  bad: 'Dieser Beleg stimmt nicht.',
  badNote:
    'Verlass dich nicht auf das, was er zu zeigen scheint, und bitte noch einmal um ihn. An niemandes Chips ändert er etwas.',
  faults: {
    malformed: 'Er ist abgeschnitten, verändert oder kein Beleg dieses Programms.',
    genesis:
      'Der Anfang des Tisches ist nicht von allen Genannten und von dem unterschrieben, der ihn gemacht hat.',
    chain: 'Die Wechsel der Mitspieler, die er zeigt, führen nicht vom einen zum nächsten.',
    key: 'Zu wenige Geräte haben unterschrieben, dass das der Schlüssel des Tisches ist.',
    signature: 'Der Schlüssel des Tisches hat das nicht unterschrieben.',
    blocks: 'Zu wenige Geräte haben unterschrieben, dass der Tisch so stand.',
    chips: 'Die Chips sind nicht die unterschriebenen.',
  },
  superseded: 'Ein älterer: ein späterer Beleg desselben Tisches ist auch hier, und der gilt.',
  breach: 'Zwei dieser Belege können nicht beide wahr sein:',
  breaches: {
    'two-beginnings': 'wer den Tisch gemacht hat, hat ihn zweimal begonnen, mit verschiedenen Mitspielern',
    'two-histories': 'derselbe Teil des Spiels beginnt mit zwei verschiedenen Ständen',
    'two-states': 'die Chips eines Augenblicks werden auf zwei Arten erzählt',
    'out-of-order': 'was im einen später ist, ist im anderen früher',
    'two-closings': 'das Spiel wurde zweimal beendet, auf verschiedene Weise',
    'after-closing': 'nach dem Ende des Spiels wurde noch etwas unterschrieben',
  },
  breachBy: (names) => `Beide sind unterschrieben von ${names}.`,
  breachNobody:
    'Wer beide unterschrieben hat, ist ihnen nicht anzusehen; die gespeicherten Spiele der Mitspieler zeigen es.',
  afterHand: (hand) => (hand === 0 ? 'Vor der ersten Hand' : `Nach Hand ${hand}`),
  asOf: (height) => `So stand der Tisch bei Schritt ${height}`,
  closing: 'Das Ende des Spiels',
  timeout: (hand, seat) => `Hand ${hand}: für Platz ${seat} hat die Uhr entschieden`,
  unfinished: (hands) => `Nicht zu Ende gespielte Hände: ${hands}.`,
  seat: (seat) => `Platz ${seat}`,
  gone: 'kein Platz',
  cameLater: 'kam später',
  many: 'Mehrere, die vor langem gegangen sind',
  brought: (chips) => `${chips} mitgebracht`,
  proves: 'Was er beweist',
  agreed: (spare, devices, names) =>
    spare === 0
      ? `Alle ${devices} dieser Geräte haben zugestimmt: ${names}.`
      : `Alle bis auf höchstens ${spare === 1 ? 'eines' : spare} dieser ${devices} Geräte haben zugestimmt: ${names}.`,
  without: (names) =>
    `Der Tisch war ohne ${names} weitergegangen, und dieses Gerät hat dem nicht zugestimmt. Bist du das: dem du zuletzt zugestimmt hast, steht in deinem eigenen Beleg oder gespeicherten Spiel.`,
  provesNot: 'Was er nicht beweist',
  later: 'Dass es das Ende war: spätere Hände können gefolgt sein.',
  whose: (keys) =>
    `Wessen Geräte es sind. Für sich sagt er nur, dass irgendwelche ${keys} Schlüssel unterschrieben haben: vergleich ihn unten mit dem Link des Tisches.`,
  which:
    'Welche davon unterschrieben haben: der Schlüssel des Tisches nennt niemanden, und wer gegangen ist, kann einen Teil davon behalten haben.',
  money: 'Dass jemand zahlt. Er bewegt kein Geld.',
  words: (words) =>
    `Der Schlüssel des Tisches in vier Wörtern: ${words}. Wer mitspielt, findet sie an seinem Tisch hinter dem Schild.`,
  compare: 'Mit dem Link des Tisches vergleichen',
  compareNote: 'Füg den Link ein, mit dem du eingeladen wurdest.',
  matches: {
    same: 'Er ist von diesem Tisch.',
    'other-table': 'Er ist von einem anderen Tisch. Über den in diesem Link sagt er nichts.',
    'other-history':
      'Er ist von einer anderen Vergangenheit dieses Tisches als der in diesem Link. Verlass dich nicht auf ihn.',
    'bad-link': 'Das ist kein Link zu einem Tisch.',
  },
  devices: 'Geräte und ihre Schlüssel',
  signed: 'unterschrieben',
  tableId: 'Tisch',
  another: 'Noch einen Beleg des Abends dazunehmen',
  get: 'Beleg holen',
  getNote: 'Ein Link, der jedem diese Chips beweist. Wer ihn hat, sieht die Namen und die Chips.',
  isClosing:
    'Er ist vom Ende des Spiels: danach kommt nichts mehr, und ältere Belege des Abends gelten nicht mehr.',
  isStanding:
    'Er sagt, wie es jetzt steht. Spätere Hände können folgen; einen letzten Beleg hat nur ein endgültig geschlossener Tisch.',
  making: 'Der Beleg wird gemacht …',
  notYet:
    'Noch gibt es keinen Beleg: zu wenige Geräte haben eine fertige Hand unterschrieben. Deine Chips sind sicher. Versuch es nach der nächsten Hand; auch das gespeicherte Spiel beweist den Abend.',
  getFailed:
    'Der Beleg ließ sich nicht machen. Deine Chips sind sicher. Versuch es noch einmal, oder speichere das Spiel.',
  byBlocks:
    'Nicht alle haben mit dem Schlüssel des Tisches unterschrieben; dieser trägt die Unterschriften der letzten Hand, von der aus alle weitergespielt haben. Er gilt genauso.',
  closed: 'Das ist das Ende des Spiels: danach kommt nichts mehr.',
  copy: 'Link kopieren',
  copied: 'Kopiert',
  link: 'Link des Belegs',
  save: 'Als Datei speichern',
  open: 'Öffnen',
  qr: 'Als QR-Code zeigen',
  qrLabel: 'QR-Code des Belegs',
  qrTooLong: 'Dieser Beleg ist zu lang für einen QR-Code. Schick den Link oder die Datei.',
};
