/** What the members of an epoch sign when it has ended: the state with which the next one begins. */
import type { CheckpointBody } from '../../codec/checkpoint.ts';
import { stateRoot } from '../state/root.ts';
import type { TableState } from '../state/state.ts';
import { membersOf } from './epoch.ts';

/** @param next first state of an epoch; its checkpoint is numbered as that epoch */
export function checkpointOf(next: TableState): CheckpointBody {
  return {
    instance: next.tableId,
    epoch: next.epoch,
    height: next.height,
    timeMs: next.timeMs,
    stateRoot: stateRoot(next),
    members: membersOf(next),
  };
}
