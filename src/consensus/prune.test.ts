import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlockRef } from '../codec/block.ts';
import { drawnStartMs } from './drawnDag.ts';
import { limits, protocol } from './limits.ts';
import { type LongDag, lehmer, longDag, shuffled } from './longDag.ts';
import { cutAt, prune } from './prune.ts';
import { type ConsensusState, createConsensus, restoreConsensus, step } from './step.ts';
import {
  asDurable,
  asVerified,
  type CommittedSlot,
  type ConsensusEffect,
  type ConsensusInput,
  type VerifiedBlock,
} from './types.ts';

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

type Untimed = ConsensusInput extends infer T ? (T extends unknown ? Omit<T, 'nowMs'> : never) : never;

/** Everything that could grow, by name. */
function sizes({ dag, pool, peers, own, unfinished, prefix }: ConsensusState): Record<string, number> {
  return {
    nodes: dag.nodes.size,
    rounds: dag.rounds.size,
    heads: dag.heads.size,
    outputBefore: dag.outputBefore.size,
    waiting: pool.waiting.size,
    dependents: pool.dependents.size,
    missing: pool.missing.size,
    early: pool.early.size,
    givenUp: pool.givenUp.size,
    refused: pool.refused.size,
    reported: Math.max(...pool.reported.map((r) => r.size)),
    claims: Math.max(...peers.claims.map((c) => c.size)),
    pending: own.pending.length,
    inFlight: own.inFlight.size,
    foreign: own.foreign.size,
    unfinished: unfinished.size,
    recent: prefix.recent.length,
  };
}

/** Nodes that can be reached by any reference, held by a map or not. */
function reachable({ dag, own }: ConsensusState): number {
  const seen = new Set([...dag.nodes.values(), ...dag.latest, own.latest].filter((n) => n !== undefined));
  for (const n of seen)
    for (const other of [...n.parents, ...n.votes, ...n.certifies]) if (other !== undefined) seen.add(other);
  return seen.size;
}

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

/** Validator 0 with a shell that signs and journals at once, and three others who answer every block of it. */
class Session {
  readonly state = createConsensus({
    tableId: new Uint8Array(32).fill(7),
    epoch: 0,
    validators: 4,
    self: 0,
    startTimeMs: drawnStartMs,
  });
  private before: BlockRef[] = [];
  private made = 0;
  nowMs = drawnStartMs;
  outputs = 0;

  feed(input: Untimed): ConsensusEffect[] {
    const effects = step(this.state, { ...input, nowMs: this.nowMs } as ConsensusInput);
    for (const e of effects) {
      if (e.kind === 'output') this.outputs += e.slot.blocks.length;
      if (e.kind !== 'propose') continue;
      const block = asVerified({ content: e.content, signature: new Uint8Array(64) }, e.id);
      this.feed({ kind: 'proposed', block: asDurable(block) });
      this.answer(block);
    }
    return effects;
  }

  /** Blocks of the other three for the same round. Their ids are numbers: nothing here hashes the content. */
  private answer(own: VerifiedBlock): void {
    const { round } = own.content;
    const refs: BlockRef[] = [{ author: 0, round, digest: own.id }];
    const blocks = [1, 2, 3].map((author) => {
      const parents = [
        ...this.before.filter((p) => p.author === author),
        ...this.before.filter((p) => p.author !== author),
      ];
      const id = new Uint8Array(32);
      new DataView(id.buffer).setUint32(0, ++this.made);
      refs.push({ author, round, digest: id });
      const content = { ...own.content, author, parents, transactions: [] };
      return asVerified({ content, signature: new Uint8Array(64) }, id);
    });
    this.before = refs;
    for (const block of blocks) this.feed({ kind: 'block', block, from: block.content.author });
  }

  /** One more transaction, and the rounds that it takes. */
  act(): void {
    this.nowMs += 50;
    this.feed({ kind: 'submit', transaction: new Uint8Array(40) });
  }
}

describe('memory', () => {
  it('of 500 hands stays within constant bounds', () => {
    const session = new Session();
    for (let v = 1; v < 4; v++) session.feed({ kind: 'link', validator: v, up: true });
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
