import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableIdOf } from '../src/codec/config.ts';
import { meetingKeyOf } from '../src/codec/meeting.ts';
import type { ByteStream, ByteStreamEvents } from '../src/net/byteStream.ts';
import { decodeDirectory, directoryDecoder, encodeDirectory } from '../src/net/directoryProtocol.ts';
import { sealedConfig } from '../src/testing/lobbyRoom.ts';
import { relayAddressFor } from './address.ts';
import { AddressCount, AddressRate } from './addressLimits.ts';
import { Directory, type Member } from './directory.ts';
import { serveDirectory } from './directoryService.ts';
import { relayLimits } from './limits.ts';

function member(peer: string, address?: string): Member & { told: string[]; over: boolean } {
  const m = {
    peer,
    address,
    told: [] as string[],
    over: false,
    tell: (peers: readonly string[]) => void m.told.push(peers.join(' ')),
    replaced: () => {
      m.over = true;
    },
    leaving: () => undefined,
  };
  return m;
}

const taken = { takenPlacesPerSecond: 1, takenPlacesBurst: 10 };

describe('the directory', () => {
  const limits = {
    tables: 2,
    peersPerTable: 3,
    tablesPerPeer: 2,
    stayMs: 10_000,
    latest: 3,
    settled: 0,
    ...taken,
  };

  it('tells everybody at the table of every change, and nobody else', () => {
    const directory = new Directory(limits);
    const [a, b, c] = [member('a'), member('b'), member('c')];
    directory.join('t', a);
    directory.join('u', c);
    directory.join('t', b);
    directory.leave('t', a);
    expect(a.told).toEqual(['a', 'a b']);
    expect(b.told).toEqual(['a b', 'b']);
    expect(c.told).toEqual(['c']);
    expect(directory.together('b', 'c')).toBe(false);
    directory.leave('t', b);
    expect([directory.tableCount, directory.peerCount]).toEqual([1, 1]);
  });

  it('replaces a peer that joins again; the old stream can no longer take it out', () => {
    const directory = new Directory(limits);
    const [first, second] = [member('a'), member('a')];
    directory.join('t', first);
    directory.join('t', second);
    expect(first.over).toBe(true);
    directory.leave('t', first);
    expect(directory.together('a', 'a')).toBe(true);
  });

  it('has the same places for players however many come who know the table’s id and not its link', () => {
    const config = sealedConfig;
    const [id, key] = [tableIdOf(config), meetingKeyOf(config)].map((b) => Buffer.from(b).toString('hex'));
    const directory = new Directory(relayLimits, undefined, () => 0);
    const strangers = Array.from({ length: 100 }, (_, i) => member(`s${i}`));
    for (const s of strangers) directory.join(id!, s);
    const [a, b] = [member('a'), member('b')];
    expect([directory.join(key!, a), directory.join(key!, b)]).toEqual([undefined, undefined]);
    expect(a.told).toEqual(['a', 'a b']);
    for (const s of strangers) expect(s.told.join(' ').split(' ')).not.toContain('a');
    expect(strangers.some((s) => directory.together(s.peer, 'a'))).toBe(false);
  });

  it('has limits', () => {
    const directory = new Directory(limits);
    for (const peer of ['a', 'b', 'c']) expect(directory.join('t', member(peer))).toBeUndefined();
    expect(directory.join('t', member('d'))).toBe('table-full');
    expect(directory.join('u', member('d'))).toBeUndefined();
    expect(directory.join('v', member('d'))).toBe('too-many-tables');
    expect(directory.peerCount).toBe(4);
  });

  it('at a full table lets a random one go that has been there for a while, and no one is kept out', () => {
    let nowMs = 0;
    const directory = new Directory(
      limits,
      undefined,
      () => nowMs,
      () => 1,
    );
    const crowd = ['a', 'b', 'c'].map((peer) => member(peer));
    for (const m of crowd) directory.join('t', m);
    const late = member('late');
    nowMs = 9_999;
    expect(directory.join('t', late)).toBe('table-full');
    nowMs = 10_000;
    expect(directory.join('t', late)).toBeUndefined();
    expect(crowd.map((m) => m.over)).toEqual([false, true, false]);
    expect(late.told.at(-1)).toBe('a c late');
    // It may come again, in the place of one who was there before it was.
    expect(directory.join('t', member('b'))).toBeUndefined();
    expect(late.over).toBe(false);
  });

  it('of a stranger who fills it, from one address or many, loses none who came first, and nobody from elsewhere', () => {
    let nowMs = 0;
    const directory = new Directory(relayLimits, undefined, () => nowMs);
    const first = ['Alice', 'Bob'].map((name) => member(name, '192.0.2.1'));
    for (const m of first) directory.join('t', m);
    // Each of them is somebody new every few seconds: none has ever been there for long.
    let made = 0;
    const crowd: Member[] = [];
    const crowdMoves = (whence: (n: number) => string): void => {
      nowMs += 100;
      const came = member(`s${made}`, whence(made));
      made += 1;
      if (crowd.length > 40) directory.leave('t', crowd.shift()!);
      if (directory.join('t', came) === undefined) crowd.push(came);
    };
    for (let i = 0; i < 200; i++) crowdMoves(() => '198.51.100.7');
    const carol = member('Carol', '203.0.113.9');
    expect(directory.join('t', carol)).toBeUndefined();
    for (let i = 0; i < 500; i++) crowdMoves(() => '198.51.100.7');
    expect([...first, carol].map((m) => m.over)).toEqual([false, false, false]);
    for (let i = 0; i < 500; i++) crowdMoves((n) => `198.51.100.${n % 250}`);
    expect(first.map((m) => m.over)).toEqual([false, false]);
    // What everybody is told of: no more than a stranger's addresses may bring about.
    const before = first[0]!.told.length;
    for (let i = 0; i < 1_000; i++) directory.join('t', member(`hasty ${i}`, '198.51.100.7'));
    expect(first[0]!.told.length - before).toBeLessThan(3 * relayLimits.takenPlacesBurst);
    // Opened again, with a new transport id.
    directory.leave('t', first[1]!);
    crowdMoves(() => '198.51.100.7');
    expect(directory.join('t', member('Bob again', '192.0.2.1'))).toBeUndefined();
  });

  it('that is full of peers who keep joining again still makes room for a newcomer', () => {
    let nowMs = 0;
    const directory = new Directory(limits, undefined, () => nowMs);
    const crowd = () => ['a', 'b', 'c'].map((peer) => member(peer));
    for (const m of crowd()) directory.join('t', m);
    nowMs = 9_000;
    for (const m of crowd()) directory.join('t', m);
    nowMs = 10_000;
    expect(directory.join('t', member('late'))).toBeUndefined();
  });
});

/** A stream whose far end is the test. */
function stream() {
  const decoder = directoryDecoder('peer');
  const s = {
    events: undefined as ByteStreamEvents | undefined,
    got: [] as unknown[],
    aborted: undefined as string | undefined,
    ended: false,
    attach: (events: ByteStreamEvents) => {
      s.events = events;
    },
    write: (bytes: Uint8Array) => {
      for (const frame of decoder.push(bytes)) s.got.push(decodeDirectory(frame, 64));
      return true;
    },
    end: () => {
      s.ended = true;
    },
    abort: (reason: string) => {
      s.aborted = reason;
      s.events?.closed();
    },
  };
  return s satisfies ByteStream & Record<string, unknown>;
}

describe('a directory stream', () => {
  const join = encodeDirectory({ kind: 'join', key: new Uint8Array(32) });
  const beat = encodeDirectory({ kind: 'beat' });
  const options = { now: () => 0, refused: () => undefined };

  it('joins once, answers beats, and leaves when it closes', () => {
    const directory = new Directory();
    const s = stream();
    serveDirectory(directory, 'a', s, options);
    s.events!.data(Buffer.concat([join, beat]));
    expect(s.got).toEqual([{ kind: 'peers', peers: ['a'] }, { kind: 'beat' }]);
    s.events!.closed();
    expect(directory.peerCount).toBe(0);
  });

  it('that joins twice, beats before joining or floods is cut', () => {
    for (const bytes of [
      Buffer.concat([join, join]),
      beat,
      Buffer.concat([join, ...Array<Uint8Array>(30).fill(beat)]),
    ]) {
      const directory = new Directory();
      const s = stream();
      serveDirectory(directory, 'a', s, options);
      s.events!.data(bytes);
      expect(s.aborted).toBeDefined();
      expect(directory.peerCount).toBe(0);
    }
  });

  it('is told why when the table is full', () => {
    const directory = new Directory({
      tables: 1,
      peersPerTable: 1,
      tablesPerPeer: 1,
      stayMs: 10_000,
      latest: 1,
      settled: 0,
      ...taken,
    });
    const [a, b] = [stream(), stream()];
    serveDirectory(directory, 'a', a, options);
    serveDirectory(directory, 'b', b, options);
    a.events!.data(join);
    b.events!.data(join);
    expect(b.got).toEqual([{ kind: 'refused', reason: 'table-full' }]);
    expect(b.ended).toBe(true);
    expect(a.got).toHaveLength(1);
  });

  it('tells whom it may of STUN and TURN before the peers, again at half the life of a credential, and of its end', () => {
    const offer = {
      servers: [{ urls: ['turn:t.example:3478'], username: '1', credential: 'c' }],
      stunPort: 4600,
    };
    let nowMs = 0;
    const directory = new Directory();
    const [newer, older] = [stream(), stream()];
    serveDirectory(directory, 'a', newer, { ...options, now: () => nowMs, ice: () => offer });
    serveDirectory(directory, 'b', older, { ...options, now: () => nowMs });
    newer.events!.data(join);
    older.events!.data(join);
    newer.events!.data(beat);
    nowMs = relayLimits.turnCredentialSeconds * 500;
    newer.events!.data(beat);
    directory.announceLeaving();
    const peers = (...list: string[]) => ({ kind: 'peers', peers: list });
    const [ice, answer, leaving] = [{ kind: 'ice', offer }, { kind: 'beat' }, { kind: 'leaving' }];
    expect(newer.got).toEqual([ice, peers('a'), peers('a', 'b'), answer, ice, answer, leaving]);
    expect(older.got).toEqual([peers('a', 'b')]);
    for (const s of [newer, older]) s.events!.closed();
  });

  it('survives ten thousand random byte strings', () => {
    const directory = new Directory();
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 3 }),
        (first, writes) => {
          const s = stream();
          serveDirectory(directory, 'a', s, options);
          if (first) s.events!.data(join);
          for (const bytes of writes) if (s.aborted === undefined) s.events!.data(bytes);
          s.events!.closed();
          expect(directory.tableCount).toBe(0);
        },
      ),
      { numRuns: 10_000 },
    );
  });
});

describe('addresses', () => {
  it.each([
    ['localhost:4600', false, '/dns4/localhost/tcp/4600/ws/p2p/P'],
    ['127.0.0.1:80', false, '/ip4/127.0.0.1/tcp/80/ws/p2p/P'],
    ['cards.example.org', true, '/dns4/cards.example.org/tcp/443/tls/ws/p2p/P'],
    ['[::1]:4600', false, '/ip6/::1/tcp/4600/ws/p2p/P'],
    ['300.0.0.1', false, undefined],
    ['cards_01.corp:4600', false, '/dns4/cards_01.corp/tcp/4600/ws/p2p/P'],
    ['cards.example.org.', true, '/dns4/cards.example.org/tcp/443/tls/ws/p2p/P'],
    [Buffer.from('bücher.example').toString('latin1'), false, '/dns4/xn--bcher-kva.example/tcp/80/ws/p2p/P'],
    ['a b', false, undefined],
    ['x:99999', false, undefined],
    ['evil/p2p/Q', false, undefined],
    ['', false, undefined],
    [undefined, true, undefined],
  ])('of a page at %s', (host, secure, address) => expect(relayAddressFor(host, secure, 'P')).toBe(address));

  it('have rates and counts of their own', () => {
    const rate = new AddressRate(1, 3, 2);
    expect([0, 0, 0, 0, 1_000, 1_000].map((t) => rate.take('a', t))).toEqual([
      true,
      true,
      true,
      false,
      true,
      false,
    ]);
    expect(['b', 'c', 'd'].map((address) => rate.take(address, 1_000))).toEqual([true, true, true]);
    const count = new AddressCount(2, 3);
    expect(['a', 'a', 'a', 'b', 'b'].map((address) => count.enter(address))).toEqual([
      true,
      true,
      false,
      true,
      false,
    ]);
    count.leave('a');
    expect(count.enter('b')).toBe(true);
    expect(count.total).toBe(3);
  });
});

it('limits fit the protocol: a full table is one frame', () => {
  const peers = Array.from(
    { length: relayLimits.peersPerTable },
    (_, i) => `12D3KooW${String(i).padStart(44, '1')}`,
  );
  expect(encodeDirectory({ kind: 'peers', peers }).length).toBeLessThan(relayLimits.directoryQueueBytes);
});
