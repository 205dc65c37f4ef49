/** Devices of a table whose key is in service, as far as signing is concerned: partials over a wire that can be cut. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { expect } from 'vitest';
import { toHex } from '../codec/decode.ts';
import { keySigningBytes } from '../codec/keyMessages.ts';
import { type KeyPartial, keyPartialBytes } from '../codec/keyPartial.ts';
import { decodeMessage } from '../codec/wire.ts';
import { blsVerify } from '../crypto/bls.ts';
import type { G1Group } from '../crypto/group.ts';
import type { KeyJob } from '../mentalpoker/threshold/keyCrypto.ts';
import { keepShare } from '../node/key/shares.ts';
import type { KeySigner } from '../node/key/signer.ts';
import { createMemoryGame } from '../storage/memory.ts';
import type { TableState } from '../table/state/state.ts';
import { KeyPlay, seedOf, signedGenesis } from './keyPlay.ts';
import { seededRandom } from './seededRandom.ts';
import { bentBy, testSigner } from './testSigner.ts';

/** A table whose key is in service, and a device at each seat. */
export class Devices {
  readonly t: KeyPlay;
  readonly start: TableState;
  readonly signers: KeySigner[] = [];
  readonly storages = new Map<number, ReturnType<typeof createMemoryGame>>();
  readonly penalties: string[] = [];
  readonly cut = new Set<number>();
  readonly jobs: KeyJob['kind'][] = [];
  /** What a device sends in place of a partial. */
  readonly twist = new Map<number, (honest: KeyPartial) => KeyPartial | undefined>();
  /** Devices that tell nobody what was signed. */
  readonly mum = new Set<number>();
  private readonly mail: { from: number; to: number; bytes: Uint8Array }[] = [];
  nowMs = 0;

  /** @param name tells tables with the same seats apart */
  constructor(
    readonly n: number,
    readonly group: G1Group,
    name = 'signer',
  ) {
    const salt = new Uint8Array(16).fill(name.length);
    const change = { actionTimeMs: 600_000, startingStackChips: 400, salt };
    this.t = new KeyPlay(signedGenesis([...Array(n).keys()], change), group, seededRandom(`${name} ${n}`));
    this.start = this.t.state;
    for (let index = 0; index < n; index++) this.open(index);
  }

  /** Opens (again) the device at a seat, on the disk it had. */
  open(index: number): void {
    const storage = this.storages.get(index) ?? createMemoryGame();
    this.storages.set(index, storage);
    const place = {
      ...{ index, start: this.start, storage, nowMs: () => this.nowMs },
      network: {
        send: (peer: string, bytes: Uint8Array) => this.send(index, Number(peer), bytes),
        penalize: (peer: string, what: string) => void this.penalties.push(`${index}: ${peer} ${what}`),
      },
      validatorOf: Number,
      peerOf: (author: number) => (this.cut.has(author) || this.cut.has(index) ? undefined : String(author)),
    };
    this.signers[index] = testSigner(this.t, index, place, this.jobs);
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
    if (decodeMessage(bytes).kind === 'keySigned') {
      if (!this.mum.has(from)) this.mail.push({ from, to, bytes });
      return;
    }
    const said = twist === undefined ? bytes : bentBy(twist, bytes);
    if (said !== undefined) this.mail.push({ from, to, bytes: said });
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

  /** Everybody says that the table be closed, between two hands; `seen` by these devices. */
  close(seen?: readonly number[]): void {
    const { instance } = this.t.state;
    for (let seat = 0; seat < this.n; seat++)
      this.step(() => {
        const outcome = this.t.play.commit(seat, { kind: 'close', body: { instance, agree: 1 } });
        expect(outcome).toEqual({ applied: true });
      }, seen);
  }

  holds(index: number): string[] {
    const { key } = this.t.state.key!.serving!.sharing;
    return this.signers[index]!.all.map(({ message, signature }) => {
      expect(blsVerify(this.group, key, keySigningBytes(message), signature)).toBe(true);
      return message.kind;
    });
  }
}

/** In service from the first. */
export async function devices(n: number, group: G1Group, name?: string): Promise<Devices> {
  const d = new Devices(n, group, name);
  await d.make();
  return d;
}

/** Signed by its author, but another partial than its share makes. */
export const falsely =
  (seat: number, change: (honest: KeyPartial) => Partial<KeyPartial>) =>
  (honest: KeyPartial): KeyPartial => {
    const { signature: _, ...word } = { ...honest, ...change(honest) };
    return { ...word, signature: ed25519.sign(keyPartialBytes(word), seedOf(seat)) };
  };
