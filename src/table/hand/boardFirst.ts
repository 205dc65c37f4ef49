/**
 * A run-out whose cards come before the hands are opened, for people: pictures keep the usual order, in which the hands
 * come first.
 */
import type { HandState } from '../../poker/state.ts';

/** Cards of the board when the last decision was taken; undefined unless the board runs out before hands are opened. */
export function boardBeforeRunOut({ setup, phase, records, board }: HandState): number | undefined {
  if (!setup.boardFirst || phase === 'act') return undefined;
  const last = records.findLastIndex((r) => r.kind === 'bet');
  let cards = 0;
  for (const r of records.slice(0, Math.max(0, last))) {
    if (r.kind === 'deal') cards += r.requests.filter((q) => q.to === 'board' && q.board === 0).length;
  }
  return board.length > cards ? cards : undefined;
}

/** Cards of each board that a picture shows by now. */
export function boardsShown(engine: HandState): { readonly first: number; readonly second: number } {
  const before = boardBeforeRunOut(engine);
  const closed = engine.players.some((p) => p.status === 'live' && !p.shown);
  const waits = before !== undefined && closed && engine.phase !== 'over' && !engine.stopped;
  return waits
    ? { first: before, second: 0 }
    : { first: engine.board.length, second: engine.secondBoard.length };
}
