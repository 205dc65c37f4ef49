/**
 * What is passed on among those who watch, and what is not. The judge knows what an observer knows.
 *
 * Upon a message that is no block or signature over a checkpoint, or too long: rejected.
 * Upon a block of the epoch that is followed: rejected where its author is no member, its signature is false, or it
 *   breaks a rule that needs no other block: whoever passes that on has not looked. It then goes to the node, and is
 *   passed on once it is in the DAG. What is never accepted (a third twin, parents that nobody has) is ignored, for
 *   who passed it on may have held it; so is what is old.
 * Upon a block of the next epoch: it waits until that is entered. Of any other epoch: given to the node, which asks
 *   what it has missed, and ignored.
 * Upon a signature over a checkpoint: rejected where it is false; one of each member and epoch is passed on.
 *
 * Deviation: a message is called by the hash of all its bytes and not by the block's id, which the signature is no
 * part of: else a stranger could send a block with a false signature first, and the true one would be taken for a
 * duplicate of it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { blockId, blockSigningBytes, type SignedBlock } from '../../codec/block.ts';
import { checkpointSigningBytes } from '../../codec/checkpoint.ts';
import { DecodeError, equalBytes, toHex } from '../../codec/decode.ts';
import { sameId } from '../../codec/ids.ts';
import { decodeMessage, type Message, type MessageOf } from '../../codec/wire.ts';
import { checkStructure } from '../../consensus/validity.ts';
import type { PeerId } from '../../net/network.ts';
import type { GossipJudge, Verdict } from '../../net/rail/gossip.ts';
import { railLimits } from '../../net/rail/limits.ts';
import { BudgetOfEach } from '../budgetOfEach.ts';
import type { Scheduler } from '../clock.ts';
import type { FollowedEpoch, RailDoor } from './door.ts';

/** What a message is called, 32 bytes. */
export const messageIdOf = (message: Uint8Array): Uint8Array => sha256(message);

export interface JudgeOptions {
  readonly door: RailDoor;
  readonly scheduler: Scheduler;
  /** Gives a message to the own node; where it is a member's nobody on the rail tells it anything. */
  readonly deliver: (from: PeerId, message: Uint8Array, read: Message) => void;
  /** It was rejected. */
  readonly rejected: (from: PeerId, why: 'malformed' | 'bad-signature' | 'bad-structure' | 'flood') => void;
  readonly failed: (from: PeerId, error: unknown) => void;
  /** A member of the epoch that is followed has signed a block of this round. */
  readonly signed?: (epoch: number, round: number) => void;
  /** Runs where a member plays, whose time strangers get little of. */
  readonly isMember?: boolean;
}

/** Names kept of signatures that were passed on. */
const SIGNATURES_KEPT = 128;
const NAMES = 64;

export class RailJudge implements GossipJudge {
  private readonly budget: BudgetOfEach;
  /** Blocks on their way into the DAG, by id; what is called when they are there. */
  private readonly waiting = new Map<string, Set<() => void>>();
  private readonly signatures = new Set<string>();
  private readonly untap: () => void;

  constructor(private readonly o: JudgeOptions) {
    const [perSecond, burst] = o.isMember
      ? [railLimits.feederJudgedPerSecond, railLimits.feederJudgedBurst]
      : [railLimits.judgedPerSecond, railLimits.judgedBurst];
    this.budget = new BudgetOfEach(() => o.scheduler.nowMs(), { perSecond, burst, names: NAMES });
    this.untap = o.door.tap.subscribe((_message, key) => {
      if (key !== undefined) for (const go of this.waiting.get(key) ?? []) go();
    });
  }

  stop(): void {
    this.untap();
  }

  readonly idOf = messageIdOf;

  failed(from: PeerId, error: unknown): void {
    this.o.failed(from, error);
  }

  async judge(from: PeerId, message: Uint8Array): Promise<Verdict> {
    if (!this.budget.take(from)) {
      // A member reads little: who brings it more than that has done nothing wrong.
      if (!this.o.isMember) this.o.rejected(from, 'flood');
      return 'ignore';
    }
    const said = message.length > railLimits.messageBytes ? undefined : decoded(message);
    if (said?.kind === 'block') return this.block(from, message, said.body);
    if (said?.kind === 'checkpointSignature') return this.signature(from, message, said.body);
    return this.reject(from, 'malformed');
  }

  private reject(from: PeerId, why: Parameters<JudgeOptions['rejected']>[1]): Verdict {
    this.o.rejected(from, why);
    return 'reject';
  }

  private async block(from: PeerId, message: Uint8Array, signed: SignedBlock): Promise<Verdict> {
    const { content } = signed;
    let followed = this.o.door.followed();
    if (followed !== undefined && content.epoch === followed.epoch + 1)
      followed = await this.entered(content.epoch);
    if (followed === undefined || content.epoch !== followed.epoch) {
      // Its node asks what it has missed.
      this.o.deliver(from, message, { kind: 'block', body: signed });
      return 'ignore';
    }
    return this.ofEpoch(from, message, signed, followed);
  }

  private async ofEpoch(
    from: PeerId,
    message: Uint8Array,
    signed: SignedBlock,
    { core, members }: FollowedEpoch,
  ): Promise<Verdict> {
    const { door, deliver } = this.o;
    const { content, signature } = signed;
    const author = members[content.author];
    if (author === undefined) return this.reject(from, 'bad-structure');
    const id = blockId(content);
    const key = toHex(id);
    const held = core.dag.nodes.get(key);
    const isSame = held !== undefined && equalBytes(held.block.signature, signature);
    if (!isSame && !(await door.ed25519.verify(author.key, blockSigningBytes(id), signature)))
      return this.reject(from, 'bad-signature');
    // Signed by a member in another state of the table: which of the two is right is not known here.
    if (!sameId(content.tableId, core.config.tableId)) return 'ignore';
    this.o.signed?.(content.epoch, content.round);
    if (core.dag.nodes.has(key))
      return content.round + railLimits.oldRounds >= core.dag.highestRound ? 'accept' : 'ignore';
    if (checkStructure(core.config, core.dag.quorum, content) !== undefined)
      return this.reject(from, 'bad-structure');
    const read: Message = { kind: 'block', body: signed };
    if (this.waiting.size >= railLimits.waiting) {
      deliver(from, message, read);
      return 'ignore';
    }
    const accepted = this.acceptance(key);
    deliver(from, message, read);
    return accepted;
  }

  /** Whether the block is in the DAG in time. */
  private acceptance(key: string): Promise<Verdict> {
    return new Promise((resolve) => {
      const waiters = this.waiting.get(key) ?? new Set();
      this.waiting.set(key, waiters);
      const finish = (verdict: Verdict): void => {
        cancel();
        waiters.delete(go);
        if (waiters.size === 0) this.waiting.delete(key);
        resolve(verdict);
      };
      const go = (): void => finish('accept');
      const cancel = this.o.scheduler.after(railLimits.waitMs, () => finish('ignore'));
      waiters.add(go);
    });
  }

  /** The epoch, as soon as it is followed; undefined where that takes too long. */
  private entered(epoch: number): Promise<FollowedEpoch | undefined> {
    const { door, scheduler } = this.o;
    return new Promise((resolve) => {
      const finish = (): void => {
        cancel();
        unsubscribe();
        resolve(door.followed());
      };
      const cancel = scheduler.after(railLimits.waitMs, finish);
      const unsubscribe = door.onChange(() => {
        if ((door.followed()?.epoch ?? 0) >= epoch) finish();
      });
    });
  }

  private async signature(
    from: PeerId,
    message: Uint8Array,
    body: MessageOf<'checkpointSignature'>['body'],
  ): Promise<Verdict> {
    const { door, deliver } = this.o;
    const { epoch, root, validator, signature } = body;
    const members = door.membersOf(epoch - 1);
    if (members === undefined) return 'ignore';
    const member = members[validator];
    if (member === undefined) return this.reject(from, 'bad-structure');
    if (!(await door.ed25519.verify(member.key, checkpointSigningBytes(root), signature)))
      return this.reject(from, 'bad-signature');
    const name = `${epoch}:${validator}`;
    if (this.signatures.has(name)) return 'ignore';
    this.signatures.add(name);
    if (this.signatures.size > SIGNATURES_KEPT)
      this.signatures.delete(this.signatures.values().next().value!);
    deliver(from, message, { kind: 'checkpointSignature', body });
    return 'accept';
  }
}

/** Undefined for what is no message. */
function decoded(message: Uint8Array) {
  try {
    return decodeMessage(message);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return undefined;
  }
}
