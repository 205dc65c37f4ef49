/**
 * Peers with a link to every validator and no seat: what they say costs members nothing and changes nothing. They hear
 * all blocks, as whoever watches does.
 */
import { blockId } from '../src/codec/block.ts';
import type { VerifiedBlock } from '../src/consensus/types.ts';
import { signedBy } from './keys.ts';
import type { SimNetwork } from './network.ts';
import type { Random } from './random.ts';
import type { VirtualTime } from './time.ts';
import type { SimMessage } from './validator.ts';

/** They come beside the validators, with the numbers above theirs. */
export const strangerCount = 3;
const everyMs = 40;

export interface StrangersOptions {
  readonly validators: number;
  readonly time: VirtualTime;
  readonly network: SimNetwork<SimMessage>;
  readonly random: Random;
  /** Every block that was sent so far, by key. */
  readonly seen: ReadonlyMap<string, VerifiedBlock>;
  /** They have enough after that. */
  readonly endMs: number;
}

export function startStrangers(o: StrangersOptions): void {
  for (let k = 0; k < strangerCount; k++) {
    const self = o.validators + k;
    o.network.attach(self, { receive: () => undefined, linkChanged: () => undefined });
    const talk = (): void => {
      if (o.time.nowMs() > o.endMs) return;
      const genuine = [...o.seen.values()];
      const message = genuine.length < 2 ? undefined : said(o, self, genuine);
      for (let to = 0; message !== undefined && to < o.validators; to++) o.network.send(self, to, message);
      o.time.after(everyMs * (0.5 + o.random.next()), talk);
    };
    o.time.after(100, talk);
  }
}

function said(o: StrangersOptions, self: number, genuine: readonly VerifiedBlock[]): SimMessage {
  const { random } = o;
  const some = (): VerifiedBlock => random.pick(genuine);
  const refOf = ({ content, id }: VerifiedBlock) => ({
    author: content.author,
    round: content.round + 1_000,
    digest: id,
  });
  switch (random.below(6)) {
    // In a member's name, with a key of one's own.
    case 0: {
      const content = { ...some().content, timeMs: some().content.timeMs + random.below(1_000) };
      return { kind: 'block', block: signedBy(self, content, blockId(content)) };
    }
    // By nobody.
    case 1: {
      const content = { ...some().content, author: self };
      return { kind: 'block', block: signedBy(self, content, blockId(content)) };
    }
    // What is true, again and in any order.
    case 2:
      return { kind: 'blocks', blocks: Array.from({ length: 1 + random.below(20) }, some) };
    case 3:
      return { kind: 'frontier', tips: Array.from({ length: 30 }, some).map(refOf), missing: [], links: 0 };
    case 4:
      return { kind: 'ask', wanted: Array.from({ length: 64 }, some).map(refOf) };
    // Two blocks that do not contradict each other, or of which one is forged.
    default: {
      const a = some();
      const content = { ...a.content, timeMs: a.content.timeMs + 1 };
      const b = random.chance(0.5) ? some() : signedBy(self, content, blockId(content));
      return { kind: 'proof', a, b };
    }
  }
}
