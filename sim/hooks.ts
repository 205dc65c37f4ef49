/** What a simulated validator tells the run, and how a liar bends what it sends. */
import type { Observed } from '../src/consensus/clock.ts';
import type { CommittedSlot, ConsensusEffect, VerifiedBlock } from '../src/consensus/types.ts';
import type { Misbehaviour } from '../src/net/network.ts';
import type { SimMessage } from './validator.ts';

export interface ValidatorHooks {
  output(slot: CommittedSlot): void;
  equivocation(author: number, round: number, a: string, b: string): void;
  /** Counted against a peer, as `net/penalties.ts` does; it is too much: no link with it for a while. */
  charged(peer: number, what: Misbehaviour, banned: boolean): void;
  /** Blocks say that its state is not the table's, or another one's is not. */
  stateDiffers(effect: Extract<ConsensusEffect, { kind: 'differs' | 'other-rules' }>): void;
  /** What blocks prove of the table clock now. */
  observed(between: Observed): void;
  /** A block whose signature was found good, or an own one about to be sent. */
  seen(block: VerifiedBlock): void;
  /** An own block is about to be sent. */
  signed(block: VerifiedBlock): void;
  /** Everything is rebuilt: forget what was output before. */
  restarted(): void;
  /** Replaces how an own block is spread; undefined: to every linked peer. */
  readonly spread: ((block: VerifiedBlock) => void) | undefined;
  /** Replaces how a message is sent; undefined: as it is. */
  readonly relay: ((to: number, message: SimMessage) => void) | undefined;
}
