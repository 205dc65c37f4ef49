import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnStartMs } from './drawnDag.ts';
import { limits, protocol } from './limits.ts';
import { type LongDag, lehmer, longDag, shuffled } from './longDag.ts';
import { cutAt, prune } from './prune.ts';
import { reachable, Session, sizes } from './session.ts';
import { type ConsensusState, createConsensus, restoreConsensus, step } from './step.ts';
import type { CommittedSlot, ConsensusEffect, VerifiedBlock } from './types.ts';

const nowMs = drawnStartMs + 60_000;

function give(state: ConsensusState, block: VerifiedBlock, from = 0): ConsensusEffect[] {
  return step(state, { kind: 'block', block, from, nowMs });
}

/** What came out, one line a slot: short where tests compare hundreds. */
const slotsIn = (effects: readonly ConsensusEffect[]): string[] =>
  effects.flatMap((e) => (e.kind === 'output' ? [textOf(e.slot)] : []));

const textOf = ({ height, round, author, timeMs, blocks }: CommittedSlot): string =>
  `${height}: ${round}/${author} @${timeMs} ${blocks.map((o) => o.block.key.slice(0, 8) + (o.applies ? '' : '*')).join(' ')}`;
const heightOf = (slot: string): number => Number.parseInt(slot, 10);

/** Blocks in an order that mixes a few rounds, and every now and then has one come much later. */
function delivery(dag: LongDag, random: () => number): VerifiedBlock[] {
  const late = (b: VerifiedBlock): number =>
    (random() < 0.01 ? random() * 12 : random() * 2.5) + b.content.round;
  return dag.blocks
    .map((block) => ({ block, at: late(block) }))
    .sort((a, b) => a.at - b.at)
    .map(({ block }) => block);
}

/** Each takes three rounds from idle to final; a hand is 60 to 120 rounds. */
const actionsPerHand = 21;

describe('pruning', () => {
  it('changes no output, and a cut is enough to go on from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 7 }), fc.nat(1_000_000), fc.boolean(), (n, seed, twins) => {
        const random = lehmer(seed);
        const dag = longDag(n, 380, twins, random);
        const order = delivery(dag, random);
        const whole = createConsensus(dag.config);
        const pruned = createConsensus(dag.config);
        const expected: string[] = [];
        const slots: string[] = [];
        const stopAt = Math.floor(order.length * (0.8 + random() * 0.15));
        let forgotten = 0;
        for (const [i, block] of order.slice(0, stopAt).entries()) {
          expected.push(...slotsIn(give(whole, block)));
          slots.push(...slotsIn(give(pruned, block)));
          if (i % 25 === 0) {
            const keys = prune(pruned, pruned.prefix.committedRound - Math.floor(random() * 10));
            expect(keys.every((k) => !pruned.dag.nodes.has(k) && whole.dag.nodes.has(k))).toBe(true);
            forgotten += keys.length;
          }
        }
        expect(slots).toEqual(expected);
        expect(forgotten).toBeGreaterThan(20);
        expect(pruned.dag.nodes.size + forgotten).toBe(whole.dag.nodes.size);

        const height = pruned.prefix.height - Math.floor(random() * 8);
        const cut = cutAt(pruned, height);
        expect(cut).toEqual(cutAt(whole, height));
        if (cut === undefined) throw new Error('no cut');
        const stored = [...pruned.dag.nodes.values()].map((node) => node.block);
        const { state: resumed, effects } = restoreConsensus(
          dag.config,
          shuffled(stored, random),
          nowMs,
          JSON.parse(JSON.stringify(cut)),
        );
        const afterCut = slotsIn(effects);
        // What waited in memory is lost in a restart, and supplied again.
        for (const { block } of pruned.pool.waiting.values()) afterCut.push(...slotsIn(give(resumed, block)));
        const joiner = restoreConsensus(dag.config, [], nowMs, cut).state;
        const joined: string[] = [];
        const servedFrom = cut.round - protocol.horizonRounds;
        for (const block of order.slice(0, stopAt))
          if (block.content.round >= servedFrom) joined.push(...slotsIn(give(joiner, block)));
        for (const block of order.slice(stopAt)) {
          expected.push(...slotsIn(give(whole, block)));
          afterCut.push(...slotsIn(give(resumed, block)));
          joined.push(...slotsIn(give(joiner, block)));
        }
        const rest = expected.filter((s) => heightOf(s) > cut.height);
        expect(rest.length).toBeGreaterThan(5);
        expect(afterCut).toEqual(rest);
        expect(joined).toEqual(rest);
        for (const h of [height, height + 3, whole.prefix.height])
          expect(cutAt(resumed, h)).toEqual(cutAt(whole, h));
      }),
      { numRuns: 4 },
    );
  });
});

describe('memory', () => {
  it('of 500 hands stays within constant bounds', () => {
    const session = new Session();
    const most: Record<string, number> = {};
    let forgotten = 0;
    let checkpointRound = 0;
    for (let hand = 0; hand < 500; hand++) {
      for (let i = 0; i < actionsPerHand; i++) session.act();
      // The checkpoint of the hand before is certified while this one is played.
      forgotten += prune(session.state, checkpointRound).length;
      checkpointRound = session.state.prefix.committedRound;
      for (const [name, size] of Object.entries(sizes(session.state)))
        most[name] = Math.max(most[name] ?? 0, size);
    }
    const rounds = session.state.dag.highestRound;
    expect(rounds).toBeGreaterThan(500 * 60);
    expect(session.outputs).toBeGreaterThan(4 * rounds - 40);
    expect(forgotten + session.state.dag.nodes.size).toBe(4 * rounds);
    // What is kept for laggards, the hand that is played, and the one whose checkpoint is being certified.
    const kept = limits.keptRounds + 2 * Math.ceil(rounds / 500) + 10;
    expect(most.rounds).toBeLessThan(kept);
    expect(most.nodes).toBeLessThan(4 * kept);
    expect(most.recent).toBeLessThan(4 * kept);
    expect(reachable(session.state)).toBeLessThan(4 * kept);
    const { nodes, rounds: _, recent, ...small } = most;
    for (const [name, size] of Object.entries(small)) expect(size, name).toBeLessThan(300);
  });
});
