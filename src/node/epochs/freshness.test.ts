/** What a newcomer takes for the present of a table, and who cannot make it take something else for it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { checkpointRoot } from '../../codec/checkpoint.ts';
import { toHex } from '../../codec/decode.ts';
import type { FreshAnswer, FreshQuestion } from '../../codec/fresh.ts';
import { freshSigningBytes } from '../../codec/fresh.ts';
import type { Member } from '../../codec/genesis.ts';
import { decodeMessage, encodeMessage, type Message } from '../../codec/wire.ts';
import { createEd25519, type Ed25519 } from '../../crypto/ed25519.ts';
import type { Network, PeerId } from '../../net/network.ts';
import { createManualScheduler } from '../../testing/manualScheduler.ts';
import { systemRandom } from '../../workers/inProcess.ts';
import type { Peers } from '../peers.ts';
import type { Examined } from './book.ts';
import { Freshness, freshLimits } from './freshness.ts';

let ed25519: Ed25519;
/** Signatures that are being made or checked, by threads that no clock of ours waits for. */
const atWork = new Set<Promise<unknown>>();

function counted<A extends unknown[], R>(work: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  return (...args) => {
    const done = work(...args).finally(() => atWork.delete(done));
    atWork.add(done);
    return done;
  };
}

/** What a timer began is done, before the next comes due. */
async function settled(): Promise<void> {
  do {
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all(atWork);
  } while (atWork.size > 0);
}

beforeAll(async () => {
  const real = await createEd25519(crypto.subtle);
  ed25519 = { ...real, sign: counted(real.sign), verify: counted(real.verify) };
});

const instance = new Uint8Array(32).fill(1);
const told = { checkpoints: [], state: new Uint8Array(0) };
type Keys = ReturnType<Ed25519['generateKeyPair']>;

/** A wire on which everything that one sends another arrives when `deliver` is called; links may be missing. */
class Wire {
  readonly sent: { from: PeerId; to: PeerId; message: Message }[] = [];
  readonly tabs = new Map<PeerId, Freshness>();
  readonly keys = new Map<PeerId, Keys>();
  readonly cut = new Set<string>();
  readonly scheduler = createManualScheduler();

  linked(a: PeerId): PeerId[] {
    return [...this.keys.keys()].filter((b) => b !== a && !this.cut.has([a, b].sort().join()));
  }

  async deliver(): Promise<void> {
    for (let next = this.sent.shift(); next; next = this.sent.shift()) {
      const { from, to, message } = next;
      const tab = this.tabs.get(to);
      if (message.kind === 'freshQuestion') await tab?.question(from, message.body);
      if (message.kind === 'freshAnswer') await tab?.answer(from, message.body);
    }
  }
}

interface Tab {
  readonly freshness: Freshness;
  readonly believed: PeerId[];
  readonly two: (readonly Member[])[][];
  readonly told: PeerId[];
}

function tab(
  wire: Wire,
  name: PeerId,
  own?: { epoch: number; root: Uint8Array; members: readonly Member[] },
): Tab {
  const keys = wire.keys.get(name) ?? ed25519.generateKeyPair(systemRandom);
  wire.keys.set(name, keys);
  const known = { believed: [] as PeerId[], two: [] as (readonly Member[])[][], told: [] as PeerId[] };
  const network = {
    self: name,
    send: (to: PeerId, bytes: Uint8Array) => {
      if (wire.linked(name).includes(to)) wire.sent.push({ from: name, to, message: decodeMessage(bytes) });
    },
  } as unknown as Network;
  const peers = {
    get linked() {
      return new Set(wire.linked(name));
    },
    isMember: (members: readonly Member[], peer: PeerId) =>
      members.some((m) => toHex(m.key) === toHex(wire.keys.get(peer)?.publicKey ?? new Uint8Array(0))),
  } as unknown as Peers;
  const { scheduler } = wire;
  const freshness = new Freshness({
    ...{ instance, network, peers, ed25519, ...keys },
    scheduler: { nowMs: () => scheduler.now(), after: (ms, run) => scheduler.after(ms, run) },
    own: () => own,
    onFatal: (error) => {
      throw error;
    },
    tell: (to) => void known.told.push(to),
    onFresh: (from) => void known.believed.push(from),
    onTwo: (one, other) => void known.two.push([one, other]),
  });
  wire.tabs.set(name, freshness);
  return { freshness, ...known };
}

const memberOf = (keys: Keys, seat: number): Member => ({
  ...{ role: 0, seat, key: keys.publicKey, nickname: new TextEncoder().encode(`P${seat}`) },
});

/** A table of `count`, in its third epoch, and a newcomer `new` who is shown it. */
function table(count: number) {
  const wire = new Wire();
  const names = Array.from({ length: count }, (_, i) => `P${i}`);
  for (const name of names) wire.keys.set(name, ed25519.generateKeyPair(systemRandom));
  const members = names.map((name, seat) => memberOf(wire.keys.get(name)!, seat));
  const root = checkpointRoot({
    ...{ instance, epoch: 3, height: 9, timeMs: 9, stateRoot: new Uint8Array(32), members },
  });
  const roots = [new Uint8Array(32).fill(5), new Uint8Array(32).fill(6), root];
  const examined = { epoch: 3, root, roots, members, added: [], state: {} } as unknown as Examined;
  const own = { epoch: 3, root, members };
  const players = names.map((name) => tab(wire, name, own));
  return { wire, names, players, own, examined, newcomer: tab(wire, 'new') };
}

describe('a newcomer', () => {
  it.each([
    [2, 1],
    [3, 1],
    [4, 2],
    [7, 3],
    [10, 4],
  ])('at a table of %i believes %i of its members, and no fewer', async (count, needed) => {
    const { wire, names, newcomer, examined } = table(count);
    for (const name of names.slice(needed - 1)) wire.tabs.delete(name);
    await newcomer.freshness.ask('P0', told, examined);
    await wire.deliver();
    expect(newcomer.believed).toEqual([]);
    const late = names[needed - 1]!;
    tab(wire, late, { epoch: 3, root: examined.root, members: examined.members });
    wire.scheduler.advance(1_000);
    await wire.deliver();
    expect(newcomer.believed).toEqual(['P0']);
    expect(newcomer.freshness.isFresh(examined.root)).toBe(true);
    expect(newcomer.freshness.isFresh(examined.roots[0]!)).toBe(false);
  });

  it('enters no past that only those who have left sign', async () => {
    const { wire, players, names, own, newcomer, examined } = table(4);
    // They have all gone on: one epoch further, and say so.
    for (const name of names) tab(wire, name, { ...own, epoch: 4, root: new Uint8Array(32).fill(9) });
    await newcomer.freshness.ask('P0', told, examined);
    await wire.deliver();
    expect(newcomer.believed).toEqual([]);
    expect(players).toHaveLength(4);
  });

  it('is told what came since by those who have gone on', async () => {
    const { wire, own, newcomer, examined } = table(2);
    const later = tab(wire, 'P0', { ...own, epoch: 4, root: new Uint8Array(32).fill(9) });
    await newcomer.freshness.ask('P1', told, examined);
    await wire.deliver();
    expect(later.told).toEqual(['new']);
  });

  it('counts no answer twice, none to another question, and none in another name', async () => {
    const { wire, newcomer, examined } = table(4);
    const [liar, other] = ['P0', 'P1'].map((name) => wire.keys.get(name)!);
    wire.tabs.clear();
    wire.tabs.set('new', newcomer.freshness);
    await newcomer.freshness.ask('P0', told, examined);
    const { question } = asked(wire);
    const say = async (keys: Keys, key: Uint8Array, q: FreshQuestion): Promise<void> => {
      const signature = await ed25519.sign(keys.secretKey, freshSigningBytes(q));
      await newcomer.freshness.answer('P0', roundTrip({ question: q, key, signature }));
    };
    await say(liar!, liar!.publicKey, question);
    await say(liar!, liar!.publicKey, question);
    await say(liar!, other!.publicKey, question);
    await say(other!, other!.publicKey, { ...question, nonce: new Uint8Array(32) });
    await say(other!, other!.publicKey, { ...question, epoch: 2 });
    const stranger = ed25519.generateKeyPair(systemRandom);
    await say(stranger, stranger.publicKey, question);
    expect(newcomer.believed).toEqual([]);
    await say(other!, other!.publicKey, question);
    expect(newcomer.believed).toEqual(['P0']);
  });

  it('never asks the same twice, so no answer of yesterday is one of today', async () => {
    const nonces = new Set<string>();
    for (let i = 0; i < 3; i++) {
      const { wire, newcomer, examined } = table(2);
      wire.keys.set('new', ed25519.generateKeyPair(systemRandom));
      await newcomer.freshness.ask('P0', told, examined);
      nonces.add(toHex(asked(wire).question.nonce));
    }
    expect(nonces.size).toBe(3);
  });

  it('that is closed while it is about to ask asks nobody, then or later', async () => {
    const { wire, newcomer, examined } = table(4);
    const asking = newcomer.freshness.ask('P0', told, examined);
    newcomer.freshness.stop();
    await asking;
    wire.scheduler.advance(10_000);
    expect(wire.sent).toEqual([]);
  });

  it('that is linked to one member alone hears the others through it', async () => {
    const { wire, names, newcomer, examined } = table(7);
    for (const name of names.slice(1)) wire.cut.add(['new', name].sort().join());
    await newcomer.freshness.ask('P0', told, examined);
    await wire.deliver();
    expect(newcomer.believed).toEqual(['P0']);
  });

  it('that is shown two certified pasts enters neither', async () => {
    const { wire, newcomer, examined } = table(4);
    wire.tabs.clear();
    await newcomer.freshness.ask('P0', told, examined);
    const roots = [examined.roots[0]!, new Uint8Array(32).fill(8)];
    const other = { ...examined, epoch: 2, roots, root: roots[1]!, members: examined.members.slice(0, 2) };
    await newcomer.freshness.ask('P1', told, other);
    expect(newcomer.two).toEqual([[examined.members, other.members]]);
    expect(newcomer.believed).toEqual([]);
  });
});

describe('a member', () => {
  it('answers nobody without end, and fines nobody for asking', async () => {
    const { wire, players, own } = table(4);
    tab(wire, 'flood');
    const ask = (nonce: number, peerId = 'flood'): Promise<void> =>
      players[0]!.freshness.question('flood', {
        ...{ instance, epoch: own.epoch, root: own.root, nonce: new Uint8Array(32).fill(nonce) },
        peerId: new TextEncoder().encode(peerId),
      });
    for (let i = 0; i < 200; i++) await ask(i);
    const answers = wire.sent.filter((s) => s.message.kind === 'freshAnswer');
    expect(answers).toHaveLength(freshLimits.asker.burst);
    // In others' names it is not heard at all: whoever passes a question on is a member.
    for (let i = 0; i < 200; i++) await ask(i, `other ${i}`);
    expect(wire.sent.filter((s) => s.message.kind === 'freshAnswer')).toHaveLength(freshLimits.asker.burst);
  });

  it('has time for a newcomer that asks once in a second while sixty strangers ask all the time', async () => {
    const { wire, players, newcomer, own, examined } = table(2);
    wire.tabs.delete('P1');
    const strangers = Array.from({ length: 60 }, (_, i) => `stranger ${i}`);
    for (const name of strangers) tab(wire, name);
    const flood = async (): Promise<void> => {
      for (const name of strangers)
        await players[0]!.freshness.question(name, {
          ...{ instance, epoch: own.epoch, root: own.root, nonce: instance },
          peerId: new TextEncoder().encode(name),
        });
    };
    const step = async (ms: number): Promise<void> => {
      for (let at = 0; at < ms; at += 125) {
        await flood();
        wire.scheduler.advance(125);
        await settled();
        await wire.deliver();
      }
    };
    await step(10_000);
    await newcomer.freshness.ask('P0', told, examined);
    await step((1_000 * (strangers.length + 1)) / freshLimits.askers.perSecond + 1_000);
    expect(newcomer.believed).toEqual(['P0']);
  });

  it('does nothing for whoever waits when it is closed', async () => {
    const { wire, players, own } = table(2);
    const ask = (name: string): Promise<void> =>
      players[0]!.freshness.question(name, {
        ...{ instance, epoch: own.epoch, root: own.root, nonce: instance },
        peerId: new TextEncoder().encode(name),
      });
    for (let i = 0; i <= freshLimits.askers.burst; i++) await ask(`stranger ${i}`);
    players[0]!.freshness.stop();
    wire.sent.length = 0;
    wire.scheduler.advance(10_000);
    expect(wire.sent).toEqual([]);
  });

  it('says nothing of an epoch that it is not in, or of another table', async () => {
    const { wire, players, own } = table(2);
    tab(wire, 'x');
    const question = { instance, epoch: own.epoch, root: own.root, nonce: instance };
    const peerId = new TextEncoder().encode('x');
    for (const change of [{ root: new Uint8Array(32) }, { epoch: 9 }, { instance: new Uint8Array(32) }])
      await players[0]!.freshness.question('x', { ...question, peerId, ...change });
    expect(wire.sent).toEqual([]);
  });

  it('is not made deaf to anybody by a member that asks in its name, or in a thousand names', async () => {
    const { wire, newcomer, players, own, examined } = table(4);
    for (let i = 0; i < 1_000; i++)
      await players[1]!.freshness.question('P0', {
        ...{ instance, epoch: own.epoch, root: own.root, nonce: new Uint8Array(32).fill(i) },
        peerId: new TextEncoder().encode(i % 2 === 0 ? 'new' : `other ${i}`),
      });
    expect(wire.sent).toHaveLength(freshLimits.carrier.burst);
    wire.sent.length = 0;
    // Nobody else is here to help.
    for (const name of ['P0', 'P2', 'P3']) wire.tabs.delete(name);
    const answered: PeerId[] = [];
    const { freshness } = newcomer;
    wire.tabs.set('new', {
      question: () => undefined,
      answer: async (from: PeerId) => void answered.push(from),
    } as unknown as Freshness);
    await freshness.ask('P1', told, examined);
    await wire.deliver();
    expect(answered).toEqual(['P1']);
  });

  it('hands on one answer of each member that it has asked, and no other', async () => {
    const { wire, players, own } = table(4);
    tab(wire, 'x');
    wire.tabs.clear();
    const peerId = new TextEncoder().encode('x');
    const question = { instance, epoch: own.epoch, root: own.root, nonce: instance, peerId };
    const answer = { key: instance, signature: new Uint8Array(64) };
    const [first] = players;
    const handedOn = () => wire.sent.splice(0).filter((s) => s.message.kind === 'freshAnswer').length;
    await first!.freshness.answer('P1', { question, ...answer });
    expect(handedOn()).toBe(0);
    await first!.freshness.question('x', question);
    expect(handedOn()).toBe(1);
    for (let i = 0; i < 100; i++)
      for (const from of ['P1', 'P2', 'x']) await first!.freshness.answer(from, { question, ...answer });
    expect(handedOn()).toBe(2);
    const other = { ...question, nonce: new Uint8Array(32) };
    await first!.freshness.answer('P3', { question: other, ...answer });
    expect(handedOn()).toBe(0);
  });
});

function asked(wire: Wire): { question: FreshQuestion } {
  const found = wire.sent.find((s) => s.message.kind === 'freshQuestion')?.message;
  if (found?.kind !== 'freshQuestion') throw new Error('nothing was asked');
  return { question: found.body };
}

function roundTrip(body: FreshAnswer): FreshAnswer {
  const m = decodeMessage(encodeMessage({ kind: 'freshAnswer', body }));
  if (m.kind !== 'freshAnswer') throw new Error(m.kind);
  return m.body;
}
