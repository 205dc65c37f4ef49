/** A deck worker that tells how long its proofs took; everything else is the inner worker's. */
import type { DeckWorker } from './deckWorker.ts';

/** @param nowMs a steady clock. Proving is timed with its wait in the queue, judging without. */
export function timeDeckWorker(
  inner: DeckWorker,
  nowMs: () => number,
  took: (job: 'prove' | 'verify', ms: number) => void,
): DeckWorker {
  const proving =
    <A extends unknown[], T>(job: (...args: A) => Promise<T>): ((...args: A) => Promise<T>) =>
    async (...args) => {
      const startMs = nowMs();
      const made = await job(...args);
      took('prove', nowMs() - startMs);
      return made;
    };
  return {
    makeHandKey: (ctx, author) => inner.makeHandKey(ctx, author),
    key: (job) => inner.key(job),
    combineDealings: (args) => inner.combineDealings(args),
    makeEscrowKey: (ctx, receiver) => inner.makeEscrowKey(ctx, receiver),
    prepareDeck: (args) => inner.prepareDeck(args),
    proveShuffle: proving((args) => inner.proveShuffle(args)),
    makeShares: proving((args) => inner.makeShares(args)),
    proveWin: proving((claim, secret) => inner.proveWin(claim, secret)),
    makeEscrowOpen: proving((args) => inner.makeEscrowOpen(args)),
    recoverShares: (args) => inner.recoverShares(args),
    openCards: (requests) => inner.openCards(requests),
    dividePots: (request) => inner.dividePots(request),
    async verify(statement, by) {
      const judged = await inner.verify(statement, by);
      took('verify', judged.tookMs);
      return judged;
    },
    foreground: (hand) => inner.foreground(hand),
    warm: () => inner.warm(),
    close: () => inner.close(),
  };
}
