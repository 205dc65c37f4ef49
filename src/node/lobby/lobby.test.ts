import { describe, expect, it } from 'vitest';
import { toHex } from '../../codec/decode.ts';
import { type GenesisBody, NO_SEAT } from '../../codec/genesis.ts';
import { admittedWitnesses, mayWitness, witnessesTrusted } from '../../consensus/witnesses.ts';
import { config, key, name, Room } from '../../testing/lobbyRoom.ts';
import { createLobby, stepLobby } from './lobby.ts';
import { awaitedSignatures, canStart, expectedPeers, seating, WITNESS, witnesses } from './seating.ts';
import type { Hello, LobbyState } from './state.ts';

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

  it('notes a peer with my own key, is answered by it once, and forgets it when its link is gone', () => {
    const room = three();
    const mine = room.tabs.get('bob')!;
    const hello: Hello = { ...room.hello('bob'), peerId: name('bob again') };
    const linked = stepLobby(mine, { kind: 'link', peer: 'bob again', up: true }).state;
    const noted = stepLobby(linked, { kind: 'hello', from: 'bob again', hello });
    expect(noted.state.twins).toEqual(new Set(['bob again']));
    expect(noted.effects).toEqual([{ kind: 'hello', to: 'bob again' }]);
    // It is nobody else at the table, and holds no seat against me.
    expect(noted.state.others).toEqual(mine.others);
    expect(stepLobby(noted.state, { kind: 'hello', from: 'bob again', hello }).effects).toEqual([]);
    const gone = stepLobby(noted.state, { kind: 'link', peer: 'bob again', up: false }).state;
    expect(gone.twins.size).toBe(0);
  });

  it('keeps a place for who sits here and opens the table again, and for no crowd under one key', () => {
    const room = three();
    for (const [seat, p] of ['alice', 'bob', 'carol'].entries()) room.sit(p, seat);
    let tab = room.tabs.get('alice')!;
    const crowd = Array.from({ length: 40 }, (_, i) => `bob ${i}`);
    for (const peer of crowd) {
      tab = stepLobby(tab, { kind: 'link', peer, up: true }).state;
      const hello: Hello = { ...room.hello('bob'), peerId: name(peer) };
      tab = stepLobby(tab, { kind: 'hello', from: peer, hello }).state;
    }
    expect(expectedPeers(tab).sort()).toEqual(['bob 38', 'bob 39', 'carol']);
    room.in('alice', { kind: 'start' });
    const members = room.tabs.get('alice')!.genesis!.body.members;
    tab = stepLobby(tab, { kind: 'members', members, returning: undefined }).state;
    expect(expectedPeers(tab).sort()).toEqual(['bob 38', 'bob 39', 'carol']);
  });

  it('remembers whose tab has stopped until that key speaks again, and of nobody whom it does not know', () => {
    const room = three();
    const mine = room.tabs.get('bob')!;
    const alice = { kind: 'stopped', peer: 'alice' } as const;
    const gone = stepLobby(stepLobby(mine, alice).state, { kind: 'link', peer: 'alice', up: false });
    const hex = toHex(key(1));
    expect([...gone.state.stopped]).toEqual([hex]);
    expect(stepLobby(mine, { kind: 'stopped', peer: 'a stranger' }).state).toBe(mine);
    const hello: Hello = { ...room.hello('alice'), peerId: name('alice anew') };
    const carol = stepLobby(gone.state, {
      kind: 'hello',
      from: 'carol',
      hello: { ...room.hello('carol'), revision: 9 },
    });
    expect([...carol.state.stopped]).toEqual([hex]);
    const back = stepLobby(gone.state, { kind: 'hello', from: 'alice anew', hello });
    expect(back.state.stopped.size).toBe(0);
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
      epoch: 0,
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

describe('witnesses in the lobby', () => {
  const roles = (s: LobbyState | undefined) =>
    s?.genesis?.body.members.map((m) => [m.role, m.seat, m.key[0]]);
  const seated = (players: number): Room => {
    const room = new Room();
    for (let i = 0; i < players; i++) room.add(`p${i}`, i + 1);
    for (let i = 0; i < players; i++) room.sit(`p${i}`, i);
    return room;
  };

  it('one that is linked is in the genesis, after the seats, and has signed it', () => {
    const room = three();
    room.add('wit', 9, WITNESS);
    for (const [seat, p] of ['alice', 'bob', 'carol'].entries()) room.sit(p, seat);
    expect(room.in('wit', { kind: 'seat', seat: 4 })).toBe('a-witness');
    expect(room.in('wit', { kind: 'ready', ready: false })).toBe('a-witness');
    expect(room.in('alice', { kind: 'start' })).toBeUndefined();
    expect(room.started.sort()).toEqual(['alice', 'bob', 'carol', 'wit']);
    for (const tab of room.tabs.values())
      expect(roles(tab)).toEqual([
        [0, 0, 1],
        [0, 1, 2],
        [0, 2, 3],
        [1, NO_SEAT, 9],
      ]);
  });

  it('takes no seat and keeps nobody from starting', () => {
    const room = three();
    room.add('wit', 9, WITNESS);
    room.sit('alice', 0);
    room.sit('bob', 1);
    expect(seating(room.tabs.get('alice')!).size).toBe(2);
    expect(canStart(room.tabs.get('alice')!)).toBe(true);
  });

  it('stays out when the creator says so', () => {
    const room = three();
    room.add('wit', 9, WITNESS);
    for (const [seat, p] of ['alice', 'bob', 'carol'].entries()) room.sit(p, seat);
    room.in('alice', { kind: 'start', witnesses: false });
    expect(roles(room.tabs.get('bob'))).toHaveLength(3);
  });

  it('no more are admitted than may fail together; who came first comes first', () => {
    const room = seated(3);
    for (const n of [12, 11, 10]) room.add(`w${n}`, n, WITNESS);
    room.in('p0', { kind: 'start' });
    expect(roles(room.tabs.get('p2'))?.slice(3)).toEqual([[1, NO_SEAT, 12]]);
    const all = [2, 3, 4, 5, 6, 7, 8, 9].map((n) => admittedWitnesses(n, 13));
    expect(all).toEqual([2, 1, 1, 2, 2, 3, 3, 4]);
    for (const [i, w] of all.entries()) {
      expect(mayWitness(i + 2, w + 1)).toBe(false);
      expect(i + 2 + w).toBeLessThanOrEqual(13);
      expect(witnessesTrusted(i + 2, w)).toBe(i === 0);
    }
    expect(admittedWitnesses(2, 1)).toBe(0);
    expect(admittedWitnesses(6, 1)).toBe(1);
  });

  it('one that was restarted is counted once, also while its old link lingers', () => {
    const room = seated(3);
    room.add('wit', 9, WITNESS);
    room.add('wit-again', 9, WITNESS);
    expect(witnesses(room.tabs.get('p0')!)).toHaveLength(1);
    room.in('p0', { kind: 'start' });
    expect(room.tabs.get('p0')!.proposal?.body.members).toHaveLength(4);
  });

  it('a hello that claims a seat and to be a witness is not heard', () => {
    const room = three();
    room.sit('alice', 0);
    const bob: Hello = { ...room.hello('bob'), role: WITNESS, seat: 3, ready: 1, revision: 7 };
    const { state, effects } = stepLobby(room.tabs.get('alice')!, { kind: 'hello', from: 'bob', hello: bob });
    expect(effects).toEqual([]);
    expect(seating(state).get(3)).toBeUndefined();
    expect(witnesses(state)).toEqual([]);
  });

  it('one who calls itself a witness here and a player there is in no genesis', () => {
    const room = seated(4);
    // To the creator alone p3 is a witness: what is proposed is not what p3 said to the others.
    const lie: Hello = { ...room.hello('p3'), role: WITNESS, seat: NO_SEAT, revision: 9 };
    room.in('p0', { kind: 'hello', from: 'p3', hello: lie });
    room.in('p0', { kind: 'start' });
    expect(room.tabs.get('p0')!.proposal?.body.members).toHaveLength(4);
    for (const p of ['p1', 'p2', 'p3']) expect(room.tabs.get(p)!.proposal).toBeUndefined();
    expect(room.started).toEqual([]);
  });

  it('nobody signs a witness that has not said so, nor more witnesses than may vote', () => {
    const room = seated(3);
    for (const n of [10, 11]) room.add(`w${n}`, n, WITNESS);
    const bob = room.tabs.get('p1')!;
    const member = (n: number, nick: string, role = 0, seat = n - 1) => ({
      role,
      seat: role === 0 ? seat : NO_SEAT,
      key: key(n),
      nickname: name(nick),
    });
    const players = [member(1, 'p0'), member(2, 'p1'), member(3, 'p2')];
    const signs = (s: LobbyState, extra: GenesisBody['members']) => {
      const body = { config, members: [...players, ...extra] };
      return stepLobby(s, { kind: 'proposal', from: 'p0', body }).effects.length > 0;
    };
    expect(signs(bob, [member(10, 'w10', WITNESS)])).toBe(true);
    expect(signs(bob, [member(12, 'w12', WITNESS)])).toBe(false);
    expect(signs(bob, [member(10, 'renamed', WITNESS)])).toBe(false);
    expect(signs(bob, [member(10, 'w10', WITNESS), member(11, 'w11', WITNESS)])).toBe(false);
    // The witness itself: only as what it is, and only when it is meant.
    const witness = room.tabs.get('w10')!;
    expect(signs(witness, [member(10, 'w10', WITNESS)])).toBe(true);
    expect(signs(witness, [member(10, 'w10', 0, 4)])).toBe(false);
    expect(signs(witness, [member(11, 'w11', WITNESS)])).toBe(false);
  });

  it('a proposal that names somebody who is heard a moment later is signed then', () => {
    const room = seated(3);
    const early = room.tabs.get('p1')!;
    const wit = createLobby(config, 'wit', key(9), name('wit'), WITNESS);
    const members = [1, 2, 3].map((n) => ({
      role: 0,
      seat: n - 1,
      key: key(n),
      nickname: name(`p${n - 1}`),
    }));
    const body = {
      config,
      members: [...members, { role: WITNESS, seat: NO_SEAT, key: key(9), nickname: name('wit') }],
    };
    const held = stepLobby(early, { kind: 'proposal', from: 'p0', body });
    expect(held.effects).toEqual([]);
    room.tabs.set('wit', wit);
    const hello = { kind: 'hello', from: 'wit', hello: room.hello('wit') } as const;
    expect(stepLobby(held.state, hello).effects).toMatchObject([
      { kind: 'hello', to: 'wit' },
      { kind: 'sign' },
    ]);
    // Not if the creator has given it up in between.
    const unready = { ...room.hello('p0'), ready: 0, revision: 50 };
    const given = stepLobby(held.state, { kind: 'hello', from: 'p0', hello: unready }).state;
    expect(stepLobby(given, hello).effects).toEqual([{ kind: 'hello', to: 'wit' }]);
  });

  it('a witness whose link breaks in one tab alone sends every player back to the lobby, and can be proposed again', () => {
    const room = seated(3);
    room.add('wit', 9, WITNESS);
    const p2 = room.tabs.get('p2')!;
    room.tabs.delete('p2');
    room.in('p0', { kind: 'start' });
    room.tabs.set('p2', p2);
    expect(room.tabs.get('p1')!.proposal).toBeDefined();
    room.in('p1', { kind: 'link', peer: 'wit', up: false });
    for (const p of ['p0', 'p1'])
      expect(room.tabs.get(p)).toMatchObject({ proposal: undefined, ready: false });
    expect(room.tabs.get('wit')).toMatchObject({ proposal: undefined, ready: true });
    room.in('p1', { kind: 'link', peer: 'wit', up: true });
    room.in('wit', { kind: 'link', peer: 'p1', up: true });
    room.in('p1', { kind: 'hello', from: 'wit', hello: room.hello('wit') });
    for (const p of ['p0', 'p1']) room.in(p, { kind: 'ready', ready: true });
    room.in('p0', { kind: 'start' });
    expect(roles(room.tabs.get('wit'))).toHaveLength(4);
  });

  it('one that knows only the table’s id is told the configuration, and greeted once it has a name', () => {
    const alice = createLobby(config, 'alice', key(1), name('alice'));
    const linked = stepLobby(alice, { kind: 'link', peer: 'wit', up: true }).state;
    const room = new Room();
    room.tabs.set('wit', createLobby(config, 'wit', key(9), name('wit'), WITNESS));
    const asks = { ...room.hello('wit'), revision: 0 };
    const told = stepLobby(linked, { kind: 'hello', from: 'wit', hello: asks });
    expect(told.effects).toEqual([
      { kind: 'send', to: 'wit', message: { kind: 'tableConfig', body: config } },
    ]);
    expect(witnesses(told.state)).toEqual([]);
    const named = stepLobby(told.state, { kind: 'hello', from: 'wit', hello: room.hello('wit') });
    expect(named.effects).toEqual([{ kind: 'hello', to: 'wit' }]);
    expect(witnesses(named.state)).toHaveLength(1);
  });
});
