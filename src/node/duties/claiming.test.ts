/** The player's choice between showing and winning unseen, and what becomes of no choice. */
import { describe, expect, it } from 'vitest';
import { duties, type WinDuty } from '../../table/deck/duties.ts';
import { createManualScheduler } from '../../testing/manualScheduler.ts';
import { due, LAST_LOSES, LAST_TIES, LAST_WINS, show, showdown } from '../../testing/showdown.ts';
import type { Play } from '../../testing/tablePlay.ts';
import { CHOICE_MS, Claiming } from './claiming.ts';

async function lastToShow(cards: Parameters<typeof showdown>[0]) {
  const p = await showdown(cards);
  await show(p);
  p.commit(due(p), { kind: 'muck', body: { hand: 1 } });
  return p;
}

function claimingOf(p: Play, seat: number) {
  const scheduler = createManualScheduler();
  let chosen = 0;
  const claiming = new Claiming({
    seat,
    scheduler: { nowMs: scheduler.now, after: scheduler.after },
    tableTimeMs: () => p.timeMs,
    table: () => p.state,
    ownCards: () => p.ownCards(seat),
    onChosen: () => {
      chosen++;
    },
  });
  const owed = () =>
    duties(p.state, seat, p.ownCards(seat)).flatMap((duty) => claiming.inPlaceOf(duty)?.kind ?? []);
  return { scheduler, claiming, owed, chosen: () => chosen };
}

describe('whoever would win as the last to show', () => {
  it('is asked, and nothing is done until it has said something', async () => {
    const p = await lastToShow(LAST_WINS);
    const { claiming, owed, chosen } = claimingOf(p, due(p));
    expect(owed()).toEqual([]);
    expect(claiming.offer()).toMatchObject({ relation: 'better' });
    expect(claiming.choose('claim')).toBe(true);
    expect(chosen()).toBe(1);
    expect(owed()).toEqual(['win']);
    expect(claiming.offer()).toBeUndefined();
    expect(claiming.choose('show')).toBe(false);
    expect(owed()).toEqual(['win']);
  });

  it('shows where it chooses so, and a tie is offered as a tie', async () => {
    const p = await lastToShow(LAST_TIES);
    const { claiming, owed } = claimingOf(p, due(p));
    expect(claiming.offer()).toMatchObject({ relation: 'equal' });
    expect(claiming.choose('show')).toBe(true);
    expect(owed()).toEqual(['show']);
  });

  it('shows by itself when it says nothing, in good time before its hand would be given up', async () => {
    const p = await lastToShow(LAST_WINS);
    const { scheduler, owed, chosen } = claimingOf(p, due(p));
    expect(owed()).toEqual([]);
    scheduler.advance(CHOICE_MS - 1);
    expect(chosen()).toBe(0);
    scheduler.advance(1);
    expect(chosen()).toBe(1);
    expect(owed()).toEqual(['show']);
  });

  it('has less time after a reload that took most of it', async () => {
    const p = await lastToShow(LAST_WINS);
    // The deadline of its turn has been running.
    while (p.state.deadline!.deadline.dueMs === null) p.slot();
    p.slot(9_000);
    const { scheduler, owed, chosen } = claimingOf(p, due(p));
    expect(owed()).toEqual([]);
    scheduler.advance(0);
    expect(chosen()).toBe(1);
  });

  it('is not asked with a beaten hand, nor is anybody else', async () => {
    const beaten = await lastToShow(LAST_LOSES);
    const seat = due(beaten);
    const { claiming, owed } = claimingOf(beaten, seat);
    expect(owed()).toEqual(['muck']);
    expect(claiming.offer()).toBeUndefined();
    expect(claiming.choose('claim')).toBe(false);
    const p = await showdown(LAST_WINS);
    const first = claimingOf(p, due(p));
    expect(first.owed()).toEqual(['show']);
    const other = claimingOf(p, (due(p) + 1) % 3);
    expect(other.owed()).toEqual([]);
    expect(other.claiming.offer()).toBeUndefined();
  });

  it('forgets its question when the table is closed', async () => {
    const p = await lastToShow(LAST_WINS);
    const { scheduler, claiming, owed, chosen } = claimingOf(p, due(p));
    owed();
    claiming.stop();
    scheduler.advance(2 * CHOICE_MS);
    expect(chosen()).toBe(0);
  });

  it('claims exactly what it was asked about', async () => {
    const p = await lastToShow(LAST_WINS);
    const seat = due(p);
    const { claiming } = claimingOf(p, seat);
    claiming.choose('claim');
    const [duty] = duties(p.state, seat, p.ownCards(seat)).map((d) => claiming.inPlaceOf(d));
    expect((duty as WinDuty).claim).toMatchObject({ author: seat, relation: 'better' });
    expect(p.commit(seat, await p.deck.fulfil(duty!, seat))).toEqual({ applied: true });
  });
});
