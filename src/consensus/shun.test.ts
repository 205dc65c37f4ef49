import { describe, expect, it } from 'vitest';
import { type BlockContent, blockId } from '../codec/block.ts';
import { compareBytes } from '../codec/decode.ts';
import { Session } from '../testing/consensusSession.ts';
import { drawDag, drawnStartMs } from '../testing/drawnDag.ts';
import { ownFrontier } from './repair.ts';
import { type ConsensusState, createConsensus, restoreConsensus, step } from './step.ts';
import {
  asDurable,
  asVerified,
  type ConsensusEffect,
  type ConsensusInput,
  type VerifiedBlock,
} from './types.ts';

type Untimed = ConsensusInput extends infer T ? (T extends unknown ? Omit<T, 'nowMs'> : never) : never;

/** Validator A; what it proposes is signed at once and kept, not answered. */
class Tab {
  readonly own: VerifiedBlock[] = [];
  nowMs = drawnStartMs;
  readonly state: ConsensusState;

  constructor(validators: number) {
    this.state = createConsensus(drawDag(validators, '').config(0));
    for (let validator = 1; validator < validators; validator++)
      this.feed({ kind: 'link', validator, up: true });
  }

  feed(input: Untimed): ConsensusEffect[] {
    const effects = step(this.state, { ...input, nowMs: this.nowMs } as ConsensusInput);
    for (const e of [...effects]) {
      if (e.kind !== 'propose') continue;
      const block = asVerified({ content: e.content, signature: new Uint8Array(64) }, e.id);
      this.own.push(block);
      effects.push(...this.feed({ kind: 'proposed', block: asDurable(block) }));
    }
    return effects;
  }

  get(block: VerifiedBlock, from = block.content.author): ConsensusEffect[] {
    return this.feed({ kind: 'block', block, from });
  }

  /** A block of another author on top of these, with a mark that makes it differ from its twins. */
  made(author: number, round: number, parents: readonly VerifiedBlock[], mark = ''): VerifiedBlock {
    const refs = parents.map(({ content: c, id }) => ({ author: c.author, round: c.round, digest: id }));
    const content: BlockContent = {
      ...{ tableId: this.state.config.tableId, epoch: 0, author, round, timeMs: this.nowMs },
      parents: [...refs.filter((r) => r.author === author), ...refs.filter((r) => r.author !== author)],
      transactions: mark === '' ? [] : [new TextEncoder().encode(mark)],
    };
    return asVerified({ content, signature: new Uint8Array(64) }, blockId(content));
  }

  parentsOf(round: number): number[] {
    const block = this.own.find((b) => b.content.round === round);
    return (block?.content.parents ?? []).map((p) => p.author);
  }
}

const rejects = (effects: readonly ConsensusEffect[]) =>
  effects.flatMap((e) => (e.kind === 'reject' ? [{ reason: e.reason, chargeable: e.chargeable }] : []));
type Sent = Extract<ConsensusEffect, { kind: 'send' }>['message'];
const sent = <K extends 'ask' | 'blocks'>(effects: readonly ConsensusEffect[], kind: K) =>
  effects.flatMap((e) =>
    e.kind === 'send' && e.message.kind === kind
      ? [{ to: e.to, ...(e.message as Extract<Sent, { kind: K }>) }]
      : [],
  );

/** A and three others after round 1, in which D (3) has shown A two blocks. */
function afterTwins() {
  const tab = new Tab(4);
  tab.feed({ kind: 'submit', transaction: Uint8Array.of(1) });
  const [b, c] = [tab.made(1, 1, []), tab.made(2, 1, [])];
  const twins = ['one', 'two', 'three'].map((mark) => tab.made(3, 1, [], mark));
  return { tab, a: tab.own[0]!, b, c, twins };
}

describe('one that contradicts itself', () => {
  it('is shunned: not named while q others are there, not waited for, its payload is no work', () => {
    const { tab, b, c, twins } = afterTwins();
    tab.get(twins[0]!);
    const effects = tab.get(twins[1]!);
    expect(effects.filter((e) => e.kind === 'equivocation')).toMatchObject([{ author: 3, first: true }]);
    tab.get(b);
    // The quorum is there, and D is not waited for.
    tab.get(c);
    expect(tab.parentsOf(2)).toEqual([0, 1, 2]);
    const { tips } = ownFrontier(tab.state);
    expect(tips.filter((t) => t.author === 3)).toEqual([]);
  });

  it('is reported once to all: a second round with twins is no news', () => {
    const { tab, b, c, twins } = afterTwins();
    for (const block of [twins[0]!, twins[1]!, b, c]) tab.get(block);
    const below = [twins[0]!, tab.own[0]!, b];
    tab.get(tab.made(3, 2, below, 'x'));
    const effects = tab.get(tab.made(3, 2, below, 'y'));
    expect(effects.filter((e) => e.kind === 'equivocation')).toMatchObject([{ author: 3, first: false }]);
  });

  it('and one that comes back far behind is not given all of it again, again and again', () => {
    const tab = new Tab(4);
    tab.feed({ kind: 'shun', validator: 3 });
    tab.feed({ kind: 'submit', transaction: Uint8Array.of(1) });
    let below: VerifiedBlock[] = [];
    const ofRound: VerifiedBlock[][] = [];
    for (let round = 1; round <= 90; round++) {
      const stood = (author: number) => [
        ...below.filter((b) => b.content.author === author),
        ...below.filter((b) => b.content.author !== author),
      ];
      const [b, c, d] = [1, 2, 3].map((author) => tab.made(author, round, stood(author)));
      for (const block of [d!, b!, c!]) tab.get(block);
      tab.feed({ kind: 'submit', transaction: Uint8Array.of(round) });
      below = [tab.own[round - 1]!, b!, c!, d!];
      ofRound[round] = below;
    }
    // C holds everything up to round 80, shuns D as well, and so tells no tip of it but what it has named long ago.
    const tips = [...ofRound[80]!.slice(0, 3), ofRound[2]![3]!].map(({ content: { author, round }, id }) => {
      return { author, round, digest: id };
    });
    const given = sent(tab.feed({ kind: 'frontier', from: 2, tips, missing: [], links: 0b1111 }), 'blocks')
      .flatMap((m) => m.blocks)
      .map((b) => b.content);
    expect(given.filter((b) => b.round < 80)).toEqual([]);
    // What B and C have said of it since then comes with theirs.
    expect(given.filter((b) => b.author === 3).map((b) => b.round)).toEqual([
      80, 81, 82, 83, 84, 85, 86, 87, 88, 89,
    ]);
    expect(given.filter((b) => b.author === 1 && b.round > 80).map((b) => b.round)).toHaveLength(10);
  });

  it('costs whoever passes on a third twin nothing; a block of another form costs', () => {
    const { tab, b, c, twins } = afterTwins();
    tab.get(twins[0]!);
    tab.get(twins[1]!);
    expect(rejects(tab.get(twins[2]!, 1))).toEqual([{ reason: 'too-many-twins', chargeable: false }]);
    const bad = tab.made(1, 2, [b, c]);
    expect(rejects(tab.get(bad, 2))).toEqual([{ reason: 'bad-structure', chargeable: true }]);
    expect(rejects(tab.get(tab.made(2, 3, [c, bad, b, tab.own[0]!]), 2))).toMatchObject([
      { reason: 'bad-structure' },
    ]);
    expect(rejects(tab.get(bad, 2))).toEqual([{ reason: 'parent-refused', chargeable: false }]);
  });

  it('a fault that only the history shows is held against its author, not against who passes it on', () => {
    for (const [from, chargeable] of [
      [2, false],
      [1, true],
    ] as const) {
      const own = new Tab(4);
      own.nowMs += 50;
      const [x, y, z] = [1, 2, 3].map((author) => own.made(author, 1, []));
      for (const block of [x!, y!, z!]) own.get(block);
      const late = own.made(1, 2, [x!, y!, z!]);
      const content = { ...late.content, timeMs: drawnStartMs };
      const block = asVerified({ content, signature: new Uint8Array(64) }, blockId(content));
      expect(rejects(own.get(block, from))).toEqual([{ reason: 'bad-time', chargeable }]);
    }
  });

  it('where q others are not there, its block that most name is named, then the one with the smaller digest', () => {
    for (const named of [0, 1, undefined]) {
      const { tab, a, b, c, twins } = afterTwins();
      const two = twins.slice(0, 2).sort((x, y) => compareBytes(x.id, y.id));
      tab.get(two[1]!);
      tab.get(two[0]!);
      // C has said nothing in round 1; B already stands in round 2, on one of the twins.
      if (named !== undefined) tab.get(tab.made(1, 2, [b, a, two[named]!]));
      tab.get(b);
      // C is waited for, and does not come.
      tab.nowMs += 250;
      tab.feed({ kind: 'tick' });
      expect(tab.parentsOf(2)).toEqual([0, 1, 3]);
      const digest = tab.own[1]!.content.parents.at(-1)!.digest;
      expect(digest).toEqual(two[named ?? 0]!.id);
      expect(c.content.author).toBe(2);
    }
  });

  it('what the state asks it for is work nevertheless', () => {
    const { tab, b, c, twins } = afterTwins();
    for (const block of [twins[0]!, twins[1]!]) tab.get(block);
    tab.feed({ kind: 'owed', validators: [3] });
    tab.get(b);
    tab.get(c);
    expect(tab.parentsOf(2)).toEqual([0, 1, 2, 3]);
  });

  it('by the word of others, too; nobody shuns himself', () => {
    const tab = new Tab(4);
    tab.feed({ kind: 'shun', validator: 3 });
    tab.feed({ kind: 'shun', validator: 0 });
    expect([...tab.state.shunned]).toEqual([3]);
    const d = tab.made(3, 1, [], 'pay');
    tab.get(d);
    expect(tab.own).toEqual([]);
    // By name it is still given.
    const answers = sent(
      tab.feed({ kind: 'ask', from: 1, wanted: [{ author: 3, round: 1, digest: d.id }] }),
      'blocks',
    );
    expect(answers).toMatchObject([{ to: 1, blocks: [{ key: d.key }] }]);
    expect(sent(tab.feed({ kind: 'frontier', from: 2, tips: [], missing: [] }), 'blocks')).toEqual([]);
  });

  it('a log with three twins, each named by somebody, is the same after a reload', () => {
    const tab = new Tab(4);
    const [a, b, c] = [0, 1, 2].map((author) => tab.made(author, 1, []));
    const twins = ['x', 'y', 'z'].map((mark) => tab.made(3, 1, [], mark));
    const above = [0, 1, 2].map((i) =>
      tab.made(i, 2, [[a!, b!, c!][i]!, ...[a!, b!, c!].filter((_, k) => k !== i), twins[i]!]),
    );
    const blocks = [a!, b!, c!, ...twins, ...above];
    const { state } = restoreConsensus(drawDag(4, '').config(0), blocks, drawnStartMs);
    expect(state.dag.nodes.size).toBe(blocks.length);
    expect(state.own.latest?.round).toBe(2);
    expect([...state.shunned]).toEqual([3]);
  });
});

describe('a missing parent', () => {
  const ref = ({ content: c, id }: VerifiedBlock) => ({ author: c.author, round: c.round, digest: id });

  it('is asked from whoever delivered the block, at once; after a round trip from the next who did', () => {
    const tab = new Tab(4);
    for (const validator of [1, 2, 3]) tab.feed({ kind: 'rtt', validator, rttMs: 40 });
    const [b, c, d] = [1, 2, 3].map((author) => tab.made(author, 1, []));
    const block = tab.made(1, 2, [b!, c!, d!]);
    tab.get(b!);
    tab.get(c!);
    expect(sent(tab.get(block), 'ask')).toEqual([{ to: 1, kind: 'ask', wanted: [ref(d!)] }]);
    // Another block that stands on it, from C: C is next, when B has had its time.
    expect(sent(tab.get(tab.made(2, 2, [c!, b!, d!])), 'ask')).toEqual([]);
    tab.nowMs += 39;
    expect(sent(tab.feed({ kind: 'tick' }), 'ask')).toEqual([]);
    tab.nowMs += 1;
    expect(sent(tab.feed({ kind: 'tick' }), 'ask')).toEqual([{ to: 2, kind: 'ask', wanted: [ref(d!)] }]);
    tab.get(d!, 2);
    tab.nowMs += 10_000;
    expect(sent(tab.feed({ kind: 'tick' }), 'ask')).toEqual([]);
    expect(tab.state.asking.wanted.size).toBe(0);
  });

  it('whoever delivers what stands on a waiting block is asked for what that one lacks', () => {
    const tab = new Tab(4);
    for (const validator of [1, 2, 3]) tab.feed({ kind: 'rtt', validator, rttMs: 40 });
    tab.feed({ kind: 'submit', transaction: Uint8Array.of(1) });
    const a = tab.own[0]!;
    const [b, c, d] = [1, 2, 3].map((author) => tab.made(author, 1, []));
    // D keeps its first block to itself, and shows the one on top of it.
    const top = tab.made(3, 2, [d!, b!, c!]);
    tab.get(b!);
    tab.get(c!);
    expect(sent(tab.get(top), 'ask')).toMatchObject([{ to: 3 }]);
    const [b2, c2] = [tab.made(1, 2, [b!, a, c!]), tab.made(2, 2, [c!, a, b!])];
    const above = tab.made(1, 3, [b2, c2, top]);
    for (const block of [b2, c2]) tab.get(block);
    tab.get(above);
    tab.nowMs += 40;
    expect(sent(tab.feed({ kind: 'tick' }), 'ask')).toMatchObject([{ to: 1, wanted: [ref(d!)] }]);
  });

  it('never more than 64 references in a message, and one message a round trip', () => {
    const tab = new Tab(13);
    for (let validator = 1; validator < 13; validator++) tab.feed({ kind: 'rtt', validator, rttMs: 40 });
    const ghosts = Array.from({ length: 12 }, (_, i) => tab.made(i + 1, 1, [], 'ghost'));
    let asked = 0;
    for (let i = 0; i < 50; i++) {
      const parents = [ghosts[11]!, ...Array.from({ length: 11 }, (_, k) => tab.made(k + 1, 2, [], `g${i}`))];
      for (const m of sent(
        tab.get(
          tab.made(
            12,
            3 + (i % 12),
            [...parents].map((p) => p),
          ),
          12,
        ),
        'ask',
      )) {
        expect(m.wanted.length).toBeLessThanOrEqual(64);
        asked += m.wanted.length;
      }
    }
    // No reference twice at one moment, and none that no block named.
    expect(asked).toBeLessThanOrEqual(tab.state.pool.missing.size);
    let again = 0;
    for (let ms = 0; ms < 40; ms++) {
      tab.nowMs++;
      again += sent(tab.feed({ kind: 'tick' }), 'ask').length;
    }
    expect(again).toBeLessThanOrEqual(Math.ceil(asked / 64) + 1);
  });

  it('is answered from a budget of 64 blocks and 64 a second, apart from frontiers', () => {
    const session = new Session(true);
    for (let i = 0; i < 60; i++) session.act();
    const wanted = [...session.state.dag.nodes.values()].slice(0, 64).map((n) => ref(n.block));
    const count = (effects: readonly ConsensusEffect[]) =>
      sent(effects, 'blocks').flatMap((m) => m.blocks).length;
    expect(count(session.feed({ kind: 'ask', from: 3, wanted }))).toBe(64);
    expect(count(session.feed({ kind: 'ask', from: 3, wanted }))).toBe(0);
    session.nowMs += 500;
    expect(count(session.feed({ kind: 'ask', from: 3, wanted }))).toBe(32);
    expect(count(session.feed({ kind: 'ask', from: 2, wanted }))).toBe(64);
    expect(count(session.feed({ kind: 'frontier', from: 3, tips: [], missing: [] }))).toBeGreaterThan(0);
    const nobody = wanted.map((r) => ({ ...r, digest: new Uint8Array(32) }));
    expect(count(session.feed({ kind: 'ask', from: 1, wanted: nobody }))).toBe(0);
  });
});

describe('a selective sender', () => {
  const answers = (effects: readonly ConsensusEffect[]) => sent(effects, 'blocks');

  it('that was found twice has its blocks passed on with those that name them, and is not waited for', () => {
    const tab = new Tab(4);
    tab.feed({ kind: 'submit', transaction: Uint8Array.of(1) });
    let below: VerifiedBlock[] = [tab.own[0]!, ...[1, 2, 3].map((author) => tab.made(author, 1, []))];
    const passed: { to: number; round: number; author: number }[] = [];
    const note = (effects: readonly ConsensusEffect[]) => {
      for (const m of answers(effects))
        for (const b of m.blocks) passed.push({ to: m.to, round: b.content.round, author: b.content.author });
    };
    for (const block of below.slice(1)) note(tab.get(block));
    // C does not hear D either.
    tab.feed({ kind: 'frontier', from: 2, tips: [], missing: [], links: 0b0011 });
    for (let round = 2; round <= 5; round++) {
      const own = tab.own[round - 1]!;
      const named = (author: number) => below.filter((b) => b.content.author !== author);
      const made = [1, 2, 3].map((author) =>
        tab.made(author, round, [below.find((b) => b.content.author === author)!, ...named(author)]),
      );
      const [b, c, d] = made;
      // B and C hold what D made in this round, and stand on it already; here it comes from B.
      note(tab.get(b!));
      note(tab.get(c!));
      const next = tab.made(1, round + 1, [b!, own, c!, d!]);
      note(tab.get(next));
      tab.feed({ kind: 'submit', transaction: Uint8Array.of(round) });
      note(tab.get(d!, 1));
      below = [own, b!, c!, d!];
    }
    expect(passed.length).toBeGreaterThan(0);
    expect(passed.filter((p) => p.author === 3).every((p) => p.to !== 3)).toBe(true);
    expect(passed.filter((p) => p.author === 3).some((p) => p.to === 2)).toBe(true);
    // The first time may be a coincidence.
    expect(passed.filter((p) => p.author === 3).every((p) => p.round > 1)).toBe(true);
  });
});
