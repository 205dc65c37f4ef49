/**
 * A network whose links are message ports: between the threads of one browser (or one Node process), where
 * there is no WebRTC and none is needed. Every two peers share one channel; whoever wires them up hands each
 * its end. A link is up when a ping is answered, down when the other end says so or answers no more.
 *
 * On a port goes either a message (a Uint8Array) or a control word: ['ping' | 'pong', id] or ['bye'].
 */
import { type NetLimits, netLimits } from './limits.ts';
import type { Misbehaviour, Network, NetworkEvent, PeerId, PeerLink } from './network.ts';
import { PenaltyBook } from './penalties.ts';
import { TokenBucket } from './tokenBucket.ts';

/** Of this peer's own thread: monotonic time and timers, as `node/clock.ts` has them. */
export interface PortScheduler {
  nowMs(): number;
  after(delayMs: number, callback: () => void): () => void;
}

export interface PortNetworkOptions {
  readonly self: PeerId;
  /** One end of a channel to each other peer; this network owns them from now on. */
  readonly ports: readonly { readonly peer: PeerId; readonly port: MessagePort }[];
  readonly scheduler: PortScheduler;
  readonly limits?: Partial<NetLimits>;
}

/** Weight of a new measurement in the smoothed round trip, as TCP has it. */
const SMOOTHING = 1 / 8;

interface Link {
  readonly peer: PeerId;
  readonly port: MessagePort;
  readonly messages: TokenBucket;
  readonly bytes: TokenBucket;
  up: boolean;
  gone: boolean;
  rttMs: number | undefined;
  pingId: number;
  pingSentMs: number;
  heardMs: number;
}

export function createPortNetwork(options: PortNetworkOptions): Network {
  return new PortNetwork(options);
}

class PortNetwork implements Network {
  readonly self: PeerId;
  readonly #limits: NetLimits;
  readonly #scheduler: PortScheduler;
  readonly #links = new Map<PeerId, Link>();
  readonly #listeners = new Set<(event: NetworkEvent) => void>();
  readonly #penalties: PenaltyBook;
  #cancel: () => void = () => undefined;
  #stopped = false;

  constructor({ self, ports, scheduler, limits }: PortNetworkOptions) {
    this.self = self;
    this.#scheduler = scheduler;
    this.#limits = { ...netLimits, ...limits };
    this.#penalties = new PenaltyBook(this.#limits);
    const nowMs = scheduler.nowMs();
    const { messagesPerSecond, messageBurst, bytesPerSecond, byteBurst } = this.#limits;
    for (const { peer, port } of ports) {
      const link: Link = {
        peer,
        port,
        messages: new TokenBucket(messagesPerSecond, messageBurst, nowMs),
        bytes: new TokenBucket(bytesPerSecond, byteBurst, nowMs),
        up: false,
        gone: false,
        rttMs: undefined,
        pingId: 0,
        pingSentMs: nowMs,
        heardMs: nowMs,
      };
      this.#links.set(peer, link);
      port.onmessage = ({ data }: MessageEvent<unknown>) => this.#receive(link, data);
      this.#ping(link);
    }
    this.#beat();
  }

  send(to: PeerId, bytes: Uint8Array): void {
    if (bytes.length > this.#limits.messageBytes) throw new RangeError('message too long');
    if (bytes.length === 0) throw new RangeError('empty message');
    const link = this.#links.get(to);
    // A copy of just these bytes: they may be a view into something much larger.
    if (link !== undefined && this.#usable(link)) link.port.postMessage(bytes.slice());
  }

  broadcast(bytes: Uint8Array): void {
    for (const peer of this.#links.keys()) this.send(peer, bytes);
  }

  links(): readonly PeerLink[] {
    return [...this.#links.values()].filter((l) => this.#usable(l)).map(linkOf);
  }

  /** There is none, and nobody misses it. */
  relay(): 'connected' | 'lost' {
    return this.#stopped ? 'lost' : 'connected';
  }

  penalize(peer: PeerId, what: Misbehaviour): void {
    const nowMs = this.#scheduler.nowMs();
    const link = this.#links.get(peer);
    if (!this.#penalties.record(peer, what, nowMs) || link === undefined) return;
    if (link.up) this.#tell(link, false);
    this.#scheduler.after(this.#limits.banMs, () => this.#ping(link));
  }

  setMembers(): void {
    // Everybody is wired to everybody: nobody needs introducing.
  }

  awake(): void {
    // A link here is there or it is not.
  }

  reserve(): void {
    // As many places as wires.
  }

  drop(): void {
    // Nobody comes in another's place.
  }

  penalties(): ReadonlyMap<PeerId, Readonly<Partial<Record<Misbehaviour, number>>>> {
    return this.#penalties.counts();
  }

  subscribe(listener: (event: NetworkEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#cancel();
    for (const link of this.#links.values()) {
      if (!link.gone) link.port.postMessage(['bye']);
      this.#close(link);
    }
    this.#listeners.clear();
  }

  #usable(link: Link): boolean {
    return link.up && !this.#penalties.banned(link.peer, this.#scheduler.nowMs());
  }

  #beat(): void {
    this.#cancel = this.#scheduler.after(this.#limits.pingEveryMs, () => {
      const nowMs = this.#scheduler.nowMs();
      for (const link of this.#links.values()) {
        if (link.gone) continue;
        if (link.up && nowMs - link.heardMs > this.#limits.pongTimeoutMs) this.#tell(link, false);
        this.#ping(link);
      }
      this.#beat();
    });
  }

  #ping(link: Link): void {
    if (link.gone || this.#stopped) return;
    link.pingId++;
    link.pingSentMs = this.#scheduler.nowMs();
    link.port.postMessage(['ping', link.pingId]);
  }

  #receive(link: Link, data: unknown): void {
    if (this.#stopped) return;
    const nowMs = this.#scheduler.nowMs();
    if (this.#penalties.banned(link.peer, nowMs)) return;
    link.heardMs = nowMs;
    if (data instanceof Uint8Array) this.#take(link, data, nowMs);
    else if (!this.#control(link, data, nowMs)) this.penalize(link.peer, 'malformed');
  }

  #take(link: Link, bytes: Uint8Array, nowMs: number): void {
    if (bytes.length === 0) this.penalize(link.peer, 'malformed');
    else if (bytes.length > this.#limits.messageBytes) this.penalize(link.peer, 'oversized');
    else if (!link.messages.take(1, nowMs) || !link.bytes.take(bytes.length, nowMs))
      this.penalize(link.peer, 'flood');
    else this.#emit({ kind: 'message', from: link.peer, bytes });
  }

  /** False for what is no control word. */
  #control(link: Link, data: unknown, nowMs: number): boolean {
    if (!Array.isArray(data)) return false;
    const [word, id]: unknown[] = data;
    if (word === 'ping') {
      link.port.postMessage(['pong', id]);
      return true;
    }
    if (word === 'pong') {
      if (id !== link.pingId) return true;
      const tookMs = nowMs - link.pingSentMs;
      link.rttMs = link.rttMs === undefined ? tookMs : link.rttMs + SMOOTHING * (tookMs - link.rttMs);
      this.#tell(link, true);
      return true;
    }
    if (word !== 'bye') return false;
    if (link.up) this.#tell(link, false);
    this.#close(link);
    return true;
  }

  /** Up, with its round trip measured again; or down. */
  #tell(link: Link, up: boolean): void {
    link.up = up;
    if (!up) link.rttMs = undefined;
    this.#emit({ kind: 'link', peer: link.peer, link: up ? linkOf(link) : undefined });
  }

  #close(link: Link): void {
    link.gone = true;
    link.up = false;
    link.port.onmessage = null;
    link.port.close();
  }

  #emit(event: NetworkEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}

const linkOf = ({ peer, rttMs }: Link): PeerLink => ({ peer, kind: 'direct', rttMs });
