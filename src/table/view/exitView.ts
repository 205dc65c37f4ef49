/** A hand whose next cards somebody does not open, for a screen. */
import { absentOwing } from '../deck/turns.ts';
import { EXIT } from '../play/exit.ts';
import type { TableHand, TableState } from '../state/state.ts';
import type { ExitView } from './shapes.ts';

export function exitPart(state: TableState, hand: TableHand): ExitView | undefined {
  const { exit } = hand;
  if (exit === undefined || hand.phase !== 'play') return undefined;
  if (exit.stage === 'closed') return { stage: 'closed', seats: [], endsMs: undefined };
  const armed = state.deadline?.key.startsWith(`${EXIT}.`) === true ? state.deadline : undefined;
  return {
    stage: exit.stage === 'countdown' ? (exit.count > 0 ? 'alone' : 'countdown') : 'waiting',
    seats: absentOwing(state, hand),
    endsMs: armed?.deadline.dueMs ?? undefined,
  };
}
