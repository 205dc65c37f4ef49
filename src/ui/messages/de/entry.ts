/** Words about who comes to a table, in German. */
import type * as english from '../en/entry.ts';

export const entry: typeof english.entry = {
  sealing:
    'Alle haben unterschrieben. Wer den Tisch gemacht hat, setzt die letzte Unterschrift darunter; dann geht es los.',
  setback: {
    'creator-gone':
      'Während der Beginn unterschrieben wurde, ging die Verbindung zu dem verloren, der diesen Tisch gemacht hat: Nichts hat begonnen, keine Chips sind im Spiel. Melde dich bereit, wenn er wieder da ist.',
    'member-gone':
      'Während der Beginn unterschrieben wurde, ging jemand verloren oder war doch nicht bereit: Nichts hat begonnen, keine Chips sind im Spiel. Melde dich noch einmal bereit.',
    'not-sealed':
      'Der Beginn wurde nicht rechtzeitig von allen unterschrieben: Nichts hat begonnen, keine Chips sind im Spiel. Melde dich noch einmal bereit.',
    'begun-without-you':
      'Sie haben ohne dich begonnen. Du kannst zusehen, oder einen freien Platz nehmen und um Einlass bitten.',
    removed:
      'Wer diesen Tisch gemacht hat, hat dich von deinem Platz genommen: Von dir war nichts im Spiel. Du kannst dem Spiel zusehen.',
  },
  twoBeginnings: (one, other) =>
    `Dieser Tisch hat zwei Anfänge, beide von dem unterschrieben, der ihn gemacht hat: einen mit ${one}, den anderen mit ${other}. Niemand kann sagen, welcher gilt; deshalb kannst du hier weder zusehen noch dich setzen. Bitte um einen neuen Link.`,
  anotherBeginning: (other) =>
    `Wer diesen Tisch gemacht hat, hat einen zweiten Anfang unterschrieben, mit ${other}. Euer Spiel betrifft das nicht, deine Chips sind sicher. Neue können nicht erkennen, welcher gilt: Nehmt sie an einem neuen Tisch auf.`,
  takeOff: (name) => `${name} vom Tisch nehmen`,
  asks: (name, seat) => `${name} bittet um Platz ${seat}`,
  asksWitness: (name) => `${name} möchte als Zeuge mitstimmen, ohne Karten`,
  somebody: 'Jemand, der nicht mit dir verbunden ist,',
  count: (n) => (n === 1 ? '1 bittet um Einlass' : `${n} bitten um Einlass`),
  title: 'Wer hereinkommt',
  show: 'Wer bittet?',
  letIn: 'Hereinlassen',
  no: 'Nein',
  letInOf: (name) => `${name} hereinlassen`,
  noOf: (name) => `${name} nicht hereinlassen`,
  agreed: (yes, needed) => `${yes} von ${needed} stimmen zu`,
  objection: (time) =>
    `Wer den Tisch gemacht hat, würde hereinlassen. Noch ${time} kann jeder widersprechen; danach gilt es.`,
  objectionSoon:
    'Wer den Tisch gemacht hat, würde hereinlassen. Zwanzig Sekunden lang kann jeder widersprechen.',
  decided: {
    'let-in': 'Hereingelassen: spielt ab der nächsten Hand mit.',
    declined: 'Nicht hereingelassen: Zu viele haben nein gesagt.',
  },
  how: 'Das Ja dessen, der den Tisch gemacht hat, genügt, wenn binnen zwanzig Sekunden niemand widerspricht. Widerspricht jemand, oder ist er weg, muss mehr als die Hälfte aller zustimmen, die einen Platz haben; zu zweit beide.',
  none: 'Niemand bittet mehr.',
  hostTrusted:
    'Vertrauen nötig: Wer den Tisch gemacht hat, ist mit denen, die er allein hereingelassen hat, mehr, als der Tisch entbehren kann. Wenn sie zusammenarbeiten, könnten sie bestimmen, was gilt.',
  standing: {
    asked: 'Du hast um Einlass gebeten. Die Spielenden entscheiden; du musst nichts tun.',
    declined:
      'Die Spielenden haben dich nicht hereingelassen. Du kannst zusehen; bitte in ein paar Händen noch einmal, oder um einen anderen Platz.',
    closed:
      'Dieser Tisch nimmt niemanden auf: Er ist für die gemacht, die begonnen haben. Du kannst zusehen.',
    'let-in': 'Du bist hereingelassen: Ab der nächsten Hand spielst du mit.',
  },
  askedCount: (yes, needed) =>
    `Du hast um Einlass gebeten: Bisher stimmen ${yes} von ${needed} zu. Du musst nichts tun.`,
  joinAsked:
    'An diesem Tisch wird gespielt. Nimm einen freien Platz und melde dich bereit: Damit bittest du die Spielenden um Einlass.',
  admissions: { asked: 'Die Spielenden werden gefragt', open: 'Jeder mit dem Link', closed: 'Niemand' },
  rule: {
    asked: 'Die Spielenden entscheiden, wer später dazukommt',
    open: 'Jeder mit dem Link darf später einen freien Platz nehmen',
    closed: 'Nach dem Beginn kommt niemand mehr dazu',
  },
  watchCopy: 'Link zum Zusehen kopieren',
  watchText:
    'Wer diesen öffnet, bekommt keinen Platz angeboten. Ein Schloss ist er nicht: Er führt an denselben Tisch.',
  watchOnly:
    'Dieser Link ist zum Zusehen. Du siehst, was alle sehen: keine Karten, bevor sie gezeigt werden.',
};

export const entryRefusals: typeof english.entryRefusals = {
  removed: 'Wer diesen Tisch gemacht hat, möchte dich nicht dabeihaben. Du kannst dem Spiel zusehen.',
  twoBeginnings:
    'Dieser Tisch hat zwei Anfänge, die einander widersprechen: Du kannst dich hier weder setzen noch zusehen. Bitte um einen neuen Link.',
  admissionClosed:
    'Dieser Tisch nimmt niemanden auf: Er ist für die gemacht, die begonnen haben. Du kannst zusehen.',
  notLetIn: 'Die Spielenden haben dich noch nicht hereingelassen. Warte auf ihr Wort.',
  tooManyWitnesses:
    'So viele Zeugen könnten die Spielenden überstimmen, wenn einer sie alle betreibt. Niemand wurde hereingelassen.',
  consentLimit: 'Du hast schon über acht Anfragen zu reden begonnen. Entscheide erst über diese.',
};

export const entryLines: typeof english.entryLines = {
  'consent-yes': (p) =>
    p.text === ''
      ? `${p.name} würde einen Zeugen hereinlassen`
      : `${p.name} würde hereinlassen, wer um Platz ${p.text} bittet`,
  'consent-no': (p) =>
    p.text === ''
      ? `${p.name} ist gegen einen Zeugen`
      : `${p.name} ist dagegen, dass hereinkommt, wer um Platz ${p.text} bittet`,
};
