/** What a tab knows in the lobby: itself, who is linked, and what has been proposed. */
import type { TableConfig } from '../../codec/config.ts';
import type { Genesis, GenesisBody, Member } from '../../codec/genesis.ts';
import type { MessageOf } from '../../codec/wire.ts';
import type { PeerId } from '../../net/network.ts';

export type Hello = MessageOf<'hello'>['body'];

interface Proposal {
  readonly body: GenesisBody;
  readonly root: string;
  /** The creator's peer; our own where we are it. */
  readonly from: PeerId;
  /** By hex key. */
  readonly signatures: ReadonlyMap<string, Uint8Array>;
  /** We are the creator and have all signatures: our seal is on its way, and nothing takes it back. */
  readonly sealing: boolean;
}

/** Why this tab is not where its player left it; until the player says something again. */
export type Setback =
  /** The creator's link was lost while the beginning was being signed. */
  | 'creator-gone'
  /** A member's link was lost meanwhile, or it is not ready any more. */
  | 'member-gone'
  /** Not everybody signed in time, or the creator did not seal. */
  | 'not-sealed'
  /** The game began, and not with us. */
  | 'begun-without-you'
  /** The creator wants us off the table. */
  | 'removed';

export interface LobbyState {
  readonly config: TableConfig;
  readonly self: PeerId;
  readonly key: Uint8Array;
  readonly nickname: Uint8Array;
  /** Number of the role in `ROLES`. */
  readonly role: number;
  /** NO_SEAT until chosen, and of a witness. */
  readonly seat: number;
  readonly ready: boolean;
  readonly revision: number;
  readonly links: ReadonlySet<PeerId>;
  readonly others: ReadonlyMap<PeerId, Hello>;
  /** Linked peers that have our own key: it is open in another place too. */
  readonly twins: ReadonlySet<PeerId>;
  /** Hex keys that the creator wants off the table, before it begins. */
  readonly removed: ReadonlySet<string>;
  readonly proposal: Proposal | undefined;
  /** The creator's last proposal, as long as it cannot be signed. */
  readonly unsigned: { readonly from: PeerId; readonly body: GenesisBody } | undefined;
  readonly genesis: Genesis | undefined;
  /** Another beginning of this table that its creator sealed as well: it has lied. */
  readonly rival: Genesis | undefined;
  readonly setback: Setback | undefined;
  /** Who votes in the epoch that is on; undefined until the table has started. */
  readonly members: readonly Member[] | undefined;
}
