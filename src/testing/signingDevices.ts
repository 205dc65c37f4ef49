/** The devices of a table's members, as far as they sign with its key; over a mail that a test rules. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { equalBytes, toHex } from '../codec/decode.ts';
import type { KeyPartial, KeySigned } from '../codec/keyPartial.ts';
import { decodeMessage } from '../codec/wire.ts';
import type { KeyJob } from '../mentalpoker/threshold/keyCrypto.ts';
import type { KeySigner } from '../node/key/signer.ts';
import { createMemoryGame } from '../storage/memory.ts';
import type { GameStorage } from '../storage/storage.ts';
import type { TableState } from '../table/state/state.ts';
import { type KeyPlay, seedOf } from './keyPlay.ts';
import { bentBy, testSigner } from './testSigner.ts';

/** A word on its way, by seats. */
export interface Letter {
  readonly from: number;
  readonly to: number;
  readonly epoch: number;
  readonly bytes: Uint8Array;
}

type Network = Parameters<typeof testSigner>[2]['network'];

const SHARE = /^share:([0-9a-f]{64}):x$/;

export class SigningDevices {
  /** Of the epoch that is on, by seat. */
  signers = new Map<number, KeySigner>();
  /** Its first state. */
  start: TableState;
  /** Disks by seat: what is signed stays, shares are those that the tab at this seat holds. */
  readonly storages = new Map<number, GameStorage>();
  readonly penalties: string[] = [];
  /** Seats without a link. */
  readonly cut = new Set<number>();
  readonly jobs: KeyJob['kind'][] = [];
  /** What a seat's device sends in place of a partial; one that is named here gives nobody a signature. */
  readonly twists = new Map<number, (honest: KeyPartial) => KeyPartial | undefined>();
  /** Slots of the epoch that is on. */
  readonly slots: [TableState, TableState][] = [];
  /** Of the epoch before: they answer as long as this one is on. */
  private before: { readonly epoch: number; readonly signers: Map<number, KeySigner> } | undefined;
  private readonly mail: Letter[] = [];

  /** Devices at all seats of a table, which see each of its slots from now on. */
  constructor(readonly t: KeyPlay) {
    this.start = t.state;
    for (const seat of seatsOf(this.start)) this.open(seat);
    t.signedBy = (seat) => {
      const serving = t.state.key?.serving;
      return serving && this.signers.get(seat)?.signedBy(serving.sharing.key);
    };
    t.play.settled = (before, after) => this.settled(before, after);
  }

  /** Opens (again) the device at a seat, on the disk it has; it sees the slots of the epoch again. */
  open(seat: number): void {
    const { start } = this;
    const index = authorOf(start, seat);
    const network: Network = {
      send: (peer, bytes) => this.send({ from: seat, to: Number(peer), epoch: start.epoch, bytes }),
      penalize: (peer, what) => void this.penalties.push(`${seat}: ${peer} ${what}`),
    };
    const place = {
      ...{ index, start, network, storage: this.storage(seat), nowMs: () => this.t.play.timeMs },
      validatorOf: (peer: string) => authorOf(start, Number(peer)),
      peerOf: (author: number) => {
        const peer = start.validators[author]?.seat;
        return peer === undefined || this.cut.has(peer) || this.cut.has(seat) ? undefined : String(peer);
      },
    };
    const signer = testSigner(this.t, seat, place, this.jobs);
    this.signers.set(seat, signer);
    for (const [before, after] of this.slots) signer.settled(before, after);
  }

  /** `ms` of committed time go by in which every tab does what it owes, the cards' part too. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 5_000) {
      this.t.play.slot(Math.min(left, 5_000));
      this.t.work();
      await this.t.play.work();
    }
  }

  /** A hand is dealt, and everybody folds. */
  async hand(): Promise<void> {
    const { t } = this;
    const { play } = t;
    for (let i = 0; i < 400 && play.toAct() === undefined; i++) await this.pass(500);
    for (let seat = play.toAct(); seat !== undefined; seat = play.toAct()) play.bet(seat, 'fold');
    if (t.state.hand !== undefined && t.state.hand.phase !== 'done') throw new Error('the hand is not over');
  }

  private storage(seat: number): GameStorage {
    const known = this.storages.get(seat);
    if (known !== undefined) return known;
    const game = createMemoryGame();
    const storage: GameStorage = {
      ...game,
      getSecret: async (name) => {
        const instance = SHARE.exec(name)?.[1];
        return instance === undefined ? game.getSecret(name) : this.shareOf(seat, instance);
      },
    };
    this.storages.set(seat, storage);
    return storage;
  }

  /** Those of sharings before the one in service are erased. */
  private shareOf(seat: number, instance: string): Uint8Array | undefined {
    const { key, instance: epoch } = this.t.state;
    const kept = [epoch, ...(key?.serving === undefined ? [] : [key.serving.sharing.instance])];
    return kept.some((k) => toHex(k) === instance) ? this.t.tab(seat).shares.get(instance) : undefined;
  }

  private settled(before: TableState, after: TableState): void {
    if (before.epoch !== this.start.epoch) this.beginEpoch(before);
    this.slots.push([before, after]);
    for (const signer of this.signers.values()) signer.settled(before, after);
  }

  private beginEpoch(start: TableState): void {
    this.before = { epoch: this.start.epoch, signers: this.signers };
    this.start = start;
    this.signers = new Map();
    this.slots.length = 0;
    for (const seat of seatsOf(start)) this.open(seat);
  }

  private send(letter: Letter): void {
    const twist = this.twists.get(letter.from);
    const bytes = twist === undefined ? letter.bytes : bentBy(twist, letter.bytes);
    if (bytes !== undefined) this.post({ ...letter, bytes });
  }

  /** What is on its way already goes once: a test's mail may lie for minutes of the table's time. */
  private post(letter: Letter): void {
    const { from, to, bytes } = letter;
    if (this.mail.some((m) => m.from === from && m.to === to && equalBytes(m.bytes, bytes))) return;
    this.mail.push(letter);
  }

  /**
   * Until nobody has anything to say.
   * @param first whose words arrive before those of the others, by seat
   */
  async deliver(first: ReadonlySet<number> = new Set()): Promise<void> {
    for (;;) {
      await this.idle();
      const at = this.mail.findIndex((m) => first.has(m.from));
      const [next] = this.mail.splice(Math.max(0, at), 1);
      if (next === undefined) return;
      const signers = next.epoch === this.start.epoch ? this.signers : this.signersBefore(next.epoch);
      const to = signers?.get(next.to);
      const message = decodeMessage(next.bytes);
      if (message.kind === 'keyPartial') await to?.partial(String(next.from), message.body);
      if (message.kind === 'keySigned') await to?.combined(String(next.from), message.body);
    }
  }

  /** What the device at this seat has of an epoch that is on, or was before it. */
  signedBy(seat: number, epoch: number): readonly KeySigned[] {
    const signers = epoch === this.start.epoch ? this.signers : this.signersBefore(epoch);
    return signers?.get(seat)?.all ?? [];
  }

  private signersBefore(epoch: number): Map<number, KeySigner> | undefined {
    return this.before?.epoch === epoch ? this.before.signers : undefined;
  }

  private async idle(): Promise<void> {
    const all = [...this.signers.values(), ...(this.before?.signers.values() ?? [])];
    await Promise.all(all.map((s) => s.idle));
  }
}

const seatsOf = ({ validators }: TableState): number[] =>
  validators.flatMap(({ seat }) => (seat === undefined ? [] : [seat]));

function authorOf({ validators }: TableState, seat: number): number | undefined {
  const own = ed25519.getPublicKey(seedOf(seat));
  const author = validators.findIndex((v) => v.seat === seat && equalBytes(v.key, own));
  return author < 0 ? undefined : author;
}
