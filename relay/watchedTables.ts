/**
 * Which tables the host's rail is told of: those that somebody plays at and somebody watches from the rail, both by
 * this relay. A rail's key is a hash of the one its table meets under, so the relay finds the one by the other.
 */
import { railKeyOf } from '../src/codec/meeting.ts';
import { relayLimits } from './limits.ts';

export interface WatchedTablesOptions {
  /** Milliseconds of a steady clock. */
  readonly nowMs: () => number;
  /** Somebody meets under this key (hexadecimal, as all here). */
  readonly isOpen: (table: string) => boolean;
  /** Somebody is on this rail. */
  readonly isWatched: (key: string) => boolean;
  readonly offer: (table: string) => void;
}

export class WatchedTables {
  /** Tables by the keys of their rails. */
  readonly #tables = new Map<string, string>();
  readonly #offeredMs = new Map<string, number>();

  constructor(private readonly o: WatchedTablesOptions) {}

  /** Somebody has opened this table. */
  opened(table: string): void {
    for (const [key, known] of this.#tables) {
      if (this.o.isOpen(known)) continue;
      this.#tables.delete(key);
      this.#offeredMs.delete(key);
    }
    const key = Buffer.from(railKeyOf(Buffer.from(table, 'hex'))).toString('hex');
    this.#tables.set(key, table);
    if (this.o.isWatched(key)) this.watched(key);
  }

  /** Somebody has joined this rail. */
  watched(key: string): void {
    const table = this.#tables.get(key);
    if (table === undefined || !this.o.isOpen(table)) return;
    const nowMs = this.o.nowMs();
    if (nowMs - (this.#offeredMs.get(key) ?? Number.NEGATIVE_INFINITY) < relayLimits.railOfferMs) return;
    this.#offeredMs.set(key, nowMs);
    this.o.offer(table);
  }

  all(): readonly string[] {
    return [...this.#tables].flatMap(([key, table]) =>
      this.o.isOpen(table) && this.o.isWatched(key) ? [table] : [],
    );
  }
}
