/**
 * What the table's key signs while its members come and go, for the simulation of the key (dkg.ts): hands are played
 * between the steps of a generation, the clock takes a decision now and then, and the devices' own signers do the rest.
 *
 * Held against them: whatever as many honest holders as sign have seen is signed on every honest device, by the key of
 * its time; what fewer have seen is signed on none; a false partial is laid to its author and stops nothing.
 */

import { ed25519 } from '@noble/curves/ed25519.js';
import { toHex } from '../src/codec/decode.ts';
import { type KeyMessage, keySigningBytes } from '../src/codec/keyMessages.ts';
import { type KeyPartial, keyPartialBytes } from '../src/codec/keyPartial.ts';
import { blsVerify } from '../src/crypto/bls.ts';
import type { ServingKey } from '../src/table/state/keyState.ts';
import type { TableState } from '../src/table/state/state.ts';
import { type KeyPlay, seedOf } from '../src/testing/keyPlay.ts';
import { SigningDevices } from '../src/testing/signingDevices.ts';
import { Violation } from './invariants.ts';
import type { Random } from './random.ts';

export const PARTIAL_LIES = ['withheld', 'wrong partial', 'old share', 'other message'] as const;
type PartialLie = (typeof PARTIAL_LIES)[number];
/** Of these the author can be told. */
const isShown = (lie: PartialLie): boolean => lie === 'wrong partial' || lie === 'old share';

/** Something that the key has to sign. */
interface Owed {
  readonly kind: KeyMessage['kind'];
  readonly height: number;
  readonly epoch: number;
  readonly hand: number;
  readonly serving: ServingKey;
}

/** What has come to pass. */
export interface Counts {
  signed: number;
  /** Of these, and of those that too few have seen: decisions that the clock took. */
  timeouts: number;
  /** Fewer than a quorum of honest holders gave a partial. */
  tooFew: number;
  /** False partials that were laid to their authors. */
  blamed: number;
  /** Settled under one sharing, signed under the next. */
  anew: number;
}

interface Cast {
  /** Seats of those whose device does what it should. */
  readonly honest: readonly number[];
  readonly liars: readonly number[];
}

export class Signing {
  readonly devices: SigningDevices;
  readonly counts: Counts = { signed: 0, timeouts: 0, tooFew: 0, blamed: 0, anew: 0 };
  private owed: Owed[] = [];

  constructor(
    private readonly t: KeyPlay,
    private readonly random: Random,
  ) {
    this.devices = new SigningDevices(t);
    const { settled } = t.play;
    t.play.settled = (before, after) => {
      settled(before, after);
      this.note(before, after);
    };
  }

  private note(before: TableState, after: TableState): void {
    const serving = after.key?.serving;
    if (serving === undefined) return;
    const { height, epoch } = after;
    const hand = before.hand?.hand ?? 0;
    const playing = before.hand?.phase === 'play' && before.hand.engine.phase === 'act';
    const late = after.events.some((e) => e.id >= before.nextEventId && e.kind === 'timeout');
    if (playing && late) this.owed.push({ kind: 'timeout', height, epoch, hand, serving });
    const wasOn = before.hand !== undefined && before.hand.phase !== 'done';
    if (wasOn && (after.hand === undefined || after.hand.phase === 'done'))
      this.owed.push({ kind: 'checkpoint', height, epoch, hand, serving });
  }

  /** One hand, and what its end and its decisions come to; `lie`: what the liars do with their partials. */
  async hand(cast: Cast, lie: PartialLie): Promise<void> {
    const { devices, random } = this;
    const mute = random.chance(0.1) ? cast.honest[random.below(cast.honest.length)] : undefined;
    this.bend(cast, lie, mute);
    await this.play();
    if (random.chance(0.2)) devices.open(random.pick(cast.honest));
    await devices.deliver(new Set(cast.liars));
    this.judge(cast, lie, mute);
    devices.twists.clear();
  }

  /** The links are down from now on: nothing of this hand is signed yet. */
  async apart(cast: Cast, lie: PartialLie): Promise<void> {
    const { devices } = this;
    this.bend(cast, lie, undefined);
    for (const seat of [...cast.honest, ...cast.liars]) devices.cut.add(seat);
    await this.play();
    await devices.deliver();
  }

  /** A sharing has come into service since, and the links are up. */
  async together(cast: Cast, lie: PartialLie): Promise<void> {
    const { devices, t, owed } = this;
    devices.cut.clear();
    for (const seat of [...cast.honest, ...cast.liars])
      for (const other of cast.honest) devices.signers.get(seat)?.linked(this.author(other));
    await devices.deliver(new Set(cast.liars));
    const now = t.state.key?.serving;
    const same = (o: Owed) => now !== undefined && toHex(o.serving.sharing.key) === toHex(now.sharing.key);
    // Under a key that came since nothing of before is signed; under the same one it is signed anew.
    this.owed = owed
      .filter((o) => o.epoch === t.state.epoch && same(o))
      .map((o) => ({ ...o, serving: now! }));
    this.counts.anew += this.owed.length;
    this.judge(cast, lie, undefined);
    devices.twists.clear();
  }

  private async play(): Promise<void> {
    const { t, random } = this;
    for (const { seat } of t.state.seats)
      if (t.state.life.seats[seat]?.status === 'sitting-out')
        t.play.commit(seat, { kind: 'sitIn', body: { comeBack: 0 } });
    if (t.play.toAct() === undefined) await t.play.deal();
    for (let seat = t.play.toAct(); seat !== undefined; seat = t.play.toAct()) {
      if (random.chance(0.1)) t.play.passDeadline();
      else if (
        !random.chance(0.3) ||
        !(t.play.bet(seat, 'call').applied || t.play.bet(seat, 'check').applied)
      )
        t.play.bet(seat, 'fold');
      await t.play.work();
    }
  }

  /** Number in the epoch of the devices. */
  private author(seat: number): number {
    return this.devices.start.validators.findIndex((v) => v.seat === seat);
  }

  private bend({ liars }: Cast, lie: PartialLie, mute: number | undefined): void {
    const { twists } = this.devices;
    for (const seat of liars) twists.set(seat, (honest) => this.lying(seat, lie, honest));
    if (mute !== undefined) twists.set(mute, () => undefined);
  }

  private lying(seat: number, lie: PartialLie, honest: KeyPartial): KeyPartial | undefined {
    const { t } = this;
    const signed = (change: Partial<KeyPartial>): KeyPartial => {
      const { signature: _, ...word } = { ...honest, ...change };
      return { ...word, signature: ed25519.sign(keyPartialBytes(word), seedOf(seat)) };
    };
    switch (lie) {
      case 'withheld':
        return undefined;
      case 'other message':
        return signed({ digest: new Uint8Array(32).fill(seat) });
      case 'old share':
      case 'wrong partial': {
        const old = [...t.tab(seat).shares].find(([of]) => of !== toHex(honest.sharing))?.[1];
        const share = lie === 'old share' && old !== undefined ? old : new Uint8Array(32).fill(5);
        // What the share signs, and what it signs it for, are not those that go together.
        const job = { kind: 'sign', share, message: honest.digest } as const;
        return signed({ partial: t.crypto.perform(job, t.rng) });
      }
    }
  }

  private judge({ honest, liars }: Cast, lie: PartialLie, mute: number | undefined): void {
    const { devices, t } = this;
    const owed = this.owed.splice(0);
    for (const o of owed) {
      const signers = honest.filter((seat) => seat !== mute && holds(t, o.serving, seat));
      const enough = signers.length >= o.serving.sharing.threshold;
      if (enough) this.counts.signed++;
      else this.counts.tooFew++;
      if (o.kind === 'timeout') this.counts.timeouts++;
      // Whoever keeps its partial to itself may have come to the signature alone.
      const told = honest.filter((seat) => seat !== mute);
      const all = told.flatMap((seat) => this.signature(o, seat, enough) ?? []);
      if (new Set(all).size > 1) throw new Violation('a message has two signatures');
    }
    const shown = isShown(lie) && owed.length > 0;
    const authors = new Set(liars.map((seat) => this.author(seat)));
    const blamed = new Set(honest.flatMap((seat) => [...(devices.signers.get(seat)?.bad ?? [])]));
    for (const one of blamed)
      if (!authors.has(one))
        throw new Violation(`author ${one} is laid a false partial that it did not send`);
    if (devices.penalties.length > 0) throw new Violation(`penalty: ${devices.penalties[0]}`);
    const { serving } = t.state.key ?? {};
    if (!shown || serving === undefined || owed.some((o) => o.epoch !== t.state.epoch)) return;
    const others = honest.filter((seat) => seat !== mute && holds(t, serving, seat)).length;
    if (others + 1 < serving.sharing.threshold) return;
    for (const seat of liars) {
      // One that was out has left with the epoch, before this hand.
      if (this.author(seat) < 0 || !holds(t, serving, seat)) continue;
      if (!blamed.has(this.author(seat)))
        throw new Violation(`nobody has seen that the partial of seat ${seat} is false`);
      this.counts.blamed++;
    }
  }

  /** On the device at this seat, in hexadecimal. */
  private signature(o: Owed, seat: number, enough: boolean): string | undefined {
    const held = this.devices
      .signedBy(seat, o.epoch)
      .filter(({ message: m }) => m.kind === o.kind && m.kind !== 'ready' && m.height === o.height);
    const said = `${o.kind} of hand ${o.hand} in epoch ${o.epoch} (seat ${seat})`;
    if (!enough && held.length > 0) throw new Violation(`signed by fewer than a quorum: ${said}`);
    if (enough && held.length !== 1) throw new Violation(`not signed: ${said}`);
    const [one] = held;
    if (one === undefined) return undefined;
    const { key } = o.serving.sharing;
    if (!blsVerify(this.t.group, key, keySigningBytes(one.message), one.signature))
      throw new Violation(`a signature that does not hold: ${said}`);
    return toHex(one.signature);
  }
}

/** Has the tab at this seat a share of it? */
function holds(t: KeyPlay, { sharing, holderKeys }: ServingKey, seat: number): boolean {
  const own = toHex(ed25519.getPublicKey(seedOf(seat)));
  return holderKeys.some((k) => toHex(k) === own) && t.tab(seat).shares.has(toHex(sharing.instance));
}
