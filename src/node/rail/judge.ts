/**
 * What is passed on among those who watch, and what is not. The judge knows what an observer knows.
 *
 * Upon a message that is neither blocks of one epoch nor a signature over a checkpoint, or too long: rejected.
 * Upon blocks of the epoch that is followed: rejected where the author of one is no member, its signature is false, or
 *   it breaks a rule that needs no other block: whoever passes that on has not looked. They then go to the node, and
 *   are passed on once all of them are in the DAG. Where one never gets there (a third twin, parents that nobody has)
 *   they are ignored, for who passed them on may have held it; so are they where none of them is new here, or they
 *   could be sent round and round in ever other company.
 * Upon blocks of the next epoch: they wait until that is entered. Of any other epoch: given to the node, which asks
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
import { decodeMessage, encodeMessage, type Message, type MessageOf } from '../../codec/wire.ts';
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
  /** The block with this id in hexadecimal is held, and was heard with the very signature that it is held with. */
  readonly heard?: (key: string) => void;
  /** Runs where a member plays, whose time strangers get little of. */
  readonly isMember?: boolean;
}

/** Names kept of signatures that were passed on. */
const SIGNATURES_KEPT = 128;
const PASSED_KEPT = 2_048;
const NAMES = 64;

type Looked =
  | 'bad-structure'
  | 'bad-signature'
  | { readonly key: string; readonly isSame: boolean }
  | undefined;

export class RailJudge implements GossipJudge {
  private readonly budget: BudgetOfEach;
  /** Signatures of what is not held, which a member looks at. */
  private readonly checks: BudgetOfEach | undefined;
  /** Blocks on their way into the DAG, by id; what is called when they are there. */
  private readonly waiting = new Map<string, Set<() => void>>();
  private readonly signatures = new Set<string>();
  /** Blocks that were passed on from here, by id. */
  private readonly passedOn = new Set<string>();
  private readonly untap: () => void;

  constructor(private readonly o: JudgeOptions) {
    const nowMs = (): number => o.scheduler.nowMs();
    const { judgedPerSecond: perSecond, judgedBurst: burst } = railLimits;
    this.budget = new BudgetOfEach(nowMs, { perSecond, burst, names: NAMES });
    if (o.isMember)
      this.checks = new BudgetOfEach(nowMs, {
        perSecond: railLimits.feederJudgedPerSecond,
        burst: railLimits.feederJudgedBurst,
        names: NAMES,
      });
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
    if (!this.budget.take(from)) return this.flooded(from);
    const said = message.length > railLimits.messageBytes ? undefined : decoded(message);
    if (said?.kind === 'checkpointSignature') return this.signature(from, message, said.body);
    if (said?.kind !== 'blocks') return this.reject(from, 'malformed');
    const others = said.body.blocks.length - 1;
    return others > 0 && !this.budget.take(from, others)
      ? this.flooded(from)
      : this.blocks(from, message, said);
  }

  private flooded(from: PeerId): Verdict {
    // A member reads little: who brings it more than that has done nothing wrong.
    if (!this.o.isMember) this.o.rejected(from, 'flood');
    return 'ignore';
  }

  private reject(from: PeerId, why: Parameters<JudgeOptions['rejected']>[1]): Verdict {
    this.o.rejected(from, why);
    return 'reject';
  }

  private async blocks(from: PeerId, message: Uint8Array, read: MessageOf<'blocks'>): Promise<Verdict> {
    const [first, ...others] = read.body.blocks;
    const epoch = first?.content.epoch;
    if (epoch === undefined || others.some(({ content }) => content.epoch !== epoch))
      return this.reject(from, 'bad-structure');
    let followed = this.o.door.followed();
    if (followed !== undefined && epoch === followed.epoch + 1) followed = await this.entered(epoch);
    if (followed?.epoch === epoch) return this.ofEpoch(from, read.body.blocks, followed);
    // Its node asks what it has missed.
    this.o.deliver(from, message, read);
    return 'ignore';
  }

  private async ofEpoch(
    from: PeerId,
    blocks: readonly SignedBlock[],
    followed: FollowedEpoch,
  ): Promise<Verdict> {
    const looked = await Promise.all(blocks.map((signed) => this.look(from, signed, followed)));
    for (const found of looked) if (typeof found === 'string') return this.reject(from, found);
    if (looked.includes(undefined)) return 'ignore';
    const { core } = followed;
    const known: string[] = [];
    const news: { readonly key: string; readonly signed: SignedBlock }[] = [];
    for (const [i, found] of looked.entries()) {
      const signed = blocks[i]!;
      // Signed by a member in another state of the table: which of the two is right is not known here.
      if (typeof found !== 'object' || !sameId(signed.content.tableId, core.config.tableId)) return 'ignore';
      this.o.signed?.(signed.content.epoch, signed.content.round);
      if (found.isSame) this.o.heard?.(found.key);
      if (core.dag.nodes.has(found.key)) known.push(found.key);
      else if (checkStructure(core.config, core.dag.quorum, signed.content) !== undefined)
        return this.reject(from, 'bad-structure');
      else news.push({ key: found.key, signed });
    }
    return this.takeIn(from, known, news, core);
  }

  /** Gives the node what it lacks, and waits until it is in the DAG. */
  private async takeIn(
    from: PeerId,
    known: readonly string[],
    news: readonly { readonly key: string; readonly signed: SignedBlock }[],
    core: FollowedEpoch['core'],
  ): Promise<Verdict> {
    const isFull = this.waiting.size + news.length > railLimits.waiting;
    const entering = isFull ? [] : news.map(({ key }) => this.acceptance(key));
    if (news.length > 0) {
      const read: Message = { kind: 'blocks', body: { blocks: news.map(({ signed }) => signed) } };
      this.o.deliver(from, encodeMessage(read), read);
    }
    if (isFull || (await Promise.all(entering)).includes('ignore')) return 'ignore';
    const keys = [...known, ...news.map(({ key }) => key)];
    const isOld = (key: string): boolean => {
      const round = core.dag.nodes.get(key)?.block.content.round ?? 0;
      return round + railLimits.oldRounds < core.dag.highestRound;
    };
    const fresh = keys.filter((key) => !this.passedOn.has(key) && !isOld(key));
    for (const key of fresh) {
      this.passedOn.add(key);
      if (this.passedOn.size > PASSED_KEPT) this.passedOn.delete(this.passedOn.values().next().value!);
    }
    return fresh.length > 0 ? 'accept' : 'ignore';
  }

  /**
   * What is wrong with a block by itself; otherwise its id in hexadecimal, and whether it is held with this signature.
   * Undefined where a member has no time for it.
   */
  private async look(
    from: PeerId,
    { content, signature }: SignedBlock,
    { core, members }: FollowedEpoch,
  ): Promise<Looked> {
    const author = members[content.author];
    if (author === undefined) return 'bad-structure';
    const id = blockId(content);
    const key = toHex(id);
    const held = core.dag.nodes.get(key);
    const isSame = held !== undefined && equalBytes(held.block.signature, signature);
    if (!isSame && this.checks?.take(from) === false) return undefined;
    const { ed25519 } = this.o.door;
    if (!isSame && !(await ed25519.verify(author.key, blockSigningBytes(id), signature)))
      return 'bad-signature';
    return { key, isSame };
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
    if (members === undefined || this.checks?.take(from) === false) return 'ignore';
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
