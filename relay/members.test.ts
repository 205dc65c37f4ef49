/** Links of Node peers over real WebRTC: what is left of them when the relay has gone. */
import { afterEach, describe, expect, it } from 'vitest';
import { IceBook } from '../src/net/iceServers.ts';
import { createNodeNetwork, directTransport, type NodeNetworkOptions } from '../src/net/libp2pNode.ts';
import type { Network, PeerLink } from '../src/net/network.ts';
import { type Relay, startRelay } from './relay.ts';

const tableId = new Uint8Array(32).fill(9);

async function until(what: string, holds: () => boolean): Promise<void> {
  await expect.poll(holds, { message: what, timeout: 120_000, interval: 20 }).toBe(true);
}

const open: (Network | Relay)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((o) => o.stop()));
});

async function relay(): Promise<Relay> {
  const started = await startRelay({ port: 0, host: '127.0.0.1', dist: '/nonexistent', logLevel: 'silent' });
  open.push(started);
  return started;
}

const seats = ['A', 'B', 'C'] as const;
type Seat = (typeof seats)[number];

/** Three peers, all linked directly, of whom the relay is told nothing more when they are. */
async function three(options: Partial<Record<Seat, Partial<NodeNetworkOptions>>> = {}) {
  const host = await relay();
  const said: string[] = [];
  const names = new Map<string, Seat>();
  const networks = {} as Record<Seat, Network>;
  for (const [i, seat] of seats.entries()) {
    const network = await createNodeNetwork({
      meetingKey: tableId,
      relayAddresses: host.addresses,
      privateKeySeed: new Uint8Array(32).fill(40 + i),
      limits: { banMs: 300 },
      say: (line) => said.push(line),
      ...options[seat],
    });
    open.push(network);
    names.set(network.self, seat);
    networks[seat] = network;
  }
  const link = (from: Seat, to: Seat): PeerLink | undefined =>
    networks[from].links().find((l) => l.peer === networks[to].self);
  const all = seats.map((seat) => networks[seat].self);
  await until('all direct', () =>
    seats.every((a) => seats.every((b) => a === b || link(a, b)?.kind === 'direct')),
  );
  return {
    host,
    said,
    link,
    networks,
    all,
    /** Ends the link as a router does that forgets it. */
    cut: (a: Seat, b: Seat) => {
      for (let i = 0; i < 10; i++) networks[a].penalize(networks[b].self, 'malformed');
    },
  };
}

describe('members', () => {
  it('are linked directly, and keep talking when the relay has gone', async () => {
    const { host, link, networks } = await three();
    await host.stop();
    await until('relay lost', () => seats.every((s) => networks[s].relay() === 'lost'));
    const heard: number[] = [];
    networks.B.subscribe((e) => {
      if (e.kind === 'message') heard.push(e.bytes.length);
    });
    networks.A.send(networks.B.self, new Uint8Array(200_000));
    networks.C.send(networks.B.self, Uint8Array.of(1));
    await until('both heard', () => heard.length === 2);
    expect(link('A', 'B')?.kind).toBe('direct');
  });

  it('find one another again through a third while the relay is away', async () => {
    const { host, link, networks, all, cut, said } = await three();
    for (const s of seats) networks[s].setMembers(all);
    await host.stop();
    await until('relay lost', () => seats.every((s) => networks[s].relay() === 'lost'));
    const seen: (PeerLink | undefined)[] = [];
    networks.A.subscribe((e) => {
      if (e.kind === 'link' && e.peer === networks.B.self) seen.push(e.link);
    });
    cut('A', 'B');
    await until('lost', () => seen.includes(undefined));
    await until('direct again', () => link('A', 'B')?.kind === 'direct' && link('B', 'A')?.kind === 'direct');
    // On the way it was carried by the third.
    const carried = seen.find((l) => l?.kind === 'relayed');
    expect(carried?.via).toBe(networks.C.self);
    expect(link('A', 'B')?.via).toBeUndefined();
    expect(said).toContain('This tab introduces two members to one another.');
  });

  it('carry nobody whom they do not know as a member, and nobody at all where they will not', async () => {
    const { host, link, networks, all, cut, said } = await three({ C: { introducesNobody: true } });
    for (const s of seats) networks[s].setMembers(all);
    await host.stop();
    await until('relay lost', () => seats.every((s) => networks[s].relay() === 'lost'));
    cut('A', 'B');
    await until('refused', () => said.some((line) => line.startsWith('A member introduces nobody')));
    expect(link('A', 'B')).toBeUndefined();
    // Honest links are none the worse.
    expect(link('A', 'C')?.kind).toBe('direct');
    expect(said.filter((line) => line.startsWith('A member introduces nobody'))).toHaveLength(1);
  });

  it('are no members for one who was never told of them', async () => {
    const { host, link, networks, all, cut, said } = await three();
    networks.A.setMembers(all);
    networks.B.setMembers(all);
    networks.C.setMembers([networks.A.self]);
    await host.stop();
    await until('relay lost', () => seats.every((s) => networks[s].relay() === 'lost'));
    cut('A', 'B');
    await until('refused', () => said.some((line) => line.startsWith('A member introduces nobody')));
    expect(link('A', 'B')).toBeUndefined();
    // Told of both, it does.
    networks.C.setMembers(all);
    await until('linked again', () => link('A', 'B') !== undefined);
  });
});

it('one who speaks no WebRTC is asked for it in vain, and talks over the relay with those who do', async () => {
  const host = await relay();
  const network = async (n: number, relayedOnly: boolean): Promise<Network> => {
    const privateKeySeed = new Uint8Array(32).fill(n);
    const opened = await createNodeNetwork({
      ...{ meetingKey: tableId, relayAddresses: host.addresses, privateKeySeed, relayedOnly },
      say: () => undefined,
    });
    open.push(opened);
    return opened;
  };
  const [silent, ...able] = [await network(50, true), await network(51, false), await network(52, false)];
  // Of two the lower id asks, so each side is asked by somebody, whatever the keys are.
  await until('linked', () => able.every((n) => n.links().length === 2) && silent.links().length === 2);
  await until('direct', () => able.every((n) => n.links().some((l) => l.kind === 'direct')));
  expect(silent.links().map((l) => l.kind)).toEqual(['relayed', 'relayed']);
  const heard = new Set<string>();
  silent.subscribe((e) => e.kind === 'message' && heard.add(e.from));
  for (const n of able) n.send(silent.self, Uint8Array.of(1));
  await until('both heard', () => heard.size === 2);
});

it('where the binary for WebRTC is missing, a line says so and links are relayed', async () => {
  const said: string[] = [];
  const transport = await directTransport(
    new IceBook(),
    (line) => said.push(line),
    () =>
      Promise.reject(new Error("Cannot find module '@node-datachannel/linux-arm-musl'\nRequire stack: …")),
  );
  expect(transport).toBeUndefined();
  expect(said).toEqual([
    "No WebRTC on this machine (Cannot find module '@node-datachannel/linux-arm-musl'): all links go over the relay, and end with it.",
  ]);
});
