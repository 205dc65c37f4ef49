/**
 * How often somebody may say who it is: a burst, then now and then, for each signing key. What is beyond is dropped and
 * costs nobody points: whoever passes on what others say cannot help how often they say it.
 */
import { TokenBucket } from '../net/tokenBucket.ts';

export const helloLimits = {
  burst: 12,
  perSecond: 0.2,
  /** Keys that are counted at once; beyond it the one that spoke longest ago is forgotten. */
  keys: 256,
} as const;

/** What one peer passes on of what others say, all keys together: a full lobby's wishes, and their changes. */
export const passedOnLimits = { burst: 64, perSecond: 4, keys: 64 } as const;

export class HelloBudget {
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(
    private readonly nowMs: () => number,
    private readonly limits: { readonly [K in keyof typeof helloLimits]: number } = helloLimits,
  ) {}

  /** May the hello that this key (hexadecimal) has just signed be looked at? */
  take(key: string): boolean {
    const nowMs = this.nowMs();
    const { perSecond, burst, keys } = this.limits;
    const bucket = this.buckets.get(key) ?? new TokenBucket(perSecond, burst, nowMs);
    this.buckets.delete(key);
    this.buckets.set(key, bucket);
    if (this.buckets.size > keys) this.buckets.delete(this.buckets.keys().next().value!);
    return bucket.take(1, nowMs);
  }
}
