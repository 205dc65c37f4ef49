/** Words for winning without showing, in English. */
import type { LogParts } from '../logParts.ts';
import { plural } from './games.ts';
import { claimStart } from './start.ts';

export const claim = {
  /** @param pairs pairs of cards that stand so to the best hand shown; one of them is the player's */
  offer: (relation: 'better' | 'equal', pairs: number) =>
    `${relation === 'better' ? 'Your hand wins' : 'Your hand ties'}. Kept closed, it tells only that it is one of ${pairs} ${plural(pairs, 'hand', 'hands')}. Choose nothing and it is shown.`,
  show: 'Show',
  unseen: 'Win without showing',
  unseenEqual: 'Share without showing',
  flag: 'won without showing',
  /** In the proofs of the hand. */
  proof: (name: string, relation: 'better' | 'equal') =>
    relation === 'better'
      ? `${name} proved a better hand than any shown; nobody saw it.`
      : `${name} proved a hand equal to the best shown; nobody saw it.`,
  noClaim: 'Your hand cannot be won unseen here: show it.',
  rule: 'the last to show may win unseen',
  ...claimStart,
};

/** A line of the event log. */
export const claimLine = (p: LogParts): string =>
  p.text === 'equal'
    ? `${p.name} proved an equal hand without showing it`
    : `${p.name} proved a better hand without showing it`;
