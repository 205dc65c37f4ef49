/** What must be computed before a transaction is applied: a verdict, the joint deck, opened cards. */
import type { Ed25519 } from '../../crypto/ed25519.ts';
import type { Statement, Verdict } from '../../mentalpoker/statement.ts';
import { statementDigest } from '../../mentalpoker/statementBytes.ts';
import type { Facts } from '../../table/apply/facts.ts';
import type { Judged } from '../../table/apply/judge.ts';
import { recoveredOpenings } from '../../table/apply/requirements.ts';
import { proofsToJudge, unjudgedId } from '../../table/deck/nextDeck.ts';
import type { SignatureCheck } from '../../table/state/signature.ts';
import type { TableState } from '../../table/state/state.ts';
import type { DeckWorker, TimedVerdict } from '../../workers/deckWorker.ts';

/**
 * Comes to a verdict on a statement that a transaction makes in `state`, from a cache or by the workers.
 * @param digest `statementDigest(statement)`
 */
export type VerdictOf = (statement: Statement, digest: string, state: TableState) => Promise<TimedVerdict>;

export interface Established {
  readonly facts: Facts;
  /** Which proof of the table's log the verdict belongs to, and what it cost. */
  readonly proof: { readonly id: string; readonly tookMs: number } | undefined;
}

/** What facts are computed with. */
export interface FactMakers {
  readonly worker: Pick<
    DeckWorker,
    'prepareDeck' | 'openCards' | 'recoverShares' | 'dividePots' | 'combineDealings'
  >;
  /** Accepts exactly the same signatures on every platform. */
  readonly ed25519: Pick<Ed25519, 'verify' | 'isAdmissibleKey'>;
}

async function allHold(checks: readonly SignatureCheck[], ed25519: FactMakers['ed25519']): Promise<boolean> {
  for (const { key, message, signature } of checks) {
    if (!ed25519.isAdmissibleKey(key) || !(await ed25519.verify(key, message, signature))) return false;
  }
  return true;
}

/** Rejects only when the workers cannot compute: never guess a fact. */
export async function factsFor(
  { state, transaction, requirements }: Judged,
  verdictOf: VerdictOf,
  { worker, ed25519 }: FactMakers,
): Promise<Established> {
  const { statement, deferred, prepare, openings, recover, proofId, signatures } = requirements;
  if (signatures) {
    const signaturesHold = await allHold(signatures, ed25519);
    if (!statement) return { facts: { signaturesHold }, proof: undefined };
    const { verdict } = await verdictOf(statement, statementDigest(statement), state);
    return { facts: { signaturesHold, verdict }, proof: undefined };
  }
  if (deferred) {
    const prepared =
      prepare && (await worker.prepareDeck({ ...prepare, publicKeys: [...prepare.publicKeys] }));
    return { facts: prepared === undefined ? {} : { prepared }, proof: undefined };
  }
  if (!statement) return { facts: {}, proof: undefined };
  const { verdict, tookMs } = await verdictOf(statement, statementDigest(statement), state);
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

/**
 * What `beginSlot` needs: the verdicts on what was sent for the next deck, once their time has come. `took` hears
 * what each of them cost.
 */
export function slotVerdicts(
  state: TableState,
  verdictOf: VerdictOf,
  took: (proof: NonNullable<Established['proof']>) => void = () => undefined,
): Promise<Verdict[]> {
  return Promise.all(
    proofsToJudge(state).map(async (statement, i) => {
      const { verdict, tookMs } = await verdictOf(statement, statementDigest(statement), state);
      took({ id: unjudgedId(state.nextDeck!, i), tookMs });
      return verdict;
    }),
  );
}
