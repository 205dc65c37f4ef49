import type { GameName } from '../../codec/config.ts';

/**
 * What tells a practice table's address from others. Whoever opens it elsewhere, or after a reload, learns that it
 * is over.
 */
const MARK = 'practice';

/** To be appended to a table's path, which has a fragment already. */
export const practiceMark = `&${MARK}=1`;

export const isPractice = (url: URL): boolean => new URLSearchParams(url.hash.slice(1)).has(MARK);

/** How well the bots play: they call too much, they play by the odds, or they also bluff and believe few raises. */
export const STRENGTHS = ['easy', 'normal', 'hard'] as const;
export type Strength = (typeof STRENGTHS)[number];

export interface PractiseOptions {
  /** Of whoever practises. */
  readonly nickname: string;
  readonly game: GameName;
  /** 1 to 5. */
  readonly bots: number;
  readonly strength: Strength;
}

/** Four validators, which two cores play fluidly. */
export const FIRST_PRACTICE = { game: 'holdem', bots: 3, strength: 'normal' } as const;
export const MOST_BOTS = 5;
