import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.ts';
import { createDisk } from './disk.ts';
import { runNodeScenario } from './scenario.ts';

describe('simulated disks', () => {
  const now = {
    after: (_ms: number, run: () => void) => {
      queueMicrotask(run);
      return () => undefined;
    },
  };
  const block = (round: number) => {
    return { id: String(round), epoch: 0, round, author: 0, bytes: Uint8Array.of(round) };
  };
  const roundsAfter = async (seed: number, lies: boolean): Promise<number[]> => {
    const disk = createDisk({ random: createRandom(seed), strictMs: () => 1, lies });
    const before = disk.mount(now);
    await before.journal([block(1)]);
    await before.appendSlots([], [block(2)]);
    await before.journal([block(3)]);
    await before.appendSlots([], [block(4)]);
    disk.crash();
    return (await disk.mount(now).loadBlocks()).map((b) => b.round);
  };

  it('lose nothing that a strict write was told to be safe, and what came after it sometimes', async () => {
    const seen = new Set<number>();
    for (let seed = 1; seed <= 20; seed++) {
      const rounds = await roundsAfter(seed, false);
      expect(rounds.slice(0, 3)).toEqual([1, 2, 3]);
      seen.add(rounds.length);
    }
    expect([...seen].sort()).toEqual([3, 4]);
  });

  it('lose the newest of the log and keep what was erased: those lie in two files', async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 20; seed++) {
      const disk = createDisk({ random: createRandom(seed), strictMs: () => 1 });
      const before = disk.mount(now);
      await before.putSecret('a:key', Uint8Array.of(1));
      await before.appendSlots([], [block(1)]);
      await before.eraseSecrets('a:');
      disk.crash();
      const after = disk.mount(now);
      expect([await after.getSecret('a:key'), await after.isErased('a:')]).toEqual([undefined, true]);
      seen.add(String((await after.loadBlocks()).length));
    }
    expect([...seen].sort()).toEqual(['0', '1']);
  });

  it('that lie lose anything, but never the middle', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const rounds = await roundsAfter(seed, true);
      expect(rounds).toEqual([1, 2, 3, 4].slice(0, rounds.length));
    }
  });
});

describe('whole nodes on virtual time', () => {
  const all = { players: 4, faults: undefined };

  it('play on through crashes, outages, partitions and full disks; the same seed gives the same evening', async () => {
    const faults = ['jitter', 'partition', 'crash', 'outage', 'skew', 'disk', 'reopen'] as const;
    const first = await runNodeScenario({ seed: 5, ...all, faults });
    expect(first.violation).toBeUndefined();
    expect(first.hands).toBeGreaterThanOrEqual(2);
    const again = await runNodeScenario({ seed: 5, ...all, faults });
    expect(again).toEqual(first);
  }, 600_000);

  it('come back in every hand in which they are killed or closed', async () => {
    const { violation, hands } = await runNodeScenario({ seed: 2, ...all, faults: ['reopen'] });
    expect(violation).toBeUndefined();
    expect(hands).toBeGreaterThanOrEqual(3);
  }, 600_000);

  it('are caught when their disks lie: somebody says two things in one round', async () => {
    const violations: string[] = [];
    const isCaught = () => violations.some((v) => /has signed two blocks/.test(v));
    // Some evenings stand still instead: more than f have met what they said before, and sign nothing any more.
    for (let seed = 1; seed <= 12 && !isCaught(); seed++) {
      const { violation } = await runNodeScenario({
        seed,
        ...all,
        faults: ['outage', 'crash'],
        lyingDisks: true,
      });
      if (violation !== undefined) violations.push(violation);
    }
    expect(violations.join()).toMatch(/has signed two blocks/);
  }, 600_000);
});
