/** Validators that break the protocol: a real core whose words are bent on their way out. */
import { type BlockContent, blockId } from '../src/codec/block.ts';
import { faultsTolerated, quorumSize } from '../src/codec/quorum.ts';
import type { VerifiedBlock } from '../src/consensus/types.ts';
import type { ValidatorHooks } from './hooks.ts';
import { signedBy } from './keys.ts';
import type { SimNetwork } from './network.ts';
import type { Random } from './random.ts';
import type { VirtualTime } from './time.ts';
import { accusationText, proofText } from './turns.ts';
import type { SimMessage } from './validator.ts';

export const byzantineKinds = [
  'equivocator',
  'twins',
  'withholder',
  'braggart',
  'selective',
  'flood',
  'liar',
  'dead',
  'holdback',
  'impersonator',
  'epoch',
  'prover',
  'accuser',
  'other-rules',
  'big-blocks',
  'refuser',
] as const;
export type ByzantineKind = (typeof byzantineKinds)[number];

export interface ByzantineOptions {
  readonly kind: ByzantineKind;
  readonly index: number;
  readonly validators: number;
  readonly time: VirtualTime;
  readonly network: SimNetwork<SimMessage>;
  readonly random: Random;
  /** No flood and no twins after this. */
  readonly endMs: number;
}

type Bent = Pick<ValidatorHooks, 'spread' | 'relay'>;

/** How this kind sends its blocks and answers. */
export function bend(o: ByzantineOptions): Bent {
  const { network, index, random, time } = o;
  const send = (to: number, block: VerifiedBlock): void => network.send(index, to, { kind: 'block', block });
  const others = Array.from({ length: o.validators }, (_, i) => i).filter((i) => i !== index);
  switch (o.kind) {
    case 'equivocator':
      return {
        relay: undefined,
        spread(block) {
          // Every twin is a payload, which is work for all: without an end the table would never be idle.
          const twin =
            time.nowMs() < o.endMs && random.chance(0.7) ? twinOf(block, o.validators, random) : undefined;
          for (const to of others) {
            const which = random.next();
            if (twin === undefined || which < 0.55) send(to, block);
            if (twin !== undefined && which > 0.45) send(to, twin);
          }
        },
      };
    case 'twins': {
      // Another pair for everybody, so that no two honest tabs keep the same ones.
      const count = 3 + random.below(10);
      return {
        relay: undefined,
        spread(block) {
          if (time.nowMs() >= o.endMs) {
            for (const to of others) send(to, block);
            return;
          }
          const twins = [
            block,
            ...Array.from({ length: count - 1 }, (_, i) => twinOf(block, o.validators, random, i)),
          ];
          for (const [i, to] of others.entries())
            for (const k of [2 * i, 2 * i + 1]) send(to, twins[k % count]!);
        },
      };
    }
    case 'withholder':
      return {
        spread(block) {
          for (const to of others) if (random.chance(0.3)) send(to, block);
        },
        relay(to, message) {
          if (message.kind !== 'blocks' || random.chance(0.2)) network.send(index, to, message);
        },
      };
    case 'braggart':
      // Says to be linked to everybody, and passes on nothing.
      return {
        spread: undefined,
        relay(to, message) {
          if (message.kind === 'frontier') network.send(index, to, { ...message, links: 0xffff });
          else if (message.kind !== 'blocks') network.send(index, to, message);
        },
      };
    case 'refuser':
      // Makes its blocks, and gives nothing that it is asked for; whom it names no more, see `refusedBy`.
      return {
        spread: undefined,
        relay(to, message) {
          if (message.kind !== 'blocks' && message.kind !== 'proof') network.send(index, to, message);
        },
      };
    case 'selective':
      return {
        relay: undefined,
        spread(block) {
          for (const to of others)
            if (random.chance(0.6)) time.after(random.between(0, 400), () => send(to, block));
        },
      };
    case 'holdback':
      // Beyond a turn's time and its grace, so that what a block carries comes on either side of the tick.
      return {
        relay: undefined,
        spread(block) {
          const delayMs = random.chance(0.4) ? random.between(2500, 6000) : 0;
          for (const to of others) time.after(delayMs, () => send(to, block));
        },
      };
    case 'impersonator':
      return {
        relay: undefined,
        spread(block) {
          for (const to of others) send(to, block);
          const content = { ...block.content, author: random.pick(others), timeMs: block.content.timeMs + 1 };
          const forged = signedBy(index, content, blockId(content));
          for (const to of others) send(to, forged);
        },
      };
    case 'epoch':
      return {
        relay: undefined,
        spread(block) {
          for (const to of others) send(to, block);
          const wrong = random.chance(0.5) ? { epoch: 1 } : { tableId: new Uint8Array(32).fill(9) };
          const content = { ...block.content, ...wrong };
          for (const to of others) send(to, signedBy(index, content, blockId(content)));
        },
      };
    default:
      return { spread: undefined, relay: undefined };
  }
}

/** Whose blocks a refuser names only where it must: as many as may fail, to keep them out of the order. */
export function refusedBy(o: ByzantineOptions): number[] {
  const others = Array.from({ length: o.validators }, (_, i) => i).filter((i) => i !== o.index);
  return o.random.shuffled(others).slice(0, faultsTolerated(o.validators));
}

/** Starts what the kind does by itself: a flood of blocks of future rounds with parents that do not exist. */
export function startFlood(o: ByzantineOptions, template: () => BlockContent | undefined): void {
  const junk = (): void => {
    if (o.time.nowMs() > o.endMs) return;
    const base = template();
    for (let i = 0; base !== undefined && i < 20; i++) {
      const round = base.round + 1 + o.random.below(200);
      const digest = (): Uint8Array => Uint8Array.from({ length: 32 }, () => o.random.below(256));
      const own = { author: o.index, round: round - 1, digest: digest() };
      const others = Array.from({ length: o.validators }, (_, author) => ({
        author,
        round: round - 1,
        digest: digest(),
      }));
      const content = {
        ...base,
        round,
        parents: [own, ...others.filter((r) => r.author !== o.index)],
        transactions: [],
      };
      // Nothing compares the id with the content behind the brand, and hashing would be most of the run.
      const block = signedBy(o.index, content, digest());
      for (let to = 0; to < o.validators; to++)
        if (to !== o.index) o.network.send(o.index, to, { kind: 'block', block });
    }
    o.time.after(50, junk);
  };
  junk();
}

const chunkBytes = 60 * 1024;

/** Starts saying as much as a core lets through: blocks as large as the author's budget of bytes allows. */
export function startBigBlocks(o: ByzantineOptions, submit: (transaction: Uint8Array) => void): void {
  let count = 0;
  const more = (): void => {
    if (o.time.nowMs() > o.endMs) return;
    const junk = new Uint8Array(chunkBytes);
    new DataView(junk.buffer).setUint32(0, ++count);
    submit(junk);
    o.time.after(o.random.between(20, 200), more);
  };
  o.time.after(o.random.between(100, 1000), more);
}

/** Starts what a liar says to the table: proofs that do not hold or are stale, and accusations of the innocent. */
export function startTalk(o: ByzantineOptions, turn: () => number, submit: (text: string) => void): void {
  const talk = (): void => {
    if (o.time.nowMs() > o.endMs) return;
    const other = (o.index + 1 + o.random.below(o.validators - 1)) % o.validators;
    if (o.kind === 'prover') submit(proofText(turn() - o.random.below(3), o.random.chance(0.3)));
    else submit(accusationText(other, 1 + o.random.below(20), 'one', o.random.chance(0.5) ? 'two' : 'one'));
    o.time.after(o.random.between(300, 2000), talk);
  };
  o.time.after(o.random.between(100, 1000), talk);
}

/** A second block for the same round: other transactions, and perhaps other votes. */
function twinOf(block: VerifiedBlock, validators: number, random: Random, i = 0): VerifiedBlock {
  const c = block.content;
  const quorum = quorumSize(validators);
  const [own, ...others] = c.parents;
  const last = others.filter((p) => p.round === c.round - 1);
  const need = quorum - (own?.round === c.round - 1 ? 1 : 0);
  const keep = new Set(
    random.shuffled(last).slice(0, need + random.below(Math.max(1, last.length - need + 1))),
  );
  const parents =
    own === undefined ? [] : [own, ...others.filter((p) => p.round < c.round - 1 || keep.has(p))];
  const twin = {
    ...c,
    parents,
    transactions: [...c.transactions, new TextEncoder().encode(`twin:${c.round}:${i}`)],
  };
  return signedBy(c.author, twin, blockId(twin));
}
