/** Peers in a later epoch than ours: when they are asked for what we have missed. */
import type { PeerId } from '../../net/network.ts';
import type { ConsensusMessage } from '../validator/wire.ts';

/** One who watches comes to the next epoch by itself, unless it takes longer than this; milliseconds. */
const patienceMs = 3_000;
/** A peer that is ahead is asked at most so often; milliseconds. */
const catchUpAgainMs = 500;

export class PeersAhead {
  private readonly askedMs = new Map<PeerId, number>();
  private ahead: { readonly epoch: number; readonly sinceMs: number } | undefined;

  /** Is it time to ask this peer again? */
  isDue(from: PeerId, nowMs: number): boolean {
    const last = this.askedMs.get(from);
    if (last !== undefined && nowMs - last < catchUpAgainMs) return false;
    this.askedMs.set(from, nowMs);
    return true;
  }

  /**
   * Has whoever only watches waited long enough for an epoch to come by itself? Members say a word in the next one
   * before the last ones of this have reached those who watch.
   */
  isOverdue(epoch: number, nowMs: number): boolean {
    if (this.ahead?.epoch !== epoch) this.ahead = { epoch, sinceMs: nowMs };
    return nowMs - this.ahead.sinceMs >= patienceMs;
  }

  forget(peer: PeerId): void {
    this.askedMs.delete(peer);
  }
}

export function epochOf(message: ConsensusMessage): number {
  if (message.kind === 'contradiction') return message.body.a.header.epoch;
  if (message.kind === 'block') return message.body.content.epoch;
  if (message.kind === 'blocks') return message.body.blocks[0]?.content.epoch ?? 0;
  return message.body.epoch;
}
