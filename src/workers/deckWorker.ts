/**
 * The deck's heavy work behind one asynchronous interface: a pool of Web Workers in the browser, the same
 * code in-process in Node and tests. Arguments and results are plain data.
 *
 * A verdict is a pure function of its statement. A worker that dies is no verdict: its job is tried once
 * more on a fresh worker, then the promise rejects with `DeckWorkerError`; nothing else rejects.
 */
import type { DeckContext } from '../mentalpoker/context.ts';
import type { EscrowOpening, MakeEscrowOpenArgs, RecoverSharesArgs } from '../mentalpoker/escrowOpen.ts';
import type { KeyMaterial } from '../mentalpoker/keys.ts';
import type { OpenCardArgs } from '../mentalpoker/open.ts';
import type { MadeShares, MakeSharesArgs } from '../mentalpoker/shares.ts';
import type { ProvenShuffle, ProveShuffleArgs } from '../mentalpoker/shuffle.ts';
import type { Statement, Verdict } from '../mentalpoker/statement.ts';
import type { CombineDealingsArgs, KeyAnswer, KeyJob } from '../mentalpoker/threshold/keyCrypto.ts';
import type { Sharing } from '../mentalpoker/threshold/sharing.ts';
import type { WinClaim } from '../mentalpoker/winClaim.ts';
import type { Division, DivisionRequest } from '../poker/division.ts';

export interface TimedVerdict {
  verdict: Verdict;
  /** Time of the verification itself, without waiting in a queue. */
  tookMs: number;
}

export interface PreparedDeck {
  joint: Uint8Array;
  deck: Uint8Array;
}

export interface DeckWorker {
  /** `secret` opens every card's own layer: keep it from the network and erase it after the hand. */
  makeHandKey(ctx: DeckContext, author: number): Promise<KeyMaterial>;
  makeEscrowKey(ctx: DeckContext, receiver: number): Promise<KeyMaterial>;
  /** Joint key and canonical deck of these hand keys; null where they give no usable joint key. */
  prepareDeck(args: { publicKeys: Uint8Array[]; size: number }): Promise<PreparedDeck | null>;
  proveShuffle(args: ProveShuffleArgs): Promise<ProvenShuffle>;
  makeShares(args: MakeSharesArgs): Promise<MadeShares>;
  /** `secret`: of the hand key. Rejects as `refused` if the two cards are none of the pairs. */
  proveWin(claim: WinClaim, secret: Uint8Array): Promise<Uint8Array>;
  makeEscrowOpen(args: MakeEscrowOpenArgs): Promise<EscrowOpening>;
  recoverShares(args: RecoverSharesArgs): Promise<Uint8Array | undefined>;
  /** One entry per request, in order; undefined where no card of the deck comes out. */
  openCards(requests: OpenCardArgs[]): Promise<(number | undefined)[]>;
  /** What each hand would win on average of the pots whose last cards never come. */
  dividePots(request: DivisionRequest): Promise<Division>;
  /** What a member makes for the table's key, in no hurry. Rejects as `refused` for what no honest member asks. */
  key<J extends KeyJob>(job: J): Promise<KeyAnswer<J>>;
  /** What counted dealings come to; null where that is no key. */
  combineDealings(args: CombineDealingsArgs): Promise<Sharing | null>;
  /** `by`: the reference arithmetic instead of the fast one, and nothing that was judged before. */
  verify(statement: Statement, by?: 'reference'): Promise<TimedVerdict>;
  /** Proofs for hands after `hand` are in no hurry: they wait for everything else, and never the other way. */
  foreground(hand: number): void;
  /** The first hand is near: makes ready for it, if it can be done aside. What fails shows with the first job. */
  warm(): void;
  /** Ends the workers; what is under way rejects. */
  close(): void;
}

/** The work could not be done at all: `crashed` twice, `closed`, or `refused` (arguments no honest caller passes). */
export class DeckWorkerError extends Error {
  override readonly name = 'DeckWorkerError';
  constructor(
    readonly code: 'crashed' | 'closed' | 'refused' | 'unavailable',
    message: string,
  ) {
    super(message);
  }
}
