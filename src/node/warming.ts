/**
 * Making ready for a deck while people gather, so that the first hand does not wait for it.
 *
 * Upon a link in the lobby: a moment after the last one, for links that are still made are more urgent; but strangers
 *   who come and come put it off no longer than four seconds.
 */
import type { Scheduler } from './clock.ts';

const AFTER_MS = 300;
/** While there are relayed links: over a distance the direct one follows by that much. */
const RELAYED_AFTER_MS = 1_000;
const AT_LATEST_MS = 4_000;

interface WarmingOptions {
  readonly scheduler: Scheduler;
  /** Who is here is about to play. */
  readonly willPlay: () => boolean;
  readonly warm: () => void;
  /** Some link goes by way of a third, and a direct one may be on its way. */
  readonly relayed: () => boolean;
}

export class Warming {
  private firstMs: number | undefined;
  private done = false;
  private cancel: () => void = () => undefined;

  constructor(private readonly o: WarmingOptions) {}

  linked(): void {
    if (this.done) return;
    const { scheduler, willPlay, warm, relayed } = this.o;
    const nowMs = scheduler.nowMs();
    this.firstMs ??= nowMs;
    this.cancel();
    const waitMs = Math.max(
      0,
      Math.min(relayed() ? RELAYED_AFTER_MS : AFTER_MS, this.firstMs + AT_LATEST_MS - nowMs),
    );
    this.cancel = scheduler.after(waitMs, () => {
      if (!willPlay()) return;
      this.done = true;
      warm();
    });
  }

  stop(): void {
    this.cancel();
  }
}
