import { describe, expect, it } from 'vitest';
import { HelloType, helloSigningBytes } from '../codec/hello.ts';
import type { GenesisRoot } from '../codec/ids.ts';
import { limits } from '../codec/limits.ts';
import { decodeMessage, encodeMessage, type Message } from '../codec/wire.ts';
import { createEd25519 } from '../crypto/ed25519.ts';
import type { Misbehaviour, Network, PeerId } from '../net/network.ts';
import { config } from '../testing/lobbyRoom.ts';
import { seededRandom } from '../testing/seededRandom.ts';
import { ownFailure } from './failStop.ts';
import { earlyLimits, helloLimits, Inbox, type InboxRooms } from './inbox.ts';
import { createLobby } from './lobby/lobby.ts';
import type { Hello, LobbyState } from './lobby/state.ts';
import { Peers } from './peers.ts';
import { Audience } from './watching/audience.ts';

const bytes32 = (n: number): Uint8Array => new Uint8Array(32).fill(n);
const tableId = bytes32(9);
const ed25519 = await createEd25519();
const keys = [1, 2, 3].map((n) => ed25519.generateKeyPair(seededRandom(`inbox ${n}`)).publicKey);
const member = (key: Uint8Array, seat: number) => ({ role: 0, seat, key, nickname: new Uint8Array(0) });
const members = keys.slice(0, 2).map(member);

const frontier = (epoch = 0): Uint8Array =>
  encodeMessage({ kind: 'frontier', body: { tableId: bytes32(1), epoch, tips: [], missing: [], links: 0 } });
const told = (stateBytes: number): Uint8Array =>
  encodeMessage({ kind: 'epochs', body: { checkpoints: [], state: new Uint8Array(stateBytes) } });

/** A page of a long history, which begins with this epoch. */
const pageFrom = (epoch: number): Uint8Array => {
  const seated = { role: 0, seat: 0, key: bytes32(1), nickname: new TextEncoder().encode('P0') };
  const table = { instance: bytes32(1) as GenesisRoot, height: 1, timeMs: 1, stateRoot: bytes32(2) };
  const checkpoint = { body: { ...table, epoch, members: [seated] }, signatures: [], stops: [] };
  return encodeMessage({ kind: 'epochs', body: { checkpoints: [checkpoint], state: new Uint8Array(0) } });
};

interface Faked {
  readonly inbox: Inbox;
  readonly counted: string[];
  readonly fatal: unknown[];
  readonly heard: string[];
  lobby: LobbyState;
  early: boolean;
}

/** An inbox whose rooms do what `rooms` says, and otherwise note what they hear. */
function faked(rooms: Partial<InboxRooms> = {}): Faked {
  const counted: string[] = [];
  const fatal: unknown[] = [];
  const heard: string[] = [];
  const network = {
    self: 'me',
    penalize: (peer: PeerId, what: Misbehaviour) => void counted.push(`${peer} ${what}`),
  } as unknown as Network;
  const note = (what: string) => (from: PeerId) => void heard.push(`${from} ${what}`);
  const config = { creatorKey: keys[0]! } as LobbyState['config'];
  const state: Faked = {
    counted,
    fatal,
    heard,
    early: false,
    lobby: createLobby(config, 'me', keys[2]!, new Uint8Array(0)),
    inbox: undefined as unknown as Inbox,
  };
  const lobby = () => state.lobby;
  const peers = new Peers({ network, lobby, audience: new Audience(() => 0) });
  const inbox = new Inbox({
    ...{ tableId, ed25519, network, lobby, peers },
    nowMs: () => 0,
    onFatal: (error) => void fatal.push(error),
    rooms: {
      heard: () => note('heard')('somebody'),
      later: () => undefined,
      hello: async (from) => note('hello')(from),
      proposal: note('proposal'),
      genesisSignature: () => undefined,
      genesis: () => undefined,
      removed: () => undefined,
      standing: note('standing'),
      checkpointSignature: async (from) => note('checkpointSignature')(from),
      epochs: async (from) => note('epochs')(from),
      adjourn: async (from) => note('adjourn')(from),
      isTooEarly: () => state.early,
      consensus: async (from, m) => note(m.kind)(from),
      watch: note('watch'),
      freshQuestion: async (from) => note('freshQuestion')(from),
      freshAnswer: async (from) => note('freshAnswer')(from),
      bye: note('bye'),
      stopped: note('stopped'),
      ...rooms,
    },
  });
  return Object.assign(state, { inbox });
}

/** Peers 'P0' and 'P1' are linked and have said who they are. */
function withHellos(f: Faked): void {
  const others = new Map(keys.map((key, i) => [`P${i}`, { key } as Hello]));
  f.lobby = { ...f.lobby, others, links: new Set(others.keys()) };
}

const text = (s: string): Uint8Array => new TextEncoder().encode(s);
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the inbox', () => {
  it('what a creator proposes is heard after what it has said of itself before', async () => {
    const { secretKey, publicKey } = ed25519.generateKeyPair(seededRandom('creator'));
    const hello = async (ready: number): Promise<Uint8Array> => {
      const peerId = text('zoe');
      const body: Hello = {
        ...{ tableId, key: publicKey, role: 0, seat: 0, ready, nickname: peerId, revision: ready, epoch: 0 },
        ...{ peerId, signature: new Uint8Array(64) },
      };
      const signature = await ed25519.sign(secretKey, helloSigningBytes(body));
      return encodeMessage({ kind: 'hello', body: { ...body, signature } });
    };
    const both = [0, 1].map((seat) => ({ ...member(bytes32(seat), seat), nickname: text(`P${seat}`) }));
    const proposal = encodeMessage({ kind: 'genesisProposal', body: { config, members: both } });
    const said = [await hello(0), await hello(1), proposal];
    const heard: string[] = [];
    await new Promise<void>((proposed) => {
      const f = faked({
        hello: async (_from, { ready }) => void heard.push(`hello ${ready}`),
        proposal: () => proposed(void heard.push('proposal')),
      });
      for (const bytes of said) f.inbox.receive('zoe', bytes);
    });
    expect([heard.length, heard.at(-1)]).toEqual([3, 'proposal']);
  });

  it('a newer app that it cannot read is named, and pays for nothing but what is too large', async () => {
    const known = HelloType.serialize({
      ...{ tableId, key: keys[0]!, role: 0, seat: 1, ready: 1, revision: 1, epoch: 0 },
      ...{
        nickname: new TextEncoder().encode('Zoe'),
        peerId: new Uint8Array(1),
        signature: new Uint8Array(64),
      },
      ...{ rules: 9, build: new Uint8Array(32) },
    });
    // Two bytes more before the name.
    const name = new DataView(known.buffer, known.byteOffset).getUint32(67, true);
    const later = Uint8Array.of(1, ...known.subarray(0, name), 0, 0, ...known.subarray(name));
    for (const at of [68, 80]) new DataView(later.buffer).setUint32(at, name + 2 + (at === 80 ? 3 : 0), true);
    const named: string[] = [];
    const f = faked({
      later: (from, { nickname }) => {
        named.push(new TextDecoder().decode(nickname));
        f.lobby = { ...f.lobby, later: new Map([[from, { nickname }]]) };
      },
    });
    f.inbox.receive('zoe', later);
    await settled();
    for (let i = 0; i < 100; i++) f.inbox.receive('zoe', Uint8Array.of(99, 1, 2));
    await settled();
    expect({ named, counted: f.counted, heard: f.heard }).toEqual({ named: ['Zoe'], counted: [], heard: [] });
    for (let i = 0; i < 100; i++) f.inbox.receive('zoe', later);
    await settled();
    expect(named).toHaveLength(helloLimits.burst);
    f.inbox.receive('zoe', new Uint8Array(limits.messageBytes + 1));
    // Whoever has said who it is in words that can be read has no such excuse.
    withHellos(f);
    f.inbox.receive('P0', later);
    await settled();
    expect(f.counted).toEqual(['zoe oversized', 'P0 malformed']);
  });

  it('counts what cannot be decoded against whoever sent it', async () => {
    const f = faked();
    f.inbox.receive('x', Uint8Array.of(99, 1, 2));
    f.inbox.receive('y', new Uint8Array(limits.messageBytes + 1));
    f.inbox.receive('z', new Uint8Array(0));
    await settled();
    expect(f.counted).toEqual(['x malformed', 'y oversized', 'z malformed']);
    expect(f.fatal).toEqual([]);
  });

  it.each([
    [
      'at once',
      () => {
        throw new TypeError('a bug of ours');
      },
    ],
    [
      'later',
      async () => {
        await settled();
        throw new TypeError('a bug of ours');
      },
    ],
  ] as const)(
    'what a peer makes a room throw %s is counted and dropped; the tab goes on',
    async (_, consensus) => {
      const f = faked({ consensus });
      f.inbox.receive('x', frontier());
      await settled();
      await settled();
      expect(f.counted).toEqual(['x internal']);
      expect(f.fatal).toEqual([]);
      expect(f.inbox.surprises).toMatchObject([{ message: 'a bug of ours' }]);
    },
  );

  it('what our own disk or core throws meanwhile ends the tab, and counts against nobody', async () => {
    const f = faked({
      consensus: async () => {
        throw ownFailure(new Error('the disk is full'));
      },
    });
    f.inbox.receive('x', frontier());
    await settled();
    expect(f.counted).toEqual([]);
    expect(f.fatal).toMatchObject([{ message: 'the disk is full' }]);
  });

  it('a signature that does not hold never reaches a room', async () => {
    const f = faked();
    const body: Hello = {
      tableId,
      key: keys[0]!,
      role: 0,
      seat: 1,
      ready: 1,
      nickname: new Uint8Array(0),
      revision: 1,
      epoch: 0,
      peerId: new TextEncoder().encode('x'),
      signature: new Uint8Array(64),
    };
    const say = (m: Message): void => f.inbox.receive('x', encodeMessage(m));
    say({ kind: 'hello', body });
    say({ kind: 'hello', body: { ...body, peerId: new TextEncoder().encode('other') } });
    say({ kind: 'hello', body: { ...body, tableId: bytes32(8) } });
    say({ kind: 'hello', body: { ...body, key: new Uint8Array(32) } });
    await settled();
    expect(f.counted.sort()).toEqual([
      'x bad-signature',
      'x bad-signature',
      // Said by somebody else than its maker: passed on, and as false.
      'x bad-signature',
      'x wrong-table',
    ]);
    expect(f.heard).toEqual([]);
  });

  it('keeps what comes too early, and hands it on in order', async () => {
    const f = faked();
    f.early = true;
    f.inbox.receive('P0', frontier(1));
    f.inbox.receive('P1', frontier(2));
    expect(f.heard).toEqual([]);
    f.early = false;
    f.inbox.release();
    await settled();
    expect(f.heard).toEqual(['P0 frontier', 'P1 frontier']);
    expect(f.inbox.held).toEqual({ messages: 0, bytes: 0 });
  });

  it('keeps little of a stranger’s flood in a lobby, and room for others', async () => {
    const f = faked();
    f.early = true;
    const big = encodeMessage({
      kind: 'frontier',
      body: {
        tableId: bytes32(1),
        epoch: 0,
        tips: Array.from({ length: 40 }, () => ({ author: 0, round: 1, digest: bytes32(1) })),
        missing: [],
        links: 0,
      },
    });
    for (let i = 0; i < 5_000; i++) f.inbox.receive(`stranger ${i % 3}`, big);
    expect(f.inbox.held.messages).toBeLessThanOrEqual(earlyLimits.messages);
    expect(f.inbox.held.bytes).toBeLessThanOrEqual(earlyLimits.bytes);
    expect(f.inbox.held.messages).toBe(3 * earlyLimits.messagesOfOne);
    f.inbox.receive('P0', frontier());
    expect(f.inbox.held.messages).toBe(3 * earlyLimits.messagesOfOne + 1);
    for (let i = 0; i < 3; i++) f.inbox.forget(`stranger ${i}`);
    expect(f.inbox.held.messages).toBe(1);
  });

  it('once it is known who plays, keeps what members say alone, and forgets what others have said', async () => {
    const f = faked();
    withHellos(f);
    f.early = true;
    f.inbox.receive('P2', frontier());
    f.inbox.receive('P0', frontier());
    f.inbox.receive('nobody', frontier());
    f.lobby = { ...f.lobby, members };
    f.inbox.receive('P2', frontier());
    f.inbox.receive('nobody', frontier());
    f.inbox.receive('P1', frontier());
    expect(f.inbox.held.messages).toBe(4);
    f.early = false;
    f.inbox.release();
    await settled();
    expect(f.heard).toEqual(['P0 frontier', 'P1 frontier']);
  });

  it('keeps one word about epochs of each peer, or the pages of one, a few in all', async () => {
    const heard: string[] = [];
    let early = true;
    const f = faked({
      epochs: async (from, { checkpoints }, keep) => {
        if (early) keep();
        else heard.push(`${from} ${checkpoints[0]?.body.epoch ?? '-'}`);
      },
    });
    for (let i = 0; i < 20; i++) f.inbox.receive('x', told(1_000 + i));
    expect(f.inbox.held.messages).toBe(1);
    for (let epoch = 1; epoch < 20; epoch++) f.inbox.receive('x', pageFrom(epoch));
    await settled();
    expect(f.inbox.held.messages).toBe(8);
    for (let i = 0; i < 60; i++) f.inbox.receive(`y${i}`, told(100_000));
    expect(f.inbox.held.messages).toBe(32);
    for (let i = 0; i < 60; i++) f.inbox.forget(`y${i}`);
    early = false;
    f.inbox.releaseEpochs();
    await settled();
    expect(heard).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((epoch) => `x ${epoch}`));
  });
});

describe('hellos', () => {
  const pairs = ['own', 'other'].map((name) => ed25519.generateKeyPair(seededRandom(`hello ${name}`)));
  async function said(n: number, revision: number, change: Partial<Hello> = {}): Promise<Uint8Array> {
    const { publicKey, secretKey } = pairs[n]!;
    const unsigned: Hello = {
      ...{ tableId, key: publicKey, role: 0, seat: 2, ready: 1, revision, epoch: 0 },
      nickname: new TextEncoder().encode('x'),
      peerId: new TextEncoder().encode('peer'),
      signature: new Uint8Array(64),
      ...change,
    };
    const signature = await ed25519.sign(secretKey, helloSigningBytes(unsigned));
    return encodeMessage({ kind: 'hello', body: { ...unsigned, signature } });
  }
  const heardAll = async (f: Faked, list: readonly Uint8Array[]) => {
    for (const bytes of list) f.inbox.receive('peer', bytes);
    for (let i = 0; i < 20; i++) await settled();
  };

  it('of one key are heard twelve at once; the rest is dropped and costs nobody anything', async () => {
    const f = faked();
    const many = await Promise.all(Array.from({ length: 60 }, (_, i) => said(0, i + 1)));
    await heardAll(f, many);
    expect(f.heard).toHaveLength(12);
    expect(f.counted).toEqual([]);
  });

  it('that others pass on say a wish, cost their maker nothing, and whoever passes on too many no points', async () => {
    const f = faked();
    const own = (peer: string): Partial<Hello> => ({ peerId: new TextEncoder().encode(peer) });
    await heardAll(f, [await said(1, 1, own('carol'))]);
    expect(f.heard).toEqual(['somebody heard']);
    // A hundred of its old ones, said again by somebody: Carol herself is heard all the same.
    const old = await Promise.all(Array.from({ length: 100 }, (_, i) => said(1, i + 2, own('carol'))));
    await heardAll(f, old);
    expect(f.heard.length).toBeLessThanOrEqual(13);
    f.inbox.receive('carol', await said(1, 200, own('carol')));
    for (let i = 0; i < 20; i++) await settled();
    expect(f.heard.at(-1)).toBe('carol hello');
    expect(f.counted).toEqual([]);
    // What its key did not sign is a lie of whoever says it.
    const forged = await said(1, 300, { ...own('carol'), key: pairs[0]!.publicKey });
    f.inbox.receive('liar', forged);
    for (let i = 0; i < 20; i++) await settled();
    expect(f.counted).toEqual(['liar bad-signature']);
  });

  it('that are known are free, however often they are said', async () => {
    const f = faked();
    const bytes = await said(0, 7);
    const message = decodeMessage(bytes);
    if (message.kind !== 'hello') throw new Error(message.kind);
    f.lobby = { ...f.lobby, others: new Map([['peer', message.body]]) };
    await heardAll(
      f,
      Array.from({ length: 100 }, () => bytes),
    );
    await heardAll(f, await Promise.all([8, 9].map((revision) => said(0, revision))));
    expect(f.heard).toHaveLength(102);
  });

  it('of a second key on one link are refused, and so is what its key did not sign', async () => {
    const f = faked();
    const first = decodeMessage(await said(0, 1));
    if (first.kind !== 'hello') throw new Error(first.kind);
    f.lobby = { ...f.lobby, others: new Map([['peer', first.body]]) };
    await heardAll(f, [await said(1, 2)]);
    const forged = { ...first.body, revision: 3 };
    await heardAll(f, [encodeMessage({ kind: 'hello', body: forged })]);
    expect(f.heard).toEqual([]);
    expect(f.counted).toEqual(['peer bad-structure', 'peer bad-signature']);
  });
});
