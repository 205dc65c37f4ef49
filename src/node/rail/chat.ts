/**
 * What those who watch say to one another, on a topic of gossip of its own. No device of one who plays subscribes.
 *
 * Upon a line that is none, is too long, is of another table or whose signature is false: rejected; whoever passes that
 *   on has not looked.
 * Upon one that was said before, too long ago by the table's slots, or faster than its speaker or all together may:
 *   ignored, for whoever passed it on may have counted otherwise.
 * Upon any other: passed on, and kept among the last lines.
 */
import { DecodeError, toHex } from '../../codec/decode.ts';
import { sameId, type TableId } from '../../codec/ids.ts';
import { decodeRailLine, encodeRailLine, type RailLine, railLineSigningBytes } from '../../codec/railChat.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import type { PeerId } from '../../net/network.ts';
import type { GossipJudge, Verdict } from '../../net/rail/gossip.ts';
import { railLimits } from '../../net/rail/limits.ts';
import { TokenBucket } from '../../net/tokenBucket.ts';
import { BudgetOfEach } from '../budgetOfEach.ts';
import type { Scheduler } from '../clock.ts';
import { messageIdOf } from './judge.ts';

/** A line as it was heard, or said here. */
export interface HeardLine {
  /** Rises with every line. */
  readonly id: number;
  /** Public key of its speaker, hexadecimal. */
  readonly speaker: string;
  readonly own: boolean;
  /** What the speaker calls itself; anybody may call itself anything. */
  readonly nickname: string;
  readonly text: string;
}

export interface RailChatOptions {
  readonly tableId: TableId;
  readonly ed25519: Pick<Ed25519, 'verify' | 'sign' | 'publicKeyOf' | 'isAdmissibleKey'>;
  /** SECRET: Ed25519 seed of this visit. */
  readonly secretKey: Uint8Array;
  readonly scheduler: Pick<Scheduler, 'nowMs'>;
  /** Committed slots of the table as far as they are known here; undefined before the first. */
  readonly height: () => number | undefined;
  readonly publish: (message: Uint8Array) => void;
  readonly rejected: (from: PeerId, why: 'malformed' | 'bad-signature' | 'wrong-table' | 'flood') => void;
  readonly failed: (from: PeerId, error: unknown) => void;
}

const NAMES = 64;

export class RailChat implements GossipJudge {
  private readonly key: Uint8Array;
  private readonly neighbours: BudgetOfEach;
  private readonly speakers: BudgetOfEach;
  private readonly all: TokenBucket;
  /** By speaker the number of its last line; the one heard longest ago is forgotten first. */
  private readonly last = new Map<string, number>();
  private readonly heard: HeardLine[] = [];
  private readonly listeners = new Set<() => void>();
  private number = 0;
  private ids = 0;

  constructor(private readonly o: RailChatOptions) {
    this.key = o.ed25519.publicKeyOf(o.secretKey);
    const nowMs = (): number => o.scheduler.nowMs();
    const { chatPerSecond, chatBurst, chatSpeakers, chatOfNeighbourPerSecond, chatOfNeighbourBurst } =
      railLimits;
    this.speakers = new BudgetOfEach(nowMs, {
      ...{ perSecond: chatPerSecond, burst: chatBurst, names: chatSpeakers },
    });
    this.neighbours = new BudgetOfEach(nowMs, {
      ...{ perSecond: chatOfNeighbourPerSecond, burst: chatOfNeighbourBurst, names: NAMES },
    });
    this.all = new TokenBucket(railLimits.chatAllPerSecond, railLimits.chatAllBurst, nowMs());
  }

  /** The last lines, oldest first. */
  get lines(): readonly HeardLine[] {
    return this.heard;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Says it to those who watch. @param text, nickname UTF-8 as `decodeText` takes it. False: too many lines. */
  async say(nickname: Uint8Array, text: Uint8Array): Promise<boolean> {
    const { tableId, ed25519, secretKey, height, publish } = this.o;
    const speaker = toHex(this.key);
    if (!this.speakers.take(speaker)) return false;
    const unsigned: RailLine = {
      ...{ tableId, key: this.key, nickname, text },
      number: ++this.number,
      height: height() ?? 0,
      signature: new Uint8Array(64),
    };
    const signature = await ed25519.sign(secretKey, railLineSigningBytes(unsigned));
    publish(encodeRailLine({ ...unsigned, signature }));
    this.keep(unsigned, speaker, true);
    return true;
  }

  readonly idOf = messageIdOf;

  failed(from: PeerId, error: unknown): void {
    this.o.failed(from, error);
  }

  async judge(from: PeerId, message: Uint8Array): Promise<Verdict> {
    if (!this.neighbours.take(from)) {
      this.o.rejected(from, 'flood');
      return 'ignore';
    }
    const line = decoded(message);
    if (line === undefined) return this.reject(from, 'malformed');
    const { tableId, ed25519 } = this.o;
    if (!sameId(line.tableId, tableId)) return this.reject(from, 'wrong-table');
    const speaker = toHex(line.key);
    if (this.isOld(line, speaker)) return 'ignore';
    if (!(await ed25519.verify(line.key, railLineSigningBytes(line), line.signature)))
      return this.reject(from, 'bad-signature');
    // Another copy may have come meanwhile.
    if (this.isOld(line, speaker) || !ed25519.isAdmissibleKey(line.key)) return 'ignore';
    if (!this.speakers.take(speaker) || !this.all.take(1, this.o.scheduler.nowMs())) return 'ignore';
    this.keep(line, speaker, false);
    return 'accept';
  }

  private isOld({ number, height }: RailLine, speaker: string): boolean {
    const now = this.o.height();
    if (now === undefined || Math.abs(now - height) > railLimits.chatHeights) return true;
    return number <= (this.last.get(speaker) ?? 0) || speaker === toHex(this.key);
  }

  private keep({ nickname, text, number }: RailLine, speaker: string, own: boolean): void {
    this.last.delete(speaker);
    this.last.set(speaker, number);
    if (this.last.size > railLimits.chatSpeakers) this.last.delete(this.last.keys().next().value!);
    const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
    this.heard.push({ id: ++this.ids, speaker, own, nickname: decode(nickname), text: decode(text) });
    if (this.heard.length > railLimits.chatKept) this.heard.shift();
    for (const listener of [...this.listeners]) listener();
  }

  private reject(from: PeerId, why: Parameters<RailChatOptions['rejected']>[1]): Verdict {
    this.o.rejected(from, why);
    return 'reject';
  }
}

/** Undefined for what is no line. */
function decoded(message: Uint8Array): RailLine | undefined {
  try {
    return decodeRailLine(message);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return undefined;
  }
}
