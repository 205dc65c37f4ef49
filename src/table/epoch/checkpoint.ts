/** What the members of an epoch sign when it has ended: the state with which the next one begins. */
import type { CheckpointBody } from '../../codec/checkpoint.ts';
import { OLDEST_RULES } from '../../consensus/rules.ts';
import { stateRoot } from '../state/root.ts';
import { rulesOf } from '../state/rulesOf.ts';
import type { TableState } from '../state/state.ts';
import { membersOf } from './epoch.ts';

/** @param next first state of an epoch; its checkpoint is numbered as that epoch */
export function checkpointOf(next: TableState): CheckpointBody {
  const rules = rulesOf(next.config);
  return {
    ...(rules === OLDEST_RULES ? {} : { rules }),
    instance: next.tableId,
    epoch: next.epoch,
    height: next.height,
    timeMs: next.timeMs,
    stateRoot: stateRoot(next),
    members: membersOf(next),
  };
}
