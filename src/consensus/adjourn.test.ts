import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlockRef } from '../codec/block.ts';
import { type DrawnDag, drawDag, drawnStartMs, letterOf } from '../testing/drawnDag.ts';
import { lastOwnBlock } from './adjourn.ts';
import { limits } from './limits.ts';
import { createConsensus, restoreConsensus, step } from './step.ts';
import { asDurable, asVerified, type CommittedSlot, type VerifiedBlock } from './types.ts';

const nowMs = drawnStartMs + 60_000;

function observer(dag: DrawnDag, names: readonly string[], self: number | null = null) {
  const core = createConsensus(dag.config(self));
  const slots: CommittedSlot[] = [];
  let closed: number[] | undefined;
  const take = (input: Parameters<typeof step>[1]): void => {
    for (const e of step(core, input)) {
      if (e.kind === 'output') slots.push(e.slot);
      if (e.kind === 'closed') closed = [];
      if (e.kind === 'signed-on') closed?.push(e.block.content.author);
    }
  };
  const give = (more: readonly string[]): void => {
    for (const name of more) take({ kind: 'block', block: block(dag, name), from: undefined, nowMs });
  };
  give(names);
  return {
    core,
    slots,
    give,
    take,
    closed: () => closed,
    close: (tips: readonly string[]) => take({ kind: 'close', tips: tips.map((t) => ref(dag, t)), nowMs }),
  };
}

function block(dag: DrawnDag, name: string): VerifiedBlock {
  const found = dag.blocks.get(name);
  if (found === undefined) throw new Error(`no block ${name}`);
  return found;
}

function ref(dag: DrawnDag, name: string): BlockRef {
  const { content, id } = block(dag, name);
  return { author: content.author, round: content.round, digest: id };
}

const all = (dag: DrawnDag): string[] => [...dag.blocks.keys()];
const shown = (slots: readonly CommittedSlot[]): string =>
  slots
    .map(
      (s) =>
        `${letterOf(s.author)}${s.round}(${s.blocks.map(({ block: b }) => `${letterOf(b.content.author)}${b.content.round}`).join(' ')})@${s.timeMs}`,
    )
    .join(' ');

/** Three validators; C is the missing one and went on furthest. */
const drawn = drawDag(3, '1: A B C\n2: A B C\n3: A B C\n4: A B C\n5: A B\n6: C');
const held = ['A1', 'B1', 'C1', 'A2', 'B2', 'C2', 'A3', 'B3', 'C3', 'A4', 'B4'];

describe('closing an adjourned epoch', () => {
  it('ends with every slot that a certificate is there for, two rounds below the highest tip', () => {
    const a = observer(drawn, [...held, 'C4', 'A5']);
    const before = a.slots.length;
    a.close(['A5', 'B4']);
    expect(a.closed()).toEqual([]);
    expect(shown(a.slots)).toMatch(/^B1\(B1\).* C3\(C3\)@/);
    expect(a.slots.at(-1)).toMatchObject({ round: 3 });
    expect(a.slots.length).toBeGreaterThan(before);
  });

  it('comes to the same whatever else is held, and waits for tips that are not', () => {
    const b = observer(drawn, held);
    b.close(['A5', 'B4']);
    expect(b.closed()).toBeUndefined();
    // C4 comes with A5, which names it.
    b.give(['C4', 'A5']);
    expect(b.closed()).toEqual([]);
    const a = observer(drawn, [...held, 'C4', 'A5']);
    a.close(['B4', 'A5']);
    expect(shown(a.slots)).toBe(shown(b.slots));
  });

  it('decides nothing more once it is closed', () => {
    const full = drawDag(3, [1, 2, 3, 4, 5, 6].map((r) => `${r}: A B C`).join('\n'));
    const upTo = (round: number) => all(full).filter((name) => Number(name[1]) <= round);
    const a = observer(full, upTo(4));
    a.close(['A4', 'B4']);
    expect(a.slots).toHaveLength(6);
    a.give(all(full));
    a.close(['A6', 'B6']);
    expect(a.slots).toHaveLength(6);
    // Open, it would have gone on.
    expect(observer(full, all(full)).slots).toHaveLength(12);
  });

  it('has in it whatever the missing one may have decided, however much longer its chain is', () => {
    const c = observer(drawn, [...held, 'C4', 'A5']);
    const a = observer(drawn, [...held, 'C4', 'A5']);
    a.close(['A5', 'B4']);
    expect(shown(a.slots).startsWith(shown(c.slots))).toBe(true);
  });

  it('nobody having begun, the epoch ends empty', () => {
    const a = observer(drawn, []);
    a.close([]);
    expect(a.closed()).toEqual([]);
    expect(a.slots).toEqual([]);
  });

  it('is closed all the same where the signer of a stop went on, and that one is named, now or later', () => {
    const a = observer(drawn, [...held, 'C4', 'A5', 'B5']);
    a.close(['A5', 'B4']);
    expect(a.closed()).toEqual([1]);
    const late = observer(drawn, [...held, 'C4', 'A5']);
    late.close(['A5', 'B4']);
    expect(late.closed()).toEqual([]);
    late.give(['B5']);
    expect(late.closed()).toEqual([1]);
    expect(shown(late.slots)).toBe(shown(a.slots));
    const twin = drawDag(3, "1: A B C\n2: A B B' C");
    const t = observer(twin, all(twin));
    t.close(['A2', "B2'"]);
    expect(t.closed()).toEqual([1]);
  });

  it('two members close alike, and above what the third has decided, in whatever way they were cut off', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 7 }),
        fc.array(fc.constantFrom(0, 1, 2), { minLength: 0, maxLength: 3 }),
        fc.constantFrom(0, 1, 2),
        (rounds, extra, missing) => {
          const dag = cutOff(rounds, extra);
          const names = all(dag);
          const tips = [0, 1, 2].map((v) => names.filter((n) => n.startsWith(letterOf(v))).at(-1));
          const signed = tips.filter((t, v): t is string => v !== missing && t !== undefined);
          const seen = (v: number): string[] => {
            const tip = tips[v];
            return tip === undefined ? [] : history(dag, tip);
          };
          // Everybody has its own history; those who stay exchange theirs. The missing one keeps a block to itself.
          const stay = [0, 1, 2].filter((v) => v !== missing);
          const closes = stay.map((v) => {
            const o = observer(dag, seen(v));
            o.close(signed);
            for (const w of stay) o.give(seen(w));
            return o;
          });
          const away = observer(dag, names);
          expect(closes.map((o) => o.closed())).toEqual([[], []]);
          expect(shown(closes[0]!.slots)).toBe(shown(closes[1]!.slots));
          expect(shown(closes[0]!.slots).startsWith(shown(away.slots))).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** Full rounds, then a last one with some authors, and what these could still make. */
function cutOff(rounds: number, extra: readonly number[]): DrawnDag {
  const lines = Array.from({ length: rounds }, (_, i) => `${i + 1}: A B C`);
  const last = [...new Set(extra)].map(letterOf).sort();
  if (last.length > 0) lines.push(`${rounds + 1}: ${last.join(' ')}`);
  return drawDag(3, lines.join('\n'));
}

function history(dag: DrawnDag, tip: string): string[] {
  const nameOf = new Map([...dag.blocks].map(([name, b]) => [b.key, name]));
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    for (const p of block(dag, name).content.parents)
      visit(nameOf.get(Array.from(p.digest, (x) => x.toString(16).padStart(2, '0')).join(''))!);
  };
  visit(tip);
  return all(dag).filter((name) => found.has(name));
}

describe('one of two that stopped goes on signing', () => {
  it('decides nothing that the closing does not have, whatever it signs and whoever sees it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom(0, 1),
        fc.boolean(),
        (rounds, claimed, liar, thirdIsFar) => {
          // The honest one stops with its block of the last round; the liar and the third go on as far as they can.
          const honest = 1 - liar;
          const lines = Array.from({ length: rounds }, (_, i) => `${i + 1}: A B C`);
          lines.push(`${rounds + 1}: ${[letterOf(liar), ...(thirdIsFar ? ['C'] : [])].sort().join(' ')}`);
          const dag = drawDag(3, lines.join('\n'));
          const tips = [
            `${letterOf(honest)}${rounds}`,
            `${letterOf(liar)}${Math.min(claimed, rounds)}`,
          ].sort();
          const seesAll = observer(dag, all(dag));
          const sees = tips.flatMap((t) => history(dag, t));
          const closes = [all(dag), [...new Set(sees)]].map((names) => {
            const o = observer(
              dag,
              all(dag).filter((n) => names.includes(n)),
            );
            o.close(tips);
            return o;
          });
          expect(shown(closes[0]!.slots)).toBe(shown(closes[1]!.slots));
          expect(shown(closes[0]!.slots).startsWith(shown(seesAll.slots))).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('having stopped', () => {
  it('proposes no more; the block on its way to the journal is the last one', () => {
    const core = createConsensus({ ...drawn.config(0) });
    const submitted = step(core, { kind: 'submit', transaction: new Uint8Array(3), nowMs });
    const proposal = submitted.find((e) => e.kind === 'propose');
    if (proposal?.kind !== 'propose') throw new Error('no proposal');
    expect(lastOwnBlock(core)).toBeUndefined();
    step(core, { kind: 'stop', nowMs });
    expect(lastOwnBlock(core)).toBeUndefined();
    const own = asVerified({ content: proposal.content, signature: new Uint8Array(64) }, proposal.id);
    step(core, { kind: 'proposed', block: asDurable(own), nowMs });
    expect(lastOwnBlock(core)).toEqual({ author: 0, round: 1, digest: proposal.id });
    const more = step(core, { kind: 'submit', transaction: new Uint8Array(4), nowMs });
    const others = step(core, { kind: 'tick', nowMs: nowMs + 10_000 });
    expect([...more, ...others].some((e) => e.kind === 'propose')).toBe(false);
  });

  it('of one that was opened anew: not before the other who is there has said what it holds of it', () => {
    const own = [...drawn.blocks.values()].filter((b) => b.content.author === 0);
    const stored = ['A1', 'B1', 'C1', 'A2'].map((name) => block(drawn, name));
    const question = { author: 0, round: 1, digest: new Uint8Array(32) };
    const { state } = restoreConsensus(drawn.config(0), stored, nowMs);
    step(state, { kind: 'stop', nowMs });
    // Under way before it was asked: it is silent about the third own block, which waits over there for its history.
    step(state, { kind: 'frontier', from: 1, tips: [], missing: [], nowMs });
    expect(lastOwnBlock(state)).toBeUndefined();
    const third = own.find((b) => b.content.round === 3)!;
    step(state, { kind: 'block', block: third, from: 1, nowMs });
    step(state, { kind: 'frontier', from: 1, tips: [], missing: [question], nowMs });
    expect(lastOwnBlock(state), 'it is not known what this one stands on').toBeUndefined();
    for (const name of ['B2', 'C2'])
      step(state, { kind: 'block', block: block(drawn, name), from: 1, nowMs });
    expect(lastOwnBlock(state)).toEqual(ref(drawn, 'A3'));
  });

  it('of one that was opened anew beside an app that does not answer: four seconds after it was heard', () => {
    const { state } = restoreConsensus(drawn.config(0), [block(drawn, 'A1')], nowMs);
    step(state, { kind: 'stop', nowMs });
    step(state, { kind: 'frontier', from: 1, tips: [], missing: [], nowMs });
    step(state, { kind: 'tick', nowMs: nowMs + limits.recoveryMs });
    expect(lastOwnBlock(state)).toBeUndefined();
    step(state, { kind: 'tick', nowMs: nowMs + limits.recoveryMs + 1 });
    expect(lastOwnBlock(state)).toEqual(ref(drawn, 'A1'));
  });

  it('who never signed a block has none', () => {
    const core = createConsensus(drawn.config(0));
    step(core, { kind: 'stop', nowMs });
    expect(lastOwnBlock(core)).toBe('none');
  });
});
