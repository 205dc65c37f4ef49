/**
 * How often each of many may do something that costs us work: a burst, then now and then. What is beyond is the
 * caller's to drop.
 */
import { TokenBucket } from '../net/tokenBucket.ts';

export interface LimitsOfEach {
  readonly burst: number;
  readonly perSecond: number;
  /** Names that are counted at once; beyond it the one that came longest ago is forgotten. */
  readonly names: number;
}

export class BudgetOfEach {
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(
    private readonly nowMs: () => number,
    private readonly limits: LimitsOfEach,
  ) {}

  /** May this one do it once more, or so many times at once? */
  take(name: string, times = 1): boolean {
    const nowMs = this.nowMs();
    const { perSecond, burst, names } = this.limits;
    const bucket = this.buckets.get(name) ?? new TokenBucket(perSecond, burst, nowMs);
    this.buckets.delete(name);
    this.buckets.set(name, bucket);
    if (this.buckets.size > names) this.buckets.delete(this.buckets.keys().next().value!);
    return bucket.take(times, nowMs);
  }
}
