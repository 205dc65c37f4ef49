/**
 * What goes into the consensus core and what comes out of it. The core is synchronous and pure: time,
 * signatures, storage and network stand outside; every input carries the table clock's `nowMs`.
 */
import type { BlockContent, BlockRef, SignedBlock } from '../codec/block.ts';
import { toHex } from '../codec/decode.ts';
import type { GenesisRoot } from '../codec/ids.ts';
import type { RulesVersion } from './rules.ts';

/** Index in the epoch's validator set, 0..n−1. */
export type ValidatorIndex = number;

declare const verified: unique symbol;
declare const durable: unique symbol;

/** A block whose signature by its author's key has been checked, with its id computed once. */
export interface VerifiedBlock {
  readonly content: BlockContent;
  readonly signature: Uint8Array;
  /** `blockId(content)`, 32 bytes. */
  readonly id: Uint8Array;
  /** The id in hexadecimal: the key of maps. */
  readonly key: string;
  readonly [verified]: true;
}

/** Something the journal has on disk: only what is durable may be sent. */
export type Durable<T> = T & { readonly [durable]: true };

/** Call only after the signature over `blockSigningBytes(id)` was checked, with `id = blockId(block.content)`. */
export function asVerified(block: SignedBlock, id: Uint8Array): VerifiedBlock {
  return {
    content: block.content,
    signature: block.signature,
    id,
    key: toHex(id),
  } as unknown as VerifiedBlock;
}

/** Call only where the journal has reported that its strict transaction with `value` is on disk. */
export function asDurable<T>(value: T): Durable<T> {
  return value as Durable<T>;
}

export interface ConsensusConfig {
  /** Root of the table's genesis, 32 bytes. */
  readonly tableId: GenesisRoot;
  readonly epoch: number;
  /** Size of the epoch's validator set, 1..13; one alone decides alone, until somebody joins it. */
  readonly validators: number;
  /** Our own index, or null for an observer that follows without proposing. */
  readonly self: ValidatorIndex | null;
  /** Committed time carried over from the epoch before, or the genesis' time; milliseconds of the table clock. */
  readonly startTimeMs: number;
  /** What the epoch is decided by (rules.ts); the oldest unless given. */
  readonly rules?: RulesVersion;
}

/** Why a block was refused; stable codes. */
export type RejectReason =
  | 'wrong-table'
  | 'wrong-epoch'
  | 'bad-structure'
  | 'bad-time'
  | 'over-budget'
  | 'second-twin-referenced'
  | 'too-many-twins'
  | 'parent-refused';

export interface Frontier {
  /** Highest block per author among what the sender holds with complete history. */
  readonly tips: readonly BlockRef[];
  /** Blocks the sender knows by reference and does not hold. */
  readonly missing: readonly BlockRef[];
  /** Bit v: the sender hears validator v over a link of its own; undefined: it does not say. */
  readonly links?: number | undefined;
}

export type ConsensusInput = { readonly nowMs: number } & (
  | { readonly kind: 'submit'; readonly transaction: Uint8Array }
  /** `from`: the member that sent it, undefined for anybody else, 'log' where it was accepted before and stored. */
  | {
      readonly kind: 'block';
      readonly block: VerifiedBlock;
      readonly from: ValidatorIndex | 'log' | undefined;
    }
  | { readonly kind: 'proposed'; readonly block: Durable<VerifiedBlock> }
  | ({ readonly kind: 'frontier'; readonly from: ValidatorIndex } & Frontier)
  | { readonly kind: 'ask'; readonly from: ValidatorIndex; readonly wanted: readonly BlockRef[] }
  /** It is proven to have contradicted itself, or the committed state has expelled it: shun.ts. */
  | { readonly kind: 'shun'; readonly validator: ValidatorIndex }
  /** The state asks these for something that only they can give: what they say is work even of those shunned. */
  | { readonly kind: 'owed'; readonly validators: readonly ValidatorIndex[] }
  | { readonly kind: 'link'; readonly validator: ValidatorIndex; readonly up: boolean }
  | { readonly kind: 'rtt'; readonly validator: ValidatorIndex; readonly rttMs: number }
  | { readonly kind: 'deadline'; readonly unstamped: boolean; readonly dueAtMs: number | null }
  /** A share is owed and cannot be made: propose nothing until it can, so that it is absent and not refusing. */
  | { readonly kind: 'mute'; readonly on: boolean }
  /** Propose no more in this epoch; it is going to be adjourned (adjourn.ts). */
  | { readonly kind: 'stop' }
  /** Everybody but the missing one has stopped, with these as their last blocks. */
  | { readonly kind: 'close'; readonly tips: readonly BlockRef[] }
  /** The own table has settled a height that is told of; 32 bytes (roots.ts). */
  | { readonly kind: 'settled'; readonly height: number; readonly root: Uint8Array }
  /** The table clock was moved by so much, slewed or after a sleep: nothing that was held got older by that. */
  | { readonly kind: 'adjusted'; readonly byMs: number }
  | { readonly kind: 'tick' }
);

export interface OutputBlock {
  readonly block: VerifiedBlock;
  /** False for the twin of a block of the same author and round that was output before: it is not applied. */
  readonly applies: boolean;
}

/** One committed slot with everything it outputs, in total order. */
export interface CommittedSlot {
  /** Counts committed slots of the epoch from 1; skipped slots have no height. */
  readonly height: number;
  readonly round: number;
  readonly author: ValidatorIndex;
  /** Fair time, milliseconds of the table clock; never decreases. */
  readonly timeMs: number;
  readonly blocks: readonly OutputBlock[];
}

export type PeerMessage =
  | ({ readonly kind: 'frontier' } & Frontier)
  | { readonly kind: 'blocks'; readonly blocks: readonly VerifiedBlock[] }
  /** Parents of what the receiver has delivered (ask.ts). */
  | { readonly kind: 'ask'; readonly wanted: readonly BlockRef[] };

export type ConsensusEffect =
  /** Sign, journal strictly together with every `accepted` block not yet stored, then answer with `proposed`. */
  | { readonly kind: 'propose'; readonly content: BlockContent; readonly id: Uint8Array }
  /** A block entered the DAG, parents before children: store it (need not be strict). Own blocks included. */
  | { readonly kind: 'accepted'; readonly block: VerifiedBlock }
  | { readonly kind: 'broadcast'; readonly block: Durable<VerifiedBlock> }
  | { readonly kind: 'send'; readonly to: ValidatorIndex; readonly message: PeerMessage }
  /** Call `step` with a tick at this time; replaces the earlier one; null: no timer is needed. */
  | { readonly kind: 'timer'; readonly atMs: number | null }
  | { readonly kind: 'output'; readonly slot: CommittedSlot }
  /** Every slot of the epoch is output. */
  | { readonly kind: 'closed' }
  /** Its author had said that it had stopped, at an earlier block. */
  | { readonly kind: 'signed-on'; readonly block: VerifiedBlock }
  /** Our state is not the table's; `root`: what q name for that height, in hexadecimal, if they agree. */
  | { readonly kind: 'differs'; readonly height: number; readonly root: string | undefined }
  /** Its state is not the table's: it plays by other rules, or its tab erred. */
  | { readonly kind: 'other-rules'; readonly author: ValidatorIndex; readonly height: number }
  | {
      readonly kind: 'reject';
      readonly from: ValidatorIndex | undefined;
      readonly reason: RejectReason;
      /**
       * No honest tab can have sent it. Which twin of a slot is kept, and what is passed on while its history is not
       * held, differs from tab to tab: that is never held against whoever sent it.
       */
      readonly chargeable: boolean;
    }
  | {
      readonly kind: 'equivocation';
      /** The first of this author in the epoch: the proof is to go to all at once, not only into a transaction. */
      readonly first: boolean;
      readonly author: ValidatorIndex;
      readonly round: number;
      readonly a: VerifiedBlock;
      readonly b: VerifiedBlock;
    };
