/** What blocks say of the state: who differs is noticed, and no f liars make anybody believe that it does. */
import { describe, expect, it } from 'vitest';
import { type BlockContent, blockId } from '../codec/block.ts';
import { drawDag, drawnStartMs } from '../testing/drawnDag.ts';
import type { RulesVersion } from './rules.ts';
import { status } from './status.ts';
import { createConsensus, restoreConsensus, step } from './step.ts';
import { asVerified, type ConsensusEffect, type VerifiedBlock } from './types.ts';
import { checkStructure } from './validity.ts';

const root = (fill: number) => new Uint8Array(32).fill(fill);
const nowMs = drawnStartMs + 10_000;

/** Validator 0 of `n`; the others' blocks of round 1 say what they are told to. */
function table(n: number, rules: RulesVersion = 2) {
  const config = { ...drawDag(n, '').config(0), rules };
  const state = createConsensus(config);
  const said: ConsensusEffect[] = [];
  const keep = (effects: ConsensusEffect[]) => {
    said.push(...effects.filter((e) => e.kind === 'differs' || e.kind === 'other-rules'));
    return effects;
  };
  const block = (author: number, settled: BlockContent['settled'], mark = ''): VerifiedBlock => {
    const content: BlockContent = {
      tableId: config.tableId,
      epoch: 0,
      author,
      round: 1,
      parents: [],
      timeMs: drawnStartMs,
      transactions: mark === '' ? [] : [new TextEncoder().encode(mark)],
      ...(settled === undefined ? {} : { settled }),
    };
    return asVerified({ content, signature: new Uint8Array(64) }, blockId(content));
  };
  return {
    config,
    said,
    block,
    tells: (author: number, height: number, fill: number, mark = '') =>
      keep(
        step(state, {
          kind: 'block',
          block: block(author, { height, root: root(fill) }, mark),
          from: author,
          nowMs,
        }),
      ),
    settles: (height: number, fill: number) =>
      keep(step(state, { kind: 'settled', height, root: root(fill), nowMs })),
    signed: () => status(state).signedHeights,
    submit: () => step(state, { kind: 'submit', transaction: new Uint8Array([1]), nowMs }),
  };
}

describe('what blocks say of the state', () => {
  it('goes into the own next block, from zero on, and only by the second rules', () => {
    const t = table(4);
    t.settles(16, 5);
    const proposed = t.submit().find((e) => e.kind === 'propose');
    expect(proposed?.content.settled).toEqual({ height: 16, root: root(5) });
    expect(
      table(4)
        .submit()
        .find((e) => e.kind === 'propose')?.content.settled,
    ).toEqual({
      height: 0,
      root: root(0),
    });
    const old = table(4, 1)
      .submit()
      .find((e) => e.kind === 'propose');
    expect(old?.content).not.toHaveProperty('settled');
  });

  it('is checked for its form alone', () => {
    for (const [rules, settled, fault] of [
      [2, { height: 0, root: root(0) }, undefined],
      [2, { height: 7, root: root(9) }, undefined],
      [2, { height: 7, root: root(0) }, undefined],
      [2, { height: 0, root: root(1) }, 'bad-structure'],
      [2, undefined, 'bad-structure'],
      [1, { height: 0, root: root(0) }, 'bad-structure'],
      [1, undefined, undefined],
    ] as const) {
      const t = table(4, rules);
      expect(checkStructure(t.config, 3, t.block(1, settled).content)).toBe(fault);
    }
  });

  it('names whoever differs from a quorum that agrees with us, once, and charges nobody', () => {
    const t = table(4);
    t.settles(16, 5);
    t.tells(1, 16, 5);
    t.tells(3, 16, 6);
    expect(t.said).toEqual([]);
    const last = t.tells(2, 16, 5);
    expect(t.said).toEqual([{ kind: 'other-rules', author: 3, height: 16 }]);
    expect(last.some((e) => e.kind === 'reject')).toBe(false);
  });

  it('says that our state is not the table’s when q others agree on another root', () => {
    const t = table(4);
    for (const author of [1, 2, 3]) t.tells(author, 16, 6);
    expect(t.said).toEqual([]);
    t.settles(16, 5);
    expect(t.said).toEqual([{ kind: 'differs', height: 16, root: '06'.repeat(32) }]);
  });

  it('says so as well when no root can reach q any more', () => {
    const t = table(4);
    t.settles(16, 5);
    t.tells(1, 16, 5);
    t.tells(2, 16, 6);
    expect(t.said).toEqual([]);
    t.tells(3, 16, 6);
    expect(t.said).toEqual([{ kind: 'differs', height: 16, root: undefined }]);
  });

  it.each([4, 7, 10, 13])(
    'f liars of %d bring neither about, whatever they say and whoever is silent',
    (n) => {
      const f = Math.floor((n - 1) / 3);
      for (const apart of [false, true]) {
        const t = table(n);
        t.settles(16, 5);
        for (let liar = n - f; liar < n; liar++) t.tells(liar, 16, apart ? liar + 20 : 6);
        for (let honest = 1; honest < n - f; honest++) {
          expect(t.said).toEqual([]);
          t.tells(honest, 16, 5);
        }
        expect(t.said.map((e) => e.kind)).toEqual(new Array(f).fill('other-rules'));
      }
    },
  );

  it('of two blocks of one author the one of the lower round counts, and of one round the first', () => {
    const t = table(4);
    t.settles(16, 5);
    t.tells(1, 16, 5);
    t.tells(2, 16, 5);
    t.tells(3, 16, 5);
    t.tells(3, 16, 6, 'twin');
    expect(t.said).toEqual([]);
  });

  it('says who has signed a state: whoever names the root that this tab has there, and nobody who names another', () => {
    const t = table(4);
    expect(t.signed()).toEqual([0, -1, -1, -1]);
    t.settles(16, 5);
    t.tells(1, 16, 5);
    t.tells(2, 16, 6);
    expect(t.signed()).toEqual([16, 16, 0, -1]);
    // Ahead of this tab: not under a state that it knows, yet.
    t.tells(3, 32, 7);
    expect(t.signed()).toEqual([16, 16, 0, 0]);
    t.settles(32, 7);
    expect(t.signed()).toEqual([32, 16, 0, 32]);
    expect(table(4, 1).signed()).toBeUndefined();
  });

  it('keeps little, whatever heights are named', () => {
    const t = table(4);
    const { config, block } = t;
    const blocks = Array.from({ length: 300 }, (_, i) =>
      block(1, { height: 1 + i, root: root(1) }, String(i)),
    );
    const { state } = restoreConsensus(config, blocks, nowMs);
    expect(state.roots.told[1]!.size).toBeLessThanOrEqual(128);
    for (let height = 1; height < 300; height++) t.settles(height, 5);
  });
});
