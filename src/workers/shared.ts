/**
 * One deck worker for several validators of one owner in one process (bots). A proof is judged once for all of
 * them: they trust this process with their keys, so its verdicts are theirs.
 */
import { statementDigest } from '../mentalpoker/statementBytes.ts';
import type { KeyJob } from '../mentalpoker/threshold/keyCrypto.ts';
import { type DeckWorker, DeckWorkerError, type TimedVerdict } from './deckWorker.ts';

/** Verdicts kept: those of a whole nine-handed hand several times over. */
const CAPACITY = 512;

export interface SharedDeckWorker {
  /** A deck worker of its own to look at: closing it ends nobody else's work. */
  handle(): DeckWorker;
  /** Closes the worker behind all handles. */
  close(): void;
}

export function shareDeckWorker(inner: DeckWorker): SharedDeckWorker {
  const verdicts = new Map<string, Promise<TimedVerdict>>();
  const verify: DeckWorker['verify'] = (statement, by) => {
    if (by === 'reference') return inner.verify(statement, by);
    const digest = statementDigest(statement);
    const known = verdicts.get(digest);
    if (known !== undefined) return known;
    const judged = inner.verify(statement);
    verdicts.set(digest, judged);
    // A crash is no answer to remember. Callers see the rejection themselves.
    judged.catch(() => verdicts.delete(digest));
    if (verdicts.size > CAPACITY) verdicts.delete(verdicts.keys().next().value!);
    return judged;
  };
  return {
    handle() {
      let closed = false;
      const open =
        <A extends unknown[], T>(job: (...args: A) => Promise<T>): ((...args: A) => Promise<T>) =>
        (...args) =>
          closed ? Promise.reject(new DeckWorkerError('closed', 'the deck worker is closed')) : job(...args);
      return {
        makeHandKey: open(inner.makeHandKey),
        makeEscrowKey: open(inner.makeEscrowKey),
        prepareDeck: open(inner.prepareDeck),
        proveShuffle: open(inner.proveShuffle),
        makeShares: open(inner.makeShares),
        proveWin: open(inner.proveWin),
        makeEscrowOpen: open(inner.makeEscrowOpen),
        recoverShares: open(inner.recoverShares),
        openCards: open(inner.openCards),
        dividePots: open(inner.dividePots),
        key: <J extends KeyJob>(job: J) => open(inner.key<J>)(job),
        combineDealings: open(inner.combineDealings),
        verify: open(verify),
        foreground: (hand) => inner.foreground(hand),
        warm: () => inner.warm(),
        close() {
          closed = true;
        },
      };
    },
    close: () => inner.close(),
  };
}
