/** What a node tells the rail of its table: to pass on, to answer with, and to judge by. */

import { equalBytes } from '../../codec/decode.ts';
import type { Genesis, Member } from '../../codec/genesis.ts';
import { encodeMessage } from '../../codec/wire.ts';
import type { ConsensusState } from '../../consensus/state.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import type { NetworkEvent, PeerId } from '../../net/network.ts';
import type { NodeOptions } from '../options.ts';
import type { NodeRooms } from '../rooms.ts';
import type { Tap } from './tap.ts';

/** The epoch that a node follows. */
export interface FollowedEpoch {
  readonly epoch: number;
  readonly members: readonly Member[];
  readonly core: ConsensusState;
}

export interface RailDoor {
  readonly ed25519: Ed25519;
  readonly tap: Tap;
  /** Undefined where none is followed. */
  followed(): FollowedEpoch | undefined;
  /** Committed slots of the table that are applied here, in all its epochs; 0 before the first. */
  settledHeight(): number;
  genesis(): Genesis | undefined;
  /** Who plays now, as far as is known. */
  members(): readonly Member[];
  /** Members of an epoch; undefined for one that is not known here. */
  membersOf(epoch: number): readonly Member[] | undefined;
  /** Something may have changed. */
  onChange(listener: () => void): () => void;
  /** The table's beginning, its epochs as far as they are certified here, and the members' own words; encoded. */
  head(): Promise<readonly Uint8Array[]>;
  /** To a member over our own link to it; false where there is none. */
  sayToMember(peer: PeerId, message: Uint8Array): boolean;
  /** Our own number among the members of the epoch that is followed; undefined for one who only watches. */
  ownNumber(): number | undefined;
  /** Whether this member is linked to us now. */
  isHere(member: Member): boolean;
  /** Linked members, by transport id. */
  linkedMembers(): readonly PeerId[];
  /** What peers of the table's own network say. */
  overhear(listener: (event: NetworkEvent) => void): () => void;
}

export function railDoor(
  o: NodeOptions,
  rooms: NodeRooms,
  onChange: (listener: () => void) => () => void,
): RailDoor {
  const { shell, epochs, peers, tap } = rooms;
  const members = (): readonly Member[] => shell.state.members ?? [];
  const linkedMembers = (): readonly PeerId[] =>
    [...peers.linked].filter((peer) => peers.isMember(members(), peer));
  return {
    ed25519: o.ed25519,
    tap,
    ownNumber: () => {
      const { validator } = epochs;
      const own = validator?.members.findIndex((m) => equalBytes(m.key, o.publicKey)) ?? -1;
      return own < 0 ? undefined : own;
    },
    isHere: ({ key }) => peers.isHere(key),
    settledHeight: () => epochs.validator?.settled.height ?? 0,
    members,
    membersOf: (epoch) => {
      const { book } = epochs;
      return book && epoch >= 0 && epoch <= book.epoch ? book.membersOf(epoch) : undefined;
    },
    onChange,
    linkedMembers,
    genesis: () => shell.state.genesis,
    followed: () => {
      const { validator } = epochs;
      return validator && { epoch: validator.epoch, members: validator.members, core: validator.core };
    },
    head: async () => {
      const { genesis, others, links } = shell.state;
      if (genesis === undefined) return [];
      const told = epochs.epoch === 0 ? [] : (epochs.book?.forNewcomer() ?? []);
      const hellos = [...others].filter(([peer]) => links.has(peer) && peers.isMember(members(), peer));
      const own = epochs.isMember ? [await shell.signedHello()] : [];
      return [
        encodeMessage({ kind: 'genesis', body: genesis }),
        ...[...hellos.map(([, body]) => body), ...own].map((body) => encodeMessage({ kind: 'hello', body })),
        ...told.map((body) => encodeMessage({ kind: 'epochs', body })),
      ];
    },
    sayToMember: (peer, message) => {
      if (!linkedMembers().includes(peer)) return false;
      o.network.send(peer, message);
      return true;
    },
    overhear: (listener) => o.network.subscribe(listener),
  };
}
