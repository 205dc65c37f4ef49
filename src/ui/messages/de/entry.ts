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
