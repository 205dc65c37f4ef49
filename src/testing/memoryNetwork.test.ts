import { describe, expect, it } from 'vitest';
import { createManualScheduler } from './manualScheduler.ts';
import { createMemoryHub, type MemoryHubOptions } from './memoryNetwork.ts';

function setup(peers: string[], options: Partial<MemoryHubOptions> = {}) {
  const scheduler = createManualScheduler();
  const hub = createMemoryHub({ scheduler, ...options });
  const log: string[] = [];
  const networks = Object.fromEntries(
    peers.map((peer) => {
      const network = hub.join(peer);
      network.subscribe((e) => {
        const what =
          e.kind === 'message'
            ? `${e.from} says ${[...e.bytes]}`
            : e.kind === 'link'
              ? `${e.peer} ${e.link?.kind}`
              : e.state;
        log.push(`${scheduler.now()} ${peer}: ${what}`);
      });
      return [peer, network];
    }),
  );
  scheduler.runAll();
  log.length = 0;
  return { scheduler, hub, log, networks };
}

describe('the in-memory network', () => {
  it('links everybody and delivers in order after the latency', () => {
    const latencyMs = (from: string, to: string, bytes: number): number =>
      bytes === 0 ? 5 : from < to ? 30 - bytes : 7;
    const { scheduler, networks, log } = setup(['A', 'B', 'C'], { latencyMs });
    expect(networks.A!.links()).toEqual([
      { peer: 'B', kind: 'direct', rttMs: 10 },
      { peer: 'C', kind: 'direct', rttMs: 10 },
    ]);
    networks.A!.send('B', Uint8Array.of(1));
    networks.A!.send('B', Uint8Array.of(2, 2, 2));
    networks.B!.broadcast(Uint8Array.of(9));
    scheduler.advance(28);
    expect(log).toEqual(['7 A: B says 9']);
    scheduler.runAll();
    expect([...log].sort()).toEqual([
      '29 B: A says 1',
      '29 B: A says 2,2,2',
      '29 C: B says 9',
      '7 A: B says 9',
    ]);
    expect(log.indexOf('29 B: A says 1')).toBeLessThan(log.indexOf('29 B: A says 2,2,2'));
  });

  it('is the same in every run', () => {
    const run = (): string[] => {
      let seed = 7;
      const random = (): number => {
        seed = (seed * 48_271) % 2_147_483_647;
        return seed / 2_147_483_647;
      };
      const { scheduler, hub, networks, log } = setup(['A', 'B', 'C', 'D'], {
        latencyMs: () => Math.floor(random() * 50),
        drop: () => random() < 0.2,
      });
      for (let i = 0; i < 200; i++) {
        networks['ABCD'[i % 4]!]!.broadcast(Uint8Array.of(i));
        if (i === 50)
          hub.partition([
            ['A', 'B'],
            ['C', 'D'],
          ]);
        if (i === 120) hub.heal();
        scheduler.advance(3);
      }
      scheduler.runAll();
      return log;
    };
    const first = run();
    expect(first.length).toBeGreaterThan(200);
    expect(run()).toEqual(first);
  });

  it('loses what is under way when a link is cut, and tells both ends', () => {
    const { scheduler, hub, networks, log } = setup(['A', 'B', 'C']);
    networks.A!.send('B', Uint8Array.of(1));
    hub.cut('A', 'B');
    networks.A!.send('B', Uint8Array.of(2));
    scheduler.runAll();
    expect(log.map((l) => l.slice(2))).toEqual(['A: B undefined', 'B: A undefined']);
    hub.mend('A', 'B');
    networks.A!.send('B', Uint8Array.of(3));
    scheduler.runAll();
    expect(log.at(-1)).toMatch('B: A says 3');
    expect(log.join()).not.toMatch('says 1');
  });

  it('keeps a peer that is penalised too often away for a while', () => {
    const { scheduler, networks, hub } = setup(['A', 'B'], { limits: { penaltyPoints: 50, banMs: 1_000 } });
    networks.A!.penalize('B', 'stale');
    networks.A!.penalize('B', 'bad-signature');
    expect(networks.A!.links()).toHaveLength(1);
    networks.A!.penalize('B', 'bad-signature');
    expect(networks.A!.links()).toEqual([]);
    expect(networks.A!.penalties().get('B')).toEqual({ stale: 1, 'bad-signature': 2 });
    scheduler.advance(1_000);
    expect(networks.A!.links()).toHaveLength(1);
    expect(() => hub.join('A')).toThrow(RangeError);
  });

  it('sees a peer leave', async () => {
    const { networks, scheduler, log } = setup(['A', 'B']);
    await networks.B!.stop();
    scheduler.runAll();
    expect(networks.A!.links()).toEqual([]);
    expect(log).toEqual(['0 A: B undefined']);
  });
});

describe('the manual scheduler', () => {
  it('runs by time, then by order of asking; cancels; refuses to run forever', () => {
    const scheduler = createManualScheduler(100);
    const ran: string[] = [];
    scheduler.after(20, () => ran.push(`b${scheduler.now()}`));
    scheduler.after(10, () => ran.push(`a${scheduler.now()}`));
    scheduler.after(20, () => ran.push('c'));
    const cancel = scheduler.after(15, () => ran.push('never'));
    cancel();
    scheduler.advance(19);
    expect(ran).toEqual(['a110']);
    expect(scheduler.now()).toBe(119);
    scheduler.runAll();
    expect(ran).toEqual(['a110', 'b120', 'c']);
    cancel();
    expect(scheduler.step()).toBe(false);
    const again = (): void => void scheduler.after(1, again);
    again();
    expect(() => scheduler.runAll(100)).toThrow(RangeError);
  });

  it('keeps the order of a thousand jobs', () => {
    const scheduler = createManualScheduler();
    const times: number[] = [];
    for (let i = 0; i < 1_000; i++) scheduler.after((i * 7_919) % 503, () => times.push(scheduler.now()));
    scheduler.runAll();
    expect(times).toHaveLength(1_000);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});
