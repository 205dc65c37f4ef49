/** What one who watches does with a host's answers; the host says what it likes. */
import { describe, expect, it } from 'vitest';
import { limits } from '../../codec/limits.ts';
import { encodeHistory } from '../../codec/railHistory.ts';
import { encodeMessage } from '../../codec/wire.ts';
import type { HistoryHost } from '../../net/rail/historyHosts.ts';
import { railLimits } from '../../net/rail/limits.ts';
import { createManualScheduler } from '../../testing/manualScheduler.ts';
import type { RailDoor } from './door.ts';
import { HistoryClient } from './historyClient.ts';

const instance = new Uint8Array(32).fill(7);

const block = (round: number, change: { epoch?: number; tableId?: Uint8Array } = {}) => ({
  content: {
    ...{ tableId: instance, epoch: 0, author: 0, round, parents: [], timeMs: 0, transactions: [] },
    ...change,
  },
  signature: new Uint8Array(64),
});

const blocks = (...all: ReturnType<typeof block>[]): Uint8Array =>
  encodeMessage({ kind: 'blocks', body: { blocks: all as never } });

const rounds = (from: number, count: number) =>
  encodeHistory([blocks(...Array.from({ length: count }, (_, i) => block(from + i)))]);

type Answer = Awaited<ReturnType<HistoryHost['ask']>>;

/** A DAG that takes what comes, unless told not to. */
function setUp(...answers: ((fromRound: number, epoch: number) => Answer | Promise<Answer>)[]) {
  const manual = createManualScheduler();
  const dag = { highestRound: 0 };
  const followed = { epoch: 0, members: [], core: { dag, config: { tableId: instance } } };
  const asked: string[] = [];
  const given: string[] = [];
  const takes = { on: true };
  const client = new HistoryClient({
    hosts: answers.map((answer, i) => ({
      ask: async ({ epoch, fromRound }) => {
        asked.push(`${i}: ${epoch}/${fromRound}`);
        return answer(fromRound, epoch);
      },
    })),
    scheduler: { nowMs: () => manual.now(), after: (ms, run) => manual.after(ms, run) },
    door: { followed: () => followed } as unknown as RailDoor,
    deliver: (from, message) => {
      given.push(`${from} ${message.kind}`);
      if (message.kind !== 'blocks' || !takes.on) return;
      for (const { content } of message.body.blocks)
        dag.highestRound = Math.max(dag.highestRound, content.round);
    },
    failed: (error) => {
      throw error;
    },
  });
  /** Everything that needs no time has happened. */
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
    client.look();
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  return { client, manual, dag, followed, asked, given, takes, settled };
}

describe('history over HTTP', () => {
  it('is asked for round by round until the host has no more, and again only when we are far behind', async () => {
    const { client, dag, asked, settled } = setUp((from) =>
      from < 200 ? rounds(from, 64) : rounds(from, 1),
    );
    client.look();
    await settled();
    await settled();
    await settled();
    expect(asked).toEqual(['0: 0/1', '0: 0/64', '0: 0/127', '0: 0/190', '0: 0/253']);
    expect(client.busy).toBe(false);
    client.heard(0, dag.highestRound + railLimits.historyBehindRounds);
    await settled();
    expect(asked).toHaveLength(5);
  });

  it('a later epoch is begun by asking anew', async () => {
    const { client, asked, followed, manual, settled } = setUp(() => rounds(1, 1));
    client.look();
    await settled();
    followed.epoch = 3;
    manual.advance(railLimits.historyAgainMs);
    await settled();
    expect(asked).toEqual(['0: 0/1', '0: 3/1']);
  });

  const liars: [string, Answer, string][] = [
    ['is cut off', rounds(1, 3).subarray(0, 100), 'truncated'],
    ['is cut off by the connection', 'truncated', 'truncated'],
    ['never ends', 'oversized', 'oversized'],
    ['names a message of two gigabytes', Uint8Array.of(0x7f, 255, 255, 255), 'oversized'],
    ['is of nonsense', encodeHistory([new Uint8Array(300)]), 'malformed'],
    ['holds a block beyond its cap', encodeHistory([new Uint8Array(limits.messageBytes)]), 'malformed'],
    ['is of another epoch', encodeHistory([blocks(block(1, { epoch: 1 }))]), 'not-asked'],
    ['is of another table', encodeHistory([blocks(block(1, { tableId: new Uint8Array(32) }))]), 'not-asked'],
    [
      'is something that nobody asks a host for',
      encodeHistory([encodeMessage({ kind: 'bye', body: { tableId: instance } })]),
      'not-asked',
    ],
  ];
  it.each(liars)('an answer that %s is refused, and that host left for long', async (_, answer, why) => {
    const { client, given, asked, manual, settled } = setUp(
      () => answer,
      () => rounds(1, 1),
    );
    client.look();
    await settled();
    expect(client.refused).toBe(why);
    expect(asked, 'the other host is asked instead').toEqual(['0: 0/1', '1: 0/1']);
    expect(given).toEqual(['host:1 blocks']);
    manual.advance(2 * railLimits.historyAgainMs);
    client.heard(0, 500);
    await settled();
    expect(asked[2]).toBe('1: 0/1');
  });

  it('rounds below those that were asked for are not', async () => {
    const { client, dag, settled } = setUp(() => rounds(1, 3));
    dag.highestRound = 40;
    client.look();
    await settled();
    expect(client.refused).toBe('not-asked');
  });

  it('a false signature, as the node finds it, is the host’s; another peer’s is not', async () => {
    const { client, asked, manual, settled } = setUp(() => rounds(1, 64));
    expect(client.penalized('12D3KooW')).toBe(false);
    client.look();
    await settled();
    expect(client.penalized('host:0')).toBe(true);
    expect([client.refused, client.busy]).toEqual(['forged', false]);
    const before = asked.length;
    manual.advance(railLimits.historyLiarMs / 2);
    client.heard(0, 10_000);
    await settled();
    expect(asked).toHaveLength(before);
  });

  it('what never gets into the DAG is waited for so long, then neighbours are asked again', async () => {
    const { client, takes, manual, settled } = setUp(() => rounds(1, 64));
    takes.on = false;
    client.look();
    await settled();
    expect(client.busy).toBe(true);
    manual.advance(railLimits.historyTakeMs);
    await settled();
    expect(client.busy).toBe(false);
  });

  it('a host that never answers holds up no question to neighbours for long', async () => {
    const { client, manual, settled } = setUp(() => new Promise<never>(() => undefined));
    client.look();
    await settled();
    expect(client.busy).toBe(true);
    manual.advance(railLimits.historyPatienceMs);
    expect(client.busy).toBe(false);
  });

  it('without a host nobody is asked, and neighbours are not held up', async () => {
    const { client, asked, settled } = setUp();
    client.look();
    await settled();
    expect([asked, client.busy]).toEqual([[], false]);
  });
});
