/** A rate with a burst: `take` says whether so much may pass at this time (milliseconds of any steady clock). */
export class TokenBucket {
  #tokens: number;
  #atMs: number;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    nowMs: number,
  ) {
    this.#tokens = burst;
    this.#atMs = nowMs;
  }

  take(amount: number, nowMs: number): boolean {
    const elapsedMs = Math.max(0, nowMs - this.#atMs);
    this.#atMs = Math.max(this.#atMs, nowMs);
    this.#tokens = Math.min(this.burst, this.#tokens + (elapsedMs / 1000) * this.perSecond);
    if (this.#tokens < amount) return false;
    this.#tokens -= amount;
    return true;
  }

  /** Nothing has passed for long enough that it is as good as new. */
  full(nowMs: number): boolean {
    return this.#tokens + (Math.max(0, nowMs - this.#atMs) / 1000) * this.perSecond >= this.burst;
  }
}
