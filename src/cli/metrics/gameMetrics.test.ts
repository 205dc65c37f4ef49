import { describe, expect, it } from 'vitest';
import type { Gauges } from '../../node/gauges.ts';
import { createGameMetrics } from './gameMetrics.ts';

const idle: Gauges = {
  epoch: 0,
  height: 10,
  handOn: true,
  working: false,
  sinceSlotMs: 80,
  members: 4,
  linked: 4,
  quorum: 3,
  waitingFor: 0,
  participation: 1,
  contradictions: 0,
  nextEventId: 5,
  faults: [],
};

/** A table whose numbers the test sets. */
function fakeTable(first: Gauges | 'lobby' = idle) {
  let now = first === 'lobby' ? undefined : first;
  const listeners = new Set<() => void>();
  return {
    replaying: false,
    gauges: () => now,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    becomes(change: Partial<Gauges>) {
      now = { ...(now ?? idle), ...change };
      for (const listener of listeners) listener();
    },
  };
}

function measured() {
  const clock = { ms: 1_000 };
  const metrics = createGameMetrics({ nowMs: () => clock.ms, version: '1.2.3' });
  const value = async (line: string): Promise<number | undefined> => {
    const text = await metrics.registry.metrics();
    const found = text.split('\n').find((l) => l.startsWith(`dealerless_${line} `));
    return found === undefined ? undefined : Number(found.slice(found.lastIndexOf(' ')));
  };
  return { clock, metrics, value };
}

describe('the game’s numbers', () => {
  it('of several tables tell the worst, and of none that all is well', async () => {
    const { metrics, value } = measured();
    expect(await value('tables')).toBe(0);
    expect(await value('participation_ratio')).toBe(1);
    expect(await value('members_beyond_quorum')).toBe(0);
    metrics.watch(fakeTable());
    const end = metrics.watch(
      fakeTable({ ...idle, linked: 2, participation: 0.5, waitingFor: 2, handOn: false }),
    );
    metrics.watch(fakeTable('lobby'));
    expect(await value('tables')).toBe(2);
    expect(await value('hands_on')).toBe(1);
    expect(await value('participation_ratio')).toBe(0.5);
    expect(await value('linked_members')).toBe(2);
    expect(await value('members_beyond_quorum')).toBe(-1);
    expect(await value('waiting_for')).toBe(2);
    end();
    expect(await value('members_beyond_quorum')).toBe(1);
    expect(await value('build_info{version="1.2.3"}')).toBe(1);
  });

  it('a player who thinks is no stall; what waits to be committed is', async () => {
    const { clock, metrics, value } = measured();
    const table = fakeTable();
    metrics.watch(table);
    clock.ms += 100_000;
    expect(await value('last_commit_age_seconds')).toBe(100);
    expect(await value('stalled_seconds')).toBe(0);
    table.becomes({ working: true });
    clock.ms += 40_000;
    expect(await value('stalled_seconds')).toBe(40);
    table.becomes({ height: 11 });
    clock.ms += 5_000;
    expect(await value('stalled_seconds')).toBe(5);
    table.becomes({ working: false });
    expect(await value('stalled_seconds')).toBe(0);
  });

  it('what happened before it was watched, or was read from a journal, is not counted', async () => {
    const { metrics, value } = measured();
    const table = fakeTable({ ...idle, contradictions: 1, faults: [{ event: 3, step: 'shuffle' }] });
    table.replaying = true;
    metrics.watch(table);
    table.becomes({ height: 300, epoch: 2, nextEventId: 90, faults: [{ event: 80, step: 'shuffle' }] });
    expect(await value('slots_total')).toBe(0);
    expect(await value('epochs_total')).toBe(0);
    table.replaying = false;
    table.becomes({ height: 302, nextEventId: 91, faults: [{ event: 80, step: 'shuffle' }] });
    expect(await value('slots_total')).toBe(2);
    expect(await value('finality_seconds_count')).toBe(1);
    expect(await value('faults_total{step="shuffle"}')).toBe(0);
  });

  it('faults are counted once, by step, and no text of a table becomes a label', async () => {
    const { metrics, value } = measured();
    const table = fakeTable();
    metrics.watch(table);
    const faults = [
      { event: 5, step: 'shuffle' },
      { event: 6, step: 'Mallory’s own words' },
    ];
    table.becomes({ nextEventId: 7, faults });
    table.becomes({ nextEventId: 8, faults, height: 11 });
    expect(await value('faults_total{step="shuffle"}')).toBe(1);
    expect(await value('faults_total{step="other"}')).toBe(1);
    table.becomes({ contradictions: 1 });
    table.becomes({ epoch: 1, contradictions: 1 });
    expect(await value('contradictions_total')).toBe(2);
    expect(await value('epochs_total')).toBe(1);
    expect(await metrics.registry.metrics()).not.toContain('Mallory');
  });
});
