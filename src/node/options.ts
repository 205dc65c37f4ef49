/** What a node is made of; put together in one place (openNode.ts). */
import type { TableConfig } from '../codec/config.ts';
import type { ROLES } from '../codec/genesis.ts';
import type { TableId } from '../codec/ids.ts';
import type { LinkMark } from '../codec/linkMark.ts';
import type { Ed25519 } from '../crypto/ed25519.ts';
import type { Network } from '../net/network.ts';
import type { GameStorage } from '../storage/storage.ts';
import type { DeckWorker } from '../workers/deckWorker.ts';
import type { Scheduler } from './clock.ts';

/** What a node takes from the machine it runs on. */
export interface Platform {
  readonly ed25519: Ed25519;
  readonly network: Network;
  readonly storage: GameStorage;
  readonly worker: DeckWorker;
  readonly scheduler: Scheduler;
  /** Wall clock, for the history's display only. */
  readonly wallClockMs: () => number;
}

/** Who plays. */
export interface NodeIdentity {
  /** SECRET: Ed25519 seed. */
  readonly secretKey: Uint8Array;
  readonly nickname: string;
  /** Player unless given; a witness votes and has no seat. */
  readonly role?: (typeof ROLES)[number];
  /** SHA-256 of the manifest of the app's build, 32 bytes; absent where it is not known. Told the others. */
  readonly build?: Uint8Array | undefined;
  /** By which version of the rules this app plays the table; that of its configuration unless given. */
  readonly rules?: number;
  /** What the link by which it came says of the table's past. */
  readonly linkMark?: LinkMark | undefined;
}

export interface NodeOptions extends Platform, NodeIdentity {
  readonly config: TableConfig;
  /** 32 bytes, the hash of `config`. */
  readonly tableId: TableId;
  readonly publicKey: Uint8Array;
}
