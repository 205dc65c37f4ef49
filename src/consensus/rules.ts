/**
 * What logs are replayed by, and therefore must not change under a table that is played. An epoch is decided, timed and
 * judged by the rules version that its configuration names, for ever.
 *
 * 1: as first released. A deadline starts with a slot of any higher round than its cause's; the time of a slot with
 *    two parents is the earlier one.
 * 2: it starts two rounds above, so that nobody who stands a round ahead takes time from whoever has to act; of two
 *    parents the later time counts, so that one of two players cannot stop the clock by signing an old one. Every block
 *    names a state root (roots.ts) and draws on its author's budget of bytes (budget.ts); an epoch's blocks are bound
 *    to the state with which it begins.
 */
export const OLDEST_RULES = 1;
export const NEWEST_RULES = 2;
export type RulesVersion = 1 | 2;

/** So many rounds above its cause a deadline starts. */
export const deadlineRoundsAbove = (rules: RulesVersion): number => (rules >= 2 ? 2 : 1);

/** Does every block name its author's last settled state? */
export const namesState = (rules: RulesVersion = OLDEST_RULES): boolean => rules >= 2;

/** Does every block draw on its author's budget of bytes? */
export const hasBudget = (rules: RulesVersion = OLDEST_RULES): boolean => rules >= 2;

/** Of two parents' times, does the later one count? */
export const laterOfTwo = (rules: RulesVersion): boolean => rules >= 2;
