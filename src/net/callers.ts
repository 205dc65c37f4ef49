/**
 * How often strangers may call over a relay, by the relay's word for who they are: a call is refused before the
 * handshake, which is what costs a tab its time. So nobody keeps a tab busy by hanging up and calling again.
 */
import type { NetLimits } from './limits.ts';
import type { PeerId } from './network.ts';
import { TokenBucket } from './tokenBucket.ts';

type CallLimits = Pick<
  NetLimits,
  'callsPerSecond' | 'callBurst' | 'callsOfOnePerSecond' | 'callBurstOfOne' | 'peers'
>;

/**
 * How many strangers can be under way at once who never finish: a handshake, then a link. Whoever holds fewer places
 * open for them lets those few keep everybody else from the tab.
 */
export function mostCallers({
  callBurst,
  callsPerSecond,
  dialTimeoutMs,
  linkTimeoutMs,
}: Pick<NetLimits, 'callBurst' | 'callsPerSecond' | 'dialTimeoutMs' | 'linkTimeoutMs'>): number {
  return callBurst + Math.ceil((callsPerSecond * (dialTimeoutMs + linkTimeoutMs)) / 1000);
}

export class Callers {
  readonly #ofOne = new Map<PeerId, TokenBucket>();
  readonly #ofAll: TokenBucket;

  constructor(
    private readonly limits: CallLimits,
    private readonly now: () => number,
  ) {
    this.#ofAll = new TokenBucket(limits.callsPerSecond, limits.callBurst, now());
  }

  /** One who calls too often takes nothing of what the others have together. */
  mayCall(peer: PeerId): boolean {
    const nowMs = this.now();
    let rate = this.#ofOne.get(peer);
    if (rate === undefined) {
      this.#forget(nowMs);
      rate = new TokenBucket(this.limits.callsOfOnePerSecond, this.limits.callBurstOfOne, nowMs);
      this.#ofOne.set(peer, rate);
    }
    return rate.take(1, nowMs) && this.#ofAll.take(1, nowMs);
  }

  #forget(nowMs: number): void {
    if (this.#ofOne.size < 8 * this.limits.peers) return;
    for (const [peer, rate] of this.#ofOne) if (rate.full(nowMs)) this.#ofOne.delete(peer);
    if (this.#ofOne.size >= 8 * this.limits.peers) this.#ofOne.delete(this.#ofOne.keys().next().value!);
  }
}
