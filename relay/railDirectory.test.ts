import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Member } from './directory.ts';
import { RailDirectory } from './railDirectory.ts';

const limits = {
  rails: 2,
  railPeers: 1_000,
  railNeighbours: 6,
  railMostNeighbours: 16,
  railLeastNeighbours: 4,
  railFeederNeighbours: 3,
  railJoinBurst: 1_000,
  railJoinsPerSecond: 1,
};

interface Watcher extends Member {
  told: readonly string[];
  times: number;
  over: boolean;
}

function watcher(peer: string): Watcher {
  const w: Watcher = {
    peer,
    told: [],
    times: 0,
    over: false,
    tell: (peers) => {
      w.told = peers.filter((p) => p !== peer);
      w.times++;
    },
    replaced: () => {
      w.over = true;
    },
    leaving: () => undefined,
  };
  return w;
}

/** How many of them hear, hop by hop, what the first says. */
function reached(from: Watcher, all: ReadonlyMap<string, Watcher>): number {
  const seen = new Set([from.peer]);
  const queue = [from];
  for (let w = queue.pop(); w; w = queue.pop())
    for (const peer of w.told) {
      if (seen.has(peer)) continue;
      seen.add(peer);
      queue.push(all.get(peer)!);
    }
  return seen.size;
}

describe('the directory of a rail', () => {
  it('links a thousand to a few each, all of them together; a join tells only the new neighbours', () => {
    const directory = new RailDirectory(limits);
    const all = new Map<string, Watcher>();
    for (let i = 0; i < 1_000; i++) {
      const w = watcher(`p${i}`);
      all.set(w.peer, w);
      const before = [...all.values()].reduce((sum, { times }) => sum + times, 0);
      expect(directory.join('t', w, i < 2)).toBeUndefined();
      const told = [...all.values()].reduce((sum, { times }) => sum + times, 0) - before;
      expect(told).toBeLessThanOrEqual(1 + limits.railNeighbours);
    }
    expect(reached(all.get('p0')!, all)).toBe(1_000);
    for (const { told } of all.values()) expect(told.length).toBeLessThanOrEqual(limits.railMostNeighbours);
    for (const feeder of ['p0', 'p1'])
      expect(all.get(feeder)!.told.length).toBeLessThanOrEqual(limits.railFeederNeighbours);
    expect(directory.join('t', watcher('one too many'))).toBe('table-full');
    expect(directory.join('u', watcher('elsewhere'))).toBeUndefined();
    expect(directory.join('v', watcher('a third table'))).toBe('too-many-tables');
  });

  it('a feeder has few neighbours and never more, however many come; another feeder is none of them', () => {
    const directory = new RailDirectory(limits);
    const [one, two] = [watcher('one'), watcher('two')];
    directory.join('t', one, true);
    directory.join('t', two, true);
    expect(one.told).toEqual([]);
    for (let i = 0; i < 40; i++) directory.join('t', watcher(`w${i}`));
    expect(one.told.length).toBe(limits.railFeederNeighbours);
    expect(two.told.length).toBe(limits.railFeederNeighbours);
    expect([...one.told, ...two.told].filter((p) => p === 'one' || p === 'two')).toEqual([]);
  });

  it('gives a feeder that comes last its neighbours as well, and whoever loses some gets others', () => {
    const directory = new RailDirectory(limits);
    const all = Array.from({ length: 30 }, (_, i) => watcher(`w${i}`));
    for (const w of all) directory.join('t', w);
    const late = watcher('late');
    directory.join('t', late, true);
    expect(late.told.length).toBe(limits.railFeederNeighbours);
    for (const w of all.slice(0, 20)) directory.leave('t', w);
    for (const w of all.slice(20)) expect(w.told.length).toBeGreaterThanOrEqual(limits.railLeastNeighbours);
  });

  it('carries only between neighbours, and ends the older place of one that joins again', () => {
    const directory = new RailDirectory({ ...limits, railNeighbours: 1, railLeastNeighbours: 1 });
    const [a, b, again] = [watcher('a'), watcher('b'), watcher('a')];
    directory.join('t', a);
    directory.join('t', b);
    expect(directory.together('a', 'b')).toBe(true);
    expect(directory.together('a', 'nobody')).toBe(false);
    directory.join('t', again);
    expect(a.over).toBe(true);
    directory.leave('t', a);
    expect(directory.together('a', 'b')).toBe(true);
    directory.leave('t', again);
    directory.leave('t', b);
    expect([directory.railCount, directory.peerCount]).toEqual([0, 0]);
  });

  it('a thousand joins a second of one peer: a dozen count, and its neighbours are left alone', () => {
    const clock = { ms: 0 };
    const honest = Array.from({ length: 20 }, (_, i) => watcher(`w${i}`));
    const directory = new RailDirectory(
      { ...limits, railJoinBurst: 12, railJoinsPerSecond: 0.5 },
      undefined,
      () => clock.ms,
    );
    directory.join('t', watcher('feeder'), true);
    for (const w of honest) directory.join('t', w);
    const before = honest.map(({ times }) => times);
    const refused: unknown[] = [];
    for (let i = 0; i < 1_000; i++, clock.ms++) {
      const eve = watcher('eve');
      refused.push(directory.join('t', eve));
      directory.leave('t', eve);
    }
    expect(refused.filter((r) => r === undefined)).toHaveLength(12);
    expect(refused.at(-1)).toBe('too-many-streams');
    const told = honest.reduce((sum, { times }, i) => sum + times - before[i]!, 0);
    // A join and a leave, each of six neighbours, and new ones for whoever lost one.
    expect(told).toBeLessThanOrEqual(12 * 2 * 2 * limits.railNeighbours);
    expect(directory.join('t', watcher('newcomer'))).toBeUndefined();
    clock.ms += 2_000;
    expect(directory.join('t', watcher('eve'))).toBeUndefined();
  });

  it('a thousand who come within a second, each once: all of them have a place, a feeder three neighbours', () => {
    const directory = new RailDirectory();
    const feeder = watcher('feeder');
    directory.join('t', feeder, true);
    const all = Array.from({ length: 1_000 }, (_, i) => watcher(`w${i}`));
    for (const w of all) expect(directory.join('t', w)).toBeUndefined();
    expect(feeder.told).toHaveLength(3);
    expect(feeder.times, 'it is told of those it gets, and of nobody else').toBeLessThanOrEqual(4);
    for (const { told } of all) expect(told.length).toBeGreaterThanOrEqual(4);
  });

  it('whatever comes and goes: neighbours are mutual, there, and no more than the caps say', () => {
    const steps = fc.array(fc.tuple(fc.nat(30), fc.boolean(), fc.boolean()), { maxLength: 200 });
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat(1_000_000)), (moves, numbers) => {
        const directory = new RailDirectory(limits, (below) => numbers.next().value % below);
        const there = new Map<string, Watcher>();
        const feeders = new Set<string>();
        for (const [who, joins, feeds] of moves) {
          const peer = `p${who}`;
          const known = there.get(peer);
          if (joins) {
            const w = watcher(peer);
            directory.join('t', w, feeds);
            there.set(peer, w);
            if (feeds) feeders.add(peer);
            else feeders.delete(peer);
          } else if (known) {
            directory.leave('t', known);
            there.delete(peer);
          }
        }
        for (const { peer, told } of there.values()) {
          const most = feeders.has(peer) ? limits.railFeederNeighbours : limits.railMostNeighbours;
          expect(told.length).toBeLessThanOrEqual(most);
          for (const other of told) expect(there.get(other)?.told).toContain(peer);
        }
        expect(directory.peerCount).toBe(there.size);
      }),
    );
  });
});
