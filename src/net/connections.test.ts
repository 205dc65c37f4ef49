import { expect, it } from 'vitest';
import { hangUp, hangUpLinkless, isAtRelay } from './connections.ts';
import type { Connection } from './libp2pStream.ts';

/** Connections to these peers, made so many milliseconds ago. */
function nodeWith(...made: readonly (readonly [peer: string, agoMs: number])[]) {
  const ended: string[] = [];
  const all = made.map(([peer, agoMs]) => ({
    remotePeer: { toString: () => peer },
    timeline: { open: Date.now() - agoMs },
    abort: (error: Error) => ended.push(`${peer}: ${error.message}`),
  }));
  return { node: { getConnections: () => all as unknown as Connection[] }, ended };
}

const limits = { dialTimeoutMs: 12_000, linkTimeoutMs: 10_000 };

it('a connection that has had its time and is no link is ended; relays and peers with a link keep theirs', () => {
  const { node, ended } = nodeWith(
    ['relay', 60_000],
    ['linked', 60_000],
    ['fresh', 1_000],
    ['lurker', 60_000],
  );
  hangUpLinkless(node, limits, (peer) => peer === 'relay' || peer === 'linked');
  expect(ended).toEqual(['lurker: no link']);
});

it('whoever is shut out loses all that it has', () => {
  const { node, ended } = nodeWith(['eve', 5], ['fred', 5], ['eve', 5_000]);
  hangUp(node, 'eve');
  expect(ended).toEqual(['eve: banned', 'eve: banned']);
});

it.each([
  ['/ip4/10.0.0.1/tcp/80/ws/p2p/R', true],
  ['/ip4/10.0.0.1/tcp/80/ws', true],
  ['/ip4/10.0.0.1/tcp/80/ws/p2p/R/p2p-circuit/p2p/A', false],
  ['/ip4/10.0.0.1/tcp/80/wss/p2p/R', false],
  ['/ip4/10.0.0.2/tcp/80/ws/p2p/R', false],
])('%s is at the relay: %s', (address, there) => {
  const connection = { remoteAddr: { toString: () => address } } as unknown as Connection;
  expect(isAtRelay(connection, ['/ip4/10.0.0.1/tcp/80/ws'])).toBe(there);
});
