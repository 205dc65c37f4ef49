/**
 * Pictures for players, drawn by code: the same name at the same seat gives the same picture in every tab. The style
 * that somebody chooses goes to the others as one number; of whoever has chosen none they see what the name gives.
 */
import type { AvatarName } from '../../client/contract/actions.ts';
import { remembered } from '../platform/remembered.ts';

export type AvatarStyle = Exclude<AvatarName, ''>;
export const AVATAR_STYLES = [
  'face',
  'cat',
  'robot',
  'petals',
  'tiles',
  'letter',
] as const satisfies readonly AvatarStyle[];

export const isAvatarStyle = (text: string | null): text is AvatarStyle =>
  AVATAR_STYLES.some((style) => style === text);

/** '' = nothing chosen: as the name has it. */
export const ownAvatar = remembered<AvatarStyle | ''>('dealerless.avatar', (stored) =>
  isAvatarStyle(stored) ? stored : '',
);

/** 32 well-mixed bits of a text (FNV-1a, then a finaliser); no security in it. */
export function hashOf(text: string): number {
  let h = 0x811c9dc5;
  for (const c of text) h = Math.imul(h ^ (c.codePointAt(0) ?? 0), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Draws small numbers from a hash, one after the other. */
export function drawer(hash: number): (below: number) => number {
  let x = hash === 0 ? 1 : hash;
  return (below) => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) % below;
  };
}

/** The style of whoever has chosen none: by name, never the plain letter. */
export function styleOf(name: string): AvatarStyle {
  return AVATAR_STYLES[hashOf(`style ${name}`) % (AVATAR_STYLES.length - 1)]!;
}
