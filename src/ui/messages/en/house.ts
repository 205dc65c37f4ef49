/** Words for what players decide about the table: pauses, votes, other blinds. In English. */
import type { LogParts } from '../logParts.ts';

/** 'small/big/seconds' of the log. */
export function termsParts(text: string): { blinds: string; seconds: string } {
  const [small = '', big = '', seconds = ''] = text.split('/');
  return { blinds: `${small}/${big}`, seconds };
}

export const house = {
  title: 'The table',
  pause: 'Pause after this hand',
  pauseNow: 'Pause now',
  pauseAsked: (name: string) => `${name} would like a pause after this hand`,
  paused: (name: string) => `Paused by ${name}`,
  endsIn: (time: string) => `goes on by itself in ${time}`,
  goOn: 'Go on',
  goOnCount: (yes: number, needed: number) => `${yes} of ${needed} would go on`,
  removeOpen: 'Vote somebody off the table…',
  remove: (name: string) => `Vote to remove ${name}`,
  removeSure: (name: string) =>
    `More than half of the others have to agree. ${name} then stands up after the hand with all chips and does not come back under the same key.`,
  removeConfirm: 'Begin the vote',
  removing: (name: string) => `Vote: shall ${name} leave the table?`,
  removingYou: 'The others vote on whether you leave the table',
  removed: (name: string) => `Decided: ${name} stands up after this hand, with all chips`,
  count: (yes: number, needed: number) => `${yes} of ${needed} agree`,
  agree: 'Agree',
  decline: 'Decline',
  terms: (name: string, blinds: string, seconds: string) =>
    `${name} proposes blinds ${blinds} and ${seconds} s to act`,
  termsDecided: (blinds: string, seconds: string) =>
    `From the next hand: blinds ${blinds}, ${seconds} s to act`,
  termsTitle: 'Other blinds or time to act',
  termsNote: 'Everybody at the table has to agree, except who is not here; it holds from the next hand on.',
  smallBlind: 'Small blind',
  bigBlind: 'Big blind',
  seconds: 'Seconds to act',
  propose: 'Propose',
};

export const houseLines = {
  pause: (p: LogParts): string => `${p.name} asks for a pause after this hand`,
  'pause-over': (p: LogParts): string =>
    p.text === 'time' ? 'The pause has lasted long enough: the game goes on' : 'The game goes on',
  'remove-yes': (p: LogParts): string => `${p.name} votes to remove ${p.text}`,
  'remove-no': (p: LogParts): string => `${p.name} votes against removing ${p.text}`,
  removed: (p: LogParts): string => `${p.name} is voted out and leaves with all chips`,
  terms: (p: LogParts): string =>
    `${p.name} proposes blinds ${termsParts(p.text).blinds} and ${termsParts(p.text).seconds} s to act`,
  'terms-yes': (p: LogParts): string =>
    `All agree: blinds ${termsParts(p.text).blinds}, ${termsParts(p.text).seconds} s to act`,
  'terms-no': (p: LogParts): string => `${p.name} declines the proposal`,
};
