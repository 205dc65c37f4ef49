/**
 * The checkpoints of a long table, page by page: all of them are more than one message holds.
 *
 * Upon telling a newcomer: what fits one message is one; otherwise pages of 128 checkpoints in their order, of which
 *   only the last one has the state.
 * Upon a page without a state: verified like any history, and kept, for the next one is verified from its end. A page
 *   that follows none that is kept says nothing; it costs nobody anything, for the one before it may have been lost,
 *   and what is told is told again.
 *
 * Only what a quorum has signed is kept, so a stranger can fill nothing; those who have left could sign without end,
 * and for them there is a cap. Tables of the first version, whose older apps know one message, are told of 384 epochs.
 */
import type { Checkpoint } from '../../codec/checkpoint.ts';
import { equalBytes } from '../../codec/decode.ts';
import { limits } from '../../codec/limits.ts';

/** As it travels; `state` is empty but on the last page. */
export interface HistoryPage {
  readonly checkpoints: Checkpoint[];
  readonly state: Uint8Array;
}

export const pageLimits = {
  /** Of one page; with thirteen members and the longest names some 270 KB. */
  checkpoints: 128,
  /** Of one history, so that all its pages fit what may wait on a link: with 32 hands an epoch 98,000 hands. */
  checkpointsInAll: 3_072,
  /** Histories whose last page has not come; each takes a quorum to differ. */
  histories: 4,
} as const;

const noState = new Uint8Array(0);

/** @param canTurn whether those who are told know pages */
export function historyPages(
  checkpoints: Checkpoint[],
  state: Uint8Array,
  canTurn: boolean,
): readonly HistoryPage[] {
  if (checkpoints.length <= limits.checkpoints) return [{ checkpoints, state }];
  if (!canTurn) return [];
  const pages: HistoryPage[] = [];
  for (let at = 0; at < checkpoints.length; at += pageLimits.checkpoints) {
    const isLast = at + pageLimits.checkpoints >= checkpoints.length;
    pages.push({
      checkpoints: checkpoints.slice(at, at + pageLimits.checkpoints),
      state: isLast ? state : noState,
    });
  }
  return pages;
}

/** A checkpoint with its root, which is dear to compute for a long past. */
export interface Dated {
  readonly checkpoint: Checkpoint;
  readonly root: Uint8Array;
}

interface Kept {
  readonly checkpoints: readonly Checkpoint[];
  readonly roots: readonly Uint8Array[];
}

/** How many of them, from the first on, are the same. */
function sharedBy(a: readonly Uint8Array[], b: readonly Uint8Array[]): number {
  const parts = a.findIndex((root, i) => b[i] === undefined || !equalBytes(root, b[i]));
  return parts < 0 ? a.length : parts;
}

export class PastPages {
  /** Verified beginnings, the one that was added to last at the end. */
  private kept: Kept[] = [];
  private turn: Promise<unknown> = Promise.resolve();

  /** Runs `look` when what was asked for before has come to its end, whatever that was. */
  inTurn<T>(look: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(look, look);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  /**
   * What comes before this page; undefined where that is not known, or it is none.
   * @param own a checkpoint that this tab has itself
   */
  before(
    page: readonly Checkpoint[],
    own: (epoch: number) => Dated | undefined,
  ): readonly Dated[] | undefined {
    const first = page[0]?.body.epoch;
    if (first === undefined || first < 1) return undefined;
    if (first - 1 + page.length > pageLimits.checkpointsInAll) return undefined;
    const kept = this.kept.findLast(({ checkpoints }) => checkpoints.length >= first - 1);
    const numbers = Array.from({ length: first - 1 }, (_, i) => i);
    if (kept) return numbers.map((i) => ({ checkpoint: kept.checkpoints[i]!, root: kept.roots[i]! }));
    const before = numbers.map((i) => own(i + 1));
    return before.every((d) => d !== undefined) ? before : undefined;
  }

  /** As much of the history with these roots as was verified before. */
  verified(roots: readonly Uint8Array[]): readonly Checkpoint[] {
    let most: readonly Checkpoint[] = [];
    for (const k of this.kept) {
      const shared = sharedBy(k.roots, roots);
      if (shared > most.length) most = k.checkpoints.slice(0, shared);
    }
    return most;
  }

  /** A beginning that was verified; instead of those that it goes on from. */
  keep(checkpoints: readonly Checkpoint[], roots: readonly Uint8Array[]): void {
    const others = this.kept.filter((k) => sharedBy(k.roots, roots) < k.roots.length);
    this.kept = [...others, { checkpoints, roots }].slice(-pageLimits.histories);
  }

  forget(): void {
    this.kept = [];
  }
}
