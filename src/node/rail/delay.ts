/**
 * What a feeder tells, some slots behind the table: a block is out when so many more slots are settled than when it
 * came. Who streams a table can so show it after it could help anybody.
 */
import type { RailMessage } from './tap.ts';

interface DelayOptions {
  /** 0 tells everything at once. */
  readonly delaySlots: number;
  /** Settled slots of the table, in all its epochs. */
  readonly height: () => number;
  readonly publish: (message: RailMessage, key: string | undefined) => void;
}

interface Held {
  readonly message: RailMessage;
  readonly key: string | undefined;
  readonly dueHeight: number;
}

export class DelayedFeed {
  private readonly held: Held[] = [];
  private readonly heldKeys = new Set<string>();

  constructor(private readonly o: DelayOptions) {}

  /** @param key a block's id in hexadecimal */
  take(message: RailMessage, key: string | undefined): void {
    const { delaySlots, height, publish } = this.o;
    if (delaySlots === 0) {
      publish(message, key);
      return;
    }
    // An own block is told twice: when it is sent, and when it is in the DAG.
    if (key !== undefined && this.heldKeys.has(key)) return;
    this.held.push({ message, key, dueHeight: height() + delaySlots });
    if (key !== undefined) this.heldKeys.add(key);
    this.look();
  }

  /** Whether those on the rail may have this block. */
  isOut(key: string): boolean {
    return !this.heldKeys.has(key);
  }

  /** The table may have gone on. */
  look(): void {
    while (this.held[0] !== undefined && this.held[0].dueHeight <= this.o.height()) {
      const { message, key } = this.held.shift()!;
      if (key !== undefined) this.heldKeys.delete(key);
      this.o.publish(message, key);
    }
  }
}
