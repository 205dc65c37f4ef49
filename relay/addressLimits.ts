/** Rates and counts by client address, forgotten when they no longer matter. */
import { TokenBucket } from '../src/net/tokenBucket.ts';

export class AddressRate {
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    private readonly remembered: number,
  ) {}

  /** Whether one more is allowed now (milliseconds of a steady clock). */
  take(address: string, nowMs: number): boolean {
    let bucket = this.#buckets.get(address);
    if (bucket === undefined) {
      if (this.#buckets.size >= this.remembered) this.#forget(nowMs);
      bucket = new TokenBucket(this.perSecond, this.burst, nowMs);
      this.#buckets.set(address, bucket);
    }
    return bucket.take(1, nowMs);
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
