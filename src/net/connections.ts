/**
 * The connections of a node beside its links. A connection to a peer is there for one link; one that has none takes a
 * place for nothing, and other services of the node would hear what came over it.
 */
import type { Libp2p } from 'libp2p';
import type { Connection } from './libp2pStream.ts';
import type { NetLimits } from './limits.ts';
import type { PeerId } from './network.ts';

/** A connection to a relay itself, not through one. */
export function isAtRelay(connection: Connection, relayParts: readonly string[]): boolean {
  const text = connection.remoteAddr.toString();
  return !text.includes('/p2p-circuit') && relayParts.some((part) => isWithin(text, part));
}

export function isWithin(address: string, part: string): boolean {
  return address === part || address.startsWith(`${part}/`);
}

type Node = Pick<Libp2p, 'getConnections'>;

/** Ends all that there is to a peer. */
export function hangUp(node: Node, peer: PeerId): void {
  for (const connection of node.getConnections())
    if (connection.remotePeer.toString() === peer) connection.abort(new Error('banned'));
}

/** Ends connections that have had time enough to become links. @param stays relays, and peers with a link */
export function hangUpLinkless(
  node: Node,
  { dialTimeoutMs, linkTimeoutMs }: Pick<NetLimits, 'dialTimeoutMs' | 'linkTimeoutMs'>,
  stays: (peer: PeerId) => boolean,
): void {
  const beforeMs = Date.now() - dialTimeoutMs - linkTimeoutMs;
  for (const connection of node.getConnections())
    if (connection.timeline.open <= beforeMs && !stays(connection.remotePeer.toString()))
      connection.abort(new Error('no link'));
}
