/**
 * What a validator keeps: its identity, the genesis, every block it holds, the committed order, and the
 * secrets of running hands. One `GameStorage` belongs to one identity (one tab's key at one table).
 *
 * Durability: `journal`, `putSecret` and `eraseSecrets` resolve only when the data would survive a crash of the machine
 * (IndexedDB `strict`, fsync): they are awaited before anything that depends on them is sent. `appendSlots`
 * resolves when the slot and its blocks are in the database; only then may they be shown as final.
 */

/** A block as stored: its SSZ bytes under its id. */
export interface BlockRecord {
  readonly epoch: number;
  /** Lower-case hex of the block id. */
  readonly id: string;
  readonly round: number;
  readonly author: number;
  readonly bytes: Uint8Array;
}

/** One committed slot: which blocks it put out, in order, and at what fair time. */
export interface SlotRecord {
  /** Counts through all epochs; a slot of a later epoch replaces a void one of the same height. */
  readonly height: number;
  readonly epoch: number;
  readonly round: number;
  readonly author: number;
  readonly timeMs: number;
  readonly blockIds: readonly string[];
}

/** The last of each height, ascending by height. */
export function newestSlots(slots: readonly SlotRecord[]): SlotRecord[] {
  const byHeight = new Map(slots.map((slot) => [slot.height, slot]));
  return [...byHeight.values()].sort((a, b) => a.height - b.height);
}

/** How an epoch began; epoch 0 is the genesis. */
export interface EpochRecord {
  readonly epoch: number;
  /** SSZ bytes of its checkpoint, with the signatures gathered so far. */
  readonly checkpoint: Uint8Array;
  /** The state it began with, where this device was there or was given it; empty otherwise. */
  readonly state: Uint8Array;
}

/** A hand of this device, for the history page. Cards are 0..51. */
export interface HandRecord {
  readonly hand: number;
  /** Height of the slot after which the hand was over, or stood as it is told here. */
  readonly height: number;
  /** Wall clock, for display only. */
  readonly finishedAt: number;
  readonly yourSeat: number | undefined;
  readonly yourCards: readonly number[];
  readonly board: readonly number[];
  readonly seats: readonly { readonly seat: number; readonly nickname: string; readonly netChips: number }[];
  readonly winners: readonly { readonly nickname: string; readonly chips: number }[];
  /** It has no end yet: for whose cards or word it stands still, by nickname, where it does. */
  readonly unfinished?: { readonly what: 'cards' | 'word'; readonly from: readonly string[] };
  /** Somebody kept cards closed and paid for it; results have it. */
  readonly withheld?: boolean;
}

/** Something that the table's key has signed (codec/keyPartial.ts), under a name of its own. */
export interface SignedRecord {
  readonly id: string;
  readonly bytes: Uint8Array;
}

export interface GameStorage {
  /** All in one strict transaction: an own block together with its ancestors that are not stored yet. */
  journal(blocks: readonly BlockRecord[]): Promise<void>;
  /** Committed slots in order, with all blocks they put out, in one transaction. */
  appendSlots(slots: readonly SlotRecord[], blocks: readonly BlockRecord[]): Promise<void>;
  /** Blocks held, ascending by round, then author: of one epoch, of which nothing else is read, or of all. */
  loadBlocks(epoch?: number): Promise<BlockRecord[]>;
  /** Committed slots, ascending by height: of one epoch, or of all; there the later epoch's of the same height. */
  loadSlots(epoch?: number): Promise<SlotRecord[]>;
  /** Strict: before anything is signed in the epoch. */
  saveEpoch(record: EpochRecord): Promise<void>;
  /** Ascending. */
  loadEpochs(): Promise<EpochRecord[]>;
  saveGenesis(bytes: Uint8Array): Promise<void>;
  loadGenesis(): Promise<Uint8Array | undefined>;
  /** SECRET values by name, such as a hand key. */
  putSecret(name: string, value: Uint8Array): Promise<void>;
  getSecret(name: string): Promise<Uint8Array | undefined>;
  /** Names of all secrets that are held, in no order; marks of erased ones are none. */
  secretNames(): Promise<string[]>;
  /**
   * Overwrites, then removes every secret whose name begins so: what an erased hand key could open stays closed. That
   * it was done is durable before anything is gone, and `isErased` tells it for ever.
   */
  eraseSecrets(prefix: string): Promise<void>;
  /** Was `eraseSecrets` called with this very prefix? What a crash left of them is gone when this resolves. */
  isErased(prefix: string): Promise<boolean>;
  /** A verdict this device has come to, by statement digest; `reason` is empty when the proof holds. */
  saveVerdict(digest: string, reason: string): Promise<void>;
  loadVerdicts(): Promise<Map<string, string>>;
  saveHand(record: HandRecord): Promise<void>;
  loadHands(): Promise<HandRecord[]>;
  /** Strict. */
  saveSigned(record: SignedRecord): Promise<void>;
  /** In no order. */
  loadSigned(): Promise<SignedRecord[]>;
  close(): void;
}

/** One key at one table, on this device. */
export interface IdentityRecord {
  /** Random, 32 hexadecimal digits; names the Web Lock and all records. */
  readonly id: string;
  /** Hex of the table id. */
  readonly tableId: string;
  /** SECRET: Ed25519 seed, 32 bytes. */
  readonly secretKey: Uint8Array;
  /** Table URL without origin, to open the table again. */
  readonly path: string;
  readonly tableName: string;
  readonly createdAt: number;
  /** It plays on another device: the secret key and the game's secrets are gone from this one. */
  readonly moved?: MovedAway;
  /** It came from a backup: another device may still sign with this key, so this one never does. */
  readonly copied?: true;
}

/** Where a seat went that was handed over. */
export interface MovedAway {
  /** Wall clock, for display only. */
  readonly at: number;
  /** The other device's public code. */
  readonly to: string;
  /** Public key of the seat, hexadecimal: its secret one is gone. */
  readonly player: string;
}

/** Everything that is stored of one game. SECRET: `identity.secretKey` and `secrets`. */
export interface GameRecords {
  readonly identity: IdentityRecord;
  readonly genesis: Uint8Array | undefined;
  readonly epochs: readonly EpochRecord[];
  readonly blocks: readonly BlockRecord[];
  readonly slots: readonly SlotRecord[];
  readonly verdicts: readonly { readonly digest: string; readonly reason: string }[];
  readonly hands: readonly HandRecord[];
  readonly secrets: readonly { readonly name: string; readonly value: Uint8Array }[];
  readonly signed: readonly SignedRecord[];
}

export interface DeviceStorage {
  saveIdentity(identity: IdentityRecord): Promise<void>;
  loadIdentity(id: string): Promise<IdentityRecord | undefined>;
  loadIdentities(): Promise<IdentityRecord[]>;
  openGame(identityId: string): GameStorage;
  close(): void;
}
