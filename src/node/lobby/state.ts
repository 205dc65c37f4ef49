/** What a tab knows in the lobby: itself, who is linked, and what has been proposed. */
import type { TableConfig } from '../../codec/config.ts';
import type { Genesis, GenesisBody, Member } from '../../codec/genesis.ts';
import type { MessageOf } from '../../codec/wire.ts';
import type { PeerId } from '../../net/network.ts';

export type Hello = MessageOf<'hello'>['body'];

interface Proposal {
  readonly body: GenesisBody;
  readonly root: string;
  /** By hex key. */
  readonly signatures: ReadonlyMap<string, Uint8Array>;
}

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
  readonly proposal: Proposal | undefined;
  /** The creator's last proposal, as long as it cannot be signed. */
  readonly unsigned: { readonly from: PeerId; readonly body: GenesisBody } | undefined;
  readonly genesis: Genesis | undefined;
  /** Who votes in the epoch that is on; undefined until the table has started. */
  readonly members: readonly Member[] | undefined;
}
