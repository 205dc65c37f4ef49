/**
 * What the shell needs of a network. Implementations: libp2p over WebRTC (a tab), libp2p through the relay
 * (Node), and an in-memory one for simulations. Peers are named by their transport id; what they may say
 * is judged above. Bytes arrive whole and in order on one link, and may be lost when a link breaks.
 */

import type { Message } from '../codec/wire.ts';

export type PeerId = string;

export type LinkKind = 'direct' | 'relayed';

export interface PeerLink {
  readonly peer: PeerId;
  readonly kind: LinkKind;
  /** The member who carries it, "by way of C"; undefined for a direct link and one through a relay. */
  readonly via?: PeerId;
  /** A direct link that a TURN server forwards. */
  readonly turn?: boolean;
  /** Smoothed round trip in milliseconds; undefined until the first answer. */
  readonly rttMs: number | undefined;
}

export type RelayState = 'connecting' | 'connected' | 'lost';

/** Why a peer's message was refused; counted per peer and shown in the network panel. */
export type Misbehaviour =
  | 'malformed'
  | 'oversized'
  | 'bad-signature'
  | 'wrong-table'
  | 'wrong-epoch'
  | 'bad-structure'
  | 'flood'
  | 'stale'
  /** What it sent made our code throw: our fault, but it is not let do so without end. */
  | 'internal';

export type NetworkEvent =
  | {
      readonly kind: 'message';
      readonly from: PeerId;
      readonly bytes: Uint8Array;
      /** What they decode to, where whoever brings them has looked already. */
      readonly read?: Message | undefined;
    }
  | { readonly kind: 'link'; readonly peer: PeerId; readonly link: PeerLink | undefined }
  | { readonly kind: 'relay'; readonly state: RelayState };

export interface Network {
  readonly self: PeerId;
  /** Queues one message on the long-lived stream to a linked peer; silently nothing where there is no link. */
  send(to: PeerId, bytes: Uint8Array): void;
  /** The same to every linked peer. */
  broadcast(bytes: Uint8Array): void;
  links(): readonly PeerLink[];
  relay(): RelayState;
  /** Counts against the peer; beyond the limit of net/limits.ts its link is closed for a while. */
  penalize(peer: PeerId, what: Misbehaviour): void;
  /**
   * Who is a member of the table now, by transport id (this peer may be among them): members reach one another
   * through members while no relay is there. The shell calls it whenever the set changes.
   */
  setMembers(peers: readonly PeerId[]): void;
  /** Who always has a place here, however many others come: known members, by transport id. */
  reserve(peers: readonly PeerId[]): void;
  /** Ends a peer's link without blame: it may come again, and is not called back for a while. */
  drop(peer: PeerId): void;
  /**
   * This device slept, or its network is another one: links are asked whether they live, and whatever waits to be
   * dialled again is dialled now.
   */
  awake(): void;
  /** Refused messages so far, by peer and kind. */
  penalties(): ReadonlyMap<PeerId, Readonly<Partial<Record<Misbehaviour, number>>>>;
  subscribe(listener: (event: NetworkEvent) => void): () => void;
  stop(): Promise<void>;
}
