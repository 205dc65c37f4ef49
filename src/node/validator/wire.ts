/**
 * What this validator says to peers, and what they say to it, judged before the core sees it.
 *
 * Upon a block: of this table and epoch, from a member (one who watches takes it from anybody), by a member, not held
 *   yet, and signed by its author. From a stranger it is dropped unread, without points: who it is may be said later.
 * Upon a member's frontier: the core answers. Upon that of one who watches: answered within the caps of audience.ts,
 *   and nothing of its request is noted.
 * Upon being asked for blocks by name: the same. Upon a proof that a member has contradicted itself: contradictions.ts.
 * Upon a word of another epoch: whoever follows the epochs is told.
 */
import { blockId, blockSigningBytes, type SignedBlock } from '../../codec/block.ts';
import type { TwoBlocks } from '../../codec/evidence.ts';
import { type GenesisRoot, sameId } from '../../codec/ids.ts';
import { encodeMessage, type Message, type MessageOf } from '../../codec/wire.ts';
import { isHeld } from '../../consensus/accept.ts';
import { answerObserverAsk } from '../../consensus/ask.ts';
import { answerObserver } from '../../consensus/repair.ts';
import { namesState } from '../../consensus/rules.ts';
import { asVerified, type PeerMessage, type VerifiedBlock } from '../../consensus/types.ts';
import type { PeerId } from '../../net/network.ts';
import { rulesOf } from '../../table/state/rulesOf.ts';
import type { KeySigner } from '../key/signer.ts';
import { signedOf } from './blockRecords.ts';
import type { Received } from './contradictions.ts';
import type { CoreLoop } from './coreLoop.ts';
import type { ValidatorOptions } from './options.ts';

export type ConsensusMessage = MessageOf<
  'block' | 'blocks' | 'frontier' | 'ask' | 'contradiction' | 'keyPartial' | 'keySigned'
>;

interface WireOptions {
  readonly validator: ValidatorOptions;
  readonly loop: CoreLoop;
  /** A block's transactions, before it is committed. */
  readonly onBlock: (author: number, transactions: readonly Uint8Array[]) => void;
  /** Two blocks of one author for one round, as somebody says. */
  readonly onContradiction: (proof: TwoBlocks) => Promise<Received>;
  /** What the table's key signs. */
  readonly signer: () => Pick<KeySigner, 'partial' | 'combined'>;
}

export class Wire {
  private otherStates = 0;

  constructor(private readonly o: WireOptions) {}

  /** Messages of another instance of the epoch, which were dropped. */
  get ofAnotherState(): number {
    return this.otherStates;
  }

  /** Rejects with what a message makes our code throw. */
  async receive(from: PeerId, message: ConsensusMessage): Promise<void> {
    switch (message.kind) {
      case 'block':
        return this.block(from, message.body);
      case 'blocks':
        await Promise.all(message.body.blocks.map((block) => this.block(from, block)));
        return;
      case 'frontier':
        return this.frontier(from, message.body);
      case 'ask':
        return this.ask(from, message.body);
      case 'keyPartial':
        return this.o.signer().partial(from, message.body);
      case 'keySigned':
        return this.o.signer().combined(from, message.body);
      case 'contradiction':
        if ((await this.o.onContradiction(message.body)) === 'false')
          this.o.validator.network.penalize(from, 'bad-signature');
    }
  }

  /** To all members and to those who watch. */
  publish(block: VerifiedBlock): void {
    this.o.validator.publish(encodeMessage({ kind: 'block', body: signedOf(block) }));
  }

  send(to: number, message: PeerMessage): void {
    const { peerOf, network } = this.o.validator;
    const peer = peerOf(to);
    if (peer !== undefined) network.send(peer, encodeMessage(this.message(message)));
  }

  /** It sent what no honest tab sends. */
  rejected(from: number): void {
    const { peerOf, network } = this.o.validator;
    const peer = peerOf(from);
    if (peer !== undefined) network.penalize(peer, 'bad-structure');
  }

  private message(message: PeerMessage): Message {
    if (message.kind === 'blocks') return { kind: 'blocks', body: { blocks: message.blocks.map(signedOf) } };
    const { instance: tableId, epoch } = this.o.validator.start;
    const where = { tableId, epoch };
    if (message.kind === 'ask') return { kind: 'ask', body: { ...where, wanted: [...message.wanted] } };
    const { tips, missing, links = 0 } = message;
    return { kind: 'frontier', body: { ...where, tips: [...tips], missing: [...missing], links } };
  }

  private frontier(from: PeerId, body: MessageOf<'frontier'>['body']): void {
    const { validatorOf } = this.o.validator;
    const { tableId, epoch, tips, missing, links } = body;
    const validator = validatorOf(from);
    if (!this.isOurs(from, tableId, epoch)) return;
    if (validator === undefined) this.answerObserver(from, body);
    else this.o.loop.feed({ kind: 'frontier', from: validator, tips, missing, links });
  }

  /**
   * Is a block or a frontier of the epoch that we are in? By the second rules one of another instance costs nobody
   * anything: its sender began the epoch with another state than we, which of the two is right is not known here.
   */
  private isOurs(from: PeerId, instance: GenesisRoot, epoch: number): boolean {
    const { start, network, onOtherEpoch } = this.o.validator;
    const mine = sameId(instance, start.instance);
    if (namesState(rulesOf(start.config))) {
      if (epoch !== start.epoch) onOtherEpoch(from, epoch);
      else if (!mine) this.otherStates++;
    } else if (!mine) network.penalize(from, 'wrong-table');
    else if (epoch !== start.epoch) onOtherEpoch(from, epoch);
    return mine && epoch === start.epoch;
  }

  /** Somebody lacks parents of what we have delivered. Of another table or epoch we have nothing to give. */
  private ask(from: PeerId, { tableId, epoch, wanted }: MessageOf<'ask'>['body']): void {
    const { start, validatorOf } = this.o.validator;
    const { loop } = this.o;
    if (!sameId(tableId, start.instance) || epoch !== start.epoch) return;
    const validator = validatorOf(from);
    if (validator !== undefined) loop.feed({ kind: 'ask', from: validator, wanted });
    else if (this.mayAnswerObserver(from)) this.sendToObserver(from, answerObserverAsk(loop.core, wanted));
  }

  private async block(from: PeerId, signed: SignedBlock): Promise<void> {
    const { index, members, network, ed25519, validatorOf } = this.o.validator;
    const { loop, onBlock } = this.o;
    const { content } = signed;
    const author = members[content.author];
    if (!this.isOurs(from, content.tableId, content.epoch)) return;
    // The id alone costs a large block's hash, and a stranger's link costs the stranger nothing.
    if (index !== undefined && validatorOf(from) === undefined) return;
    if (!author) return network.penalize(from, 'bad-structure');
    const id = blockId(content);
    const block = asVerified(signed, id);
    // Not what has come before: a block that the core could not keep has to be taken when it comes again.
    if (isHeld(loop.core, block.key)) return;
    const ok = await ed25519.verify(author.key, blockSigningBytes(id), signed.signature);
    if (loop.isStopped || isHeld(loop.core, block.key)) return;
    if (!ok) return network.penalize(from, 'bad-signature');
    onBlock(content.author, content.transactions);
    loop.feed({ kind: 'block', block, from: validatorOf(from) });
  }

  /** What one who watches lacks, as much as the caps allow. */
  private answerObserver(from: PeerId, { tips, missing }: MessageOf<'frontier'>['body']): void {
    if (this.mayAnswerObserver(from))
      this.sendToObserver(from, answerObserver(this.o.loop.core, { tips, missing }));
  }

  private mayAnswerObserver(from: PeerId): boolean {
    const { audience, index } = this.o.validator;
    return index !== undefined && audience.has(from) && audience.mayAsk(from);
  }

  private sendToObserver(to: PeerId, messages: readonly (readonly VerifiedBlock[])[]): void {
    const { audience, network } = this.o.validator;
    for (const blocks of messages) {
      const bytes = encodeMessage(this.message({ kind: 'blocks', blocks }));
      if (!audience.maySend(bytes.length)) return;
      network.send(to, bytes);
    }
  }
}
