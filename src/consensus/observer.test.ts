/** One who follows without a vote, and what it is answered. */
import { describe, expect, it } from 'vitest';
import { drawDag, drawnStartMs } from '../testing/drawnDag.ts';
import { isHeld } from './accept.ts';
import { limits } from './limits.ts';
import { answerObserver } from './repair.ts';
import { type ConsensusState, createConsensus, step } from './step.ts';
import type { ConsensusEffect, VerifiedBlock } from './types.ts';

const nowMs = drawnStartMs + 60_000;
const rounds = (n: number): string => Array.from({ length: n }, (_, i) => `${i + 1}: A B C D`).join('\n');

function feed(state: ConsensusState, blocks: Iterable<VerifiedBlock>): ConsensusEffect[] {
  return [...blocks].flatMap((block) => step(state, { kind: 'block', block, from: 1, nowMs }));
}

describe('an observer', () => {
  it('comes to the same order as a validator, and proposes nothing', () => {
    const dag = drawDag(4, rounds(40));
    const validator = createConsensus(dag.config(0));
    const observer = createConsensus(dag.config());
    const outputs = (effects: readonly ConsensusEffect[]) =>
      effects.flatMap((e) => (e.kind === 'output' ? [e.slot.blocks.map((b) => b.block.key)] : []));
    const seen = feed(observer, dag.blocks.values());
    expect(outputs(seen)).toEqual(outputs(feed(validator, dag.blocks.values())));
    expect(outputs(seen).length).toBeGreaterThan(30);
    const later = step(observer, { kind: 'deadline', unstamped: true, dueAtMs: null, nowMs });
    expect([...seen, ...later].filter((e) => e.kind === 'propose' || e.kind === 'broadcast')).toEqual([]);
  });

  it('takes a block that came too early when it comes again', () => {
    const dag = drawDag(4, rounds(limits.futureRounds + 4));
    const state = createConsensus(dag.config());
    const far = dag.blocks.get(`B${limits.futureRounds + 2}`)!;
    feed(state, [far]);
    expect(isHeld(state, far.key)).toBe(false);
    feed(state, dag.blocks.values());
    expect(isHeld(state, far.key)).toBe(true);
    expect(state.dag.nodes.has(far.key)).toBe(true);
  });
});

describe('what an observer is answered', () => {
  it('is what it lacks, within the caps of any answer, and nothing of what it says is noted', () => {
    const dag = drawDag(4, rounds(300));
    const state = createConsensus(dag.config(0));
    feed(state, dag.blocks.values());
    const ofTip = (name: string) => {
      const { content, id } = dag.blocks.get(name)!;
      return { author: content.author, round: content.round, digest: id };
    };
    const made = { author: 1, round: 5000, digest: new Uint8Array(32).fill(9) };
    const before = JSON.stringify([state.peers.claims.map((c) => c.size), state.peers.answers]);
    const all = answerObserver(state, { tips: [], missing: [made] });
    expect(all.length).toBe(limits.answersPerFrontier);
    for (const message of all) expect(message.length).toBeLessThanOrEqual(limits.blocksPerAnswer);
    expect(all[0]![0]!.content.round).toBe(1);
    const rest = answerObserver(state, { tips: ['A299', 'B299', 'C299', 'D299'].map(ofTip), missing: [] });
    expect(rest.flat().map((b) => b.content.round)).toEqual([300, 300, 300, 300]);
    expect(answerObserver(state, { tips: ['A300', 'B300', 'C300', 'D300'].map(ofTip), missing: [] })).toEqual(
      [],
    );
    expect(JSON.stringify([state.peers.claims.map((c) => c.size), state.peers.answers])).toBe(before);
  });
});
