/** The deck's work done where it is called: in Node, in tests, and inside each Web Worker. */

import { createNobleGroup } from '../crypto/backendNoble.ts';
import { parseShuffleKey, type ShuffleProver } from '../crypto/groth16.ts';
import type { G1Group, RandomBytes } from '../crypto/group.ts';
import { loadShuffleProver } from '../crypto/prover.ts';
import { shuffleKey, shuffleKeys } from '../crypto/shuffleKey.ts';
import { createDeckCrypto, type DeckCrypto } from '../mentalpoker/deckCrypto.ts';
import { rehearse } from '../mentalpoker/rehearse.ts';
import type { Statement } from '../mentalpoker/statement.ts';
import { divide } from '../poker/division.ts';
import type { CrsBytes } from './crsFiles.ts';
import { type DeckWorker, DeckWorkerError, type TimedVerdict } from './deckWorker.ts';
import { askedTogether } from './together.ts';

export interface InProcessOptions {
  group: G1Group;
  /** Checked bytes (`checkCrs`). */
  crs: CrsBytes;
  random: RandomBytes;
  /** Milliseconds from any start, for `tookMs`. */
  nowMs: () => number;
}

/** A deck worker that can read its proving key (about 0.3 s) and build its tables before they are needed. */
export interface WarmableDeckWorker extends DeckWorker {
  /** A shuffle of no table, for the other workers to warm up with; undefined where it is not known what to prove. */
  warmUp(): Promise<Statement | undefined>;
  /** Verdicts of several statements, shuffles among them judged in one sum. */
  verifyAll(statements: readonly Statement[]): Promise<TimedVerdict[]>;
}

/** Randomness of the platform, in browsers, workers and Node. */
export const systemRandom: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

function deckCryptoOf(group: G1Group, { deckSize, table, groth16 }: CrsBytes): DeckCrypto {
  const vkey = groth16 && parseShuffleKey(group, groth16.vkey);
  return createDeckCrypto(
    group,
    table ? [shuffleKey(group, table.kind, deckSize, vkey)] : shuffleKeys(group, deckSize, vkey),
  );
}

/** @throws DecodeError for a verification key that could not be sound */
export function createInProcessDeckWorker(options: InProcessOptions): WarmableDeckWorker {
  const { group, crs, random, nowMs } = options;
  const { groth16, table } = crs;
  const vkey = groth16 && parseShuffleKey(group, groth16.vkey);
  const deck = deckCryptoOf(group, crs);
  let reference: DeckCrypto | undefined;
  let prover: Promise<ShuffleProver> | undefined;
  let closed = false;

  /** The proving key is only read where shuffles are proved with it, once. */
  const loadProver = async (): Promise<ShuffleProver | undefined> => {
    if (groth16 === undefined || vkey === undefined) return undefined;
    prover ??= loadShuffleProver(group, groth16.zkey, vkey);
    return prover;
  };

  /** The same with the slow arithmetic that is read easily; made only where the fast one is doubted. */
  const referenceDeck = (): DeckCrypto => {
    reference ??= deckCryptoOf(createNobleGroup(), crs);
    return reference;
  };

  const work = async <T>(job: () => T | Promise<T>): Promise<T> => {
    if (closed) throw new DeckWorkerError('closed', 'the deck worker is closed');
    return job();
  };

  const verifyAll = (statements: readonly Statement[]): Promise<TimedVerdict[]> =>
    work(() => {
      const startMs = nowMs();
      const verdicts = deck.verifyStatements(statements, random);
      const tookMs = (nowMs() - startMs) / statements.length;
      return verdicts.map((verdict) => ({ verdict, tookMs }));
    });
  const verifySoon = askedTogether(verifyAll);
  const byReference = (statement: Statement): Promise<TimedVerdict> =>
    work(() => {
      const startMs = nowMs();
      const verdict = referenceDeck().verifyStatement(statement);
      return { verdict, tookMs: nowMs() - startMs };
    });

  return {
    makeHandKey: (ctx, author) => work(() => deck.makeHandKey(ctx, author, random)),
    makeEscrowKey: (ctx, receiver) => work(() => deck.makeEscrowKey(ctx, receiver, random)),
    prepareDeck: ({ publicKeys, size }) =>
      work(() => {
        const joint = deck.jointKey(publicKeys);
        return joint === undefined ? null : { joint, deck: deck.canonicalDeck(joint, size) };
      }),
    proveShuffle: (args) => work(async () => deck.proveShuffle(args, await loadProver(), random)),
    warmUp: () =>
      work(async () => {
        const loaded = await loadProver();
        return table && rehearse(deck, { size: crs.deckSize, digest: table.digest }, loaded, random);
      }),
    // Where it is called the caller waits for it: the first jobs do that as well.
    warm: () => undefined,
    makeShares: (args) => work(() => deck.makeShares(args, random)),
    proveWin: (claim, secret) => work(() => deck.proveWin(claim, secret, random)),
    makeEscrowOpen: (args) => work(() => deck.makeEscrowOpen(args, random)),
    recoverShares: (args) => work(() => deck.recoverShares(args)),
    openCards: (requests) => work(() => requests.map((request) => deck.openCard(request))),
    dividePots: (request) => work(() => divide(request)),
    key: (job) => work(() => deck.key.perform(job, random)),
    combineDealings: (args) => work(() => deck.key.combineDealings(args)),
    verify: (statement, by) => (by === 'reference' ? byReference(statement) : verifySoon(statement)),
    verifyAll,
    // One job after the other, as they are asked for.
    foreground: () => undefined,
    close: () => {
      closed = true;
    },
  };
}
