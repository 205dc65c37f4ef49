/**
 * One link's stream: frames, whole messages in order, a capped send queue with back-pressure, pings, and the
 * proof that the link works at all.
 *
 * Both sides open with `hello` (table, abilities) and a ping. A channel is up when the other's hello names the
 * same table and our ping is answered: a transport may report a connection that never carries a byte.
 */
import type { ByteStream } from './byteStream.ts';
import { encodeFrame, FrameDecoder, FramingError, MAX_PAYLOAD_BYTES, MessageAssembler } from './framing.ts';
import type { NetLimits } from './limits.ts';
import type { LinkKind, Misbehaviour, PeerId } from './network.ts';
import { TokenBucket } from './tokenBucket.ts';

const VERSION = 1;
const KIND = { hello: 0, part: 1, last: 2, ping: 3, pong: 4 } as const;
const HELLO_BYTES = 1 + 32 + 1;
const ABLE_DIRECT = 1;
/** Weight of a new measurement in the smoothed round trip, as TCP has it. */
const SMOOTHING = 1 / 8;

export interface ChannelEvents {
  up(): void;
  rtt(): void;
  /** It is suspected of being dead, or is so no longer. */
  suspected(): void;
  message(bytes: Uint8Array): void;
  misbehaved(what: Misbehaviour): void;
  /** Once, when the channel is over for whatever reason. */
  down(reason: string): void;
  /** The peer writes no more: it has a better link, or leaves. */
  remoteEnd(): void;
}

/** How a channel reaches its far end. */
export interface Way {
  /** Transport id of the relay or member that a relayed channel goes through. */
  readonly hop?: PeerId | undefined;
  /** Whether a TURN server forwards it; asked when it is up. Never rejects. */
  readonly throughTurn?: () => Promise<boolean>;
}

export interface ChannelOptions {
  readonly kind: LinkKind;
  readonly way?: Way | undefined;
  readonly meetingKey: Uint8Array;
  /** Whether this side can speak WebRTC at all. */
  readonly ableDirect: () => boolean;
  readonly limits: NetLimits;
  /** Steady clock in milliseconds. */
  readonly now: () => number;
}

export class Channel {
  readonly kind: LinkKind;
  #state: 'opening' | 'up' | 'down' = 'opening';
  #peerAbleDirect = false;
  #greeted = false;
  #rttMs: number | undefined;
  #ending = false;
  #ended = false;
  #blocked = false;
  #pumping = false;
  #urgent: Uint8Array[] = [];
  #queue: Uint8Array[] = [];
  /** Bytes of the first queued message that are already written. */
  #written = 0;
  #queuedBytes = 0;
  #pingId = 0;
  #pingSentMs: number;
  #pingOpen = false;
  #pongDueMs: number;
  #heardMs: number;
  #tickedMs: number;
  #late = false;
  #rttToldMs = Number.NEGATIVE_INFINITY;
  #suspect = false;
  readonly #decoder = new FrameDecoder(KIND.pong);
  readonly #assembler: MessageAssembler;
  readonly #messages: TokenBucket;
  readonly #bytes: TokenBucket;

  constructor(
    private readonly stream: ByteStream,
    private readonly options: ChannelOptions,
    private readonly events: ChannelEvents,
  ) {
    const { limits, now } = options;
    this.kind = options.kind;
    this.#assembler = new MessageAssembler(limits.messageBytes);
    this.#messages = new TokenBucket(limits.messagesPerSecond, limits.messageBurst, now());
    this.#bytes = new TokenBucket(limits.bytesPerSecond, limits.byteBurst, now());
    this.#pingSentMs = now();
    this.#pongDueMs = now() + limits.linkTimeoutMs;
    this.#heardMs = now();
    this.#tickedMs = now();
  }

  /** Begins to speak; separate from the constructor because events may follow at once. */
  open(): void {
    this.stream.attach({
      data: (bytes) => this.#receive(bytes),
      drain: () => {
        this.#blocked = false;
        this.#pump();
      },
      remoteEnd: () => {
        if (this.#ended) this.#down('closed');
        else this.events.remoteEnd();
      },
      closed: () => this.#down('closed'),
    });
    if (this.#state === 'down') return;
    const hello = new Uint8Array(HELLO_BYTES);
    hello[0] = VERSION;
    hello.set(this.options.meetingKey, 1);
    hello[HELLO_BYTES - 1] = this.options.ableDirect() ? ABLE_DIRECT : 0;
    this.#urgent.push(encodeFrame(KIND.hello, hello));
    this.#ping();
  }

  get way(): Way {
    return this.options.way ?? {};
  }

  get isUp(): boolean {
    return this.#state === 'up';
  }

  get isDown(): boolean {
    return this.#state === 'down';
  }

  /** Takes messages: up and not being closed. */
  get usable(): boolean {
    return this.#state === 'up' && !this.#ending;
  }

  /** Up, and yet silent for longer than a living link is. */
  get suspect(): boolean {
    return this.#suspect && this.#state === 'up';
  }

  get rttMs(): number | undefined {
    return this.#rttMs;
  }

  /** As its hello says; undefined before that. */
  get peerAbleDirect(): boolean | undefined {
    return this.#greeted ? this.#peerAbleDirect : undefined;
  }

  /** @throws RangeError for a message over the cap or without bytes: a mistake of the caller. */
  send(message: Uint8Array): void {
    if (message.length > this.options.limits.messageBytes) throw new RangeError('message too long');
    if (message.length === 0) throw new RangeError('empty message');
    if (!this.usable) return;
    if (this.#queuedBytes + message.length > this.options.limits.sendQueueBytes) {
      this.abort('peer too slow');
      return;
    }
    this.#queue.push(message);
    this.#queuedBytes += message.length;
    this.#pump();
  }

  /** Keep-alive and time-outs; to be called several times a second. */
  tick(): void {
    const { now, limits } = this.options;
    const nowMs = now();
    const late = nowMs - this.#tickedMs >= limits.suspectMs;
    // Whoever did not run for a while has not yet read what came meanwhile; where timers are always late it has.
    const excused = late && !this.#late;
    this.#late = late;
    this.#tickedMs = nowMs;
    if (this.#state === 'down') return;
    if (this.#pingOpen || this.#state === 'opening') {
      if (excused) return;
      if (nowMs >= this.#pongDueMs) this.abort('no answer');
      else if (nowMs - Math.max(this.#pingSentMs, this.#heardMs) >= limits.suspectMs) this.#setSuspect(true);
      return;
    }
    const quiet =
      nowMs - this.#heardMs >= limits.quietPingMs && nowMs - this.#pingSentMs >= limits.quietPingMs;
    if (quiet || nowMs - this.#pingSentMs >= limits.pingEveryMs) this.#ping();
  }

  #setSuspect(suspect: boolean): void {
    if (this.#suspect === suspect || this.#state !== 'up') return;
    this.#suspect = suspect;
    this.events.suspected();
  }

  /** There is a hint that the peer is gone: ask it, and believe silence sooner. */
  probe(): void {
    if (this.#state !== 'up') return;
    if (!this.#pingOpen) this.#ping();
    this.#pongDueMs = Math.min(this.#pongDueMs, this.options.now() + this.options.limits.probeTimeoutMs);
  }

  /** Closes when everything queued is written; what the peer still sends is heard. */
  end(): void {
    this.#ending = true;
    this.#pump();
  }

  abort(reason: string): void {
    if (this.#state === 'down') return;
    this.stream.abort(reason);
    this.#down(reason);
  }

  #ping(): void {
    const { now, limits } = this.options;
    this.#pingId = (this.#pingId + 1) >>> 0;
    this.#pingSentMs = now();
    this.#pingOpen = true;
    this.#pongDueMs = this.#pingSentMs + (this.#state === 'up' ? limits.pongTimeoutMs : limits.linkTimeoutMs);
    const id = new Uint8Array(4);
    new DataView(id.buffer).setUint32(0, this.#pingId);
    this.#urgent.push(encodeFrame(KIND.ping, id));
    this.#pump();
  }

  #pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    while (!this.#blocked && !this.#ended && this.#state !== 'down') {
      const frame = this.#urgent.shift() ?? this.#nextChunk();
      if (frame === undefined) break;
      if (!this.stream.write(frame)) this.#blocked = true;
    }
    this.#pumping = false;
    if (
      this.#ending &&
      !this.#ended &&
      !this.#blocked &&
      this.#queue.length === 0 &&
      this.#state !== 'down'
    ) {
      this.#ended = true;
      this.stream.end();
    }
  }

  #nextChunk(): Uint8Array | undefined {
    const message = this.#queue[0];
    if (message === undefined) return undefined;
    const chunk = message.subarray(this.#written, this.#written + MAX_PAYLOAD_BYTES);
    this.#written += chunk.length;
    if (this.#written < message.length) return encodeFrame(KIND.part, chunk);
    this.#queue.shift();
    this.#queuedBytes -= message.length;
    this.#written = 0;
    return encodeFrame(KIND.last, chunk);
  }

  #receive(bytes: Uint8Array): void {
    if (this.#state === 'down') return;
    const nowMs = this.options.now();
    this.#heardMs = nowMs;
    this.#setSuspect(false);
    if (!this.#bytes.take(bytes.length, nowMs)) {
      // Frames cannot be skipped inside a stream, so a flood of bytes costs the link.
      this.events.misbehaved('flood');
      this.abort('flood');
      return;
    }
    try {
      for (const { kind, payload } of this.#decoder.push(bytes)) {
        if (this.isDown) return;
        this.#take(kind, payload, nowMs);
      }
    } catch (error) {
      if (!(error instanceof FramingError)) throw error;
      this.events.misbehaved(error.code);
      this.abort(error.message);
    }
  }

  #take(kind: number, payload: Uint8Array, nowMs: number): void {
    if (!this.#greeted) {
      this.#takeHello(kind, payload);
      return;
    }
    switch (kind) {
      case KIND.part:
      case KIND.last: {
        const message = this.#assembler.add(payload, kind === KIND.last);
        if (message === undefined) return;
        if (this.#messages.take(1, nowMs)) this.events.message(message);
        else this.events.misbehaved('flood');
        return;
      }
      case KIND.ping:
        if (payload.length !== 4) break;
        if (!this.#messages.take(1, nowMs)) {
          this.events.misbehaved('flood');
          return;
        }
        if (this.#ended) return;
        this.#urgent.push(encodeFrame(KIND.pong, payload));
        this.#pump();
        return;
      case KIND.pong:
        if (payload.length !== 4) break;
        this.#takePong(new DataView(payload.buffer, payload.byteOffset).getUint32(0), nowMs);
        return;
    }
    throw new FramingError('malformed', `frame ${kind} out of place`);
  }

  #takeHello(kind: number, payload: Uint8Array): void {
    if (kind === KIND.hello && payload.length > 0 && payload[0] !== VERSION) {
      // Another version of the app, older or newer: no fault of anybody's, and nothing to talk about.
      this.abort('other version');
      return;
    }
    if (kind !== KIND.hello || payload.length !== HELLO_BYTES)
      throw new FramingError('malformed', 'no hello');
    if (!this.options.meetingKey.every((b, i) => payload[1 + i] === b)) {
      this.events.misbehaved('wrong-table');
      this.abort('wrong table');
      return;
    }
    this.#greeted = true;
    this.#peerAbleDirect = (payload[HELLO_BYTES - 1]! & ABLE_DIRECT) !== 0;
  }

  #takePong(id: number, nowMs: number): void {
    if (!this.#pingOpen || id !== this.#pingId) return;
    this.#pingOpen = false;
    const rttMs = nowMs - this.#pingSentMs;
    // The first trip includes the stream's opening at the far end and would mislead the average.
    if (this.#state === 'up') {
      this.#rttMs = this.#rttMs === undefined ? rttMs : this.#rttMs + (rttMs - this.#rttMs) * SMOOTHING;
      if (nowMs - this.#rttToldMs < this.options.limits.pingEveryMs) return;
      this.#rttToldMs = nowMs;
      this.events.rtt();
      return;
    }
    this.#state = 'up';
    this.#ping();
    this.events.up();
  }

  #down(reason: string): void {
    if (this.#state === 'down') return;
    this.#state = 'down';
    this.#queue = [];
    this.#urgent = [];
    this.events.down(reason);
  }
}
