/** The display log: what happened, in order, for words on the screen. */
import type { Card } from '../../poker/cards.ts';
import { limits } from './limits.ts';
import { nicknameOf } from './seats.ts';
import type { EventKind, TableState } from './state.ts';

interface Details {
  readonly seat?: number | undefined;
  readonly chips?: number | undefined;
  readonly cards?: readonly Card[];
  readonly text?: string | undefined;
  /** Of a witness, which has no seat. */
  readonly nickname?: string | undefined;
  readonly board?: 1 | 2;
}

export function emit(state: TableState, kind: EventKind, d: Details = {}): TableState {
  const event = {
    id: state.nextEventId,
    timeMs: state.timeMs,
    kind,
    seat: d.seat,
    nickname: d.seat === undefined ? d.nickname : nicknameOf(state, d.seat),
    chips: d.chips,
    cards: d.cards ?? [],
    text: d.text,
    ...(d.board === undefined ? {} : { board: d.board }),
  };
  return {
    ...state,
    events: [...state.events, event].slice(-limits.events),
    nextEventId: state.nextEventId + 1,
  };
}
