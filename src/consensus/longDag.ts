/**
 * Long random DAGs for tests of what depends on hundreds of rounds: authors pause, votes are withheld, the last
 * author may equivocate, and the first one's blocks are at times named by nobody for dozens of rounds.
 */
import { type BlockContent, type BlockRef, blockId } from '../codec/block.ts';
import { drawnStartMs } from './drawnDag.ts';
import { quorumSize } from './quorum.ts';
import { asVerified, type ConsensusConfig, type VerifiedBlock } from './types.ts';

export interface LongDag {
  /** Parents before children. */
  readonly blocks: readonly VerifiedBlock[];
  readonly config: ConsensusConfig;
}

/** Numbers in [0, 1), the same for the same seed. */
export function lehmer(seed: number): () => number {
  let x = (seed % 2147483646) + 1;
  return () => {
    x = (x * 48271) % 2147483647;
    return x / 2147483647;
  };
}

export function shuffled<T>(of: readonly T[], random: () => number): T[] {
  const out = [...of];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

export function longDag(validators: number, rounds: number, twins: boolean, random: () => number): LongDag {
  const config = {
    tableId: new Uint8Array(32).fill(7),
    epoch: 0,
    validators,
    self: null,
    startTimeMs: drawnStartMs,
  };
  const make = (author: number, round: number, parents: readonly BlockRef[], text: string): VerifiedBlock => {
    const content: BlockContent = {
      tableId: config.tableId,
      epoch: 0,
      author,
      round,
      parents: [...parents],
      timeMs: drawnStartMs + 10 * round,
      transactions: text === '' ? [] : [new TextEncoder().encode(text)],
    };
    return asVerified({ content, signature: new Uint8Array(64) }, blockId(content));
  };
  const quorum = quorumSize(validators);
  const blocks: VerifiedBlock[] = [];
  const latest = new Array<VerifiedBlock | undefined>(validators).fill(undefined);
  const hidden = new Hidden(validators > quorum, random);
  let before: VerifiedBlock[] = [];
  for (let round = 1; round <= rounds; round++) {
    const isHidden = hidden.at(round);
    const now: VerifiedBlock[] = [];
    const most = quorum + Math.floor(random() * (validators - quorum + 1));
    const everyone = Array.from({ length: validators }, (_, i) => i);
    // Without the hidden one there may be just a quorum: then all others must speak, and in the round before, too.
    const order = hidden.needsAll(round) ? everyone : shuffled(everyone, random).slice(0, most);
    for (const author of order) {
      const own = latest[author];
      const named = shuffled(before, random).filter(
        (b, i, all) =>
          b.content.author !== author &&
          !(isHidden && b.content.author === 0) &&
          all.findIndex((c) => c.content.author === b.content.author) === i,
      );
      const need = quorum - (own?.content.round === round - 1 ? 1 : 0);
      if (round > 1 && named.length < need) continue;
      const take = named.slice(0, need + Math.floor(random() * (named.length - need + 1)));
      const older =
        author === 0 || take.some((b) => b.content.author === 0) ? undefined : hidden.toName(round);
      const others = [...take, ...(older === undefined ? [] : [older])].sort(
        (a, b) => a.content.round - b.content.round || a.content.author - b.content.author,
      );
      const parents = round === 1 || own === undefined ? [] : [own, ...others].map(refOf);
      now.push(make(author, round, parents, random() < 0.2 ? `${author}/${round}` : ''));
      if (twins && author === validators - 1 && random() < 0.3)
        now.push(make(author, round, parents, `twin of ${author}/${round}`));
    }
    for (const b of now) latest[b.content.author] = b;
    const mine = now.find((b) => b.content.author === 0);
    if (isHidden && mine !== undefined) hidden.last = mine;
    blocks.push(...now);
    before = now;
  }
  return { blocks, config };
}

/** When the blocks of author 0 are named by nobody, and which of them is named when that is over. */
class Hidden {
  last: VerifiedBlock | undefined;
  private fromRound = 0;
  private toRound = 0;

  constructor(
    private readonly possible: boolean,
    private readonly random: () => number,
  ) {}

  at(round: number): boolean {
    if (!this.possible) return false;
    if (round > this.toRound + 5 && this.random() < 0.04) {
      this.fromRound = round + 1;
      this.toRound = round + Math.floor(this.random() * 100);
    }
    return round >= this.fromRound && round <= this.toRound;
  }

  needsAll(round: number): boolean {
    return round === 1 || (round >= this.fromRound - 1 && round <= this.toRound);
  }

  toName(round: number): VerifiedBlock | undefined {
    const { last } = this;
    if (last === undefined || round <= this.toRound || last.content.round >= round - 1) return undefined;
    return last.content.round >= round - 60 && this.random() < 0.5 ? last : undefined;
  }
}

const refOf = (b: VerifiedBlock): BlockRef => ({
  author: b.content.author,
  round: b.content.round,
  digest: b.id,
});
