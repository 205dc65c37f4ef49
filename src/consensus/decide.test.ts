import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DrawnDag, drawDag, drawnStartMs, letterOf } from '../testing/drawnDag.ts';
import { slotAt } from './dag.ts';
import { slotOwner } from './decide.ts';
import { type ConsensusState, createConsensus, step } from './step.ts';
import type { CommittedSlot, ConsensusEffect, VerifiedBlock } from './types.ts';

interface Followed {
  readonly state: ConsensusState;
  readonly slots: CommittedSlot[];
  readonly effects: ConsensusEffect[];
}

/** An observer that is given the blocks in this order. */
function follow(dag: DrawnDag, blocks: readonly VerifiedBlock[] = [...dag.blocks.values()]): Followed {
  const state = createConsensus(dag.config());
  const effects = blocks.flatMap((block) =>
    step(state, { kind: 'block', block, from: 0, nowMs: drawnStartMs + 60_000 }),
  );
  return { state, effects, slots: effects.flatMap((e) => (e.kind === 'output' ? [e.slot] : [])) };
}

/** Decisions of a round in slot order: `A+` committed, `A-` skipped, `A?` undecided. */
function decisions({ state }: Followed, round: number): string {
  const n = state.dag.validators;
  return Array.from({ length: n }, (_, k) => {
    const author = slotOwner(round, k, n);
    const d = slotAt(state.dag, round, author)?.decision;
    return letterOf(author) + (d === undefined ? '?' : d.kind === 'commit' ? '+' : '-');
  }).join(' ');
}

const nameOf = (b: VerifiedBlock): string => `${letterOf(b.content.author)}${b.content.round}`;
const outputOf = (slots: readonly CommittedSlot[]): string =>
  slots
    .map((s) => `${letterOf(s.author)}${s.round}(${s.blocks.map((o) => nameOf(o.block)).join(' ')})`)
    .join(' ');
const full = (rounds: number, letters: string): string =>
  Array.from({ length: rounds }, (_, i) => `${i + 1}: ${letters}`).join('\n');

describe('deciding slots', () => {
  it('commits nothing at genesis, nor before the certificates', () => {
    expect(follow(drawDag(4, '')).slots).toEqual([]);
    const two = follow(drawDag(4, full(2, 'A B C D')));
    expect(decisions(two, 1)).toBe('B? C? D? A?');
    expect(two.slots).toEqual([]);
  });

  it('direct commit: every slot of a full round, several in one round, in rotated order', () => {
    const f = follow(drawDag(4, full(4, 'A B C D')));
    expect(decisions(f, 1)).toBe('B+ C+ D+ A+');
    expect(decisions(f, 2)).toBe('C+ D+ A+ B+');
    expect(decisions(f, 3)).toBe('D? A? B? C?');
    expect(outputOf(f.slots)).toBe('B1(B1) C1(C1) D1(D1) A1(A1) C2(C2) D2(D2) A2(A2) B2(B2)');
    expect(f.slots.map((s) => s.height)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('direct commit with a partial round: q blocks are enough in every round', () => {
    const f = follow(drawDag(4, '1: A B C\n2: A B C\n3: A B C'));
    expect(decisions(f, 1)).toBe('B+ C+ D- A+');
    expect(outputOf(f.slots)).toBe('B1(B1) C1(C1) A1(A1)');
  });

  it('direct commit called late: everything at once when the missing block comes last', () => {
    const dag = drawDag(4, full(6, 'A B C D'));
    const all = [...dag.blocks.values()];
    const late = follow(dag, [...all.slice(1), all[0]!]);
    expect(late.slots).toEqual(follow(dag).slots);
    expect(decisions(late, 4)).toBe('A+ B+ C+ D+');
  });

  it('direct skip: q authors at r+1 vote for no block of the slot, though it is held', () => {
    const f = follow(drawDag(4, '1: A B C D\n2: A[-D] B[-D] C[-D] D\n3: A B C D'));
    expect(decisions(f, 1)).toBe('B+ C+ D- A+');
  });

  it('direct skip of a slot without a block', () => {
    expect(decisions(follow(drawDag(4, '1: A B C\n2: A B C')), 1)).toBe('B? C? D- A?');
  });

  it('undecided: neither a quorum of certificates nor of blames', () => {
    // Three vote for D1, but only A3 sees all three of them.
    const drawing = '1: A B C D\n2: A B C[-D] D\n3: A B[-D] C[-D] D[-A]';
    const f = follow(drawDag(4, drawing));
    expect(decisions(f, 1)).toBe('B+ C+ D? A+');
    expect(outputOf(f.slots)).toBe('B1(B1) C1(C1)');
  });

  it('indirect commit: the anchor sees one certificate', () => {
    const undecided = '1: A B C D\n2: A B C[-D] D\n3: A B[-D] C[-D] D[-A]';
    const f = follow(drawDag(4, `${undecided}\n4: A B C D\n5: A B C D\n6: A B C D`));
    expect(decisions(f, 1)).toBe('B+ C+ D+ A+');
    expect(decisions(f, 4)).toBe('A+ B+ C+ D+');
  });

  it('indirect skip: the anchor sees no certificate', () => {
    // Two vote for D1 and two do not: no certificate, no quorum of blames.
    const undecided = '1: A B C D\n2: A B[-D] C[-D] D\n3: A B C D';
    const before = follow(drawDag(4, undecided));
    expect(decisions(before, 1)).toBe('B+ C+ D? A+');
    const f = follow(drawDag(4, `${undecided}\n4: A B C D\n5: A B C D\n6: A B C D`));
    expect(decisions(f, 1)).toBe('B+ C+ D- A+');
    expect(outputOf(f.slots).startsWith('B1(B1) C1(C1) A1(A1) C2(C2)')).toBe(true);
    expect(outputOf(f.slots)).toContain('D2(D1 D2)');
  });

  it('an undecided later slot before the first committed one stops the search for an anchor', () => {
    const drawing = '1: A B C D\n2: A B[-D] C[-D] D\n3: A B C D\n4: A B C D\n5: A B C D[-A]';
    expect(decisions(follow(drawDag(4, drawing)), 1)).toBe('B+ C+ D? A+');
  });

  it('skipped tail is not output twice', () => {
    // D1 is skipped but output by reference; nothing is ever output again.
    const drawing = '1: A B C D!x\n2: A[-D] B[-D] C[-D] D\n3: A B C D\n4: A B C D\n5: A B C D\n6: A B C D';
    const f = follow(drawDag(4, drawing));
    expect(decisions(f, 1)).toBe('B+ C+ D- A+');
    const names = f.slots.flatMap((s) => s.blocks.map((o) => nameOf(o.block)));
    expect(names.filter((n) => n === 'D1')).toHaveLength(1);
    expect(new Set(names).size).toBe(names.length);
  });

  it('idempotence: blocks given twice change nothing', () => {
    const dag = drawDag(4, full(5, 'A B C D'));
    const all = [...dag.blocks.values()];
    const twice = follow(dag, [...all, ...all, ...all.slice().reverse()]);
    expect(twice.slots).toEqual(follow(dag).slots);
  });

  it('equivocating non-votes are counted once', () => {
    // D votes for nothing of A in both its twins, B does not vote for A either: two authors blame, three are needed.
    const f = follow(drawDag(4, "1: A B C D\n2: A B[-A] C D[-A] D'[-A]\n3: A B C D"));
    expect(decisions(f, 1)).toContain('A?');
    const g = follow(drawDag(4, "1: A B C D\n2: A B[-A] C[-A] D[-A] D'[-A]"));
    expect(decisions(g, 1)).toContain('A-');
  });

  it('equivocating certificates are counted once', () => {
    const rounds = "1: A B C D\n2: A B C D\n3: A B[-D] D[-B] D'[-C]";
    expect(decisions(follow(drawDag(4, `${rounds} C`)), 1)).toBe('B? C? D? A?'.replaceAll('?', '+'));
    // Without C only two authors and one author's twin certify.
    expect(decisions(follow(drawDag(4, "1: A B C D\n2: A B C D\n3: A D D'[-C]")), 1)).toBe('B? C? D? A?');
  });

  it('equivocation with one certified twin: that one is committed, and the other applies to nothing', () => {
    const drawing = ["1: A B C D D'", '2: A B C D', '3: A B C D', '4: A B C D'].join('\n');
    const f = follow(drawDag(4, drawing));
    expect(decisions(f, 1)).toBe('B+ C+ D+ A+');
    const d1 = f.slots.find((s) => s.round === 1 && s.author === 3)!;
    expect(d1.blocks).toHaveLength(1);
    expect(f.effects.filter((e) => e.kind === 'equivocation')).toHaveLength(1);
  });

  it('a twin that comes later by reference is output and does not apply', () => {
    const drawing = ["1: A B C D D'", "2: A B C D[A B C D']", '3: A B C D', '4: A B C D', '5: A B C D'].join(
      '\n',
    );
    const f = follow(drawDag(4, drawing));
    const all = f.slots
      .flatMap((s) => s.blocks)
      .filter((o) => o.block.content.author === 3 && o.block.content.round === 1);
    expect(all.map((o) => o.applies)).toEqual([true, false]);
  });

  it('split votes between twins blame neither; the anchor decides', () => {
    const split = "1: A B C D D'\n2: A B C[A B C D'] D[A B C D']\n3: A B C D";
    const f = follow(drawDag(4, split));
    expect(decisions(f, 1)).toContain('D?');
    expect(decisions(follow(drawDag(4, `${split}\n4: A B C D\n5: A B C D\n6: A B C D`)), 1)).toContain('D-');
  });

  it.each([2, 3])('n = %i: everybody is needed, and everything commits', (n) => {
    const letters = 'A B C'.slice(0, 2 * n - 1);
    const f = follow(drawDag(n, full(4, letters)));
    expect(decisions(f, 1)).not.toContain('?');
    expect(decisions(f, 1)).not.toContain('-');
    // One block missing in round 4: round 2 is open.
    const g = follow(drawDag(n, `${full(3, letters)}\n4: A`));
    expect(decisions(g, 2)).not.toContain('+');
  });

  it('six validators: four are no quorum', () => {
    const f = follow(drawDag(6, '1: A B C D E F\n2: A B C D E F\n3: A B C D'));
    expect(decisions(f, 1)).not.toContain('+');
    const g = follow(drawDag(6, '1: A B C D E F\n2: A B C D E F\n3: A B C D E'));
    expect(decisions(g, 1)).not.toContain('?');
  });
});

/** A random valid drawing: some authors pause, some votes are withheld, D may equivocate. */
function randomDrawing(n: number, rounds: number, twins: boolean, random: () => number): string {
  const q = n - Math.floor((n - 1) / 3);
  const lines: string[] = [];
  let before: string[] = [];
  for (let round = 1; round <= rounds; round++) {
    const present = shuffled(n, random).slice(0, q + Math.floor(random() * (n - q + 1)));
    const words: string[] = [];
    for (const author of present.sort((a, b) => a - b)) {
      const letter = letterOf(author);
      const others = before.filter((w) => w[0] !== letter);
      const own = before.find((w) => w[0] === letter);
      const need = q - (own === undefined ? 0 : 1);
      const pick = shuffled(others.length, random).map((i) => others[i]!);
      const oneEach = pick.filter((w, i) => pick.findIndex((v) => v[0] === w[0]) === i);
      const take = oneEach.slice(0, need + Math.floor(random() * (oneEach.length - need + 1)));
      const block = round === 1 ? '' : `[${[...(own === undefined ? [] : [own]), ...take].join(' ')}]`;
      words.push(`${letter}${block}`);
      if (twins && author === n - 1 && random() < 0.5) words.push(`${letter}'${block}`);
    }
    lines.push(`${round}: ${words.join(' ')}`);
    before = words.map((w) => w.slice(0, w[1] === "'" ? 2 : 1));
  }
  return lines.join('\n');
}

function shuffled(length: number, random: () => number): number[] {
  const order = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

function lehmer(seed: number): () => number {
  let x = (seed % 2147483646) + 1;
  return () => {
    x = (x * 48271) % 2147483647;
    return x / 2147483647;
  };
}

describe('random DAGs', () => {
  it('commit the same stream under every order of delivery', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 7 }), fc.nat(1_000_000), fc.boolean(), (n, seed, twins) => {
        const random = lehmer(seed);
        const dag = drawDag(n, randomDrawing(n, 8, twins && n >= 4, random));
        const all = [...dag.blocks.values()];
        const inOrder = follow(dag);
        const held = inOrder.state.dag.nodes.size;
        for (let i = 0; i < 3; i++) {
          const order = shuffled(all.length, random).map((j) => all[j]!);
          const f = follow(dag, order);
          expect(f.state.dag.nodes.size).toBe(held);
          expect(outputOf(f.slots)).toBe(outputOf(inOrder.slots));
          expect(f.slots).toEqual(inOrder.slots);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a prefix of what is known outputs a prefix of the stream', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 7 }), fc.nat(1_000_000), (n, seed) => {
        const random = lehmer(seed);
        const dag = drawDag(n, randomDrawing(n, 9, true, random));
        const all = [...dag.blocks.values()];
        const whole = follow(dag).slots;
        const cut = follow(dag, all.slice(0, Math.floor(random() * all.length))).slots;
        expect(whole.slice(0, cut.length)).toEqual(cut);
      }),
      { numRuns: 60 },
    );
  });
});
