/** Tables of which, after every test, the chips are counted and the log is applied by a second replica. */
import { afterEach, expect } from 'vitest';
import type { Genesis } from '../codec/genesis.ts';
import { stateRoot } from '../table/state/root.ts';
import { totalChips } from '../table/state/seats.ts';
import type { TableState } from '../table/state/state.ts';
import type { DeckStandIn } from './clearDeck.ts';
import { Play } from './tablePlay.ts';

/** Chips of nobody: none, unless some came or went on the way. */
const unaccounted = (state: TableState): number => totalChips(state) - state.broughtChips;

/**
 * Makes such tables for the tests of the file that calls it: whatever happens at them, no chip comes or goes, and a
 * replica that only reads the log agrees.
 */
export function conserved(): (start: Genesis, deck: DeckStandIn) => Play {
  const played: { readonly p: Play; readonly start: Genesis; readonly chips: number }[] = [];
  afterEach(() => {
    for (const { p, start, chips } of played.splice(0)) {
      expect(unaccounted(p.state)).toBe(chips);
      expect(stateRoot(p.replay(start))).toEqual(stateRoot(p.state));
    }
  });
  return (start, deck) => {
    const p = new Play(start, deck);
    played.push({ p, start, chips: unaccounted(p.state) });
    return p;
  };
}
