/** Words about witnesses (validators without cards), and about a table that stands still, in English. */
import { plural } from './games.ts';

export const witness = {
  title: (n: number) => plural(n, 'Witness', 'Witnesses'),
  what: 'A witness is a program that votes on the order of actions and keeps time with you. It holds no cards and cannot see any.',
  /** Beside those who are seated now: how many then decide, how many may fail, how many together are enough. */
  helps: (validators: number, faults: number) =>
    faults > 0
      ? `With it ${validators} decide together, and the game goes on when ${faults} of them ${plural(faults, 'is', 'are')} gone.`
      : `With it ${validators} decide together.`,
  escrow: (quorum: number) =>
    `When a player is gone, ${quorum} of them together open the board cards in their place; ${quorum} who plotted could see the board early. Nobody’s own cards are ever among them.`,
  tooMany: (admitted: number, offered: number) =>
    `${admitted} of ${offered} will vote: more could outvote you.`,
  headsUp: 'Two players need two witnesses or none: one alone would only be a third who must not fail.',
  trusted:
    'Host-trusted: if one person runs all the witnesses, that person can stop the game, and together with one of you decide what counts.',
  take: (n: number) => plural(n, 'Let the witness vote', 'Let the witnesses vote'),
  leftOut: 'Left out: only the players decide.',
  mark: 'witness',
  members: 'Who keeps the log',
  away: 'no link',
};

export const standstill = {
  title: (names: string) => `Waiting for ${names}`,
  text: (names: string) =>
    `This table cannot go on without ${names}. It goes on by itself when they are back; no chips are lost by waiting.`,
  stopped: (names: string) =>
    `The tab of ${names} has stopped, and says why on its own screen. This table goes on by itself when it is opened again; no chips are lost by waiting. If that browser has deleted what it kept, the seat cannot come back: then the book of the evening counts.`,
};
