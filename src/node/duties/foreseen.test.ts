/** A shuffle begun upon a deck that is not committed yet: used if that deck comes, thrown away if another does. */
import { describe, expect, it } from 'vitest';
import { createMemoryGame } from '../../storage/memory.ts';
import type { ShuffleDuty } from '../../table/deck/duties.ts';
import { type DeckWorker, DeckWorkerError } from '../../workers/deckWorker.ts';
import { DeckWork } from './deckWork.ts';

const filled = (length: number, mark: number): Uint8Array => new Uint8Array(length).fill(mark);

/** Alice's shuffle, upon a deck that is all `mark`. */
const upon = (mark: number): ShuffleDuty => ({
  kind: 'shuffle',
  id: 'shuffle.1.0',
  ctx: { tableId: filled(32, 0), epoch: 0, hand: 1, attempt: 0, crsDigest: filled(32, 0) },
  step: 1,
  joint: filled(48, 9),
  input: filled(96, mark),
  inputDigest: filled(32, mark),
});

/** Shuffles of which the n-th is all n; the first `failing` of them fail. */
function countingWorker(failing = 0): { worker: DeckWorker; upon: number[] } {
  const made: number[] = [];
  const worker: Partial<DeckWorker> = {
    proveShuffle: async ({ input }) => {
      made.push(input[0]!);
      if (made.length <= failing) throw new DeckWorkerError('crashed', 'the worker died');
      return { deck: filled(96, made.length), proof: filled(128, made.length) };
    },
  };
  return { worker: worker as DeckWorker, upon: made };
}

const proofOf = async (work: DeckWork, duty: ShuffleDuty): Promise<number | undefined> => {
  const made = await work.perform(duty);
  return made?.kind === 'shuffle' ? made.body.proof[0] : undefined;
};

describe('a shuffle begun ahead', () => {
  it('is the one that is sent, when the deck it stands on is committed', async () => {
    const { worker, upon: made } = countingWorker();
    const work = new DeckWork(0, worker, createMemoryGame());
    work.foresee(upon(1));
    expect(await proofOf(work, upon(1))).toBe(1);
    expect(made).toEqual([1]);
  });

  it('is thrown away when another deck is committed: nothing of it is sent or kept', async () => {
    const storage = createMemoryGame();
    const { worker, upon: made } = countingWorker();
    const work = new DeckWork(0, worker, storage);
    work.foresee(upon(1));
    expect(await storage.secretNames()).toEqual([]);
    expect(await proofOf(work, upon(2))).toBe(2);
    expect(made).toEqual([1, 2]);
    // What is owed now is one deck's for good.
    expect(await proofOf(new DeckWork(0, worker, storage), upon(2))).toBe(2);
  });

  it('of another attempt, or under another key, is not taken for it', async () => {
    const asked = upon(1);
    for (const other of [
      { ...asked, ctx: { ...asked.ctx, attempt: 1 } },
      { ...asked, joint: filled(48, 8) },
      { ...asked, step: 2 },
    ]) {
      const { worker } = countingWorker();
      const work = new DeckWork(0, worker, createMemoryGame());
      work.foresee(other);
      expect(await proofOf(work, asked)).toBe(2);
    }
  });

  it('that failed is made again; what fails then is told', async () => {
    const once = countingWorker(1);
    const work = new DeckWork(0, once.worker, createMemoryGame());
    work.foresee(upon(1));
    expect(await proofOf(work, upon(1))).toBe(2);
    const twice = countingWorker(2);
    const unlucky = new DeckWork(0, twice.worker, createMemoryGame());
    unlucky.foresee(upon(1));
    await expect(unlucky.perform(upon(1))).rejects.toBeInstanceOf(DeckWorkerError);
  });

  it('is not begun for a deck that is over, once it is owed, or by a witness', async () => {
    const { worker, upon: made } = countingWorker();
    const over = new DeckWork(0, worker, createMemoryGame());
    await over.erase(upon(1).ctx);
    over.foresee(upon(1));
    const owed = new DeckWork(0, worker, createMemoryGame());
    owed.begin(upon(1));
    owed.foresee(upon(1));
    new DeckWork(undefined, worker, createMemoryGame()).foresee(upon(1));
    expect(made).toEqual([]);
  });
});
