/**
 * Messages that came too early: a little is kept of what peers said before this tab could make use of it. What is not
 * kept is not lost, for whoever is linked says again what the other lacks; so the caps are small.
 */
import type { PeerId } from '../net/network.ts';

/** Of one kind of messages; bytes as they came. */
export interface HoldLimits {
  readonly messages: number;
  readonly bytes: number;
  readonly messagesOfOne: number;
  readonly bytesOfOne: number;
}

export interface Held<M> {
  readonly from: PeerId;
  readonly message: M;
  readonly bytes: number;
}

export class HeldBack<M> {
  private list: Held<M>[] = [];

  constructor(private readonly limits: HoldLimits) {}

  get size(): number {
    return this.list.length;
  }

  get bytes(): number {
    return this.list.reduce((sum, h) => sum + h.bytes, 0);
  }

  /** True if it is kept. */
  add(from: PeerId, message: M, bytes: number): boolean {
    const { limits } = this;
    const ofOne = this.list.filter((h) => h.from === from);
    const bytesOfOne = ofOne.reduce((sum, h) => sum + h.bytes, bytes);
    if (ofOne.length >= limits.messagesOfOne || bytesOfOne > limits.bytesOfOne) return false;
    if (this.list.length >= limits.messages || this.bytes + bytes > limits.bytes) return false;
    this.list.push({ from, message, bytes });
    return true;
  }

  /** Instead of what was kept of this sender. */
  replace(from: PeerId, message: M, bytes: number): boolean {
    this.forget(from);
    return this.add(from, message, bytes);
  }

  forget(from: PeerId): void {
    this.list = this.list.filter((h) => h.from !== from);
  }

  /** All that was kept, in the order in which it came; nothing is kept any more. */
  take(): Held<M>[] {
    const { list } = this;
    this.list = [];
    return list;
  }
}
