/** What feeders tell and when, on a clock that is turned by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BlockContent, blockId, encodeSignedBlock } from '../../codec/block.ts';
import { toHex } from '../../codec/decode.ts';
import { decodeMessage } from '../../codec/wire.ts';
import { railLimits } from '../../net/rail/limits.ts';
import { createManualScheduler } from '../../testing/manualScheduler.ts';
import { BatchedFeed } from './batches.ts';

const block = (round: number, { epoch = 0, bytes = 0 } = {}) => {
  const content = {
    ...{ tableId: new Uint8Array(32), epoch, author: 1, round, parents: [], timeMs: 0 },
    transactions: bytes === 0 ? [] : [new Uint8Array(bytes)],
  } as unknown as BlockContent;
  return { content, signature: new Uint8Array(64) };
};
type Block = ReturnType<typeof block>;
const keyOf = ({ content }: Block): string => toHex(blockId(content));

/** A feeder with so many before it; `told` has the rounds in each message. */
function feeder(turn = 0) {
  const manual = createManualScheduler();
  const told: (number[] | 'signature')[] = [];
  const sizes: number[] = [];
  const waitMs = railLimits.batchMs + turn * railLimits.turnMs;
  const feed = new BatchedFeed({
    scheduler: { ...manual, nowMs: () => manual.now() },
    waitMs: () => waitMs,
    publish: (message) => {
      const said = decodeMessage(message);
      sizes.push(message.length);
      told.push(said.kind === 'blocks' ? said.body.blocks.map((b) => b.content.round) : 'signature');
    },
  });
  return {
    ...{ told, sizes, waitMs, feed },
    pass: (ms: number) => manual.advance(ms),
    take: (b: Block) => feed.take({ kind: 'block', body: b }, keyOf(b)),
  };
}

describe('a feeder', () => {
  it('waits a moment for others, and says no block twice', () => {
    const { told, take, pass } = feeder();
    take(block(1));
    pass(railLimits.batchMs - 1);
    take(block(2));
    take(block(1));
    expect(told).toEqual([]);
    pass(1);
    expect(told).toEqual([[1, 2]]);
    take(block(2));
    take(block(3));
    pass(railLimits.batchMs);
    expect(told).toEqual([[1, 2], [3]]);
  });

  it('whose turn comes later is silent as long as the one before it speaks', () => {
    const { told, take, pass, feed } = feeder(1);
    for (let round = 1; round <= 50; round++) {
      take(block(round));
      pass(railLimits.batchMs);
      feed.heard(keyOf(block(round)));
    }
    pass(10 * railLimits.turnMs);
    expect(told).toEqual([]);
  });

  it('says what the one before it left out, and leaves it what is newest', () => {
    const { told, take, pass, feed, waitMs } = feeder(1);
    take(block(1));
    take(block(2));
    feed.heard(keyOf(block(1)));
    pass(waitMs - 1);
    take(block(3));
    pass(1);
    expect(told).toEqual([[2]]);
    feed.heard(keyOf(block(3)));
    pass(waitMs);
    expect(told).toEqual([[2]]);
  });

  it('does not say what it heard before it came', () => {
    const { told, take, pass, feed } = feeder();
    feed.heard(keyOf(block(1)));
    take(block(1));
    pass(railLimits.batchMs);
    expect(told).toEqual([]);
  });

  it('passes signatures on at once', () => {
    const { told, feed } = feeder(1);
    const body = { epoch: 1, root: new Uint8Array(32), validator: 0, signature: new Uint8Array(64) };
    feed.take({ kind: 'checkpointSignature', body }, undefined);
    expect(told).toEqual(['signature']);
  });

  it('that has stopped says nothing more', () => {
    const { told, take, pass, feed } = feeder();
    take(block(1));
    feed.stop();
    pass(railLimits.batchMs);
    expect(told).toEqual([]);
  });

  it('keeps messages within their caps and to one epoch, and loses nothing', () => {
    const sized = fc.record({
      epoch: fc.integer({ min: 0, max: 1 }),
      bytes: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60_000 })),
    });
    fc.assert(
      fc.property(fc.array(sized, { minLength: 1, maxLength: 150 }), (made) => {
        const { told, sizes, take, pass } = feeder();
        const blocks = made.map(({ epoch, bytes }, i) => block(i + 1, { epoch, bytes }));
        for (const b of blocks) take(b);
        pass(railLimits.batchMs);
        expect(told.flat()).toEqual(blocks.map(({ content }) => content.round));
        for (const [i, message] of told.entries()) {
          const rounds = message as number[];
          expect(new Set(rounds.map((round) => blocks[round - 1]!.content.epoch)).size).toBe(1);
          expect(rounds.length).toBeLessThanOrEqual(railLimits.batchBlocks);
          const own = rounds.reduce((sum, r) => sum + encodeSignedBlock(blocks[r - 1]!).length, 0);
          if (rounds.length > 1) expect(own).toBeLessThanOrEqual(railLimits.batchBytes);
          expect(sizes[i]).toBeLessThanOrEqual(railLimits.messageBytes);
        }
      }),
      { verbose: true },
    );
  });
});
