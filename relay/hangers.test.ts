/** Strangers who call a tab over the relay and never finish a handshake, against a friend who comes meanwhile. */
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys';
import { noise } from '@libp2p/noise';
import { peerIdFromPrivateKey, peerIdFromString } from '@libp2p/peer-id';
import { webSockets } from '@libp2p/websockets';
import { yamux } from '@libp2p/yamux';
import { createLibp2p } from 'libp2p';
import { afterEach, expect, it } from 'vitest';
import { mostCallers } from '../src/net/callers.ts';
import { createNodeNetwork } from '../src/net/libp2pNode.ts';
import { netLimits } from '../src/net/limits.ts';
import type { Network, PeerId } from '../src/net/network.ts';
import { RelayClient } from '../src/net/relayClient.ts';
import { relayLimits } from './limits.ts';
import { type Relay, startRelay } from './relay.ts';
import { bare, seed, table, until } from './testRelay.ts';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((o) => o.stop()));
});

const idOf = async (key: Uint8Array): Promise<PeerId> =>
  peerIdFromPrivateKey(await generateKeyPairFromSeed('Ed25519', key)).toString();
const HOP = '/libp2p/circuit/relay/0.2.0/hop';
const TICK_MS = 50;

/** The relay's protocol: a circuit to this peer, please; with its length before it. */
function circuitTo(peer: PeerId): Uint8Array {
  const id = peerIdFromString(peer).toMultihash().bytes;
  const message = [8, 1, 18, id.length + 2, 10, id.length, ...id];
  return Uint8Array.of(message.length, ...message);
}

/**
 * Opens circuits to `callee`, as many and as often as it is let, and says nothing then.
 * @returns how many it holds
 */
async function hanger(n: number, relay: Relay, callee: PeerId): Promise<() => number> {
  const node = await createLibp2p({
    privateKey: await generateKeyPairFromSeed('Ed25519', seed(100 + n)),
    transports: [webSockets()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionManager: { reconnectRetries: 0 },
    connectionMonitor: { enabled: false },
  });
  const client = new RelayClient(
    node,
    relay.addresses[0]!,
    table(1),
    netLimits,
    { ask: async () => true },
    { state: () => undefined, peers: () => undefined, ice: () => undefined, leaving: () => undefined },
  );
  client.start();
  let held = 0;
  const call = async (): Promise<void> => {
    const [connection] = node.getConnections();
    if (connection === undefined || !client.peers.includes(callee)) return;
    const stream = await connection.newStream(HOP);
    held += 1;
    stream.addEventListener('close', () => {
      held -= 1;
    });
    stream.send(circuitTo(callee));
  };
  const timer = setInterval(() => void call().catch(() => undefined), TICK_MS);
  open.push({
    stop: async () => {
      clearInterval(timer);
      await client.stop();
      await node.stop();
    },
  });
  return () => held;
}

it('they keep nobody else from the tab', async () => {
  const relay = await startRelay(bare);
  open.push(relay);
  const join = async (n: number): Promise<Network> => {
    const network = await createNodeNetwork({
      meetingKey: table(1),
      relayAddresses: relay.addresses,
      privateKeySeed: seed(n),
      relayedOnly: true,
      // Nobody is given up while the test runs.
      limits: { dialTimeoutMs: 600_000 },
    });
    open.push(network);
    return network;
  };
  // Of two peers the lower id calls.
  const ids = await Promise.all([1, 2].map(async (n) => ({ n, id: await idOf(seed(n)) })));
  const [friend, tab] = ids.sort((a, b) => (a.id < b.id ? -1 : 1));
  const callee = await join(tab!.n);
  const hangers = await Promise.all(Array.from({ length: 14 }, (_, n) => hanger(n, relay, callee.self)));
  const held = (): number => hangers.reduce((sum, h) => sum + h(), 0);
  await until('more hang than a tab has places for peers', () => held() > 200);
  const { self } = await join(friend!.n);
  await until('the friend is there', () => callee.links().some((l) => l.peer === self));
});

it('more may hang at a relay than a tab lets pend', () => {
  expect(relayLimits.circuitsToPeer).toBeGreaterThanOrEqual(mostCallers(netLimits) + netLimits.peers);
});
