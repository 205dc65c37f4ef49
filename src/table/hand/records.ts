/** The engine's records told as lines of the display log. */
import type { HandRecord, HandState } from '../../poker/state.ts';
import { emit } from '../state/events.ts';
import type { TableState } from '../state/state.ts';
import { awardsOf } from './awards.ts';

/** Emits what has happened in the engine since the last call. */
export function drainRecords(state: TableState): TableState {
  const { hand } = state;
  if (hand === undefined || hand.recordsSeen === hand.engine.records.length) return state;
  const { engine } = hand;
  let next: TableState = { ...state, hand: { ...hand, recordsSeen: engine.records.length } };
  for (let i = hand.recordsSeen; i < engine.records.length; i++) next = tell(next, engine, i);
  return next;
}

function tell(state: TableState, engine: HandState, index: number): TableState {
  const r = engine.records[index]!;
  switch (r.kind) {
    case 'ante':
      return emit(state, 'ante', { seat: r.seat, chips: r.chips });
    case 'forced':
      return emit(state, 'blind', { seat: r.seat, chips: r.liveChips + r.deadChips, text: r.bet });
    case 'deal': {
      const board = r.cards.flatMap((c, i) => (c !== null && r.requests[i]?.to === 'board' ? [c] : []));
      if (board.length === 0) return state;
      const second = r.requests.some((q) => q.board === 1);
      return emit(state, 'street', {
        cards: board,
        text: second ? 'second-board' : streetOf(engine.records, index),
      });
    }
    case 'bet':
      return tellBet(state, engine.records, index);
    case 'show':
      return emit(state, 'show', { seat: r.seat, cards: r.cards });
    case 'muck':
      return emit(state, 'muck', { seat: r.seat });
    case 'claim':
      return emit(state, 'claim', { seat: r.seat, text: r.relation });
    case 'refund':
      return emit(state, 'refund', { seat: r.seat, chips: r.chips });
    case 'win':
      // Told together, at the first of them: one line for each seat on each board.
      return engine.records[index - 1]?.kind === 'win' ? state : tellAwards(state, engine);
    case 'kill':
      return emit(state, 'muck', { seat: r.seat, text: 'dead' });
    default:
      return state;
  }
}

/** As many numbers are used up as there were payments: they are part of the state that everybody signs. */
function tellAwards(state: TableState, engine: HandState): TableState {
  const told = awardsOf(engine).reduce(
    (s, { seat, chips, handName, board, twice }) =>
      emit(s, 'win', { seat, chips, text: handName, ...(twice ? { board: board === 0 ? 1 : 2 } : {}) }),
    state,
  );
  const payments = engine.records.filter((r) => r.kind === 'win').length;
  return { ...told, nextEventId: state.nextEventId + payments };
}

/** The engine names a street right after its cards; a second board has no name of its own. */
function streetOf(records: readonly HandRecord[], index: number): string | undefined {
  const next = records[index + 1];
  return next?.kind === 'street' ? next.street : undefined;
}

function tellBet(state: TableState, records: readonly HandRecord[], index: number): TableState {
  const r = records[index]!;
  if (r.kind !== 'bet') return state;
  if (r.allIn) return emit(state, 'all-in', { seat: r.seat, chips: r.addedChips });
  switch (r.verb) {
    case 'raiseTo':
      return emit(state, opensBetting(records, index) ? 'bet' : 'raise', {
        seat: r.seat,
        chips: r.amountChips,
      });
    case 'call':
      return emit(state, 'call', { seat: r.seat, chips: r.addedChips });
    default:
      return emit(state, r.verb, { seat: r.seat });
  }
}

/** No live chips before it on this street: a bet, not a raise. */
function opensBetting(records: readonly HandRecord[], index: number): boolean {
  for (let i = index - 1; i >= 0; i--) {
    const r = records[i]!;
    if (r.kind === 'forced' && r.liveChips > 0) return false;
    if (r.kind === 'bet' && (r.verb === 'raiseTo' || r.bringIn)) return false;
    if (r.kind === 'street' && r.street !== 'preflop') return true;
  }
  return true;
}
