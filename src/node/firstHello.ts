/**
 * Whoever is linked says who it is, soon. One that does not is let go, without blame, and may come again: its place is
 * for somebody who has something to say.
 */
import type { Network, PeerId } from '../net/network.ts';
import type { Scheduler } from './clock.ts';

/** From a working link to the first hello; milliseconds. */
export const firstHelloMs = 10_000;

export class FirstHello {
  private readonly awaited = new Map<PeerId, () => void>();

  constructor(
    private readonly network: Pick<Network, 'drop'>,
    private readonly scheduler: Scheduler,
  ) {}

  /** A link is there. */
  linked(peer: PeerId): void {
    if (this.awaited.has(peer)) return;
    const drop = (): void => {
      this.awaited.delete(peer);
      this.network.drop(peer);
    };
    this.awaited.set(peer, this.scheduler.after(firstHelloMs, drop));
  }

  /** It has said who it is, or its link is gone. */
  settled(peer: PeerId): void {
    this.awaited.get(peer)?.();
    this.awaited.delete(peer);
  }

  stop(): void {
    for (const cancel of this.awaited.values()) cancel();
    this.awaited.clear();
  }
}
