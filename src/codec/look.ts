/**
 * How a player is shown to the others: a picture, and what stands at the seat while its player sits out. Two numbers in
 * a hello, so that each reader has them in its own language. A number that this app does not know is shown as none.
 */
import { U8 } from './primitives.ts';

/** Ways to draw a name, by wire number; '' = as the name has it. Append only. */
export const AVATARS = ['', 'face', 'cat', 'robot', 'petals', 'tiles', 'letter'] as const;
export type Avatar = (typeof AVATARS)[number];

/** Why somebody sits out, by wire number; '' = nothing is said. Append only. */
export const AWAYS = ['', 'moment', 'minutes', 'food', 'phone', 'tonight'] as const;
export type Away = (typeof AWAYS)[number];

export interface Look {
  readonly avatar: Avatar;
  readonly away: Away;
}

export const LookFields = {
  /** Index into `AVATARS`. */
  avatar: U8,
  /** Index into `AWAYS`. */
  away: U8,
};
export const LOOK_BYTES = 2;
export const NO_LOOK: Look = { avatar: '', away: '' };

/** The wire numbers of a look. */
export const lookNumbers = ({ avatar, away }: Look): { avatar: number; away: number } => ({
  avatar: AVATARS.indexOf(avatar),
  away: AWAYS.indexOf(away),
});

/** What numbers say; of what is missing or unknown, nothing. */
export const lookOf = ({ avatar = 0, away = 0 }: { avatar?: number; away?: number }): Look => ({
  avatar: AVATARS[avatar] ?? '',
  away: AWAYS[away] ?? '',
});
