import { describe, expect, it } from 'vitest';
import { countLinks, numbersReport, spread, type TableNumbers } from '../contract/diagnostics.ts';
import { type Channel, followNumbers, tellNumbers } from './channel.ts';

/** Channels of one browser: what one says all others hear, at once. */
function browser() {
  const open: { listeners: ((event: { data: unknown }) => void)[] }[] = [];
  return (): Channel => {
    const self: (typeof open)[number] = { listeners: [] };
    open.push(self);
    return {
      addEventListener: (_type, listener) => self.listeners.push(listener),
      postMessage: (data) => {
        for (const other of [...open]) if (other !== self) for (const hear of other.listeners) hear({ data });
      },
      close: () => {
        open.splice(open.indexOf(self), 1);
      },
    };
  };
}

const numbers = (tab: string): TableNumbers => ({
  tab,
  phase: 'playing',
  relay: 'connected',
  chain: undefined,
  direct: 1,
  relayed: 0,
  rttMs: [],
  actionMs: [],
  proofMs: [],
  refused: {},
});

function page(channels: () => Channel) {
  const clock = { ms: 0 };
  let tick = (): void => undefined;
  let told: readonly TableNumbers[] = [];
  const times = {
    nowMs: () => clock.ms,
    every: (_ms: number, run: () => void) => {
      tick = run;
      return () => {
        tick = () => undefined;
      };
    },
  };
  const end = followNumbers(
    (tables) => {
      told = tables;
    },
    channels,
    times,
  );
  const after = (ms: number): readonly TableNumbers[] => {
    clock.ms += ms;
    tick();
    return told;
  };
  return { told: () => told, after, end };
}

describe('the numbers of the tabs of a browser', () => {
  it('every tab answers for its table, and one that is closed is gone after a while', () => {
    const channels = browser();
    const ends = ['a', 'b'].map((tab) => tellNumbers(() => numbers(tab), channels));
    const shown = page(channels);
    expect(shown.told().map((t) => t.tab)).toEqual(['a', 'b']);
    ends[0]!();
    expect(
      shown.after(2_000).map((t) => t.tab),
      'it may only be slow',
    ).toEqual(['a', 'b']);
    expect(shown.after(6_000).map((t) => t.tab)).toEqual(['b']);
    tellNumbers(() => numbers('c'), channels);
    expect(shown.after(2_000).map((t) => t.tab)).toEqual(['b', 'c']);
    shown.end();
    expect(shown.after(9_000).length).toBe(2);
  });

  it('what is no answer changes nothing', () => {
    const channels = browser();
    const shown = page(channels);
    for (const said of [null, 'ask', {}, { tab: 7 }]) channels().postMessage(said);
    expect(shown.told()).toEqual([]);
  });
});

describe('a report', () => {
  it('counts links and what was refused, and names nobody', () => {
    const counted = countLinks([
      {
        peerId: '12D3KooWSecret',
        seat: 1,
        nickname: 'Ada',
        kind: 'direct',
        rttMs: 12.4,
        refused: { stale: 2 },
      },
      {
        peerId: 'other',
        seat: 2,
        nickname: 'Bob',
        kind: 'relayed',
        rttMs: 80,
        refused: { stale: 1, flood: 4 },
      },
      { peerId: 'third', seat: undefined, nickname: undefined, kind: 'none', rttMs: undefined, refused: {} },
    ]);
    expect(counted).toEqual({ direct: 1, relayed: 1, rttMs: [12, 80], refused: { stale: 3, flood: 4 } });
    const device = {
      browser: 'Firefox',
      language: 'de',
      cores: 2,
      isolated: true,
      webRtc: true,
      serviceWorker: false,
      usedBytes: 5,
      quotaBytes: undefined,
      build: undefined,
    };
    const text = numbersReport('1.0', device, [{ ...numbers('a'), ...counted }]);
    expect(text).toContain('table 1: playing, relay connected, links 1 direct 1 relayed');
    expect(text).toContain('round trip: P50 12 ms, P95 80 ms');
    expect(text).toContain('refused flood: 4');
    expect(text).not.toMatch(/Ada|Bob|12D3/);
    expect(numbersReport('1.0', device, [])).toContain('no table is open');
  });

  it('the spread of few and of many', () => {
    expect(spread([])).toBeUndefined();
    expect(spread([7])).toEqual({ p50: 7, p95: 7 });
    expect(spread(Array.from({ length: 100 }, (_, i) => 100 - i))).toEqual({ p50: 50, p95: 95 });
  });
});
