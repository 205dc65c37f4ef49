/** What a tab knows in the lobby: itself, who is linked, and what has been proposed. */
import type { App } from '../../codec/app.ts';
import type { TableConfig } from '../../codec/config.ts';
import type { Genesis, GenesisBody, Member } from '../../codec/genesis.ts';
import type { LaterHello } from '../../codec/hello.ts';
import type { Look } from '../../codec/look.ts';
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
  /** By which rules this app plays the table, and its build. */
  readonly app: App;
  /** How our player is shown to the others. */
  readonly look: Look;
  /** What others have said of theirs, by hex key, also of those whose link is lost; the newest last. */
  readonly looks: ReadonlyMap<string, Look>;
  /** NO_SEAT until chosen, and of a witness. */
  readonly seat: number;
  readonly ready: boolean;
  readonly revision: number;
  readonly links: ReadonlySet<PeerId>;
  readonly others: ReadonlyMap<PeerId, Hello>;
  /** Linked peers that have our own key: it is open in another place too. */
  readonly twins: ReadonlySet<PeerId>;
  /**
   * What those said whom we may have no link to, as others passed it on; by hex key. It says a wish and never a link:
   * nobody sits here by it.
   */
  readonly heard: ReadonlyMap<string, Hello>;
  /** Those whose app is so much newer that this one cannot read what they say. */
  readonly later: ReadonlyMap<PeerId, LaterHello>;
  /** The table has begun, or has gone on, by rules of this version, which are not this app's: it takes no part. */
  readonly strangeRules: number | undefined;
  /** Hex keys that the creator wants off the table, before it begins. */
  readonly removed: ReadonlySet<string>;
  readonly proposal: Proposal | undefined;
  /** The creator's last proposal, as long as it cannot be signed. */
  readonly unsigned: { readonly from: PeerId; readonly body: GenesisBody } | undefined;
  /** Root of the creator's last proposal: this tab was there while that beginning was being made. */
  readonly witnessed: string | undefined;
  readonly genesis: Genesis | undefined;
  /** Another beginning of this table that its creator sealed as well: it has lied. */
  readonly rival: Genesis | undefined;
  /** Two certified histories, by the members of their last epochs: some who have left have signed another one. */
  readonly pasts: readonly [readonly Member[], readonly Member[]] | undefined;
  /** We were told a history that is not the one our link is of, and have not believed it. */
  readonly disbelieved: boolean;
  readonly setback: Setback | undefined;
  /** Hex keys of those who said last that their tab cannot go on; the newest last. */
  readonly stopped: ReadonlySet<string>;
  /** Who votes in the epoch that is on; undefined until the table has started. */
  readonly members: readonly Member[] | undefined;
}
