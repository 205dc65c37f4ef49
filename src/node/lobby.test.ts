import { describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION, type TableConfig } from '../codec/config.ts';
import { toHex } from '../codec/decode.ts';
import { type GenesisBody, NO_SEAT } from '../codec/genesis.ts';
import {
  awaitedSignatures,
  canStart,
  createLobby,
  type Hello,
  type LobbyInput,
  type LobbyState,
  seating,
  stepLobby,
} from './lobby.ts';

const key = (n: number) => new Uint8Array(32).fill(n);
const name = (s: string) => new TextEncoder().encode(s);
const config: TableConfig = {
  protocolVersion: PROTOCOL_VERSION,
  name: name('t'),
  game: 0,
  structure: 0,
  smallBlindChips: 1,
  bigBlindChips: 2,
  anteKind: 0,
  anteChips: 0,
  startingStackChips: 200,
  bondChips: 0,
  seats: 6,
  actionTimeMs: 30_000,
  timeBankMs: 0,
  escrow: 0,
  levels: [],
  payoutsBasisPoints: [],
  straddle: 0,
  runItTwice: 0,
  bombPotHands: 0,
  bombPotChips: 0,
  crsDigest: key(0),
  creatorKey: key(1),
  salt: new Uint8Array(16),
};

/** Some lobbies wired together: effects are delivered at once, signatures are the signer's key twice. */
class Room {
  readonly tabs = new Map<string, LobbyState>();
  readonly started: string[] = [];
  add(peer: string, n: number): void {
    this.tabs.set(peer, createLobby(config, peer, key(n), name(peer)));
    for (const other of this.tabs.keys()) {
      if (other === peer) continue;
      this.in(other, { kind: 'link', peer, up: true });
      this.in(peer, { kind: 'link', peer: other, up: true });
    }
  }
  hello(peer: string): Hello {
    const s = this.tabs.get(peer)!;
    return {
      tableId: key(0),
      key: s.key,
      role: 0,
      seat: s.seat,
      ready: s.ready ? 1 : 0,
      nickname: s.nickname,
      revision: s.revision,
      peerId: name(peer),
      signature: new Uint8Array(64),
    };
  }
  in(peer: string, input: LobbyInput): string | undefined {
    const s = this.tabs.get(peer);
    if (!s) return 'gone';
    const r = stepLobby(s, input);
    this.tabs.set(peer, r.state);
    for (const e of r.effects) {
      const others = [...this.tabs.keys()].filter((p) => p !== peer);
      if (e.kind === 'started') this.started.push(peer);
      if (e.kind === 'hello')
        for (const to of e.to ? [e.to] : others)
          this.in(to, { kind: 'hello', from: peer, hello: this.hello(peer) });
      if (e.kind === 'sign') {
        const signature = {
          kind: 'signature',
          root: e.root,
          key: toHex(s.key),
          signature: new Uint8Array(64),
        } as const;
        for (const to of [peer, ...others]) this.in(to, signature);
      }
      if (e.kind === 'broadcast' && e.message.kind === 'genesisProposal')
        for (const to of others) this.in(to, { kind: 'proposal', from: peer, body: e.message.body });
      if (e.kind === 'broadcast' && e.message.kind === 'genesis')
        for (const to of others) this.in(to, { kind: 'genesis', genesis: e.message.body });
    }
    return r.refused;
  }
  sit(peer: string, seat: number): string | undefined {
    return this.in(peer, { kind: 'seat', seat }) ?? this.in(peer, { kind: 'ready', ready: true });
  }
  leave(peer: string): void {
    this.tabs.delete(peer);
    for (const p of this.tabs.keys()) this.in(p, { kind: 'link', peer, up: false });
  }
}

function three(): Room {
  const room = new Room();
  room.add('alice', 1);
  room.add('bob', 2);
  room.add('carol', 3);
  return room;
}

describe('the lobby', () => {
  it('starts when the creator says so and everyone has signed', () => {
    const room = three();
    for (const [seat, p] of ['alice', 'bob', 'carol'].entries()) expect(room.sit(p, seat)).toBeUndefined();
    expect(room.in('alice', { kind: 'start' })).toBeUndefined();
    expect(room.started.sort()).toEqual(['alice', 'bob', 'carol']);
    const roots = [...room.tabs.values()].map((s) => s.genesis?.body.members.map((m) => m.seat));
    expect(roots).toEqual([
      [0, 1, 2],
      [0, 1, 2],
      [0, 1, 2],
    ]);
  });

  it('does not start for anybody else, nor while one is not ready, nor for one alone', () => {
    const room = three();
    room.sit('alice', 0);
    expect(room.in('alice', { kind: 'start' })).toBe('not-ready');
    room.sit('bob', 1);
    room.in('carol', { kind: 'seat', seat: 2 });
    expect(canStart(room.tabs.get('alice')!)).toBe(false);
    expect(room.in('bob', { kind: 'start' })).toBe('not-creator');
    room.in('carol', { kind: 'ready', ready: true });
    expect(canStart(room.tabs.get('alice')!)).toBe(true);
  });

  it('refuses a seat that is taken or does not exist', () => {
    const room = three();
    room.sit('bob', 3);
    expect(room.in('carol', { kind: 'seat', seat: 3 })).toBe('seat-taken');
    expect(room.in('carol', { kind: 'seat', seat: 6 })).toBe('no-such-seat');
  });

  it('settles a race for a seat the same way in every tab: the lower key keeps it', () => {
    const room = three();
    // Both chose before either had heard of the other.
    room.tabs.set('bob', { ...room.tabs.get('bob')!, seat: 2, revision: 5 });
    room.tabs.set('carol', { ...room.tabs.get('carol')!, seat: 2, revision: 5 });
    room.in('alice', { kind: 'hello', from: 'bob', hello: room.hello('bob') });
    room.in('carol', { kind: 'hello', from: 'bob', hello: room.hello('bob') });
    expect(room.tabs.get('carol')!.seat).toBe(NO_SEAT);
    for (const s of room.tabs.values()) expect(seating(s).get(2)?.peer).toBe('bob');
  });

  it('a signature is never given to a genesis that seats me where I did not sit, or renames me', () => {
    const room = three();
    room.sit('alice', 0);
    room.sit('bob', 1);
    const s = room.tabs.get('bob')!;
    const body = (seat: number, nick: string): GenesisBody => ({
      config,
      members: [
        { role: 0, seat: 0, key: key(1), nickname: name('alice') },
        { role: 0, seat, key: key(2), nickname: name(nick) },
      ],
    });
    for (const bad of [body(4, 'bob'), body(1, 'mallory')]) {
      expect(stepLobby(s, { kind: 'proposal', from: 'alice', body: bad }).effects).toEqual([]);
    }
    expect(stepLobby(s, { kind: 'proposal', from: 'carol', body: body(1, 'bob') }).effects).toEqual([]);
    const otherRules = { ...body(1, 'bob'), config: { ...config, bigBlindChips: 4 } };
    expect(stepLobby(s, { kind: 'proposal', from: 'alice', body: otherRules }).effects).toEqual([]);
    expect(stepLobby(s, { kind: 'proposal', from: 'alice', body: body(1, 'bob') }).effects).toMatchObject([
      { kind: 'sign' },
    ]);
  });

  it('goes back to the lobby when a member leaves before all have signed', () => {
    const room = three();
    for (const [seat, p] of ['alice', 'bob', 'carol'].entries()) room.sit(p, seat);
    const carol = room.tabs.get('carol')!;
    room.tabs.delete('carol');
    room.in('alice', { kind: 'start' });
    expect(awaitedSignatures(room.tabs.get('alice')!)).toEqual([2]);
    room.tabs.set('carol', carol);
    room.leave('carol');
    for (const p of ['alice', 'bob'])
      expect(room.tabs.get(p)).toMatchObject({ proposal: undefined, ready: false });
    expect(room.started).toEqual([]);
  });

  it('who missed the greeting when the link opened gets it as the answer to its own hello', () => {
    const alice = createLobby(config, 'alice', key(1), name('alice'));
    const linked = stepLobby(alice, { kind: 'link', peer: 'bob', up: true }).state;
    const bob: Hello = {
      tableId: key(0),
      key: key(2),
      role: 0,
      seat: NO_SEAT,
      ready: 0,
      nickname: name('bob'),
      revision: 1,
      peerId: name('bob'),
      signature: new Uint8Array(64),
    };
    const answered = stepLobby(linked, { kind: 'hello', from: 'bob', hello: bob });
    expect(answered.effects).toEqual([{ kind: 'hello', to: 'bob' }]);
    const again = stepLobby(answered.state, {
      kind: 'hello',
      from: 'bob',
      hello: { ...bob, revision: 2 },
    });
    expect(again.effects).toEqual([]);
  });
});
