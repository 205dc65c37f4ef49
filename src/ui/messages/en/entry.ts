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
  asks: (name: string, seat: string) => `${name} asks for seat ${seat}`,
  asksWitness: (name: string) => `${name} would vote as a witness, without cards`,
  somebody: 'Somebody who is not connected to you',
  count: (n: number) => (n === 1 ? '1 asks to be let in' : `${n} ask to be let in`),
  title: 'Who is let in',
  show: 'Who asks?',
  letIn: 'Let in',
  no: 'No',
  letInOf: (name: string) => `Let ${name} in`,
  noOf: (name: string) => `Do not let ${name} in`,
  agreed: (yes: number, needed: number) => `${yes} of ${needed} agree`,
  objection: (time: string) =>
    `The table’s creator would let them in. Anybody may object for another ${time}; then they are in.`,
  objectionSoon: 'The table’s creator would let them in. Anybody may object within twenty seconds.',
  decided: {
    'let-in': 'Let in: they sit down with the next hand.',
    declined: 'Not let in: too many said no.',
  },
  how: 'The creator’s yes is enough if nobody objects within twenty seconds. If somebody does, or the creator is away, more than half of all who are seated have to agree; while there are two, both.',
  none: 'Nobody asks any more.',
  hostTrusted:
    'Host-trusted: the table’s creator, with those it has let in by its own word, is more than the table could do without. If they worked together they could decide what counts.',
  standing: {
    asked: 'You have asked to be let in. Those who play decide; you need not do anything.',
    declined:
      'Those who play did not let you in. You may watch; ask again in a few hands, or for another seat.',
    closed: 'This table takes nobody in: it was made for those who began. You may watch.',
    'let-in': 'You are let in: you sit down with the next hand.',
  },
  askedCount: (yes: number, needed: number) =>
    `You have asked to be let in: ${yes} of ${needed} agree so far. You need not do anything.`,
  joinAsked:
    'This table is being played. Take a free seat and say you are ready: that asks those who play to let you in.',
  admissions: { asked: 'Those who play are asked', open: 'Anyone with the link', closed: 'Nobody' },
  rule: {
    asked: 'Those who play decide who joins later',
    open: 'Anyone with the link may take a free seat once the game is on',
    closed: 'Nobody is let in once the game is on',
  },
  watchCopy: 'Copy link for watching',
  watchText: 'Whoever opens this one is offered no seat. It is no lock: it leads to the same table.',
  watchOnly: 'This link is for watching. You see what everybody sees: no cards before they are shown.',
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
