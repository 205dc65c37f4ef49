/**
 * One relay as a peer uses it: a connection that is made again whenever it breaks, a reservation so that others
 * can reach us through it, and our place in its directory.
 */
import { multiaddr } from '@multiformats/multiaddr';
import type { Libp2p } from 'libp2p';
import {
  DIRECTORY_PROTOCOLS,
  decodeDirectory,
  directoryDecoder,
  encodeDirectory,
} from './directoryProtocol.ts';
import type { IceOffer } from './iceServers.ts';
import { byteStreamOf, type Connection } from './libp2pStream.ts';
import type { NetLimits } from './limits.ts';
import type { PeerId, RelayState } from './network.ts';
import type { RelayPlaces } from './relayPlaces.ts';

export interface RelayClientEvents {
  state(state: RelayState): void;
  /** The others at our table, whole, on every change. */
  peers(peers: readonly PeerId[]): void;
  /** Its STUN and TURN servers, before the first peers. */
  ice(relay: string, offer: IceOffer): void;
  /** It is about to stop: what it still carries should go another way. */
  leaving(): void;
}

export class RelayClient {
  #state: RelayState = 'connecting';
  #peers: readonly PeerId[] = [];
  #relayId: string | undefined;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  #attempt = 0;
  /** Ends the wait for the next attempt. */
  #hurry = new AbortController();
  /** Asks the relay for a sign of life; it is let go if it gives none. */
  #ask: () => void = nothing;
  #leaving = false;
  /** Without the relay's identity: a relay restarted with another key is as good, it is not trusted anyway. */
  readonly #address: string;

  constructor(
    private readonly node: Libp2p,
    address: string,
    private readonly meetingKey: Uint8Array,
    private readonly limits: NetLimits,
    private readonly places: Pick<RelayPlaces, 'ask'>,
    private readonly events: RelayClientEvents,
    private readonly protocols: readonly string[] = DIRECTORY_PROTOCOLS,
  ) {
    this.#address = address.replace(/\/p2p\/.*$/, '');
  }

  get state(): RelayState {
    return this.#state;
  }

  get peers(): readonly PeerId[] {
    return this.#peers;
  }

  /** Peer id of the relay we are connected to. */
  get id(): PeerId | undefined {
    return this.#relayId;
  }

  /** Address prefix of everything behind this relay; undefined while it cannot or will soon not be used. */
  get via(): string | undefined {
    if (this.#leaving) return undefined;
    return this.#relayId === undefined ? undefined : `${this.#address}/p2p/${this.#relayId}/p2p-circuit`;
  }

  start(): void {
    this.#running = this.#loop();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** Where it is away it is dialled now; where it seems to be there it has to answer. */
  awake(): void {
    this.#hurry.abort();
    this.#ask();
  }

  async #loop(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      let connection: Connection | undefined;
      try {
        const timeout = AbortSignal.timeout(this.limits.dialTimeoutMs);
        connection = await this.node.dial(multiaddr(this.#address), {
          signal: AbortSignal.any([signal, timeout]),
        });
        await this.#serve(connection);
      } catch {
        // A relay that is away shows as state 'lost' below. What is thrown says no more than that: in browsers
        // it is not even an Error but the socket's event.
      }
      this.#relayId = undefined;
      this.#leaving = false;
      if (connection !== undefined) connection.abort(new Error('relay given up'));
      if (signal.aborted) return;
      this.#setState('lost');
      const waits = this.limits.relayRetryMs;
      this.#hurry = new AbortController();
      const hurried = AbortSignal.any([signal, this.#hurry.signal]);
      await sleep(waits[Math.min(this.#attempt, waits.length - 1)]!, hurried);
      this.#attempt = hurried.aborted ? 0 : this.#attempt + 1;
    }
  }

  /** Joins the directory and stays until the stream or the connection breaks. */
  async #serve(connection: Connection): Promise<void> {
    this.#relayId = connection.remotePeer.toString();
    // The place is asked for before the directory, on one connection: the relay keeps it before anybody is told of us.
    const gone = new AbortController();
    void this.#keepPlace(connection.remotePeer, gone.signal);
    try {
      await this.#join(connection);
    } finally {
      gone.abort();
    }
  }

  /** Without a place nobody can call us: a relay that was too busy to give one is asked again. */
  async #keepPlace(relay: Connection['remotePeer'], gone: AbortSignal): Promise<void> {
    const { placeRetryMs, directoryPingEveryMs } = this.limits;
    for (let failed = 0; !gone.aborted; ) {
      const has = await this.places.ask(relay);
      failed = has ? 0 : failed + 1;
      const waitMs = placeRetryMs[Math.min(failed, placeRetryMs.length) - 1] ?? directoryPingEveryMs;
      await sleep(waitMs, gone);
    }
  }

  async #join(connection: Connection): Promise<void> {
    const { signal } = this.#stop;
    // The newest protocol alone is spoken without an answer; an older relay ends it, and is asked for any next time.
    const protocols = this.protocols.slice(0, this.#attempt === 0 ? 1 : undefined);
    const stream = await connection.newStream(protocols, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(this.limits.dialTimeoutMs)]),
    });
    const bytes = byteStreamOf(stream, connection);
    const decoder = directoryDecoder('peer');
    // Counted in beats, not in time: a hidden tab's timers may fire once a minute.
    let unanswered = 0;
    const beat = setInterval(() => {
      unanswered += 1;
      if (unanswered > 2) bytes.abort('silent');
      else bytes.write(encodeDirectory({ kind: 'beat' }));
    }, this.limits.directoryPingEveryMs);
    let due: ReturnType<typeof setTimeout> | undefined;
    this.#ask = () => {
      clearTimeout(due);
      unanswered += 1;
      bytes.write(encodeDirectory({ kind: 'beat' }));
      due = setTimeout(() => {
        if (unanswered > 0) bytes.abort('silent');
      }, this.limits.probeTimeoutMs);
    };
    const leave = (): void => bytes.abort('leaving');
    signal.addEventListener('abort', leave);
    try {
      await new Promise<void>((resolve) => {
        bytes.attach({
          data: (data) => {
            unanswered = 0;
            try {
              for (const frame of decoder.push(data)) {
                const message = decodeDirectory(frame, this.limits.listedPeers);
                if (message.kind === 'peers') this.#list(message.peers);
                else if (message.kind === 'ice') this.events.ice(this.#address, message.offer);
                else if (message.kind === 'leaving') this.#leave();
                else if (message.kind !== 'beat') bytes.abort(message.kind);
              }
            } catch (error) {
              bytes.abort(error instanceof Error ? error.message : 'directory');
            }
          },
          drain: () => undefined,
          remoteEnd: () => bytes.abort('directory closed'),
          closed: resolve,
        });
        bytes.write(encodeDirectory({ kind: 'join', key: this.meetingKey }));
      });
    } finally {
      clearInterval(beat);
      clearTimeout(due);
      this.#ask = nothing;
      signal.removeEventListener('abort', leave);
    }
  }

  #leave(): void {
    this.#leaving = true;
    this.events.leaving();
  }

  #list(peers: readonly PeerId[]): void {
    this.#attempt = 0;
    this.#peers = peers.filter((peer) => peer !== this.node.peerId.toString());
    this.#setState('connected');
    this.events.peers(this.#peers);
  }

  #setState(state: RelayState): void {
    if (state !== 'connected') this.#peers = [];
    if (state === this.#state) return;
    this.#state = state;
    this.events.state(state);
  }
}

const nothing = (): void => undefined;

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish);
  });
}
