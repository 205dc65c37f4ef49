/** How a table of the second version begins: the creator's seal is the last signature, and there is one. */
import { describe, expect, it } from 'vitest';
import { type Genesis, genesisRootOf, NO_SEAT } from '../../codec/genesis.ts';
import { appAt } from '../../testing/appAt.ts';
import { key, name, Room, sealedConfig } from '../../testing/lobbyRoom.ts';
import { createLobby, stepLobby } from './lobby.ts';
import { seating, WITNESS } from './seating.ts';
import type { LobbyState } from './state.ts';
import type { LobbyEffect } from './steps.ts';

/** Alice made the table. She is seated with Bob and Carol, or lets them play. */
function three(seated: 'seated' | 'not seated' = 'seated'): Room {
  const room = new Room(sealedConfig);
  room.add('alice', 1);
  room.add('bob', 2);
  room.add('carol', 3);
  for (const [seat, peer] of ['alice', 'bob', 'carol'].entries())
    if (peer !== 'alice' || seated === 'seated') room.sit(peer, seat);
  return room;
}
const at = (room: Room, peer: string): LobbyState => room.tabs.get(peer)!;
const genesisOf = (...members: [number, string][]): Genesis => ({
  body: {
    config: sealedConfig,
    members: members.map(([n, nick], seat) => ({
      role: 0,
      seat,
      key: key(n),
      nickname: name(nick),
      ...appAt(sealedConfig),
    })),
  },
  signatures: [...members, 0].map(() => new Uint8Array(64)),
});
/** Bob and Carol: the one who notices first has told the other that it is not ready any more. */
function givenUp(room: Room): void {
  for (const peer of ['bob', 'carol'])
    expect(at(room, peer)).toMatchObject({ proposal: undefined, ready: false });
  const said = ['bob', 'carol'].map((peer) => at(room, peer).setback).sort();
  expect(said).toEqual(['creator-gone', 'member-gone']);
}
const isSignature = (e: LobbyEffect): boolean => e.kind === 'sign';

describe.each(['seated', 'not seated'] as const)('a creator who is %s', (where) => {
  it('signs last: nothing begins before its seal is durable, then everywhere', () => {
    const room = three(where);
    expect(room.in('alice', { kind: 'start' })).toBeUndefined();
    expect(room.started).toEqual([]);
    expect([...room.seals.keys()]).toEqual(['alice']);
    for (const s of room.tabs.values()) expect(s.genesis).toBeUndefined();
    room.seal('alice');
    expect(room.started.sort()).toEqual(['alice', 'bob', 'carol']);
    const roots = [...room.tabs.values()].map((s) => genesisRootOf(s.genesis!.body).toString());
    expect(new Set(roots).size).toBe(1);
  });

  it('who goes dark between collecting and sealing leaves nothing behind: the members are back in the lobby', () => {
    const room = three(where);
    room.in('alice', { kind: 'start' });
    room.leave('alice');
    givenUp(room);
    expect(room.started).toEqual([]);
    // Say it again, and the notice goes.
    room.in('bob', { kind: 'ready', ready: true });
    expect(at(room, 'bob').setback).toBeUndefined();
  });

  it('who opens the table anew meanwhile has forgotten the proposal, and so have the members', () => {
    const room = three(where);
    room.in('alice', { kind: 'start' });
    room.add('alice again', 1);
    givenUp(room);
  });

  it('who was killed after the seal was written says it when it is back, and it holds for those who had given up', () => {
    const room = three(where);
    room.in('alice', { kind: 'start' });
    const stored = room.seals.get('alice')!;
    room.leave('alice');
    room.add('alice again', 1);
    room.in('alice again', { kind: 'genesis', genesis: stored });
    expect(room.started.sort()).toEqual(['alice again', 'bob', 'carol']);
    expect(at(room, 'bob').setback).toBeUndefined();
  });

  it('who vanishes while it says so is passed on by whoever heard it', () => {
    const room = three(where);
    room.in('alice', { kind: 'start' });
    room.mute = (from, to) => from === 'alice' && to === 'carol';
    room.seal('alice');
    expect(at(room, 'carol').genesis).toBeDefined();
  });

  it('that seals is not stopped by a member that takes its word back too late', () => {
    const room = three(where);
    room.in('alice', { kind: 'start' });
    expect(room.in('bob', { kind: 'ready', ready: false })).toBeUndefined();
    expect(at(room, 'bob').proposal).toBeUndefined();
    expect(at(room, 'alice').proposal?.sealing).toBe(true);
    expect(room.in('alice', { kind: 'ready', ready: false })).toBe('already-started');
    room.seal('alice');
    expect(room.started.sort()).toEqual(['alice', 'bob', 'carol']);
  });
});

describe('a proposal that is void', () => {
  it('never becomes a beginning, though all its signatures are found later', () => {
    const room = three();
    // Carol signs, and keeps it to herself.
    const kept: LobbyEffect[] = [];
    room.mute = (from, _, e) => from === 'carol' && isSignature(e) && kept.push(e) > 0;
    room.in('alice', { kind: 'start' });
    expect(room.seals.size).toBe(0);
    const { root } = at(room, 'alice').proposal!;
    room.in('alice', { kind: 'patience', root });
    for (const peer of ['alice', 'bob']) expect(at(room, peer).proposal).toBeUndefined();
    expect(at(room, 'alice').setback).toBe('not-sealed');
    for (const n of [1, 2, 3])
      for (const peer of room.tabs.keys())
        room.in(peer, {
          kind: 'signature',
          root,
          key: `0${n}`.repeat(32),
          signature: new Uint8Array(64),
        });
    expect(room.seals.size).toBe(0);
    expect(room.started).toEqual([]);
  });

  it('is forgotten by its time: what is proposed after it is not given up with it', () => {
    const room = three();
    room.mute = (from, _, e) => from === 'carol' && isSignature(e);
    room.in('alice', { kind: 'start' });
    room.in('alice', { kind: 'patience', root: 'of another' });
    expect(at(room, 'alice').proposal).toBeDefined();
  });

  it('is waited for as long as one may be, by everybody who signed', () => {
    const s = three();
    const body = genesisOf([1, 'alice'], [2, 'bob'], [3, 'carol']).body;
    const { effects } = stepLobby(at(s, 'bob'), { kind: 'proposal', from: 'alice', body });
    expect(effects.map((e) => e.kind)).toEqual(['sign', 'wait']);
  });
});

describe('a beginning without me', () => {
  it('ends my readiness, says so, and lets me ask', () => {
    const room = three();
    room.add('dave', 4);
    // Dave is ready, but Alice has not heard of it.
    room.mute = (from, to) => from === 'dave' && to === 'alice';
    room.sit('dave', 3);
    room.mute = () => false;
    room.in('alice', { kind: 'start' });
    room.seal('alice');
    expect(at(room, 'dave').setback).toBe('begun-without-you');
    const { members } = at(room, 'alice').genesis!.body;
    room.in('dave', { kind: 'members', members });
    expect(at(room, 'dave')).toMatchObject({ seat: NO_SEAT, ready: false });
    expect(room.sit('dave', 4)).toBeUndefined();
    expect(at(room, 'dave')).toMatchObject({ seat: 4, ready: true, setback: undefined });
  });
});

describe('a beginning of which somebody hears who came later', () => {
  const begun = genesisOf([1, 'alice'], [2, 'bob'], [3, 'carol']);
  const { members } = begun.body;

  /** Dave has met Alice, and has taken a seat before he hears that the table is played. */
  function seatedEarly(seat: number): LobbyState {
    const room = three();
    let s = createLobby(sealedConfig, 'dave', key(4), name('dave'));
    s = stepLobby(s, { kind: 'link', peer: 'alice', up: true }).state;
    s = stepLobby(s, { kind: 'hello', from: 'alice', hello: room.hello('alice') }).state;
    s = stepLobby(s, { kind: 'seat', seat }).state;
    s = stepLobby(s, { kind: 'ready', ready: true }).state;
    return stepLobby(s, { kind: 'genesis', genesis: begun }).state;
  }

  it('leaves its seat, which it now asks for', () => {
    const s = seatedEarly(4);
    expect(s.setback).toBeUndefined();
    const { state, effects } = stepLobby(s, { kind: 'members', members });
    expect(state).toMatchObject({ seat: 4, ready: true, revision: s.revision + 1 });
    expect(effects).toEqual([{ kind: 'hello', to: undefined }]);
  });

  it('takes the seat of one who sits in the epoch that is on, and of nobody who has left', () => {
    const s = seatedEarly(2);
    expect(stepLobby(s, { kind: 'members', members }).state).toMatchObject({ seat: NO_SEAT, ready: false });
    const past = stepLobby(s, { kind: 'members', members, isPast: true }).state;
    expect(past).toMatchObject({ seat: 2, ready: true });
    const [alice, bob, carol] = members;
    const left = stepLobby(past, { kind: 'members', members: [alice!, bob!] }).state;
    expect(left).toMatchObject({ seat: 2, ready: true });
    const stays = stepLobby(past, { kind: 'members', members: [alice!, carol!] }).state;
    expect(stays).toMatchObject({ seat: NO_SEAT, ready: false });
  });
});

describe('two sealed beginnings', () => {
  const one = genesisOf([1, 'alice'], [2, 'bob']);
  const other = genesisOf([1, 'alice'], [8, 'eve']);

  it('are the creator’s lie: shown both, and whoever is in neither enters neither', () => {
    const first = stepLobby(createLobby(sealedConfig, 'dave', key(4), name('dave')), {
      kind: 'genesis',
      genesis: one,
    }).state;
    const outside = stepLobby(first, { kind: 'members', members: one.body.members }).state;
    const asking = stepLobby(outside, { kind: 'seat', seat: 4 }).state;
    const { state, effects } = stepLobby(asking, { kind: 'genesis', genesis: other });
    expect(state.rival).toBe(other);
    expect(state).toMatchObject({ seat: NO_SEAT, ready: false });
    // It is passed on, so that nobody is shown only one of them.
    expect(effects.map((e) => e.kind)).toEqual(['broadcast', 'hello']);
    expect(stepLobby(state, { kind: 'seat', seat: 4 }).refused).toBe('two-beginnings');
    const greeted = stepLobby(state, { kind: 'link', peer: 'x', up: true }).effects;
    expect(greeted.filter((e) => e.kind === 'send').length).toBe(2);
  });

  it('leave a member at the table that it signed', () => {
    const bob = createLobby(sealedConfig, 'bob', key(2), name('bob'));
    const begun = stepLobby(bob, { kind: 'genesis', genesis: one }).state;
    const playing = stepLobby(begun, { kind: 'members', members: one.body.members }).state;
    const { state, effects } = stepLobby(playing, { kind: 'genesis', genesis: other });
    expect(state).toMatchObject({ genesis: one, rival: other });
    expect(effects.map((e) => e.kind)).toEqual(['broadcast']);
  });

  it('are enough: the same again, or a third, says nothing', () => {
    const bob = createLobby(sealedConfig, 'bob', key(2), name('bob'));
    let s = stepLobby(bob, { kind: 'genesis', genesis: one }).state;
    expect(stepLobby(s, { kind: 'genesis', genesis: one }).effects).toEqual([]);
    s = stepLobby(s, { kind: 'genesis', genesis: other }).state;
    for (const again of [one, other, genesisOf([1, 'alice'], [9, 'mallory'])])
      expect(stepLobby(s, { kind: 'genesis', genesis: again }).effects).toEqual([]);
  });
});

describe('a table is the creator’s to fill before it begins', () => {
  it('whoever it takes off its seat holds none, in every tab, and is told', () => {
    const room = three();
    expect(room.in('alice', { kind: 'remove', seat: 2 })).toBeUndefined();
    for (const s of room.tabs.values()) expect([...seating(s).keys()]).toEqual([0, 1]);
    expect(at(room, 'carol')).toMatchObject({ seat: NO_SEAT, ready: false, setback: 'removed' });
    expect(room.sit('carol', 4)).toBe('removed');
    room.in('alice', { kind: 'start' });
    room.seal('alice');
    expect(at(room, 'bob').genesis?.body.members.map((m) => m.key[0])).toEqual([1, 2]);
    expect(at(room, 'carol').setback).toBe('begun-without-you');
  });

  it('a seat that was kept from everybody by somebody who never says ready is free again', () => {
    const room = three();
    room.add('lurker', 9);
    room.in('lurker', { kind: 'seat', seat: 5 });
    expect(room.in('alice', { kind: 'start' })).toBe('not-ready');
    room.in('alice', { kind: 'remove', seat: 5 });
    expect(room.in('alice', { kind: 'start' })).toBeUndefined();
  });

  it('a tab that claims its seat nevertheless is not heard, and who comes later is told', () => {
    const room = three();
    room.in('alice', { kind: 'remove', seat: 2 });
    room.add('dave', 4);
    const claim = { ...room.hello('carol'), seat: 3, ready: 1, revision: 99 };
    for (const peer of ['alice', 'bob', 'dave']) {
      room.in(peer, { kind: 'hello', from: 'carol', hello: claim });
      expect(seating(at(room, peer)).has(3)).toBe(false);
    }
  });

  it('nobody else can, and not once it has begun', () => {
    const room = three();
    expect(room.in('bob', { kind: 'remove', seat: 2 })).toBe('not-creator');
    room.in('bob', { kind: 'removed', from: 'carol', keys: ['02'.repeat(32)] });
    expect(at(room, 'bob').seat).toBe(1);
    expect(room.in('alice', { kind: 'remove', seat: 0 })).toBe('not-seated');
    room.in('alice', { kind: 'start' });
    expect(room.in('alice', { kind: 'remove', seat: 2 })).toBe('already-started');
    room.seal('alice');
    expect(room.in('alice', { kind: 'remove', seat: 2 })).toBe('already-started');
  });

  it('a proposal with the one who is taken off is void', () => {
    const room = three();
    room.mute = (from, _, e) => from === 'carol' && isSignature(e);
    room.in('alice', { kind: 'start' });
    room.in('alice', { kind: 'remove', seat: 2 });
    for (const peer of ['alice', 'bob']) expect(at(room, peer).proposal).toBeUndefined();
    expect(room.seals.size).toBe(0);
  });

  it('a witness is not seated and cannot be taken off', () => {
    const room = three();
    room.add('wit', 9, WITNESS);
    expect(room.in('alice', { kind: 'remove', seat: NO_SEAT })).toBe('not-seated');
  });
});
