/**
 * Words about who comes to a table: its beginning, asking for a seat and being let in. In English.
 * Names passed in are already isolated.
 */
import type { LogParts } from '../logParts.ts';

export const entry = {
  sealing: 'Everyone has signed. The table’s creator puts the last signature under it; then it begins.',
  setback: {
    'creator-gone':
      'The one who made this table was lost while its beginning was being signed: nothing has begun, and no chips are in play. Say that you are ready when they are back.',
    'member-gone':
      'Somebody was lost, or was not ready after all, while the beginning was being signed: nothing has begun, and no chips are in play. Say again that you are ready.',
    'not-sealed':
      'The beginning was not signed by everybody in time: nothing has begun, and no chips are in play. Say again that you are ready.',
    'begun-without-you':
      'They have begun without you. You may watch, or take a free seat and ask to be let in.',
    removed:
      'The one who made this table has taken you off your seat: nothing of yours was in play. You may watch the game.',
  },
  twoBeginnings: (one: string, other: string) =>
    `This table has two beginnings, both signed by whoever made it: one with ${one}, the other with ${other}. Nobody can tell which one is meant, so you can neither watch nor sit down here. Ask for a new link.`,
  anotherBeginning: (other: string) =>
    `Whoever made this table has signed a second beginning, with ${other}. Your game is not affected, and your chips are safe. Newcomers cannot tell which one is meant: let them in at a new table.`,
  takeOff: (name: string) => `Take ${name} off the table`,
};

export const entryRefusals = {
  removed: 'The one who made this table does not want you at it. You may watch the game.',
  twoBeginnings:
    'This table has two beginnings that contradict each other: you cannot sit down or watch here. Ask for a new link.',
  admissionClosed: 'This table takes nobody in: it was made for those who began. You can watch.',
  notLetIn: 'Those who play have not let you in yet. Wait for their word.',
  tooManyWitnesses: 'So many witnesses could outvote the players if one person runs them. Nobody was let in.',
  consentLimit: 'You have begun to speak about eight who ask. Decide about those first.',
};

export const entryLines = {
  'consent-yes': (p: LogParts): string =>
    p.text === '' ? `${p.name} would let a witness in` : `${p.name} would let in who asks for seat ${p.text}`,
  'consent-no': (p: LogParts): string =>
    p.text === '' ? `${p.name} objects to a witness` : `${p.name} objects to who asks for seat ${p.text}`,
};
