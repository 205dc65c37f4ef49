/**
 * Who watches a table through this member: they get every block that it makes, and what they lack upon asking.
 *
 * Whoever is not a member and has said who it is may watch, until there are `watchLimits.spectators`. What one of
 * them asks too often is ignored, and all together never get more bytes of answers than the caps say, so that nobody
 * slows a game by watching it. Nothing of what they say reaches the consensus.
 */
import type { PeerId } from '../../net/network.ts';
import { TokenBucket } from '../../net/tokenBucket.ts';
import { watchLimits } from './limits.ts';

export class Audience {
  private readonly watching = new Set<PeerId>();
  /** By peer, as long as it is linked: who leaves and comes back has not asked less for that. */
  private readonly requests = new Map<PeerId, TokenBucket>();
  private readonly bytes: TokenBucket;

  /** @param nowMs a steady clock, milliseconds */
  constructor(private readonly nowMs: () => number) {
    this.bytes = new TokenBucket(watchLimits.answerBytesPerSecond, watchLimits.answerByteBurst, nowMs());
  }

  /** How many watch through this member. */
  get size(): number {
    return this.watching.size;
  }

  has(peer: PeerId): boolean {
    return this.watching.has(peer);
  }

  /** True if the peer watches now; false if there is no room. */
  admit(peer: PeerId): boolean {
    if (this.watching.has(peer)) return true;
    if (this.watching.size >= watchLimits.spectators) return false;
    this.watching.add(peer);
    return true;
  }

  leave(peer: PeerId): void {
    this.watching.delete(peer);
  }

  /** Its link is gone. */
  forget(peer: PeerId): void {
    this.watching.delete(peer);
    this.requests.delete(peer);
  }

  /** Takes out those for whom `sits` holds: they are members now. */
  review(sits: (peer: PeerId) => boolean): void {
    for (const peer of [...this.watching]) if (sits(peer)) this.watching.delete(peer);
  }

  /** Is one more request of this peer answered? */
  mayAsk(peer: PeerId): boolean {
    let bucket = this.requests.get(peer);
    if (!bucket) {
      const { requestsPerSecond, requestBurst } = watchLimits;
      bucket = new TokenBucket(requestsPerSecond, requestBurst, this.nowMs());
      this.requests.set(peer, bucket);
    }
    return bucket.take(1, this.nowMs());
  }

  /** May so many bytes be sent in answer now? Counted as sent if so. */
  maySend(bytes: number): boolean {
    return this.bytes.take(bytes, this.nowMs());
  }
}
