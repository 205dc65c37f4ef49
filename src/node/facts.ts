/** What must be computed before a transaction is applied: a verdict, the joint deck, opened cards. */
import type { Transaction } from '../codec/transactions.ts';
import type { Statement } from '../mentalpoker/statement.ts';
import { statementDigest } from '../mentalpoker/statementBytes.ts';
import { recoveredOpenings, requirements } from '../table/requirements.ts';
import type { Facts, TableState } from '../table/state.ts';
import type { DeckWorker, TimedVerdict } from '../workers/deckWorker.ts';

/** Comes to a verdict on a statement, from a cache or by the workers. */
export type Judge = (statement: Statement, digest: string) => Promise<TimedVerdict>;

export interface Established {
  readonly facts: Facts;
  /** Which proof of the table's log the verdict belongs to, and what it cost. */
  readonly proof: { readonly id: string; readonly tookMs: number } | undefined;
}

/** Rejects only when the workers cannot compute: never guess a fact. */
export async function factsFor(
  state: TableState,
  author: number,
  transaction: Transaction,
  judge: Judge,
  worker: DeckWorker,
): Promise<Established> {
  const { statement, prepare, openings, recover, proofId } = requirements(state, author, transaction);
  if (!statement) return { facts: {}, proof: undefined };
  const { verdict, tookMs } = await judge(statement, statementDigest(statement));
  const proof = proofId === undefined ? undefined : { id: proofId, tookMs };
  if (!verdict.ok) return { facts: { verdict }, proof };
  if (recover && transaction.kind === 'escrowOpen' && state.hand) {
    const recovered = (await worker.recoverShares(recover)) ?? null;
    if (recovered === null) return { facts: { verdict, recovered }, proof };
    const { seat, positions } = transaction.body;
    const requests = recoveredOpenings(state.hand, seat, positions, recovered);
    const opened = await worker.openCards(requests.map((r) => ({ ...r, shares: [...r.shares] })));
    return { facts: { verdict, recovered, opened }, proof };
  }
  const [prepared, opened] = await Promise.all([
    prepare ? worker.prepareDeck({ ...prepare, publicKeys: [...prepare.publicKeys] }) : undefined,
    openings.length > 0
      ? worker.openCards(openings.map((r) => ({ ...r, shares: [...r.shares] })))
      : undefined,
  ]);
  const facts = {
    verdict,
    ...(prepared === undefined ? {} : { prepared }),
    ...(opened === undefined ? {} : { opened }),
  };
  return { facts, proof };
}
