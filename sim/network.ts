/**
 * The simulated network: point-to-point links with seeded latency and faults. It carries any kind of message, so
 * that bare cores (objects) and whole nodes (bytes) can be driven alike.
 */
import type { Random } from './random.ts';
import type { VirtualTime } from './time.ts';

export interface Endpoint<M> {
  receive(from: number, message: M): void;
  linkChanged(peer: number, up: boolean): void;
}

export interface NetworkConditions {
  /** One-way delay of a message, milliseconds. */
  latencyMs(from: number, to: number): number;
  /** Chance that a message is lost, and that it comes twice. */
  lossChance: number;
  duplicateChance: number;
  /** May later messages overtake earlier ones on a link? */
  reorders: boolean;
}

export interface SimNetwork<M> {
  readonly conditions: NetworkConditions;
  /** Puts an endpoint on the network, or takes it off; links open or close at once. */
  attach(index: number, endpoint: Endpoint<M>): void;
  detach(index: number): void;
  send(from: number, to: number, message: M): void;
  /** Links between different groups break; undefined heals. */
  partition(groups: readonly (readonly number[])[] | undefined): void;
  /** The link of this pair breaks, or may be again; each `cut` needs its own `mend`. */
  cut(a: number, b: number): void;
  mend(a: number, b: number): void;
  /** What `from` sends never comes to `to`, although both believe in the link. */
  deafen(from: number, to: number): void;
  /** Closes and opens every link that may be open, as after a reconnection. */
  reconnect(): void;
  linked(a: number, b: number): boolean;
  /** Messages handed to the network, of all or among these. */
  sent(among?: ReadonlySet<number>): number;
}

export function createNetwork<M>(
  size: number,
  time: VirtualTime,
  random: Random,
  conditions: NetworkConditions,
): SimNetwork<M> {
  const endpoints = new Array<Endpoint<M> | undefined>(size).fill(undefined);
  const generation = new Array<number>(size).fill(0);
  const up = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  const lastArrivalMs = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const cuts = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const deaf = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  let groupOf: number[] | undefined;
  const sentFromTo = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const mayLink = (a: number, b: number): boolean =>
    endpoints[a] !== undefined &&
    endpoints[b] !== undefined &&
    cuts[a]![b] === 0 &&
    (groupOf === undefined || groupOf[a] === groupOf[b]);
  const refresh = (): void => {
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        if (a === b) continue;
        const now = mayLink(a, b);
        if (up[a]![b] === now) continue;
        up[a]![b] = now;
        endpoints[a]?.linkChanged(b, now);
      }
    }
  };
  const deliver = (from: number, to: number, message: M): void => {
    let delayMs = conditions.latencyMs(from, to);
    if (!conditions.reorders) {
      const arrivalMs = Math.max(lastArrivalMs[from]![to]!, time.nowMs() + delayMs);
      lastArrivalMs[from]![to] = arrivalMs;
      delayMs = arrivalMs - time.nowMs();
    }
    const target = generation[to];
    time.after(delayMs, () => {
      // A message in flight when the link broke is lost, as with a real stream.
      if (generation[to] === target && up[to]![from]) endpoints[to]?.receive(from, message);
    });
  };
  return {
    conditions,
    attach(index, endpoint) {
      endpoints[index] = endpoint;
      generation[index]!++;
      refresh();
    },
    detach(index) {
      endpoints[index] = undefined;
      generation[index]!++;
      for (let b = 0; b < size; b++) up[index]![b] = false;
      refresh();
    },
    send(from, to, message) {
      if (!up[from]![to]) return;
      sentFromTo[from]![to]!++;
      if (random.chance(conditions.lossChance) || deaf[from]![to]) return;
      deliver(from, to, message);
      if (random.chance(conditions.duplicateChance)) deliver(from, to, message);
    },
    partition(groups) {
      groupOf = groups === undefined ? undefined : new Array<number>(size).fill(-1);
      for (const [g, members] of (groups ?? []).entries()) for (const m of members) groupOf![m] = g;
      refresh();
    },
    cut(a, b) {
      cuts[a]![b]!++;
      cuts[b]![a]!++;
      refresh();
    },
    mend(a, b) {
      cuts[a]![b]!--;
      cuts[b]![a]!--;
      refresh();
    },
    deafen(from, to) {
      deaf[from]![to] = true;
    },
    reconnect() {
      for (let a = 0; a < size; a++) {
        for (let b = 0; b < size; b++) {
          if (!up[a]![b]) continue;
          endpoints[a]?.linkChanged(b, false);
          endpoints[a]?.linkChanged(b, true);
        }
      }
    },
    linked: (a, b) => up[a]![b]!,
    sent(among) {
      let sum = 0;
      for (const [from, row] of sentFromTo.entries())
        for (const [to, count] of row.entries())
          if (among === undefined || (among.has(from) && among.has(to))) sum += count;
      return sum;
    },
  };
}
