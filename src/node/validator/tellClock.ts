/** What the others' blocks say of the time, told to the table clock after each slot. */
import { observedTime, reachedByOthers } from '../../consensus/clock.ts';
import type { ConsensusState } from '../../consensus/state.ts';
import type { TableClock } from '../clock.ts';

/**
 * @param members how many vote; undefined for one that only follows
 * @param adjusted hears by how many milliseconds the clock was moved, before anything else is asked of the core
 */
export function tellClock(
  core: ConsensusState,
  clock: TableClock,
  members: number | undefined,
  adjusted: (byMs: number) => void,
): void {
  const tell = (byMs: number): void => {
    if (byMs !== 0) adjusted(byMs);
  };
  if (members === undefined) {
    const observed = observedTime(core, clock.nowMs());
    if (observed !== undefined) tell(clock.follow(observed));
    return;
  }
  const reached = reachedByOthers(core, clock.nowMs());
  if (reached !== undefined) tell(clock.catchUp(reached, members));
  const observed = observedTime(core, clock.nowMs());
  if (observed !== undefined) tell(clock.observe(observed));
}
