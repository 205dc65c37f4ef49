/** What one epoch's validator is made of. */
import type { SignedBlock } from '../../codec/block.ts';
import type { Member } from '../../codec/genesis.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import type { Network, PeerId } from '../../net/network.ts';
import type { GameStorage } from '../../storage/storage.ts';
import type { TableState } from '../../table/state/state.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';
import type { Scheduler, TableClock } from '../clock.ts';
import type { Tap } from '../rail/tap.ts';
import type { Audience } from '../watching/audience.ts';

export interface ValidatorOptions {
  /** The members of the epoch, in the order of their numbers. */
  readonly members: readonly Member[];
  /** The state with which the epoch begins. */
  readonly start: TableState;
  /** Number in the validator set, undefined for an observer; and seat, undefined for a witness and an observer. */
  readonly index: number | undefined;
  readonly seat: number | undefined;
  /** SECRET: Ed25519 seed. */
  readonly secretKey: Uint8Array;
  readonly ed25519: Ed25519;
  readonly network: Network;
  /** Which validator speaks on a link, if it is known. */
  readonly validatorOf: (peer: PeerId) => number | undefined;
  readonly peerOf: (validator: number) => PeerId | undefined;
  /** To all members and to those who watch. */
  readonly publish: (bytes: Uint8Array) => void;
  /** Hears every block that enters the DAG. */
  readonly tap: Tap;
  /** Who watches through this member. */
  readonly audience: Audience;
  readonly storage: GameStorage;
  readonly worker: DeckWorker;
  readonly scheduler: Scheduler;
  readonly clock: TableClock;
  /** Wall clock, for the history's display only. */
  readonly wallClockMs: () => number;
  readonly onChange: () => void;
  /** The journal is replayed and the table is where this device left it: from now on there is something to say. */
  readonly onAwake: () => void;
  /** The epoch is over; with the state in which it ended. Called once, before anything else is shown. */
  readonly onEpochEnd: (last: TableState) => void;
  /** This epoch's log was judged again before (divergence.ts). */
  readonly wasRechecked: boolean;
  /** What was judged wrongly is corrected on disk: open the epoch again. */
  readonly onCured: () => void;
  /** The epoch is being adjourned, or is, and one that had said that it had stopped has signed this block. */
  readonly onSignedOn: (block: SignedBlock) => void;
  /** A peer speaks in an epoch that is not this one. */
  readonly onOtherEpoch: (from: PeerId, epoch: number) => void;
  /** The tab cannot go on: storage or workers failed. */
  readonly onFatal: (error: unknown) => void;
}
