/**
 * What one who watches has missed, asked of the hosts of the table's relays over HTTP before its neighbours: so that
 * who comes late costs those who watch nothing. Nothing in an answer is believed; the node checks it like all else.
 *
 * - Upon an epoch that is followed anew, or members' blocks from far ahead: a host is asked for the rounds from our own
 *   highest on, and again when these are in the DAG, until it has no more.
 * - Upon an answer that is cut off, too long, or of something else, and upon a false signature in one: that host is
 *   left for long, and the neighbours are asked, as they are where no host answers.
 */
import { DecodeError } from '../../codec/decode.ts';
import { type GenesisRoot, sameId } from '../../codec/ids.ts';
import { decodeHistory } from '../../codec/railHistory.ts';
import { decodeMessage, type Message } from '../../codec/wire.ts';
import type { PeerId } from '../../net/network.ts';
import type { HistoryFault, HistoryHost } from '../../net/rail/historyHosts.ts';
import { railLimits } from '../../net/rail/limits.ts';
import type { Scheduler } from '../clock.ts';
import type { RailDoor } from './door.ts';
import type { HistoryQuestion } from './historyAnswers.ts';

/** Why a host's answer was refused. */
export type HistoryRefusal = HistoryFault | 'malformed' | 'not-asked' | 'forged';

export interface HistoryClientOptions {
  readonly hosts: readonly HistoryHost[];
  readonly scheduler: Scheduler;
  readonly door: RailDoor;
  /** Gives a message to the node, under a name by which it tells what was false. */
  readonly deliver: (from: PeerId, message: Message, bytes: Uint8Array) => void;
  readonly failed: (error: unknown) => void;
}

interface Host {
  readonly name: PeerId;
  readonly host: HistoryHost;
  notBeforeMs: number;
}

/** What is to be in the DAG before more is asked for. */
interface Awaited {
  readonly host: Host;
  readonly round: number;
  readonly untilMs: number;
}

/** With what the epoch's blocks are bound to. */
interface Asked extends HistoryQuestion {
  readonly instance: GenesisRoot;
}

const NAME = 'host:';

export class HistoryClient {
  private readonly hosts: readonly Host[];
  private readonly stopping = new AbortController();
  /** Epoch for which something is wanted still, or was last. */
  private epoch: number | undefined;
  private wants = false;
  private asking = false;
  private askedMs = 0;
  private awaited: Awaited | undefined;
  /** The highest round of the epoch that a member has signed, as far as we heard. */
  private heardRound = 0;
  private why: HistoryRefusal | undefined;
  private answers = 0;

  constructor(private readonly o: HistoryClientOptions) {
    this.hosts = o.hosts.map((host, i) => ({ host, name: `${NAME}${i}`, notBeforeMs: 0 }));
  }

  /** Why the last answer that was refused was; undefined while none was. */
  get refused(): HistoryRefusal | undefined {
    return this.why;
  }

  /** Answers that were taken. */
  get taken(): number {
    return this.answers;
  }

  /** A host has just been asked, or what it sent is on its way into the DAG: neighbours need not be. */
  get busy(): boolean {
    const { nowMs } = this.o.scheduler;
    const isPatient = this.asking && nowMs() - this.askedMs < railLimits.historyPatienceMs;
    return isPatient || this.awaited !== undefined;
  }

  /** A member has signed a block of this round. */
  heard(epoch: number, round: number): void {
    if (epoch !== this.epoch) return;
    this.heardRound = Math.max(this.heardRound, round);
  }

  /** What the node says of a peer, if it is one of ours. */
  penalized(peer: PeerId): boolean {
    const host = this.hosts.find(({ name }) => name === peer);
    if (host) this.refuse(host, 'forged');
    return host !== undefined;
  }

  stop(): void {
    this.stopping.abort();
  }

  /** Something may have changed, or time has passed. */
  look(): void {
    const followed = this.o.door.followed();
    if (followed === undefined || this.stopping.signal.aborted) return;
    const { epoch, core } = followed;
    const own = core.dag.highestRound;
    if (epoch !== this.epoch) {
      this.epoch = epoch;
      this.heardRound = 0;
      this.wants = true;
      this.awaited = undefined;
    }
    if (this.heardRound > own + railLimits.historyBehindRounds) this.wants = true;
    const nowMs = this.o.scheduler.nowMs();
    const { awaited } = this;
    if (awaited !== undefined) {
      if (own < awaited.round && nowMs < awaited.untilMs) return;
      this.awaited = undefined;
      if (own < awaited.round) {
        this.rest(awaited.host, railLimits.historyAgainMs);
        this.wants = false;
      }
    }
    if (!this.wants || this.asking) return;
    const host = this.hosts.find(({ notBeforeMs }) => notBeforeMs <= nowMs);
    if (host === undefined) this.wants = false;
    else {
      const instance = core.config.tableId;
      this.ask(host, { epoch, fromRound: Math.max(1, own), instance }).catch(this.o.failed);
    }
  }

  private async ask(host: Host, question: Asked): Promise<void> {
    this.asking = true;
    this.askedMs = this.o.scheduler.nowMs();
    try {
      const signal = AbortSignal.any([
        this.stopping.signal,
        AbortSignal.timeout(railLimits.historyTimeoutMs),
      ]);
      const answer = await host.host.ask(question, signal);
      if (this.stopping.signal.aborted) return;
      if (answer instanceof Uint8Array) this.take(host, question, answer);
      else if (answer === 'none') this.rest(host, railLimits.historyAgainMs);
      else this.refuse(host, answer);
    } finally {
      this.asking = false;
      this.look();
    }
  }

  private take(host: Host, question: Asked, answer: Uint8Array): void {
    const read = readAnswer(answer, question);
    if (typeof read === 'string') {
      this.refuse(host, read);
      return;
    }
    this.answers++;
    for (const { message, bytes } of read.messages) this.o.deliver(host.name, message, bytes);
    // The present is told by gossip; or it has told how a later epoch began.
    if (read.highestRound < question.fromRound + railLimits.historyBehindRounds) {
      this.wants = false;
      this.rest(host, railLimits.historyAgainMs);
      return;
    }
    const untilMs = this.o.scheduler.nowMs() + railLimits.historyTakeMs;
    this.awaited = { host, round: read.highestRound, untilMs };
  }

  private refuse(host: Host, why: HistoryRefusal): void {
    this.why = why;
    this.awaited = undefined;
    this.rest(host, railLimits.historyLiarMs);
  }

  private rest(host: Host, ms: number): void {
    host.notBeforeMs = Math.max(host.notBeforeMs, this.o.scheduler.nowMs() + ms);
  }
}

interface Read {
  readonly messages: readonly { readonly message: Message; readonly bytes: Uint8Array }[];
  readonly highestRound: number;
}

/** What may be given to the node; why not where something in it was not asked for. */
function readAnswer(answer: Uint8Array, { epoch, fromRound, instance }: Asked): Read | HistoryRefusal {
  try {
    let highestRound = 0;
    const messages = decodeHistory(answer).map((bytes) => ({ bytes, message: decodeMessage(bytes) }));
    for (const { message } of messages) {
      if (message.kind === 'genesis' || message.kind === 'hello' || message.kind === 'epochs') continue;
      if (message.kind !== 'blocks') return 'not-asked';
      for (const { content } of message.body.blocks) {
        const isAsked =
          content.epoch === epoch && content.round >= fromRound && sameId(content.tableId, instance);
        if (!isAsked) return 'not-asked';
        highestRound = Math.max(highestRound, content.round);
      }
    }
    return { messages, highestRound };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    if (error.what === 'history' && error.reason === 'malformed') return 'truncated';
    return error.reason === 'oversized' ? 'oversized' : 'malformed';
  }
}
