/**
 * A reservation lasts as long as its peer is connected. In the library it outlives the connection by hours, so that
 * one peer who comes again and again, or many who come once, would take every place there is.
 */
import type { CircuitRelayService } from '@libp2p/circuit-relay-v2';

type Reservations = CircuitRelayService['reservations'];

/** Its peer has gone: the place is free, and its timer cannot end a later reservation of the same peer. */
export function freeReservation(reservations: Reservations, peer: Parameters<Reservations['get']>[0]): void {
  reservations.get(peer)?.signal.clear();
  reservations.delete(peer);
}
