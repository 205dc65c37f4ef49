/**
 * Work that costs us something and that many may ask for: so much in a second, and everybody gets its turn. Whoever
 * asks often waits like everybody else: it has one place in the queue, and what it asked last is what is done. Without
 * the queue those who ask ten times a second would always be there when the next one may pass.
 */
import { TokenBucket } from '../net/tokenBucket.ts';
import type { Scheduler } from './clock.ts';

export interface FairLimits {
  readonly burst: number;
  readonly perSecond: number;
  /** Places in the queue; who finds none is not heard. */
  readonly names: number;
}

export class FairQueue<T> {
  private readonly waiting = new Map<string, T>();
  private readonly bucket: TokenBucket;
  private cancel: (() => void) | undefined;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly limits: FairLimits,
    private readonly serve: (name: string, item: T) => Promise<void>,
    private readonly onFatal: (error: unknown) => void,
  ) {
    this.bucket = new TokenBucket(limits.perSecond, limits.burst, scheduler.nowMs());
  }

  has(name: string): boolean {
    return this.waiting.has(name);
  }

  /** Done at once, or when it is its turn; in the place of what this one asked before. */
  async offer(name: string, item: T): Promise<void> {
    if (!this.waiting.has(name) && this.waiting.size >= this.limits.names) return;
    this.waiting.set(name, item);
    if (this.cancel === undefined) await this.next();
  }

  stop(): void {
    this.cancel?.();
    this.cancel = undefined;
    this.waiting.clear();
  }

  private async next(): Promise<void> {
    this.cancel = undefined;
    const done: Promise<void>[] = [];
    for (const [name, item] of this.waiting) {
      if (!this.bucket.take(1, this.scheduler.nowMs())) {
        const everyMs = Math.ceil(1000 / this.limits.perSecond);
        this.cancel = this.scheduler.after(everyMs, () => void this.next().catch(this.onFatal));
        break;
      }
      this.waiting.delete(name);
      done.push(this.serve(name, item));
    }
    await Promise.all(done);
  }
}
