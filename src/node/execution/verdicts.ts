/**
 * Verdicts on proofs, computed once per statement and proof by the workers and looked up by digest. A verdict
 * is a pure function of its statement, so whoever asks first starts the work and everyone waits for the same.
 * What this device has judged before it need not judge again after a reload.
 */
import type { Refusal, Statement, Verdict } from '../../mentalpoker/statement.ts';
import { statementDigest } from '../../mentalpoker/statementBytes.ts';
import type { DeckWorker, TimedVerdict } from '../../workers/deckWorker.ts';

/** Verdicts kept in memory: those of a whole nine-handed hand several times over. */
const capacity = 512;

export class VerdictCache {
  private readonly byDigest = new Map<string, Promise<TimedVerdict>>();

  constructor(
    private readonly worker: DeckWorker,
    /** Verdicts of this device from before, by digest; an empty reason is a proof that holds. */
    private readonly before: ReadonlyMap<string, string>,
    private readonly save: (digest: string, reason: string) => void,
  ) {}

  /** Rejects only when the workers cannot compute at all: that is no verdict, and the tab must stop. */
  of(statement: Statement, digest = statementDigest(statement)): Promise<TimedVerdict> {
    const known = this.byDigest.get(digest);
    if (known) return known;
    const judged = this.judge(digest, statement);
    this.keep(digest, judged);
    // A crash must not be remembered as if it were an answer. Callers see the rejection themselves.
    judged.catch(() => this.byDigest.delete(digest));
    return judged;
  }

  /** This tab's own workers have made and checked it: nobody need check it again. */
  holds(statement: Statement): void {
    const digest = statementDigest(statement);
    if (this.byDigest.has(digest)) return;
    this.keep(digest, Promise.resolve({ verdict: { ok: true }, tookMs: 0 }));
    this.save(digest, '');
  }

  private keep(digest: string, judged: Promise<TimedVerdict>): void {
    this.byDigest.set(digest, judged);
    if (this.byDigest.size > capacity) this.byDigest.delete(this.byDigest.keys().next().value!);
  }

  private async judge(digest: string, statement: Statement): Promise<TimedVerdict> {
    const reason = this.before.get(digest);
    if (reason !== undefined) {
      const verdict: Verdict = reason === '' ? { ok: true } : { ok: false, reason: reason as Refusal };
      return { verdict, tookMs: 0 };
    }
    const judged = await this.worker.verify(statement);
    this.save(digest, judged.verdict.ok ? '' : judged.verdict.reason);
    return judged;
  }
}
