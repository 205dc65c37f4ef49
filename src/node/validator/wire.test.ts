/** What a block costs whoever gets it, before it is known to be worth anything. */
import { describe, expect, it } from 'vitest';
import { createConsensus } from '../../consensus/step.ts';
import { drawDag } from '../../testing/drawnDag.ts';
import { Wire } from './wire.ts';

const dag = drawDag(4, '1: A B C D');
const [block] = [...dag.blocks.values()].filter((b) => b.content.author === 1);
if (block === undefined) throw new Error('no block');
const message = { kind: 'block', body: { content: block.content, signature: block.signature } } as const;

/** @param index undefined for one who watches */
function tab(index: number | undefined, holds = true) {
  const seen = { verified: 0, fed: 0, charged: [] as string[], otherEpoch: 0 };
  const wire = new Wire({
    validator: {
      index,
      members: Array.from({ length: 4 }, (_, i) => ({ key: new Uint8Array(32).fill(i + 1) })),
      start: {
        instance: block!.content.tableId,
        epoch: block!.content.epoch,
        config: { protocolVersion: 2 },
      },
      network: { penalize: (peer: string, what: string) => seen.charged.push(`${peer} ${what}`) },
      ed25519: {
        verify: async () => {
          seen.verified++;
          return holds;
        },
      },
      validatorOf: (peer: string) => (/^P\d$/.test(peer) ? Number(peer[1]) : undefined),
      onOtherEpoch: () => seen.otherEpoch++,
    },
    loop: { core: createConsensus(dag.config(0)), isStopped: false, feed: () => seen.fed++ },
    onBlock: () => undefined,
    onContradiction: async () => 'other',
    signer: () => ({ partial: async () => undefined, combined: async () => undefined }),
  } as unknown as ConstructorParameters<typeof Wire>[0]);
  return { wire, seen };
}

describe('a block', () => {
  it('from a stranger is neither hashed nor verified by a member, however many it sends, and costs it no points', async () => {
    const { wire, seen } = tab(0);
    // Whoever hashes the content has to read its transactions.
    const content = new Proxy(block.content, {
      get(target, key) {
        if (key === 'transactions' || key === 'parents') throw new Error(`${key} were read`);
        return Reflect.get(target, key);
      },
    });
    const unread = { content, signature: block.signature };
    for (let i = 0; i < 100; i++) await wire.receive('stranger', { kind: 'block', body: unread });
    await wire.receive('stranger', { kind: 'blocks', body: { blocks: [unread, unread] } });
    expect(seen).toEqual({ verified: 0, fed: 0, charged: [], otherEpoch: 0 });
    await expect(wire.receive('P2', { kind: 'block', body: unread })).rejects.toThrow('were read');
  });

  it('is taken from any member whoever made it, once it is signed by its author; a forger pays', async () => {
    const { wire, seen } = tab(0);
    await wire.receive('P2', message);
    expect(seen).toMatchObject({ verified: 1, fed: 1, charged: [] });
    const forged = tab(0, false);
    await forged.wire.receive('P2', message);
    expect(forged.seen).toMatchObject({ fed: 0, charged: ['P2 bad-signature'] });
  });

  it('is taken from anybody by one who watches: on the rail strangers hand it on', async () => {
    const { wire, seen } = tab(undefined);
    await wire.receive('stranger', message);
    expect(seen).toMatchObject({ verified: 1, fed: 1, charged: [] });
  });
});
