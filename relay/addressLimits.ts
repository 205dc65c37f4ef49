/** Rates and counts by client address, forgotten when they no longer matter. */
import { TokenBucket } from '../src/net/tokenBucket.ts';

export class AddressRate {
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    private readonly remembered: number,
  ) {}

  /** Whether one more, or so much, is allowed now (milliseconds of a steady clock). */
  take(address: string, nowMs: number, amount = 1): boolean {
    let bucket = this.#buckets.get(address);
    if (bucket === undefined) {
      if (this.#buckets.size >= this.remembered) this.#forget(nowMs);
      bucket = new TokenBucket(this.perSecond, this.burst, nowMs);
      this.#buckets.set(address, bucket);
    }
    return bucket.take(amount, nowMs);
  }

  #forget(nowMs: number): void {
    for (const [address, bucket] of this.#buckets) if (bucket.full(nowMs)) this.#buckets.delete(address);
    // All of them busy: the oldest goes, which at worst gives one address a fresh burst.
    if (this.#buckets.size >= this.remembered) this.#buckets.delete(this.#buckets.keys().next().value!);
  }
}

export class AddressCount {
  readonly #counts = new Map<string, number>();
  #total = 0;

  constructor(
    private readonly perAddress: number,
    private readonly all: number,
  ) {}

  get total(): number {
    return this.#total;
  }

  enter(address: string): boolean {
    const count = this.#counts.get(address) ?? 0;
    if (count >= this.perAddress || this.#total >= this.all) return false;
    this.#counts.set(address, count + 1);
    this.#total += 1;
    return true;
  }

  leave(address: string): void {
    const count = this.#counts.get(address) ?? 0;
    if (count === 0) return;
    if (count === 1) this.#counts.delete(address);
    else this.#counts.set(address, count - 1);
    this.#total -= 1;
  }
}

/** Bytes by client address: whoever sends faster waits. Remembered while the address has a connection. */
export class AddressBytes {
  readonly #paces = new Map<string, { users: number; tokens: number; atMs: number }>();

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
  ) {}

  enter(address: string, nowMs: number): void {
    const pace = this.#paces.get(address) ?? { users: 0, tokens: this.burst, atMs: nowMs };
    pace.users += 1;
    this.#paces.set(address, pace);
  }

  leave(address: string): void {
    const pace = this.#paces.get(address);
    if (pace === undefined) return;
    pace.users -= 1;
    if (pace.users === 0) this.#paces.delete(address);
  }

  /** Counts them, and says how many milliseconds they must wait. */
  waitMs(address: string, bytes: number, nowMs: number): number {
    const pace = this.#paces.get(address);
    if (pace === undefined) return 0;
    const earned = (Math.max(0, nowMs - pace.atMs) / 1000) * this.perSecond;
    pace.tokens = Math.min(this.burst, pace.tokens + earned) - bytes;
    pace.atMs = nowMs;
    return pace.tokens >= 0 ? 0 : (-pace.tokens / this.perSecond) * 1000;
  }
}
