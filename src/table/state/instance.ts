/** What the blocks of an epoch are bound to. */
import { instanceId } from '../../codec/ids.ts';
import { namesState } from '../../consensus/rules.ts';
import { stateRoot } from './root.ts';
import { rulesOf } from './rulesOf.ts';
import type { TableState } from './state.ts';

/**
 * The first state of an epoch, bound: by the first rules blocks name the genesis root, later also the state with which
 * their epoch begins, so that tabs whose states differ never share a DAG.
 */
export function bound(start: TableState): TableState {
  const { tableId, epoch, config } = start;
  const instance = namesState(rulesOf(config)) ? instanceId(tableId, epoch, stateRoot(start)) : tableId;
  return { ...start, instance };
}
