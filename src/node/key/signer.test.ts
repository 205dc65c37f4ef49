/** What members' devices do so that the table's key signs: partials over the wire, one signature kept by all. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../../codec/decode.ts';
import { keySigningBytes } from '../../codec/keyMessages.ts';
import { type KeyPartial, keyPartialBytes } from '../../codec/keyPartial.ts';
import { decodeMessage, encodeMessage } from '../../codec/wire.ts';
import { createMclGroup } from '../../crypto/backendMcl.ts';
import { blsVerify } from '../../crypto/bls.ts';
import type { G1Group } from '../../crypto/group.ts';
import type { KeyJob } from '../../mentalpoker/threshold/keyCrypto.ts';
import { createMemoryGame } from '../../storage/memory.ts';
import type { TableState } from '../../table/state/state.ts';
import { KeyPlay, seedOf, signedGenesis } from '../../testing/keyPlay.ts';
import { seededRandom } from '../../testing/seededRandom.ts';
import { keepShare } from './shares.ts';
import { KeySigner } from './signer.ts';

let group: G1Group;
beforeAll(async () => {
  group = await createMclGroup();
});

/** A table whose key is in service, and a device at each seat. */
class Devices {
  readonly t: KeyPlay;
  readonly start: TableState;
  readonly signers: KeySigner[] = [];
  readonly storages = new Map<number, ReturnType<typeof createMemoryGame>>();
  readonly penalties: string[] = [];
  readonly cut = new Set<number>();
  readonly jobs: KeyJob['kind'][] = [];
  /** What a device sends in place of a partial. */
  readonly twist = new Map<number, (honest: KeyPartial) => KeyPartial | undefined>();
  private readonly mail: { from: number; to: number; bytes: Uint8Array }[] = [];
  nowMs = 0;

  constructor(readonly n: number) {
    const change = { actionTimeMs: 600_000, startingStackChips: 400 };
    this.t = new KeyPlay(signedGenesis([...Array(n).keys()], change), group, seededRandom(`signer ${n}`));
    this.start = this.t.state;
    for (let index = 0; index < n; index++) this.open(index);
  }

  /** Opens (again) the device at a seat, on the disk it had. */
  open(index: number): void {
    const storage = this.storages.get(index) ?? createMemoryGame();
    this.storages.set(index, storage);
    this.signers[index] = new KeySigner({
      ...{ index, start: this.start, storage, secretKey: seedOf(index) },
      worker: {
        key: async (job) => {
          this.jobs.push(job.kind);
          return this.t.crypto.perform(job, this.t.rng);
        },
      },
      ed25519: {
        sign: async (secret, message) => ed25519.sign(message, secret),
        verify: async (key, message, signature) => ed25519.verify(signature, message, key),
      },
      network: {
        send: (peer, bytes) => this.send(index, Number(peer), bytes),
        penalize: (peer, what) => void this.penalties.push(`${index}: ${peer} ${what}`),
      },
      validatorOf: (peer) => Number(peer),
      peerOf: (author) => (this.cut.has(author) || this.cut.has(index) ? undefined : String(author)),
      nowMs: () => this.nowMs,
      isStopped: () => false,
      isSilent: () => false,
      onFatal: (error) => {
        throw error;
      },
    });
  }

  /** The key is made beside the first hand. */
  async make(): Promise<void> {
    for (let i = 0; i < 12; i++) {
      this.t.play.slot(i < 2 ? 20 : 5_000);
      this.t.work();
      await this.t.play.work();
    }
    const { instance } = this.t.state.key!.serving!.sharing;
    for (const [seat, storage] of this.storages)
      await keepShare(storage, instance, this.t.tab(seat).shares.get(toHex(instance))!);
  }

  private send(from: number, to: number, bytes: Uint8Array): void {
    const twist = this.twist.get(from);
    const message = decodeMessage(bytes);
    if (twist === undefined || message.kind !== 'keyPartial') return void this.mail.push({ from, to, bytes });
    const bent = twist(message.body);
    if (bent !== undefined)
      this.mail.push({ from, to, bytes: encodeMessage({ kind: 'keyPartial', body: bent }) });
  }

  /** Until nobody has anything to say. */
  async deliver(): Promise<void> {
    for (;;) {
      await Promise.all(this.signers.map((s) => s.idle));
      const next = this.mail.shift();
      if (next === undefined) return;
      const message = decodeMessage(next.bytes);
      const to = this.signers[next.to]!;
      if (message.kind === 'keyPartial') await to.partial(String(next.from), message.body);
      if (message.kind === 'keySigned') await to.combined(String(next.from), message.body);
    }
  }

  /** A step of the table, which these devices see. */
  step(run: () => void, seen: readonly number[] = [...Array(this.n).keys()]): void {
    const before = this.t.state;
    run();
    const after = this.t.state;
    for (const index of seen) this.signers[index]!.settled(before, after);
  }

  async dealt(): Promise<void> {
    const { play } = this.t;
    if (play.toAct() === undefined) await play.deal();
  }

  /** A hand in which everybody folds. */
  async hand(): Promise<void> {
    const { play } = this.t;
    await this.dealt();
    for (let seat = play.toAct(); seat !== undefined; seat = play.toAct())
      this.step(() => expect(play.bet(seat, 'fold')).toEqual({ applied: true }));
  }

  holds(index: number): string[] {
    const { key } = this.t.state.key!.serving!.sharing;
    return this.signers[index]!.all.map(({ message, signature }) => {
      expect(blsVerify(group, key, keySigningBytes(message), signature)).toBe(true);
      return message.kind;
    });
  }
}

async function devices(n: number): Promise<Devices> {
  const d = new Devices(n);
  await d.make();
  return d;
}

/** Signed by its author, but another partial than its share makes. */
const falsely =
  (seat: number, change: (honest: KeyPartial) => Partial<KeyPartial>) =>
  (honest: KeyPartial): KeyPartial => {
    const { signature: _, ...word } = { ...honest, ...change(honest) };
    return { ...word, signature: ed25519.sign(keyPartialBytes(word), seedOf(seat)) };
  };

describe('a key in service', () => {
  it.each([2, 4])('signs the checkpoint of each hand at a table of %i; every device keeps it', async (n) => {
    const d = await devices(n);
    await d.hand();
    await d.deliver();
    await d.hand();
    await d.deliver();
    for (let i = 0; i < n; i++) expect(d.holds(i)).toEqual(['checkpoint', 'checkpoint']);
    const [first] = d.signers[0]!.all;
    expect(first!.message).toMatchObject({ kind: 'checkpoint', hand: 1, epoch: 0 });
    // Whichever members they were combined from, it is the same 48 bytes.
    for (const s of d.signers)
      expect(s.all.map((x) => toHex(x.signature))).toEqual(d.signers[0]!.all.map((x) => toHex(x.signature)));
    expect(d.penalties).toEqual([]);
  });

  it('signs that the clock took a decision', async () => {
    const d = await devices(4);
    const { play } = d.t;
    await d.dealt();
    const seat = play.toAct()!;
    for (let i = 0; i < 600 && play.toAct() === seat; i++) {
      const due = d.t.state.deadline?.deadline.dueMs ?? play.timeMs;
      d.step(() => play.slot(Math.max(1, Math.min(due + 1_001 - play.timeMs, 5_000))));
    }
    await d.deliver();
    expect(d.holds(3)).toEqual(['timeout']);
    const { message } = d.signers[3]!.all[0]!;
    expect(message).toMatchObject({ kind: 'timeout', seat, hand: 1, decision: 0 });
    if (message.kind === 'timeout') expect(message.tickMs - message.deadlineMs).toBeGreaterThan(1_000);
  });

  it('signs with one of four refusing, and never with two', async () => {
    const d = await devices(4);
    d.twist.set(0, () => undefined);
    await d.hand();
    await d.deliver();
    expect(d.holds(1)).toEqual(['checkpoint']);
    d.twist.set(1, () => undefined);
    await d.hand();
    await d.deliver();
    expect(d.holds(2)).toEqual(['checkpoint']);
  });

  it('is signed with in spite of a bad partial among good ones, whose author is left out from then on', async () => {
    const d = await devices(4);
    const other = d.t.crypto.perform(
      { kind: 'sign', share: new Uint8Array(32).fill(5), message: Uint8Array.of(1) },
      d.t.rng,
    );
    d.twist.set(
      0,
      falsely(0, () => ({ partial: other })),
    );
    await d.hand();
    await d.deliver();
    for (const i of [1, 2, 3]) expect(d.holds(i)).toEqual(['checkpoint']);
    // Whoever combined it with the others has seen whose it was; nobody but the liar has lost anything.
    const seen = [1, 2, 3].map((i) => [...d.signers[i]!.bad]);
    expect(seen.some((bad) => bad.includes(0))).toBe(true);
    expect(seen.every((bad) => bad.every((author) => author === 0))).toBe(true);
    await d.hand();
    await d.deliver();
    for (const i of [1, 2, 3]) expect(d.holds(i)).toEqual(['checkpoint', 'checkpoint']);
    expect(d.penalties).toEqual([]);
  });

  it('drops partials of another sharing and other digests, and charges for false signatures only', async () => {
    const d = await devices(4);
    d.twist.set(
      0,
      falsely(0, () => ({ sharing: new Uint8Array(32).fill(9) })),
    );
    d.twist.set(
      1,
      falsely(1, () => ({ digest: new Uint8Array(32).fill(9) })),
    );
    await d.hand();
    await d.deliver();
    expect(d.holds(2)).toEqual([]);
    expect(d.penalties).toEqual([]);
    expect([...d.signers[2]!.bad]).toEqual([]);
    d.twist.set(0, (honest) => ({ ...honest, signature: new Uint8Array(64) }));
    d.twist.set(
      1,
      falsely(0, () => ({ author: 0 })),
    );
    await d.hand();
    await d.deliver();
    expect(new Set(d.penalties.map((p) => p.split(' ').slice(1).join(' ')))).toEqual(
      new Set(['0 bad-signature', '1 bad-structure']),
    );
  });

  it('answers with the signature whoever says a partial for what is signed, and keeps no false one', async () => {
    const d = await devices(4);
    d.cut.add(3);
    await d.hand();
    await d.deliver();
    expect(d.holds(0)).toEqual(['checkpoint']);
    expect(d.holds(3)).toEqual([]);
    const [signed] = d.signers[0]!.all;
    const body = { epoch: 0, what: 0, key: signed!.key, signature: signed!.signature.slice() };
    const { keySignedBody } = await import('../../codec/keyPartial.ts');
    const whole = keySignedBody(signed!);
    // Another point of the curve, and no point at all.
    await d.signers[3]!.combined('1', { ...whole, signature: d.t.state.key!.channelKeys[0]! });
    await d.signers[3]!.combined('1', { ...whole, ...body, signature: new Uint8Array(48) });
    expect(d.holds(3)).toEqual([]);
    expect(d.penalties).toEqual(['3: 1 bad-signature', '3: 1 bad-signature']);
    d.cut.delete(3);
    d.signers[3]!.linked(0);
    await d.deliver();
    expect(d.holds(3)).toEqual(['checkpoint']);
  });

  it('keeps what was signed over a reload, and comes to it again where it was not there yet', async () => {
    const d = await devices(2);
    d.cut.add(1);
    const { play } = d.t;
    await d.dealt();
    const steps: [TableState, TableState][] = [];
    for (let seat = play.toAct(); seat !== undefined; seat = play.toAct()) {
      const before = d.t.state;
      d.step(() => expect(play.bet(seat!, 'fold')).toEqual({ applied: true }));
      steps.push([before, d.t.state]);
    }
    await d.deliver();
    expect(d.holds(0)).toEqual([]);
    // Both are opened again; the log is replayed, and now they are linked.
    d.cut.delete(1);
    for (const index of [0, 1]) {
      d.open(index);
      for (const [before, after] of steps) d.signers[index]!.settled(before, after);
    }
    await d.deliver();
    for (const index of [0, 1]) expect(d.holds(index)).toEqual(['checkpoint']);
    d.open(0);
    for (const [before, after] of steps) d.signers[0]!.settled(before, after);
    d.jobs.length = 0;
    await d.deliver();
    expect(d.holds(0)).toEqual(['checkpoint']);
    expect(d.jobs).toEqual([]);
  });

  it('costs a member who says the same for ever one verification, and memory for so many', async () => {
    const d = await devices(4);
    await d.hand();
    await d.deliver();
    const word = falsely(0, () => ({}));
    const { instance } = d.start;
    for (let i = 0; i < 400; i++) {
      const digest = new Uint8Array(32).fill(i % 251);
      const body = {
        epoch: 0,
        instance,
        sharing: instance,
        what: 0,
        digest,
        author: 0,
        partial: new Uint8Array(48),
      };
      await d.signers[1]!.partial('0', word({ ...body, signature: new Uint8Array(64) }));
    }
    const { early } = d.signers[1] as unknown as { early: Map<number, KeyPartial[]> };
    expect(early.get(0)!.length).toBeLessThanOrEqual(16);
    await d.hand();
    await d.deliver();
    expect(d.holds(2)).toEqual(['checkpoint', 'checkpoint']);
    expect(d.holds(1)).toEqual(['checkpoint', 'checkpoint']);
  });
});
