/**
 * Who is who: peer ↔ key ↔ validator, from the signed hellos of those who are linked; and what goes to all of them.
 */
import { equalBytes, toHex } from '../codec/decode.ts';
import type { Member } from '../codec/genesis.ts';
import type { Misbehaviour, Network, PeerId, PeerLink } from '../net/network.ts';
import type { Hello, LobbyState } from './lobby/state.ts';
import type { Audience } from './watching/audience.ts';

/** A peer that is linked, or was and did wrong. */
export interface PeerStanding {
  readonly peer: PeerId;
  readonly link: PeerLink | undefined;
  readonly hello: Hello | undefined;
  /** What was refused of what came over its link, by kind. */
  readonly refused: Readonly<Partial<Record<Misbehaviour, number>>>;
}

interface PeersOptions {
  readonly network: Network;
  readonly lobby: () => LobbyState;
  /** Who watches through us. */
  readonly audience: Audience;
}

/** Hellos by peer, and the linked peer that speaks for a key; hex keys. */
interface Known {
  readonly others: LobbyState['others'];
  readonly links: LobbyState['links'];
  readonly keyOf: ReadonlyMap<PeerId, string>;
  readonly peerOf: ReadonlyMap<string, PeerId>;
}

export class Peers {
  private known: Known | undefined;
  /** Number of a key in a list of members. */
  private readonly numbers = new WeakMap<readonly Member[], ReadonlyMap<string, number>>();

  constructor(private readonly o: PeersOptions) {}

  get linked(): ReadonlySet<PeerId> {
    return this.o.lobby().links;
  }

  /** Which validator a peer is: its signed hello binds the key to the peer id. */
  validatorOf(members: readonly Member[], peer: PeerId): number | undefined {
    const key = this.look().keyOf.get(peer);
    return key === undefined ? undefined : this.numbersOf(members).get(key);
  }

  /** Over which peer a validator is linked. */
  peerOf(members: readonly Member[], validator: number): PeerId | undefined {
    const member = members[validator];
    return member && this.look().peerOf.get(toHex(member.key));
  }

  isMember(members: readonly Member[], peer: PeerId): boolean {
    return this.validatorOf(members, peer) !== undefined;
  }

  /** Is somebody with this key linked, or are we it? */
  isHere(key: Uint8Array): boolean {
    return equalBytes(key, this.o.lobby().key) || this.look().peerOf.has(toHex(key));
  }

  /** Hellos of those who are linked. */
  here(): Hello[] {
    const { others, links } = this.o.lobby();
    return [...others].flatMap(([peer, hello]) => (links.has(peer) ? [hello] : []));
  }

  /** To every member that is linked, and to those who watch through us. */
  publish(bytes: Uint8Array): void {
    const { members = [], links } = this.o.lobby();
    for (const peer of links) {
      if (this.o.audience.has(peer) || this.isMember(members, peer)) this.o.network.send(peer, bytes);
    }
  }

  /** Everybody who is linked or has been refused something, with what is known of them. */
  standings(): PeerStanding[] {
    const { network, lobby } = this.o;
    const penalties = network.penalties();
    const links = new Map<PeerId, PeerLink | undefined>(network.links().map((l) => [l.peer, l]));
    for (const peer of penalties.keys()) if (!links.has(peer)) links.set(peer, undefined);
    return [...links].map(([peer, link]) => {
      return { peer, link, hello: lobby().others.get(peer), refused: penalties.get(peer) ?? {} };
    });
  }

  private look(): Known {
    const { others, links } = this.o.lobby();
    if (this.known?.others === others && this.known.links === links) return this.known;
    const keyOf = new Map<PeerId, string>();
    const peerOf = new Map<string, PeerId>();
    for (const [peer, hello] of others) {
      const key = toHex(hello.key);
      keyOf.set(peer, key);
      if (links.has(peer) && !peerOf.has(key)) peerOf.set(key, peer);
    }
    this.known = { others, links, keyOf, peerOf };
    return this.known;
  }

  private numbersOf(members: readonly Member[]): ReadonlyMap<string, number> {
    const known = this.numbers.get(members);
    if (known) return known;
    const numbers = new Map(members.map((m, i) => [toHex(m.key), i]));
    this.numbers.set(members, numbers);
    return numbers;
  }
}
