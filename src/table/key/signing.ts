/**
 * What the table's key has to sign, as every tab comes to it by itself: a function of two settled states, the one
 * before a slot and the one after it.
 *
 * Upon a hand's end: a checkpoint. Upon a decision that the clock made: that it did. Upon the table being closed: the
 * closing settlement. All of it under the sharing that is in service in the state after the slot; where none is,
 * nothing.
 */
import type { HandCheckpoint, KeyMessage } from '../../codec/keyMessages.ts';
import { stateRoot } from '../state/root.ts';
import { rulesOf } from '../state/rulesOf.ts';
import type { TableState } from '../state/state.ts';
import { closes, endsHand } from '../state/toldOf.ts';
import { ledgerRootOf } from '../state/tree.ts';

/** @param firstRoot state root with which the epoch began */
export function keyWords(before: TableState, after: TableState, firstRoot: Uint8Array): KeyMessage[] {
  if (after.key?.serving === undefined) return [];
  return [
    ...timeoutWords(before, after, firstRoot),
    ...checkpointWords(before, after, firstRoot),
    ...closingWords(before, after, firstRoot),
  ];
}

/** The one settlement of the table: what everybody has, and which hands were not played to their end. */
function closingWords(before: TableState, after: TableState, firstRoot: Uint8Array): KeyMessage[] {
  if (!closes(before, after)) return [];
  const { tableId: table, epoch, config, aside } = after;
  const unfinished = aside.map(({ hand }) => hand.hand).sort((a, b) => a - b);
  const what = { ledgerRoot: ledgerRootOf(after), unfinished, closed: 1 };
  return [{ kind: 'closing', ...place(after, firstRoot), table, rules: rulesOf(config), epoch, ...what }];
}

function checkpointWords(before: TableState, after: TableState, firstRoot: Uint8Array): KeyMessage[] {
  if (!endsHand(before, after)) return [];
  const over = after.hand ?? before.hand!;
  return [{ kind: 'checkpoint', ...stand(after, over.hand, firstRoot) }];
}

function stand(state: TableState, hand: number, firstRoot: Uint8Array): HandCheckpoint {
  const { tableId: table, epoch, config } = state;
  return {
    ...place(state, firstRoot),
    table,
    rules: rulesOf(config),
    epoch,
    hand,
    stateRoot: stateRoot(state),
  };
}

function place({ instance, height, timeMs }: TableState, firstRoot: Uint8Array) {
  return { instance, firstRoot, height, timeMs };
}

/** Key of a decision's deadline (play/settle.ts): hand, attempt, decision. */
const DECISION = /^act\.(\d+)\.(\d+)\.(\d+)$/;

function timeoutWords(before: TableState, after: TableState, firstRoot: Uint8Array): KeyMessage[] {
  const { deadline } = before;
  const named = DECISION.exec(deadline?.key ?? '');
  const dueMs = deadline?.deadline.dueMs ?? undefined;
  const told = after.events.find((e) => e.id >= before.nextEventId && e.kind === 'timeout');
  if (named === null || dueMs === undefined || told?.seat === undefined) return [];
  const [hand, attempt, decision] = named.slice(1).map(Number);
  return [
    {
      kind: 'timeout',
      ...place(after, firstRoot),
      ...{ hand: hand!, attempt: attempt!, decision: decision!, seat: told.seat },
      ...{ deadlineMs: dueMs, tickMs: told.timeMs },
    },
  ];
}
