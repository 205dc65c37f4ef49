import { describe, expect, it } from 'vitest';
import type { Network, PeerLink } from '../net/network.ts';
import { Room } from '../testing/lobbyRoom.ts';
import { Peers } from './peers.ts';
import { readLinks } from './reading.ts';

/** The seat at which each peer is shown to `self`. */
function seatsShown(room: Room, self: string): Record<string, number | undefined> {
  const lobby = room.tabs.get(self)!;
  const links = [...lobby.links].map((peer): PeerLink => ({ peer, kind: 'direct', rttMs: 1 }));
  const network = { links: () => links, penalties: () => new Map() } as Partial<Network> as Network;
  const peers = new Peers({ network, lobby: () => lobby, audience: { has: () => false } as never });
  return Object.fromEntries(readLinks(peers, lobby, undefined).map(({ peer, seat }) => [peer, seat]));
}

describe('the links of a tab', () => {
  it('show at a seat whoever holds it, and not whoever says so', () => {
    const room = new Room();
    room.add('a', 1);
    room.add('b', 2);
    room.in('a', { kind: 'seat', seat: 0 });
    room.in('b', { kind: 'seat', seat: 1 });
    for (const peer of ['a', 'b']) room.in(peer, { kind: 'ready', ready: true });
    room.add('stranger', 3);
    expect(seatsShown(room, 'a')).toEqual({ b: 1, stranger: undefined });
    room.in('a', {
      kind: 'hello',
      from: 'stranger',
      hello: { ...room.hello('stranger'), seat: 1, revision: 9 },
    });
    expect(seatsShown(room, 'a')).toEqual({ b: 1, stranger: undefined });
    room.in('a', {
      kind: 'hello',
      from: 'stranger',
      hello: { ...room.hello('stranger'), seat: 4, revision: 10 },
    });
    expect(seatsShown(room, 'a')).toEqual({ b: 1, stranger: 4 });
  });
});
