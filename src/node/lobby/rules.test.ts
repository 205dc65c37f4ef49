/** Apps that play by other rules, or are of other builds, in one lobby: who sits down, and who is told what. */
import { describe, expect, it } from 'vitest';
import type { App } from '../../codec/app.ts';
import { decodeText } from '../../codec/decode.ts';
import { Room, sealedConfig } from '../../testing/lobbyRoom.ts';
import { readApps } from '../appsReading.ts';
import { canStart, otherRules, seating } from './seating.ts';

const build = (n: number) => new Uint8Array(32).fill(n);
const names = (list: readonly Uint8Array[]) => list.map((n) => decodeText(n, 48, 'name'));

/** Alice made the table; each has the app that is named. */
function roomOf(apps: Record<string, Partial<App>>): Room {
  const room = new Room(sealedConfig);
  for (const [i, [peer, app]] of Object.entries(apps).entries()) {
    room.add(peer, i + 1);
    const s = room.tabs.get(peer)!;
    room.tabs.set(peer, { ...s, app: { rules: 2, build: build(1), ...app } });
    // What was said when the links opened was said by an app that did not know its build yet.
    for (const p of room.tabs.keys())
      if (p !== peer) room.in(p, { kind: 'hello', from: peer, hello: again(room, peer) });
  }
  return room;
}

function again(room: Room, peer: string) {
  const s = room.tabs.get(peer)!;
  room.tabs.set(peer, { ...s, revision: s.revision + 1 });
  return room.hello(peer);
}

const says = (room: Room, peer: string) => {
  const { newer, older } = otherRules(room.tabs.get(peer)!);
  return { newer: names(newer), older: names(older) };
};

describe('whose app plays by other rules', () => {
  it('holds no seat with the others, and each side says whose is the older one', () => {
    const room = roomOf({ alice: {}, bob: {}, carol: { rules: 3 } });
    for (const [peer, seat] of [
      ['alice', 0],
      ['bob', 1],
      ['carol', 2],
    ] as const)
      room.sit(peer, seat);
    expect(says(room, 'alice')).toEqual({ newer: ['carol'], older: [] });
    expect(says(room, 'bob')).toEqual({ newer: ['carol'], older: [] });
    expect(says(room, 'carol')).toEqual({ newer: [], older: ['alice', 'bob'] });
    expect([...seating(room.tabs.get('alice')!).keys()]).toEqual([0, 1]);
    expect([...seating(room.tabs.get('carol')!).keys()]).toEqual([2]);
    expect(canStart(room.tabs.get('alice')!)).toBe(true);
    expect(room.in('alice', { kind: 'start' })).toBeUndefined();
    room.seal('alice');
    expect(room.started.sort()).toEqual(['alice', 'bob']);
    // Carol’s app is told of a beginning that it cannot judge: it takes no part, and says why.
    const carol = room.tabs.get('carol')!;
    expect(carol.genesis).toBeUndefined();
    expect(readApps(carol).table).toBe('older');
  });

  it('keeps a seat from nobody, and takes none', () => {
    const room = roomOf({ alice: {}, bob: { rules: 1 } });
    expect(room.sit('bob', 0)).toBeUndefined();
    expect(room.sit('alice', 0)).toBeUndefined();
    expect(seating(room.tabs.get('alice')!).get(0)?.peer).toBe('alice');
    expect(canStart(room.tabs.get('alice')!)).toBe(false);
  });

  it('is no witness either', () => {
    const room = roomOf({ alice: {}, bob: {} });
    room.add('eve', 9, 1);
    const eve = room.tabs.get('eve')!;
    room.tabs.set('eve', { ...eve, app: { rules: 3, build: build(1) } });
    for (const p of ['alice', 'bob']) room.in(p, { kind: 'hello', from: 'eve', hello: again(room, 'eve') });
    room.sit('alice', 0);
    room.sit('bob', 1);
    room.in('alice', { kind: 'start' });
    expect(room.seals.get('alice')!.body.members).toHaveLength(2);
  });

  it('signs no beginning of theirs, though a creator lies about its app to others', () => {
    const room = roomOf({ alice: {}, bob: {} });
    room.sit('alice', 0);
    room.sit('bob', 1);
    const alice = room.tabs.get('alice')!;
    room.tabs.set('alice', { ...alice, app: { rules: 3, build: build(1) } });
    room.in('alice', { kind: 'start' });
    expect(room.tabs.get('bob')!.proposal).toBeUndefined();
    expect(room.started).toEqual([]);
  });

  it('cannot have another build put into its mouth', () => {
    const room = roomOf({ alice: {}, bob: { build: build(2) } });
    room.sit('alice', 0);
    room.sit('bob', 1);
    const alice = room.tabs.get('alice')!;
    const others = new Map([...alice.others].map(([p, h]) => [p, { ...h, build: build(1) }]));
    room.tabs.set('alice', { ...alice, others });
    room.in('alice', { kind: 'start' });
    expect(room.tabs.get('bob')!.proposal).toBeUndefined();
  });
});

describe('builds', () => {
  it('that differ play together, and each is named', () => {
    const room = roomOf({ alice: {}, bob: { build: build(2) }, carol: { build: new Uint8Array(32) } });
    for (const [i, peer] of ['alice', 'bob', 'carol'].entries()) room.sit(peer, i);
    const apps = readApps(room.tabs.get('alice')!);
    expect(apps).toMatchObject({ build: build(1), newer: [], older: [], table: undefined });
    expect(apps.others).toEqual([
      { nickname: 'bob', build: build(2) },
      { nickname: 'carol', build: undefined },
    ]);
    room.in('alice', { kind: 'start' });
    room.seal('alice');
    expect(room.started.sort()).toEqual(['alice', 'bob', 'carol']);
    expect(room.tabs.get('bob')!.genesis!.body.members.map((m) => m.build![0])).toEqual([1, 2, 0]);
    // Bob is away: what he signed at the beginning is still known.
    const { members, ...alice } = room.tabs.get('alice')!;
    room.tabs.set('alice', { ...alice, members: alice.genesis!.body.members });
    room.in('alice', { kind: 'link', peer: 'bob', up: false });
    expect(readApps(room.tabs.get('alice')!).others[0]).toEqual({ nickname: 'bob', build: build(2) });
  });
});

describe('two who cannot reach each other', () => {
  /** Bob and Carol have no link; Alice, who made the table, has one to each. */
  function room(): Room {
    const r = new Room(sealedConfig);
    for (const [i, peer] of ['alice', 'bob', 'carol'].entries()) r.add(peer, i + 1);
    const apart = (a: string, b: string): boolean => [a, b].sort().join() === 'bob,carol';
    r.mute = (from, to) => apart(from, to);
    r.in('bob', { kind: 'link', peer: 'carol', up: false });
    r.in('carol', { kind: 'link', peer: 'bob', up: false });
    return r;
  }

  it('sign one beginning, by what a third passes on', () => {
    const r = room();
    for (const [i, peer] of ['alice', 'bob', 'carol'].entries()) r.sit(peer, i);
    expect(r.tabs.get('bob')!.others.has('carol')).toBe(false);
    expect(r.tabs.get('bob')!.heard.size).toBeGreaterThan(0);
    r.in('alice', { kind: 'start' });
    r.seal('alice');
    expect(r.started.sort()).toEqual(['alice', 'bob', 'carol']);
  });

  it('have no link by it, and no seat: only who is linked to the creator is proposed', () => {
    const r = room();
    r.sit('alice', 0);
    r.sit('bob', 1);
    const carol = { ...r.hello('carol'), seat: 2, ready: 1, revision: 9 };
    r.leave('carol');
    r.in('alice', { kind: 'heard', hello: carol });
    expect([...seating(r.tabs.get('alice')!).keys()]).toEqual([0, 1]);
    r.in('alice', { kind: 'start' });
    expect(r.seals.get('alice')!.body.members).toHaveLength(2);
  });

  it('are not held to an old wish that somebody says again', () => {
    const r = room();
    for (const [i, peer] of ['alice', 'bob', 'carol'].entries()) r.sit(peer, i);
    const old = { ...r.hello('carol'), seat: 5, revision: 1 };
    r.in('bob', { kind: 'heard', hello: old });
    r.in('alice', { kind: 'start' });
    r.seal('alice');
    expect(r.started).toHaveLength(3);
  });

  it('and strangers without end leave a few of them in memory', () => {
    const r = room();
    for (let n = 0; n < 200; n++) {
      const key = new Uint8Array(32).fill(n);
      key[0] = 200;
      r.in('bob', { kind: 'heard', hello: { ...r.hello('carol'), key } });
    }
    expect(r.tabs.get('bob')!.heard.size).toBeLessThanOrEqual(32);
  });
});

describe('an app so much newer that its hello cannot be read', () => {
  it('is named as newer, is told who we are once, and holds nothing', () => {
    const room = roomOf({ alice: {} });
    room.in('alice', { kind: 'link', peer: 'zoe', up: true });
    const nickname = new TextEncoder().encode('zoe');
    room.in('alice', { kind: 'later', from: 'zoe', nickname });
    room.in('alice', { kind: 'later', from: 'zoe', nickname });
    expect(says(room, 'alice')).toEqual({ newer: ['zoe'], older: [] });
    expect(room.tabs.get('alice')!.others.size).toBe(0);
    room.in('alice', { kind: 'link', peer: 'zoe', up: false });
    expect(says(room, 'alice')).toEqual({ newer: [], older: [] });
  });
});
