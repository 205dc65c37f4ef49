/** Words for hands that wait for cards somebody does not open, in English. */
import type { LogParts } from '../logParts.ts';

export const exits = {
  title: 'Cards are missing',
  missing: (names: string) => `The next cards need ${names}. No chips move while the table waits.`,
  countdown: (names: string) =>
    `${names} does not open the next cards. When the time is up that hand is dead, and the others have the pot.`,
  countdownYou:
    'The others wait for your part of the next cards. When the time is up your hand is dead: keep this tab open, or reload it.',
  without: (names: string) =>
    `${names} may only be disconnected: without it nothing can be decided at a table this small. The chips stay in the hand until it is back.`,
  endsIn: (time: string) => `${time} left`,
  closed:
    'The next cards never come. Every hand still in is tabled now, and the pot is divided by what each would win on average.',
};

export const exitLines = {
  withheld: (p: LogParts): string => `${p.name} has not opened the next cards: a countdown begins`,
  security: (p: LogParts): string => `${p.name} pays ${p.chips} for not opening the next cards`,
  disqualified: (p: LogParts): string => `${p.name} is disqualified for not opening the next cards`,
};
