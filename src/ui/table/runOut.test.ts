import { describe, expect, it } from 'vitest';
import { RUN_OUT_MS, runOutSteps, stepMs } from '../../client/contract/runOut.ts';
import type { TableView } from '../../client/contract/view.ts';
import { runOutPlay, runOutTables } from '../gallery/runOutFixtures.ts';
import { equitiesAt, firstPace, type Pace, type Paced, paced, skipped } from './runOut.ts';

const [before, over] = runOutPlay as [TableView, TableView];
const turn = runOutTables['run-out']!;
const next: TableView = {
  ...over,
  runOut: undefined,
  seats: over.seats.map((s) => ({ ...s, wonChips: 0, winning: undefined })),
  hand: { ...over.hand!, hand: 13, stage: 'shuffle', board: [] },
};

/** Shows `view` from `fromMs` on until nothing more comes by itself. */
function watch(pace: Pace, view: TableView, fromMs = 0): { seen: [number, Paced][]; pace: Pace } {
  const seen: [number, Paced][] = [];
  let now = fromMs;
  let state = pace;
  for (let i = 0; i < 20; i++) {
    const shown = paced(state, view, now, false);
    seen.push([now, shown]);
    state = shown.pace;
    if (shown.dueMs === undefined) break;
    now = shown.dueMs;
  }
  return { seen, pace: state };
}

const boards = (seen: [number, Paced][]) => seen.map(([, { view }]) => view.hand?.board.length);

describe('a run-out on the screen', () => {
  it('goes card by card though the log is done at once, and only then tells who won', () => {
    const { seen, pace } = watch(firstPace(before), over);
    expect(seen.map(([ms, { step }]) => [ms, step?.kind])).toEqual([
      [0, 'up'],
      [1_200, 'board'],
      [2_500, 'board'],
      [4_300, 'board'],
      [5_400, 'result'],
      [5_400 + RUN_OUT_MS.result, undefined],
    ]);
    expect(boards(seen)).toEqual([0, 3, 4, 5, 5, 5]);
    for (const [, { view, step }] of seen.slice(0, 4)) {
      const kinds = view.events.map((e) => e.kind);
      expect(view.seats.every((s) => s.wonChips === 0 && s.winning === undefined && !s.out)).toBe(true);
      expect(view.seats[0]).toMatchObject({ stackChips: 0, allIn: true });
      expect(view.hand?.totalPotChips).toBe(2015);
      for (const kind of ['win', 'busted', 'hand-over'] as const) expect(kinds).not.toContain(kind);
      expect(kinds.filter((k) => k === 'street')).toHaveLength(Math.max(0, view.hand!.board.length - 2));
      expect(equitiesAt(view, step).size).toBe(2);
    }
    expect(seen[4]![1].view.seats[0]).toMatchObject({ wonChips: 2015 });
    // Told once: the same hand is not shown again.
    expect(paced(pace, over, 99_000, false)).toMatchObject({ view: over, step: undefined });
  });

  it('waits for a card that has not come, and goes on when it has', () => {
    const { seen, pace } = watch(firstPace(before), turn);
    expect(boards(seen)).toEqual([0, 3, 4, 4]);
    expect(seen.at(-1)![1].dueMs).toBeUndefined();
    expect(paced(pace, over, 60_000, false).view.hand?.board).toHaveLength(5);
  });

  it('stays on its result while the next hand is shuffled', () => {
    const first = paced(firstPace(before), over, 0, false);
    const { seen } = watch(first.pace, next, 1_200);
    expect(boards(seen)).toEqual([3, 4, 5, 5, 0]);
    expect(seen.at(-1)![1].view).toBe(next);
  });

  it('gives way at once when the next hand needs its players', () => {
    const first = paced(firstPace(before), over, 0, false);
    const legal = { hand: 13, decision: 0, fold: true, check: false, callChips: 5, raise: undefined };
    expect(paced(first.pace, { ...next, legal }, 100, false).view.hand?.hand).toBe(13);
    const acting: TableView = { ...next, hand: { ...next.hand!, stage: 'preflop' } };
    expect(paced(first.pace, acting, 100, false).view).toBe(acting);
    const failed: TableView = { ...over, phase: 'failed' };
    expect(
      paced(first.pace, { ...failed, hand: undefined, runOut: undefined }, 100, false).step,
    ).toBeUndefined();
  });

  it('is skipped by a tap, and left out where nothing should move', () => {
    const first = paced(firstPace(before), over, 0, false);
    expect(paced(skipped(first.pace), over, 10, false)).toMatchObject({ view: over, step: undefined });
    expect(paced(firstPace(before), over, 0, true).view).toBe(over);
  });

  it('is no news to a screen that opens after it', () => {
    expect(paced(firstPace(over), over, 0, false).view).toBe(over);
  });

  it('holds back no chat', () => {
    const line = { ...over.events[0]!, id: 99_999, kind: 'chat' as const, seat: 1, text: 'wow' };
    const { view } = paced(firstPace(before), { ...over, events: [...over.events, line] }, 0, false);
    expect(view.events.at(-1)?.text).toBe('wow');
  });

  it('shows a second board after the first, card by card', () => {
    const twice: TableView = {
      ...over,
      hand: { ...over.hand!, secondBoard: ['3c', '4c', '5d', '6d', 'Jh'] },
    };
    const { seen } = watch(firstPace(before), twice);
    expect(seen.map(([, { view }]) => view.hand?.secondBoard.length)).toEqual([0, 0, 0, 0, 3, 4, 5, 5, 5]);
    expect(seen.map(([, { view }]) => view.hand?.board.length)).toEqual([0, 3, 4, 5, 5, 5, 5, 5, 5]);
  });
});

describe('its length', () => {
  it('is what the table leaves between the hands', () => {
    const of = (fromCards: number, twice = false) =>
      runOutSteps({ hand: 1, fromCards, boardCards: 5, equities: [] }, twice)
        .filter((s) => s.kind !== 'result')
        .reduce((sum, s) => sum + stepMs(s), 0);
    // table/state/limits.ts: pauseRunOutMs and pauseSecondBoardMs.
    expect([4, 3, 0].map((n) => of(n))).toEqual([2_300, 4_100, 5_400]);
    expect(of(0, true) - of(0)).toBe(3 * 700);
  });
});
