/** Who is at which table, as data. Members are told of every change; nothing here knows streams or sockets. */

import { randomBelow } from '../src/net/chance.ts';
import type { Refusal } from '../src/net/directoryProtocol.ts';
import { placeFor } from '../src/net/slots.ts';
import { AddressRate } from './addressLimits.ts';
import { relayLimits } from './limits.ts';

export interface Member {
  readonly peer: string;
  /** Whence it comes, as limits count addresses. */
  readonly address?: string | undefined;
  /** The table's peers, this one included, on every change. */
  tell(peers: readonly string[]): void;
  /** The same peer has joined this table again, or somebody else is in its place: this membership is over. */
  replaced(): void;
  /** The relay is about to stop. */
  leaving(): void;
}

export interface DirectoryLimits {
  readonly tables: number;
  readonly peersPerTable: number;
  /** At a full table whoever came this long ago may have to make room; milliseconds. */
  readonly stayMs: number;
  /** Only the latest so many are too new to go; the first so many stay, whoever comes. */
  readonly latest: number;
  readonly settled: number;
  /** Places that one address takes at a full table from others. */
  readonly takenPlacesPerSecond: number;
  readonly takenPlacesBurst: number;
  readonly tablesPerPeer: number;
}

export class Directory {
  /** By table id in hex, then by peer. */
  readonly #tables = new Map<string, Map<string, Member>>();
  /** When a member came, by a steady clock. */
  readonly #sinceMs = new WeakMap<Member, number>();
  readonly #tablesOf = new Map<string, Set<string>>();

  readonly #taken: AddressRate;

  constructor(
    private readonly limits: DirectoryLimits = relayLimits,
    /** Told the id of every table that somebody opens. */
    private readonly opened: (tableId: string) => void = () => undefined,
    private readonly now: () => number = () => performance.now(),
    private readonly random: (below: number) => number = randomBelow,
  ) {
    const { takenPlacesPerSecond, takenPlacesBurst } = limits;
    this.#taken = new AddressRate(takenPlacesPerSecond, takenPlacesBurst, relayLimits.rememberedAddresses);
  }

  get tableCount(): number {
    return this.#tables.size;
  }

  /** Ids of all tables. */
  get tables(): readonly string[] {
    return [...this.#tables.keys()];
  }

  /** Somebody is at this table. */
  has(tableId: string): boolean {
    return this.#tables.has(tableId);
  }

  get peerCount(): number {
    return this.#tablesOf.size;
  }

  /** Enters a member and tells everybody at the table; or says why not, and changes nothing. */
  join(tableId: string, member: Member): Refusal | undefined {
    const table = this.#tables.get(tableId);
    const of = this.#tablesOf.get(member.peer);
    const before = table?.get(member.peer);
    if (before === undefined) {
      if (table === undefined && this.#tables.size >= this.limits.tables) return 'too-many-tables';
      if (of !== undefined && of.size >= this.limits.tablesPerPeer) return 'too-many-tables';
      if (table !== undefined && !this.#makeRoom(tableId, table, member)) return 'table-full';
    }
    // Whoever joins again is no newcomer: else nobody who keeps doing so would ever make room.
    const sinceMs = before === undefined ? undefined : this.#sinceMs.get(before);
    this.#sinceMs.set(member, sinceMs ?? this.now());
    const members = table ?? new Map<string, Member>();
    this.#tables.set(tableId, members);
    members.set(member.peer, member);
    this.#tablesOf.set(member.peer, (of ?? new Set()).add(tableId));
    before?.replaced();
    this.#tellAll(members);
    if (table === undefined) this.opened(tableId);
    return undefined;
  }

  /**
   * Nobody here is known. At a full table those who came first stay: a table begins with its players. Of the others a
   * random one goes, and may come again: one from the address that has most places, so that a stranger with many peers
   * takes its own, and else any that is not among the newest. So many strangers can neither keep a player out nor
   * drive one away.
   */
  #makeRoom(tableId: string, table: ReadonlyMap<string, Member>, who: Member): boolean {
    const { peersPerTable: places, stayMs, latest, settled } = this.limits;
    const sinceMs = (m: Member): number => this.#sinceMs.get(m) ?? 0;
    const there = new Map([...table].map(([peer, m]) => [peer, sinceMs(m)]));
    const first = [...table.values()].sort((a, b) => sinceMs(a) - sinceMs(b)).slice(0, settled);
    const place = placeFor(
      who.peer,
      there,
      new Set(first.map((m) => m.peer)),
      { places, stayMs, latest },
      this.now(),
      this.random,
      (peer) => table.get(peer)?.address ?? '',
    );
    const leaves = place.free && place.leaves !== undefined ? table.get(place.leaves) : undefined;
    if (leaves !== undefined) {
      if (!this.#taken.take(`${who.address ?? ''} ${tableId}`, this.now())) return false;
      this.leave(tableId, leaves);
      leaves.replaced();
    }
    return place.free;
  }

  /** Ends a membership; one that was replaced is over already. */
  leave(tableId: string, member: Member): void {
    const members = this.#tables.get(tableId);
    if (members === undefined || members.get(member.peer) !== member) return;
    members.delete(member.peer);
    const of = this.#tablesOf.get(member.peer);
    of?.delete(tableId);
    if (of?.size === 0) this.#tablesOf.delete(member.peer);
    if (members.size === 0) this.#tables.delete(tableId);
    else this.#tellAll(members);
  }

  /** Whether two peers are at one table: only then does the relay carry anything between them. */
  together(a: string, b: string): boolean {
    for (const table of this.#tablesOf.get(a) ?? []) if (this.#tables.get(table)?.has(b)) return true;
    return false;
  }

  /** Tells everybody, once per table they are at, that the relay is about to stop. */
  announceLeaving(): void {
    for (const members of [...this.#tables.values()])
      for (const member of [...members.values()]) member.leaving();
  }

  #tellAll(members: ReadonlyMap<string, Member>): void {
    const peers = [...members.keys()];
    for (const member of [...members.values()]) member.tell(peers);
  }
}
