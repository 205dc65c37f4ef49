/** Words for winning without showing, in German. */
import type * as english from '../en/claim.ts';
import { claimStart } from './start.ts';

export const claim: typeof english.claim = {
  offer: (relation, pairs) =>
    `${relation === 'better' ? 'Deine Hand gewinnt' : 'Deine Hand ist gleich gut'}. Verdeckt verrät sie nur, dass sie eine von ${pairs} ist. Wählst du nichts, wird sie gezeigt.`,
  show: 'Zeigen',
  unseen: 'Gewinnen ohne zu zeigen',
  unseenEqual: 'Teilen ohne zu zeigen',
  flag: 'ohne zu zeigen gewonnen',
  proof: (name, relation) =>
    relation === 'better'
      ? `${name} hat eine bessere Hand bewiesen als alle gezeigten; niemand hat sie gesehen.`
      : `${name} hat eine Hand bewiesen, die der besten gezeigten gleicht; niemand hat sie gesehen.`,
  noClaim: 'Hier kann deine Hand nicht ungesehen gewinnen: Zeige sie.',
  rule: 'wer zuletzt zeigt, darf ungesehen gewinnen',
  ...claimStart,
};

/** A line of the event log. */
export const claimLine: typeof english.claimLine = (p) =>
  p.text === 'equal'
    ? `${p.name} hat eine gleich gute Hand bewiesen, ohne sie zu zeigen`
    : `${p.name} hat eine bessere Hand bewiesen, ohne sie zu zeigen`;
