import type { CircuitRelayService } from '@libp2p/circuit-relay-v2';
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys';
import { peerIdFromPrivateKey } from '@libp2p/peer-id';
import { multiaddr } from '@multiformats/multiaddr';
import { beforeAll, describe, expect, it } from 'vitest';
import { Directory } from './directory.ts';
import { relayLimits } from './limits.ts';
import { freeReservation } from './reservations.ts';

type Reservations = CircuitRelayService['reservations'];
type Peer = Parameters<Reservations['get']>[0];

/** The library's own store, which its package does not export. */
interface Store {
  readonly reservations: Reservations;
  reserve(peer: Peer, address: unknown): { status: string; expire?: number };
}
type StoreClass = new (components: unknown, init: { maxReservations: number }) => Store;

async function libraryStore(maxReservations: number): Promise<Store> {
  const file = '../node_modules/@libp2p/circuit-relay-v2/dist/src/server/reservation-store.js';
  const { ReservationStore } = (await import(new URL(file, import.meta.url).href)) as {
    ReservationStore: StoreClass;
  };
  const log = Object.assign(() => undefined, { trace: () => undefined, error: () => undefined });
  return new ReservationStore({ logger: { forComponent: () => log } }, { maxReservations });
}

const address = multiaddr('/ip4/192.0.2.1/tcp/1/ws');
const places = 20;

describe('reservations', () => {
  let peers: Peer[];
  beforeAll(async () => {
    peers = await Promise.all(
      Array.from({ length: 3 * places }, async (_, i) =>
        peerIdFromPrivateKey(await generateKeyPairFromSeed('Ed25519', new Uint8Array(32).fill(i))),
      ),
    );
  });

  it('do not run out: ten thousand visits of one peer, and of more peers than there are places', async () => {
    const store = await libraryStore(places);
    for (let visit = 0; visit < 10_000; visit++) {
      const peer = visit < 5_000 ? peers[0]! : peers[visit % peers.length]!;
      expect(store.reserve(peer, address).status).toBe('OK');
      freeReservation(store.reservations, peer);
    }
    expect(store.reservations.size).toBe(0);
  });

  it('would run out if they were kept, which is why they are not', async () => {
    const store = await libraryStore(places);
    const said = peers.map((peer) => store.reserve(peer, address).status);
    expect(said.filter((status) => status === 'OK')).toHaveLength(places);
    for (const peer of peers) freeReservation(store.reservations, peer);
    expect(store.reserve(peers.at(-1)!, address).status).toBe('OK');
    freeReservation(store.reservations, peers.at(-1)!);
  });

  it('of one who was never there are freed without harm', async () => {
    const store = await libraryStore(places);
    store.reserve(peers[0]!, address);
    freeReservation(store.reservations, peers[1]!);
    expect(store.reservations.size).toBe(1);
    freeReservation(store.reservations, peers[0]!);
  });
});

describe('places in the directory', () => {
  it('do not run out for ten thousand visits, also where the next begins before the last has ended', () => {
    const directory = new Directory(relayLimits);
    const member = (peer: string) => ({
      peer,
      tell: () => undefined,
      replaced: () => undefined,
      leaving: () => undefined,
    });
    let before = member('a');
    for (let visit = 0; visit < 10_000; visit++) {
      const now = member('a');
      expect(directory.join(`t${visit % relayLimits.tablesPerPeer}`, now)).toBeUndefined();
      directory.leave(`t${(visit + relayLimits.tablesPerPeer - 1) % relayLimits.tablesPerPeer}`, before);
      before = now;
      expect([directory.tableCount, directory.peerCount]).toEqual([1, 1]);
    }
    directory.leave(`t${9_999 % relayLimits.tablesPerPeer}`, before);
    expect([directory.tableCount, directory.peerCount]).toEqual([0, 0]);
  });
});
