/**
 * Helps peers that are in an earlier epoch than this tab: they are told of what came since, and given what they
 * lack.
 */
import { encodeMessage, type MessageOf } from '../../codec/wire.ts';
import type { Network, PeerId } from '../../net/network.ts';
import type { GameStorage } from '../../storage/storage.ts';
import type { Scheduler } from '../clock.ts';
import type { Peers } from '../peers.ts';
import type { EpochBook } from './book.ts';
import type { EpochGossip } from './gossip.ts';
import { oldBlocks } from './oldBlocks.ts';

/** Stored blocks are read for one member at most so often, however often it comes back; milliseconds. */
const answerAgainMs = 1_000;

interface LaggardsOptions {
  readonly book: EpochBook;
  readonly gossip: EpochGossip;
  readonly network: Network;
  readonly storage: GameStorage;
  readonly scheduler: Scheduler;
  readonly peers: Peers;
}

export class Laggards {
  /** When we last read stored blocks for a member, by epoch and number. */
  private readonly answeredMs = new Map<string, number>();

  constructor(private readonly o: LaggardsOptions) {}

  /** The epoch is over, and was ended without one of its members. */
  wasAdjourned(epoch: number): boolean {
    const { book } = this.o;
    return epoch < book.epoch && (book.checkpoint(epoch + 1)?.stops.length ?? 0) > 0;
  }

  /**
   * One who was left out of an epoch since comes back: it is told of the epochs, and given what it lacks of its
   * own.
   */
  async answer(from: PeerId, body: MessageOf<'frontier'>['body']): Promise<void> {
    const { book, gossip, network, storage, scheduler, peers } = this.o;
    gossip.tell(from);
    const nowMs = scheduler.nowMs();
    const whose = peers.validatorOf(book.membersOf(body.epoch), from);
    if (whose === undefined) return;
    const member = `${body.epoch}:${whose}`;
    const last = this.answeredMs.get(member);
    if (last !== undefined && nowMs - last < answerAgainMs) return;
    this.answeredMs.set(member, nowMs);
    const blocks = oldBlocks(await storage.loadBlocks(body.epoch), body.epoch, body.tips);
    if (blocks.length > 0) network.send(from, encodeMessage({ kind: 'blocks', body: { blocks } }));
  }

  /** To a peer in the epoch before: what ended it, as we kept it. */
  tellStops(to: PeerId): void {
    const { book, network } = this.o;
    if (book.epoch === 0) return;
    for (const stop of book.checkpoint(book.epoch)?.stops ?? []) {
      const body = { epoch: book.epoch - 1, stopped: 1, stop };
      network.send(to, encodeMessage({ kind: 'adjourn', body }));
    }
  }
}
