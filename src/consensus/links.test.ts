import { describe, expect, it } from 'vitest';
import { drawDag, drawnStartMs } from '../testing/drawnDag.ts';
import { mayAwait } from './links.ts';
import { type ConsensusState, createConsensus, step } from './step.ts';
import type { ConsensusEffect, ConsensusInput, VerifiedBlock } from './types.ts';

type Untimed = ConsensusInput extends infer T ? (T extends unknown ? Omit<T, 'nowMs'> : never) : never;

class Tab {
  readonly state: ConsensusState;
  nowMs = drawnStartMs;

  constructor(
    readonly n: number,
    self: number,
    linked: readonly number[],
  ) {
    this.state = createConsensus(drawDag(n, '').config(self));
    for (const validator of linked) this.feed({ kind: 'link', validator, up: true });
  }

  feed(input: Untimed): ConsensusEffect[] {
    return step(this.state, { ...input, nowMs: this.nowMs } as ConsensusInput);
  }

  /** `from` says whom it is linked to. */
  says(from: number, linked: readonly number[]): void {
    const links = linked.reduce((bits, v) => bits | (1 << v), 0);
    this.feed({ kind: 'frontier', from, tips: [], missing: [], links });
  }
}

const relayed = (effects: readonly ConsensusEffect[], key: string): number[] =>
  effects.flatMap((e) =>
    e.kind === 'send' && e.message.kind === 'blocks' && e.message.blocks.some((b) => b.key === key)
      ? [e.to]
      : [],
  );
const others = (n: number, self: number): number[] =>
  Array.from({ length: n }, (_, v) => v).filter((v) => v !== self);
const rounds = (n: number, count: number): VerifiedBlock[] => {
  const letters = [...'ABCDEFGHIJKLM'].slice(0, n).join(' ');
  return [
    ...drawDag(n, Array.from({ length: count }, (_, i) => `${i + 1}: ${letters}`).join('\n')).blocks.values(),
  ];
};

describe('a missing pair', () => {
  it('each block of one goes to the other through exactly one, in turn', () => {
    // A and B have no link; C, D and E have one with everybody.
    const tabs = [2, 3, 4].map((self) => {
      const tab = new Tab(5, self, others(5, self));
      tab.says(0, [2, 3, 4]);
      tab.says(1, [2, 3, 4]);
      for (const v of [2, 3, 4]) if (v !== self) tab.says(v, others(5, v));
      return tab;
    });
    const by: number[][] = [];
    for (const block of rounds(5, 1)) {
      const passing = tabs.flatMap((tab) => {
        if (block.content.author === tab.state.config.self) return [];
        const to = relayed(tab.feed({ kind: 'block', block, from: block.content.author }), block.key);
        return to.map((t) => ({ by: tab.state.config.self!, to: t }));
      });
      if (block.content.author > 1) expect(passing).toEqual([]);
      else
        by.push(
          passing.map((p) => p.by),
          passing.map((p) => p.to),
        );
    }
    // Round 1: the second of C, D, E, from A to B and from B to A.
    expect(by).toEqual([[3], [1], [3], [0]]);
  });

  it('either end may say it; a liar that says to be linked to none is sent each block once', () => {
    const tab = new Tab(4, 0, [1, 2, 3]);
    tab.says(1, [0, 2, 3]);
    tab.says(2, [0, 1, 3]);
    tab.says(3, []);
    const [, , c] = rounds(4, 1);
    // Nobody else is linked to the liar by its own word, and neither are we: what it lacks it asks for.
    expect(relayed(tab.feed({ kind: 'block', block: c!, from: 2 }), c!.key)).toEqual([]);
    tab.says(3, [0]);
    const [, b] = rounds(4, 1);
    expect(relayed(tab.feed({ kind: 'block', block: b!, from: 1 }), b!.key)).toEqual([3]);
    expect(relayed(tab.feed({ kind: 'block', block: b!, from: 2 }), b!.key)).toEqual([]);
  });

  it('is not waited for as long as q are all linked to one another, and waited for where there are no such q', () => {
    const tab = new Tab(4, 0, [2, 3]);
    tab.says(1, [2, 3]);
    expect(mayAwait(tab.state, 2)).toBe(true);
    expect(mayAwait(tab.state, 1), 'B, C and D are linked').toBe(false);
    tab.says(2, [0, 1]);
    tab.says(3, [0, 1]);
    expect(mayAwait(tab.state, 1), 'no three are').toBe(true);
    // Nobody can pass on what B says.
    tab.says(1, []);
    expect(mayAwait(tab.state, 1)).toBe(false);
  });

  it('links are told a moment after they have changed, at most every five seconds, and then no more', () => {
    const tab = new Tab(4, 0, [1, 2]);
    const told = (ms: number): number => {
      tab.nowMs += ms;
      return tab
        .feed({ kind: 'tick' })
        .filter((e) => e.kind === 'send' && e.message.kind === 'frontier' && e.message.links === 0b110)
        .length;
    };
    expect(told(249)).toBe(0);
    expect(told(1)).toBe(2);
    tab.feed({ kind: 'link', validator: 3, up: true });
    tab.feed({ kind: 'link', validator: 3, up: false });
    expect(told(10_000)).toBe(0);
    tab.feed({ kind: 'link', validator: 1, up: false });
    tab.feed({ kind: 'link', validator: 1, up: true });
    expect(told(10_000)).toBe(0);
  });
});
