/**
 * What peers did wrong: counts for the network panel, and points that wear off. Things an honest peer can
 * cause by being late weigh little, forgeries weigh much.
 */
import type { NetLimits } from './limits.ts';
import type { Misbehaviour, PeerId } from './network.ts';

const points: Readonly<Record<Misbehaviour, number>> = {
  malformed: 20,
  oversized: 25,
  'bad-signature': 25,
  'wrong-table': 20,
  'wrong-epoch': 0.5,
  'bad-structure': 5,
  flood: 1,
  stale: 0.2,
  internal: 5,
};

/** Peers remembered; the one that did nothing for longest is forgotten first. */
const MAX_REMEMBERED = 256;

interface Entry {
  readonly counts: Partial<Record<Misbehaviour, number>>;
  points: number;
  atMs: number;
  bannedUntilMs: number;
}

export class PenaltyBook {
  readonly #entries = new Map<PeerId, Entry>();

  constructor(private readonly limits: NetLimits) {}

  /** Counts it; true when the peer has now done too much and its links are to be closed. */
  record(peer: PeerId, what: Misbehaviour, nowMs: number): boolean {
    const entry = this.#entries.get(peer) ?? { counts: {}, points: 0, atMs: nowMs, bannedUntilMs: 0 };
    this.#entries.delete(peer);
    this.#entries.set(peer, entry);
    if (this.#entries.size > MAX_REMEMBERED) this.#entries.delete(this.#entries.keys().next().value!);
    entry.counts[what] = (entry.counts[what] ?? 0) + 1;
    const worn = ((nowMs - entry.atMs) / 1000) * this.limits.penaltyPointsPerSecond;
    entry.points = Math.max(0, entry.points - worn) + points[what];
    entry.atMs = nowMs;
    if (entry.points < this.limits.penaltyPoints) return false;
    entry.points = 0;
    entry.bannedUntilMs = nowMs + this.limits.banMs;
    return true;
  }

  banned(peer: PeerId, nowMs: number): boolean {
    return nowMs < (this.#entries.get(peer)?.bannedUntilMs ?? 0);
  }

  counts(): ReadonlyMap<PeerId, Readonly<Partial<Record<Misbehaviour, number>>>> {
    return new Map([...this.#entries].map(([peer, entry]) => [peer, { ...entry.counts }]));
  }
}
