import { describe, expect, it } from 'vitest';
import { NO_LOOK } from '../../codec/look.ts';
import { config, Room, sealedConfig } from '../../testing/lobbyRoom.ts';
import { readLooks } from '../reading.ts';

const three = (table = sealedConfig): Room => {
  const room = new Room(table);
  for (const [i, peer] of ['alice', 'bob', 'carol'].entries()) {
    room.add(peer, i + 1);
    room.sit(peer, i);
  }
  return room;
};
const looksOf = (room: Room, of: string) => readLooks(room.tabs.get(of)!, undefined);

describe('a look', () => {
  it('is seen by everybody, beside nothing at all for who has chosen none', () => {
    const room = three();
    expect(room.in('bob', { kind: 'look', look: { avatar: 'cat' } })).toBeUndefined();
    for (const peer of ['alice', 'bob', 'carol'])
      expect(looksOf(room, peer)).toContainEqual({ seat: 1, avatar: 'cat', away: '' });
    expect(looksOf(room, 'alice')).toContainEqual({ seat: 2, ...NO_LOOK });
  });

  it('may change when the game has begun, and what is not said of it stays', () => {
    const room = three();
    room.in('bob', { kind: 'look', look: { avatar: 'cat' } });
    room.in('alice', { kind: 'start' });
    room.in('alice', { kind: 'sealed', genesis: room.seals.get('alice')! });
    expect(room.started).toHaveLength(3);
    expect(room.in('bob', { kind: 'look', look: { away: 'food' } })).toBeUndefined();
    expect(looksOf(room, 'carol')).toContainEqual({ seat: 1, avatar: 'cat', away: 'food' });
    // A name may not.
    expect(room.in('bob', { kind: 'nickname', nickname: new Uint8Array(1) })).toBe('already-started');
  });

  it('is remembered of who has lost its link, by its key', () => {
    const room = three();
    room.in('bob', { kind: 'look', look: { avatar: 'robot' } });
    room.in('alice', { kind: 'link', peer: 'bob', up: false });
    const alice = room.tabs.get('alice')!;
    expect([...alice.looks.values()]).toContainEqual({ avatar: 'robot', away: '' });
  });

  it('said twice the same costs no message', () => {
    const room = three();
    room.in('bob', { kind: 'look', look: { avatar: 'robot' } });
    const { revision } = room.tabs.get('bob')!;
    room.in('bob', { kind: 'look', look: { avatar: 'robot', away: '' } });
    expect(room.tabs.get('bob')!.revision).toBe(revision);
  });

  it('is not said at tables of the first version, whose hellos have no room for it', () => {
    const room = three(config);
    room.in('bob', { kind: 'look', look: { avatar: 'robot' } });
    expect(looksOf(room, 'alice')).toContainEqual({ seat: 1, ...NO_LOOK });
  });
});
