/**
 * What this validator says to peers, and what they say to it, judged before the core sees it.
 *
 * Upon a block: of this table and epoch, by a member, not held yet, and signed by its author.
 * Upon a member's frontier: the core answers. Upon that of one who watches: answered within the caps of audience.ts,
 *   and nothing of its request is noted.
 * Upon a word of another epoch: whoever follows the epochs is told.
 */
import { blockId, blockSigningBytes, type SignedBlock } from '../../codec/block.ts';
import { sameId } from '../../codec/ids.ts';
import { encodeMessage, type Message, type MessageOf } from '../../codec/wire.ts';
import { isHeld } from '../../consensus/accept.ts';
import { answerObserver } from '../../consensus/repair.ts';
import { asVerified, type PeerMessage, type VerifiedBlock } from '../../consensus/types.ts';
import type { PeerId } from '../../net/network.ts';
import { signedOf } from './blockRecords.ts';
import type { CoreLoop } from './coreLoop.ts';
import type { ValidatorOptions } from './options.ts';

export type ConsensusMessage = MessageOf<'block'> | MessageOf<'blocks'> | MessageOf<'frontier'>;

interface WireOptions {
  readonly validator: ValidatorOptions;
  readonly loop: CoreLoop;
  /** A block's transactions, before it is committed. */
  readonly onBlock: (author: number, transactions: readonly Uint8Array[]) => void;
}

export class Wire {
  constructor(private readonly o: WireOptions) {}

  /** Rejects with what a message makes our code throw. */
  async receive(from: PeerId, message: ConsensusMessage): Promise<void> {
    switch (message.kind) {
      case 'block':
        return this.block(from, message.body);
      case 'blocks':
        await Promise.all(message.body.blocks.map((block) => this.block(from, block)));
        return;
      case 'frontier':
        this.frontier(from, message.body);
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

  /** The core refuses what it sent. Too old is what any laggard sends; everything else no honest tab does. */
  rejected(from: number): void {
    const { peerOf, network } = this.o.validator;
    const peer = peerOf(from);
    if (peer !== undefined) network.penalize(peer, 'bad-structure');
  }

  private message(message: PeerMessage): Message {
    if (message.kind === 'blocks') return { kind: 'blocks', body: { blocks: message.blocks.map(signedOf) } };
    const { instance: tableId, start } = this.o.validator;
    const { tips, missing } = message;
    return {
      kind: 'frontier',
      body: { tableId, epoch: start.epoch, tips: [...tips], missing: [...missing] },
    };
  }

  private frontier(from: PeerId, body: MessageOf<'frontier'>['body']): void {
    const { instance, start, network, validatorOf, onOtherEpoch } = this.o.validator;
    const { tableId, epoch, tips, missing } = body;
    const validator = validatorOf(from);
    if (!sameId(tableId, instance)) network.penalize(from, 'wrong-table');
    else if (epoch !== start.epoch) onOtherEpoch(from, epoch);
    else if (validator === undefined) this.answerObserver(from, body);
    else this.o.loop.feed({ kind: 'frontier', from: validator, tips, missing });
  }

  private async block(from: PeerId, signed: SignedBlock): Promise<void> {
    const { members, instance, start, network, ed25519, validatorOf, onOtherEpoch } = this.o.validator;
    const { loop, onBlock } = this.o;
    const { content } = signed;
    const author = members[content.author];
    if (!sameId(content.tableId, instance)) return network.penalize(from, 'wrong-table');
    if (content.epoch !== start.epoch) return onOtherEpoch(from, content.epoch);
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
    const { audience, network, index } = this.o.validator;
    if (index === undefined || !audience.has(from) || !audience.mayAsk(from)) return;
    for (const blocks of answerObserver(this.o.loop.core, { tips, missing })) {
      const bytes = encodeMessage(this.message({ kind: 'blocks', blocks }));
      if (!audience.maySend(bytes.length)) return;
      network.send(from, bytes);
    }
  }
}
