/** For tests: one validator whose table is alive, and what its state holds. */
import type { BlockRef } from '../codec/block.ts';
import { toHex } from '../codec/decode.ts';
import { type ConsensusState, createConsensus, step } from '../consensus/step.ts';
import {
  asDurable,
  asVerified,
  type ConsensusEffect,
  type ConsensusInput,
  type VerifiedBlock,
} from '../consensus/types.ts';
import { drawnStartMs } from './drawnDag.ts';

type Untimed = ConsensusInput extends infer T ? (T extends unknown ? Omit<T, 'nowMs'> : never) : never;

/** Everything that could grow, by name. */
export function sizes({ dag, pool, peers, own, unfinished, asking }: ConsensusState): Record<string, number> {
  return {
    nodes: dag.nodes.size,
    rounds: dag.rounds.size,
    heads: dag.heads.size,
    waiting: pool.waiting.size,
    dependents: pool.dependents.size,
    missing: pool.missing.size,
    early: pool.early.size,
    givenUp: pool.givenUp.size,
    refused: pool.refused.size,
    reported: Math.max(...pool.reported.map((r) => r.size)),
    wanted: asking.wanted.size,
    claims: Math.max(...peers.claims.map((c) => c.size)),
    answered: Math.max(...peers.answered.map((a) => a.size)),
    pending: own.pending.length,
    inFlight: own.inFlight.size,
    foreign: own.foreign.size,
    unfinished: unfinished.size,
  };
}

const SAID = 256;

/** Validator 0 with a shell that signs and journals at once, and three others who answer every block of it. */
export class Session {
  readonly state = createConsensus({
    tableId: new Uint8Array(32).fill(7),
    epoch: 0,
    validators: 4,
    self: 0,
    startTimeMs: drawnStartMs,
  });
  private before: BlockRef[] = [];
  private made = 0;
  /** The latest blocks of the others. */
  private readonly said = new Map<string, VerifiedBlock>();
  nowMs = drawnStartMs;
  /** Blocks that were output. */
  outputs = 0;
  /** Every effect, newest last, until a test empties it. */
  readonly effects: ConsensusEffect[] = [];

  /** @param received what becomes of a block on its way to validator 0 */
  constructor(
    private readonly keepsEffects = false,
    private readonly received: (block: VerifiedBlock) => VerifiedBlock = (block) => block,
  ) {
    for (const validator of [1, 2, 3]) this.feed({ kind: 'link', validator, up: true });
  }

  feed(input: Untimed): ConsensusEffect[] {
    const effects = step(this.state, { ...input, nowMs: this.nowMs } as ConsensusInput);
    if (this.keepsEffects) this.effects.push(...effects);
    for (const e of effects) {
      if (e.kind === 'output') this.outputs += e.slot.blocks.length;
      if (e.kind === 'send' && e.message.kind === 'ask') this.give(e.to, e.message.wanted);
      if (e.kind !== 'propose') continue;
      const block = asVerified({ content: e.content, signature: new Uint8Array(64) }, e.id);
      this.feed({ kind: 'proposed', block: asDurable(block) });
      this.answer(block);
    }
    return effects;
  }

  /** What a member is asked for by name, it sends if it exists. */
  private give(from: number, wanted: readonly BlockRef[]): void {
    for (const { digest } of wanted) {
      const block = this.said.get(toHex(digest));
      if (block !== undefined) this.feed({ kind: 'block', block, from });
    }
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
    for (const block of blocks) this.said.set(block.key, block);
    // Nobody is asked for what is older, and what a session keeps is not to be measured as the core's.
    for (const key of this.said.keys()) {
      if (this.said.size <= SAID) break;
      this.said.delete(key);
    }
    for (const block of blocks)
      this.feed({ kind: 'block', block: this.received(block), from: block.content.author });
  }

  /** One more transaction of so many bytes, and the rounds that it takes. */
  act(bytes = 40): void {
    this.nowMs += 50;
    this.feed({ kind: 'submit', transaction: new Uint8Array(bytes) });
  }
}
