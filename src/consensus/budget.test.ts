/** Bytes have a price: the leaky bucket along an author's chain of blocks. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BlockContent, blockId } from '../codec/block.ts';
import { drawDag, drawnStartMs } from '../testing/drawnDag.ts';
import { bytesOf } from './budget.ts';
import { protocol } from './limits.ts';
import type { RulesVersion } from './rules.ts';
import { createConsensus, step } from './step.ts';
import { asDurable, asVerified, type ConsensusEffect, type VerifiedBlock } from './types.ts';

const KB = 1024;
const N = 4;

/** A table whose members 1 to 3 are played by the test: all make a block in each round, `at` milliseconds. */
class Chains {
  readonly state;
  private readonly last: VerifiedBlock[] = [];
  private round = 0;
  private readonly config;

  constructor(rules: RulesVersion = 2) {
    this.config = { ...drawDag(N, '').config(null), rules };
    this.state = createConsensus(this.config);
  }

  /** Everybody's next block, at `atMs`; that of author 1 carries `bytes`. Was it accepted? */
  next(atMs: number, bytes: number): boolean {
    this.round++;
    const before = [...this.last];
    let reason: string | undefined;
    for (let author = 0; author < N; author++) {
      const block = this.block(author, before, atMs, author === 1 ? bytes : 0);
      const effects = step(this.state, { kind: 'block', block, from: author, nowMs: drawnStartMs + atMs });
      const rejected = effects.find((e): e is ConsensusEffect & { kind: 'reject' } => e.kind === 'reject');
      if (rejected === undefined) this.last[author] = block;
      else {
        reason = rejected.reason;
        expect(rejected).toMatchObject({ reason: 'over-budget', chargeable: true });
        // In its place it says nothing, and the table goes on.
        const empty = this.block(author, before, atMs, 0);
        step(this.state, { kind: 'block', block: empty, from: author, nowMs: drawnStartMs + atMs });
        this.last[author] = empty;
      }
    }
    return reason === undefined;
  }

  private block(
    author: number,
    before: readonly VerifiedBlock[],
    atMs: number,
    bytes: number,
  ): VerifiedBlock {
    const refs = before.map(({ content, id }) => ({
      author: content.author,
      round: content.round,
      digest: id,
    }));
    const [own, ...others] = [
      ...refs.filter((r) => r.author === author),
      ...refs.filter((r) => r.author !== author),
    ];
    const content: BlockContent = {
      tableId: this.config.tableId,
      epoch: 0,
      author,
      round: this.round,
      parents: own === undefined ? [] : [own, ...others],
      timeMs: drawnStartMs + atMs,
      transactions: bytes === 0 ? [] : [new Uint8Array(bytes - 4)],
      ...(this.config.rules === 2 ? { settled: { height: 0, root: new Uint8Array(32) } } : {}),
    };
    return asVerified({ content, signature: new Uint8Array(64) }, blockId(content));
  }
}

describe('the bucket', () => {
  it('is full at first, and then fills with 64 KB in a second', () => {
    const t = new Chains();
    expect(t.next(0, 250 * KB)).toBe(true);
    expect(t.next(0, 250 * KB)).toBe(true);
    expect(t.next(0, 12 * KB)).toBe(true);
    expect(t.next(0, 1 * KB)).toBe(false);
    // The time that counts is that of the parents: nobody can date its own block for it.
    expect(t.next(1000, 1 * KB)).toBe(false);
    expect(t.next(1000, 64 * KB)).toBe(true);
    expect(t.next(1000, 1 * KB)).toBe(false);
  });

  it('never holds more than 512 KB, however long nothing is said', () => {
    const t = new Chains();
    expect(t.next(0, 0)).toBe(true);
    expect(t.next(10 * 3_600_000, 0)).toBe(true);
    for (let i = 0; i < 2; i++) expect(t.next(10 * 3_600_000, 256 * KB)).toBe(true);
    expect(t.next(10 * 3_600_000, 1 * KB)).toBe(false);
  });

  it('an empty block is always allowed, so that nobody is stuck in a round', () => {
    const t = new Chains();
    t.next(0, 256 * KB);
    t.next(0, 256 * KB);
    for (let round = 0; round < 50; round++) expect(t.next(0, 0)).toBe(true);
    expect(bytesOf({ parents: new Array(N), transactions: [] }, N)).toBe(0);
    expect(bytesOf({ parents: new Array(N + 2), transactions: [new Uint8Array(6)] }, N)).toBe(2 * 37 + 10);
  });

  it('by the first rules there is none', () => {
    const t = new Chains(1);
    for (let i = 0; i < 10; i++) expect(t.next(0, 250 * KB)).toBe(true);
  });

  it('whatever an author tries, it says no more than 512 KB and 64 KB for each second', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ waitMs: fc.nat(3000), kb: fc.nat(250) }), { minLength: 1, maxLength: 25 }),
        (tries) => {
          const t = new Chains();
          let atMs = 0;
          let said = 0;
          for (const { waitMs, kb } of tries) {
            atMs += waitMs;
            if (t.next(atMs, kb * KB)) said += kb * KB;
            expect(said).toBeLessThanOrEqual(protocol.bucketBytes + protocol.bucketBytesPerMs * atMs + 1);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('an honest tab', () => {
  /** Validator 0 of two, whose mate answers each round; `perRound` bytes are submitted each time. */
  function session(chunks: number, roundMs: number) {
    const config = { ...drawDag(2, '').config(0), rules: 2 as const };
    const state = createConsensus(config);
    let nowMs = drawnStartMs;
    let said = 0;
    let mate: VerifiedBlock | undefined;
    const own: VerifiedBlock[] = [];
    const feed = (input: Parameters<typeof step>[1]): void => {
      for (const e of step(state, input)) {
        if (e.kind !== 'propose') continue;
        const block = asVerified({ content: e.content, signature: new Uint8Array(64) }, e.id);
        said += bytesOf(e.content, 2);
        feed({ kind: 'proposed', block: asDurable(block), nowMs });
        own.push(block);
        const before = own.at(-2);
        const refs = [mate, before].flatMap((b) =>
          b === undefined ? [] : [{ author: b.content.author, round: b.content.round, digest: b.id }],
        );
        const content = { ...e.content, author: 1, parents: refs, transactions: [] };
        mate = asVerified({ content, signature: new Uint8Array(64) }, blockId(content));
      }
    };
    feed({ kind: 'link', validator: 1, up: true, nowMs });
    for (let i = 0; i < chunks; i++) feed({ kind: 'submit', transaction: new Uint8Array(60 * KB), nowMs });
    const left = () => state.own.pending.length + state.own.inFlight.size;
    for (let round = 0; round < 4000 && left() > 0; round++) {
      nowMs += roundMs;
      feed({ kind: 'block', block: mate!, from: 1, nowMs });
    }
    return { said, left: left(), elapsedMs: nowMs - drawnStartMs };
  }

  it('says all it has in the end, and never more than its bucket holds', () => {
    const { said, left, elapsedMs } = session(30, 10);
    expect(left).toBe(0);
    expect(said).toBeGreaterThanOrEqual(30 * 60 * KB);
    expect(said).toBeLessThanOrEqual(protocol.bucketBytes + protocol.bucketBytesPerMs * elapsedMs);
    expect(elapsedMs).toBeGreaterThan(15_000);
  });
});
