/**
 * Who is on the rail of which table, as data. Unlike the members' directory nobody here hears of everybody: the relay
 * keeps a random graph, and each peer knows its neighbours in it, and links to them and to nobody else. So a join
 * costs the same whether ten watch or a thousand, and who would cut somebody off has to be most of the rail.
 *
 * Upon a join: edges to some random peers that have room; these are told. Upon a leave: its neighbours are told, and
 * whoever has too few left gets new ones. A feeder has few edges and never more, so that what the rail costs a member
 * has a cap however many watch.
 */
import { randomBelow } from '../src/net/chance.ts';
import type { Refusal } from '../src/net/directoryProtocol.ts';
import { TokenBucket } from '../src/net/tokenBucket.ts';
import type { Member } from './directory.ts';
import { relayLimits } from './limits.ts';

export interface RailDirectoryLimits {
  /** Tables with a rail, and peers on one. */
  readonly rails: number;
  readonly railPeers: number;
  /** Neighbours that a peer gets when it joins, has at most, and gets again below the least. */
  readonly railNeighbours: number;
  readonly railMostNeighbours: number;
  readonly railLeastNeighbours: number;
  /** Neighbours of a feeder, at most. */
  readonly railFeederNeighbours: number;
  /** Joins of one peer: burst, and refill. */
  readonly railJoinBurst: number;
  readonly railJoinsPerSecond: number;
}

interface Place {
  readonly member: Member;
  readonly isFeeder: boolean;
  readonly most: number;
  readonly neighbours: Set<string>;
}

/** By peer, with the same in a list for choosing at random. */
interface Rail {
  readonly places: Map<string, Place>;
  readonly peers: string[];
  readonly indexOf: Map<string, number>;
}

export class RailDirectory {
  readonly #rails = new Map<string, Rail>();
  /** By peer; the one that joined longest ago is forgotten first. */
  readonly #joins = new Map<string, TokenBucket>();

  constructor(
    private readonly limits: RailDirectoryLimits = relayLimits,
    private readonly random: (below: number) => number = randomBelow,
    private readonly nowMs: () => number = () => performance.now(),
    /** Told the key of a rail that somebody has joined to watch. */
    private readonly watched: (key: string) => void = () => undefined,
  ) {}

  /** Somebody is on this rail. */
  has(key: string): boolean {
    return this.#rails.has(key);
  }

  get railCount(): number {
    return this.#rails.size;
  }

  get peerCount(): number {
    return [...this.#rails.values()].reduce((sum, rail) => sum + rail.peers.length, 0);
  }

  /** Enters a peer and tells its neighbours; or says why not, and changes nothing. */
  join(key: string, member: Member, isFeeder = false): Refusal | undefined {
    const { rails, railPeers, railFeederNeighbours, railMostNeighbours } = this.limits;
    if (!this.#mayJoin(member.peer)) return 'too-many-streams';
    let rail = this.#rails.get(key);
    const before = rail?.places.get(member.peer);
    if (rail === undefined && this.#rails.size >= rails) return 'too-many-tables';
    if (rail !== undefined && before === undefined && rail.peers.length >= railPeers) return 'table-full';
    if (before !== undefined) {
      this.leave(key, before.member);
      before.member.replaced();
      rail = this.#rails.get(key);
    }
    rail ??= { places: new Map(), peers: [], indexOf: new Map() };
    this.#rails.set(key, rail);
    const most = isFeeder ? railFeederNeighbours : railMostNeighbours;
    const place: Place = { member, isFeeder, most, neighbours: new Set() };
    rail.places.set(member.peer, place);
    rail.indexOf.set(member.peer, rail.peers.length);
    rail.peers.push(member.peer);
    const told = this.#connect(rail, place, isFeeder ? railFeederNeighbours : this.limits.railNeighbours);
    tell([place, ...told]);
    if (!isFeeder) this.watched(key);
    return undefined;
  }

  /** Ends a membership; one that was replaced is over already. */
  leave(key: string, member: Member): void {
    const rail = this.#rails.get(key);
    const place = rail?.places.get(member.peer);
    if (rail === undefined || place === undefined || place.member !== member) return;
    rail.places.delete(member.peer);
    const at = rail.indexOf.get(member.peer)!;
    const last = rail.peers.pop()!;
    rail.indexOf.delete(member.peer);
    if (last !== member.peer) {
      rail.peers[at] = last;
      rail.indexOf.set(last, at);
    }
    if (rail.peers.length === 0) this.#rails.delete(key);
    const told = new Set<Place>();
    for (const peer of place.neighbours) {
      const neighbour = rail.places.get(peer)!;
      neighbour.neighbours.delete(member.peer);
      told.add(neighbour);
      const least = Math.min(neighbour.most, this.limits.railLeastNeighbours);
      const lacks = least - neighbour.neighbours.size;
      if (lacks > 0) for (const other of this.#connect(rail, neighbour, lacks)) told.add(other);
    }
    tell([...told]);
  }

  /** Whether two peers are neighbours: only between these the relay carries anything. */
  together(a: string, b: string): boolean {
    for (const { places } of this.#rails.values()) if (places.get(a)?.neighbours.has(b) === true) return true;
    return false;
  }

  /** Tells everybody that the relay is about to stop. */
  announceLeaving(): void {
    for (const { places } of [...this.#rails.values()])
      for (const { member } of [...places.values()]) member.leaving();
  }

  #mayJoin(peer: string): boolean {
    const nowMs = this.nowMs();
    const { railJoinBurst, railJoinsPerSecond, rails, railPeers } = this.limits;
    const bucket = this.#joins.get(peer) ?? new TokenBucket(railJoinsPerSecond, railJoinBurst, nowMs);
    this.#joins.delete(peer);
    this.#joins.set(peer, bucket);
    if (this.#joins.size > rails * railPeers) this.#joins.delete(this.#joins.keys().next().value!);
    return bucket.take(1, nowMs);
  }

  /** Edges to so many random peers with room, fewer where there are none; who got one. */
  #connect(rail: Rail, place: Place, wanted: number): Place[] {
    const { peer } = place.member;
    const made: Place[] = [];
    const add = (name: string): void => {
      const other = rail.places.get(name)!;
      if (name === peer || place.neighbours.has(name) || other.neighbours.size >= other.most) return;
      // Two feeders say the same, and have few places.
      if (place.isFeeder && other.isFeeder) return;
      place.neighbours.add(name);
      other.neighbours.add(peer);
      made.push(other);
    };
    const full = (): boolean => made.length >= wanted || place.neighbours.size >= place.most;
    const count = rail.peers.length;
    // At a large rail a few draws find enough; where most are full, all are gone through from a random one on.
    for (let i = 0; i < 4 * wanted && !full() && count > 4 * wanted; i++)
      add(rail.peers[this.random(count)]!);
    const from = this.random(count);
    for (let i = 0; i < count && !full(); i++) add(rail.peers[(from + i) % count]!);
    return made;
  }
}

function tell(places: readonly Place[]): void {
  for (const { member, neighbours } of places) member.tell([...neighbours, member.peer]);
}
