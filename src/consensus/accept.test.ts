import { describe, expect, it } from 'vitest';
import { blockId } from '../codec/block.ts';
import { type DrawnDag, drawDag, drawnStartMs } from '../testing/drawnDag.ts';
import { fairTime } from './fairtime.ts';
import { limits } from './limits.ts';
import { type ConsensusState, createConsensus, step } from './step.ts';
import { asVerified, type ConsensusEffect, type VerifiedBlock } from './types.ts';

const full = (rounds: number): string =>
  Array.from({ length: rounds }, (_, i) => `${i + 1}: A B C D`).join('\n');

function feed(
  state: ConsensusState,
  blocks: Iterable<VerifiedBlock>,
  nowMs = drawnStartMs + 60_000,
): ConsensusEffect[] {
  return [...blocks].flatMap((block) => step(state, { kind: 'block', block, from: 1, nowMs }));
}

/** The same block with something changed. */
function bent(dag: DrawnDag, name: string, change: Partial<VerifiedBlock['content']>): VerifiedBlock {
  const content = { ...dag.blocks.get(name)!.content, ...change };
  return asVerified({ content, signature: new Uint8Array(64) }, blockId(content));
}

const reasons = (effects: readonly ConsensusEffect[]): string[] =>
  effects.flatMap((e) => (e.kind === 'reject' ? [e.reason] : []));

describe('validity', () => {
  const dag = drawDag(4, full(3));
  const a3 = dag.blocks.get('A3')!.content;
  const b2 = a3.parents[1]!;

  it.each([
    ['another table', { tableId: new Uint8Array(32) }, 'wrong-table'],
    ['another epoch', { epoch: 1 }, 'wrong-epoch'],
    ['an author outside the set', { author: 4 }, 'bad-structure'],
    ['no own previous block', { parents: a3.parents.slice(1) }, 'bad-structure'],
    [
      'the own previous block not first',
      { parents: [b2, a3.parents[0]!, ...a3.parents.slice(2)] },
      'bad-structure',
    ],
    ['less than q authors', { parents: a3.parents.slice(0, 2) }, 'bad-structure'],
    ['an author twice', { parents: [a3.parents[0]!, b2, b2, a3.parents[2]!] }, 'bad-structure'],
    [
      'parents out of order',
      { parents: [a3.parents[0]!, ...a3.parents.slice(1).reverse()] },
      'bad-structure',
    ],
    ['a parent of its own round', { parents: [...a3.parents, { ...b2, round: 3 }] }, 'bad-structure'],
    [
      'a parent under a wrong name',
      { parents: [a3.parents[0]!, { ...b2, digest: a3.parents[2]!.digest }, a3.parents[2]!] },
      'bad-structure',
    ],
    ['a time before the start', { timeMs: drawnStartMs - 1 }, 'bad-time'],
    ['a time below the own previous block', { timeMs: drawnStartMs + 199 }, 'bad-time'],
  ])('refuses %s', (_, change, reason) => {
    const state = createConsensus(dag.config());
    feed(state, [...dag.blocks.values()].slice(0, 8));
    expect(reasons(feed(state, [bent(dag, 'A3', change)]))).toEqual([reason]);
    expect(state.dag.nodes.size).toBe(8);
  });

  it('refuses a time below the median of the round before, even if above the own', () => {
    const times = drawDag(4, '1: A@10 B@500 C@600 D@700\n2: A@499 B@700 C@700 D@700');
    const state = createConsensus(times.config());
    expect(reasons(feed(state, times.blocks.values()))).toEqual(['bad-time']);
    // Lower median of 10, 500, 600, 700 is 500.
    expect(reasons(feed(state, [bent(times, 'A2', { timeMs: drawnStartMs + 500 })]))).toEqual([]);
  });

  it('refuses the children of a refused block', () => {
    const state = createConsensus(dag.config());
    const bad = bent(dag, 'A2', { timeMs: drawnStartMs });
    const child = bent(dag, 'B3', {
      parents: dag.blocks
        .get('B3')!
        .content.parents.map((p) => (p.author === 0 ? { ...p, digest: bad.id } : p)),
    });
    feed(state, [...dag.blocks.values()].slice(0, 4));
    expect(
      reasons(feed(state, [child, dag.blocks.get('B2')!, dag.blocks.get('C2')!, dag.blocks.get('D2')!, bad])),
    ).toEqual(['bad-time']);
    expect(state.pool.waiting.size).toBe(0);
    expect(reasons(feed(state, [child]))).toEqual(['parent-refused']);
  });

  it('refuses the direct reference to a second twin', () => {
    const drawing = "1: A B C D D'\n2: A B C[-D] D\n3: A[B2 C2 D2 D1'] B C D";
    const state = createConsensus(drawDag(4, drawing).config());
    expect(reasons(feed(state, drawDag(4, drawing).blocks.values()))).toEqual(['second-twin-referenced']);
    // C has none of them in its history and may name either later.
    const late = "1: A B C D D'\n2: A[-D] B[-D] C[-D] D\n3: C[A2 B2 C2 D1']";
    expect(
      reasons(feed(createConsensus(drawDag(4, late).config()), drawDag(4, late).blocks.values())),
    ).toEqual([]);
  });
});

describe('waiting', () => {
  it('names missing parents, and accepts everything when they come', () => {
    const dag = drawDag(4, full(3));
    const all = [...dag.blocks.values()];
    const state = createConsensus(dag.config());
    feed(state, all.slice(4));
    expect(state.dag.nodes.size).toBe(0);
    expect([...state.pool.missing.values()].map((r) => `${r.author}/${r.round}`).sort()).toEqual([
      '0/1',
      '1/1',
      '2/1',
      '3/1',
    ]);
    const accepted = feed(state, all.slice(0, 4)).filter((e) => e.kind === 'accepted');
    expect(accepted).toHaveLength(12);
    expect(state.pool.missing.size + state.pool.waiting.size + state.pool.dependents.size).toBe(0);
  });

  it('a block ahead of our clock waits for the clock', () => {
    const dag = drawDag(4, '1: A@0 B@0 C@0 D@900');
    const state = createConsensus(dag.config());
    const effects = feed(state, dag.blocks.values(), drawnStartMs);
    expect(state.dag.nodes.size).toBe(3);
    expect(effects.at(-1)).toEqual({ kind: 'timer', atMs: drawnStartMs + 400 });
    step(state, { kind: 'tick', nowMs: drawnStartMs + 399 });
    expect(state.dag.nodes.size).toBe(3);
    step(state, { kind: 'tick', nowMs: drawnStartMs + 400 });
    expect(state.dag.nodes.size).toBe(4);
  });

  it('or until f+1 authors are equally far ahead', () => {
    const dag = drawDag(4, '1: A@0 B@0 C@850 D@900');
    const state = createConsensus(dag.config());
    feed(state, dag.blocks.values(), drawnStartMs);
    expect(state.dag.nodes.size).toBe(4);
  });

  it('or until f+1 authors reference it', () => {
    const dag = drawDag(4, '1: A@0 B@0 C@0 D@9000\n2: A@0 B@0 C[-D]@0');
    const state = createConsensus(dag.config());
    feed(state, [...dag.blocks.values()].slice(0, 5), drawnStartMs);
    expect(state.dag.nodes.size).toBe(3);
    feed(state, dag.blocks.values(), drawnStartMs);
    expect(state.dag.nodes.size).toBe(7);
  });

  it('keeps two blocks of a slot, and a third only when others name it', () => {
    const dag = drawDag(4, "1: A B C D D'\n2: A B C");
    const third = bent(dag, 'D1', { transactions: [new Uint8Array([3])] });
    const state = createConsensus(dag.config());
    const effects = feed(state, [...dag.blocks.values(), third]);
    expect(reasons(effects)).toEqual(['too-many-twins']);
    expect(effects.filter((e) => e.kind === 'equivocation')).toHaveLength(1);
    const naming = bent(dag, 'A2', {
      parents: dag.blocks
        .get('A2')!
        .content.parents.map((p) => (p.author === 3 ? { ...p, digest: third.id } : p)),
    });
    feed(state, [naming, third]);
    expect(state.dag.nodes.has(third.key)).toBe(true);
    expect(state.dag.nodes.has(naming.key)).toBe(true);
  });

  it('blocks of far future rounds are not kept, only asked for', () => {
    const dag = drawDag(4, full(3));
    const state = createConsensus(dag.config());
    for (let round = 4; round < 400; round++) {
      const digest = new Uint8Array(32).fill(round);
      const parents = [0, 1, 2].map((author) => ({ author, round: round - 1, digest }));
      feed(state, [bent(dag, 'A3', { round, parents })]);
    }
    expect(state.pool.waiting.size).toBeLessThanOrEqual(limits.futureRounds);
    expect(state.peers.claims[1]!.size).toBeLessThanOrEqual(limits.claimsPerPeer);
  });

  it('forgets what nobody completes, with all that waits for it', () => {
    const dag = drawDag(4, full(4));
    const state = createConsensus(dag.config());
    feed(state, [...dag.blocks.values()].slice(4));
    expect(state.pool.waiting.size).toBe(12);
    step(state, { kind: 'tick', nowMs: drawnStartMs + 60_000 + limits.waitingLifeMs + 1 });
    expect(state.pool.waiting.size + state.pool.missing.size + state.pool.dependents.size).toBe(0);
    expect(state.pool.waitingCount).toEqual([0, 0, 0, 0]);
  });
});

describe('one that lagged', () => {
  const dag = drawDag(4, Array.from({ length: 200 }, (_, i) => `${i + 1}: A[-D] B[-D] C[-D] D`).join('\n'));
  const all = [...dag.blocks.values()];
  const isSlow = (b: VerifiedBlock): boolean => b.content.author === 3 && b.content.round > 1;
  const fast = all.filter((b) => !isSlow(b));
  const slow = all.filter(isSlow);

  it('fills rounds far below the decided prefix, and its latest block stands on them', () => {
    const state = createConsensus(dag.config());
    feed(state, fast);
    expect(state.prefix.committedRound).toBeGreaterThan(190);
    expect(reasons(feed(state, slow))).toEqual([]);
    expect(state.dag.latest[3]?.round).toBe(200);
  });

  it('is made known whole to a peer that has the rest, however old it is', () => {
    const state = createConsensus(dag.config(0));
    feed(state, all);
    const tips = ['A200', 'B200', 'C200', 'D1'].map((name) => {
      const { content, id } = dag.blocks.get(name)!;
      return { author: content.author, round: content.round, digest: id };
    });
    const nowMs = drawnStartMs + 60_000;
    const answers = step(state, { kind: 'frontier', from: 1, tips, missing: [], nowMs });
    const sent = answers.flatMap((e) =>
      e.kind === 'send' && e.message.kind === 'blocks' ? e.message.blocks : [],
    );
    expect(sent.map((b) => b.key)).toEqual(slow.map((b) => b.key));
  });
});

describe('fair time', () => {
  it('is the lower median of exactly the parents of the round before, and never falls', () => {
    const dag = drawDag(4, '1: A@50 B@10 C@40 D@900\n2: A@60 B@60 C@60 D@900\n3: A[B2 C2 D2] B C D');
    const state = createConsensus(dag.config());
    feed(state, dag.blocks.values());
    const node = (name: string) => state.dag.nodes.get(dag.blocks.get(name)!.key)!;
    expect(fairTime(node('A2'), 0)).toBe(drawnStartMs + 40);
    expect(fairTime(node('A2'), drawnStartMs + 45)).toBe(drawnStartMs + 45);
    expect(fairTime(node('A3'), 0)).toBe(drawnStartMs + 60);
    expect(fairTime(node('A1'), drawnStartMs)).toBe(drawnStartMs);
  });

  it('of two is the later one, so that nobody stops the clock alone; by the first rules it is the earlier one', () => {
    const dag = drawDag(2, '1: A@10 B@900\n2: A@60 B@900');
    const state = createConsensus(dag.config());
    feed(state, dag.blocks.values());
    const node = state.dag.nodes.get(dag.blocks.get('A2')!.key)!;
    expect(fairTime(node, 0, 2)).toBe(drawnStartMs + 900);
    expect(fairTime(node, 0, 1)).toBe(drawnStartMs + 10);
  });
});
