/**
 * Reservations at the table's relays, asked for as soon as a relay is reached. The library would ask when it has heard
 * from the relay which protocols it speaks (identify), a round trip later; of these relays it is known.
 */
import { circuitRelayTransport } from '@libp2p/circuit-relay-v2';
import type { Connection } from './libp2pStream.ts';
import type { PeerId } from './network.ts';

type MakeTransport = ReturnType<typeof circuitRelayTransport>;
type RemotePeer = Connection['remotePeer'];

/** What the transport (@libp2p/circuit-relay-v2 4.2) keeps to itself; it asks each relay once at a time. */
interface Keeper {
  readonly reservationStore?: {
    readonly relayFilter: { remove(multihash: Uint8Array): unknown };
    addRelay(peer: RemotePeer, type: 'discovered'): Promise<unknown>;
  };
}

export class RelayPlaces {
  #keeper: Keeper | undefined;

  constructor(
    private readonly isRelay: (peer: PeerId) => boolean,
    /** Reservations that are asked for side by side. */
    private readonly concurrency: number,
    private readonly timeoutMs: number,
  ) {}

  /** libp2p's transport over relays. */
  get transport(): MakeTransport {
    const make = circuitRelayTransport({
      // Others than the table's relays are never asked for a reservation when they appear; the places beyond the
      // relays' are for whoever offers one all the same, so that no relay ever finds its place taken.
      discoveryFilter: { has: (peer) => !this.isRelay(peer.toString()), add: nothing, remove: nothing },
      reservationConcurrency: this.concurrency,
      reservationCompletionTimeout: this.timeoutMs,
    });
    return (components) => {
      const transport = make(components);
      this.#keeper = transport as Keeper;
      return transport;
    };
  }

  /** Of a relay that we are connected to; costs nothing where we have a place. @returns whether we have one now */
  async ask(relay: RemotePeer): Promise<boolean> {
    const store = this.#keeper?.reservationStore;
    if (store === undefined) return false;
    // What failed once because the connection broke meanwhile would not be asked for again.
    store.relayFilter.remove(relay.toMultihash().bytes);
    return store.addRelay(relay, 'discovered').then(yes, no);
  }
}

const yes = (): boolean => true;
const no = (): boolean => false;

function nothing(): void {
  // The filter remembers nobody: it looks at the connections there are.
}
