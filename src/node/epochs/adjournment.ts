/**
 * Ending an epoch without a member that is missing: what this tab and the others say about it
 * (docs/PROTOCOL.md, Adjournment).
 *
 * Upon the player's wish: we say that we are willing; that is kept, and binds to nothing as long as the others are not.
 * Upon all others being willing, and the missing one still away: we sign nothing more in this epoch, ever; our stop,
 *   which names our last block, is durable before it is sent.
 * Upon everybody's stop: the epoch is closed with the last blocks named in them (consensus/adjourn.ts); also by the one
 *   that was missing, which so finds out by itself where it ended and believes nobody's word for the state.
 * Upon a second, different stop of one member: it has broken its word; both are kept as proof.
 * What we have said is repeated until the epoch is closed.
 */
import {
  ADJOURN_MEMBERS,
  type Adjourn,
  adjournSigningBytes,
  decodeAdjourn,
  encodeAdjourn,
  type Stop,
} from '../../codec/adjournment.ts';
import type { BlockRef } from '../../codec/block.ts';
import { equalBytes } from '../../codec/decode.ts';
import type { Member } from '../../codec/genesis.ts';
import type { GenesisRoot } from '../../codec/ids.ts';
import { encodeMessage } from '../../codec/wire.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import type { Network, PeerId } from '../../net/network.ts';
import type { GameStorage } from '../../storage/storage.ts';
import type { Scheduler } from '../clock.ts';
import type { AdjournmentRefusal } from '../refusal.ts';
import type { Validator } from '../validator/validator.ts';

/** Between two repetitions of what we have said, and looks at what is still lacking; milliseconds. */
const againMs = 500;

/** What it takes of a validator. */
type Closing = Pick<Validator, 'halt' | 'lastOwnBlock' | 'catchUp' | 'close'>;

interface AdjournmentOptions {
  /** Of the epoch that may be adjourned. */
  readonly epoch: number;
  readonly instance: GenesisRoot;
  readonly members: readonly Member[];
  /** Our own number. */
  readonly index: number;
  /** SECRET: Ed25519 seed. */
  readonly secretKey: Uint8Array;
  readonly ed25519: Ed25519;
  readonly network: Network;
  readonly storage: GameStorage;
  readonly scheduler: Scheduler;
  /** The link that a member speaks on. */
  readonly peerOf: (validator: number) => PeerId | undefined;
  /** May the others go on without this member, as the table stands? */
  readonly judge: (missing: number) => AdjournmentRefusal | undefined;
  readonly onChange: () => void;
  readonly onFatal: (error: unknown) => void;
}

export class Adjournment {
  /** By member: without whom it would go on. */
  private readonly willing = new Map<number, number>();
  private readonly stops = new Map<number, Stop>();
  /** Own statements, to be repeated. */
  private readonly said: Adjourn[] = [];
  private validator: Closing | undefined;
  private cancel: () => void = () => undefined;
  private stopping = false;
  private over = false;
  /** Pairs of stops by which a member contradicted itself. */
  readonly contradictions: { readonly a: Stop; readonly b: Stop }[] = [];

  private constructor(private readonly o: AdjournmentOptions) {}

  /** With what this device said before a reload. */
  static async open(o: AdjournmentOptions): Promise<Adjournment> {
    const made = new Adjournment(o);
    for (const stopped of [0, 1]) {
      const kept = await o.storage.getSecret(made.nameOf(stopped));
      if (kept) made.take(decodeAdjourn(kept));
    }
    return made;
  }

  /** Before the validator starts: one that has stopped proposes nothing more. */
  attach(validator: Closing): void {
    this.validator = validator;
    if (this.stops.has(this.o.index)) validator.halt();
    if (this.said.length > 0) this.pulse();
  }

  end(): void {
    this.over = true;
    this.cancel();
  }

  /** Members that are willing to go on without `missing`, ascending. */
  agreed(missing: number): number[] {
    const all = [...this.willing, ...[...this.stops].map(([v, s]) => [v, s.missing] as const)];
    return [...new Set(all.flatMap(([v, m]) => (m === missing ? [v] : [])))].sort((a, b) => a - b);
  }

  /** The player's wish to go on without this member. The reason where that cannot be. */
  agree(missing: number): AdjournmentRefusal | undefined {
    const { o } = this;
    const reason = o.judge(missing);
    if (reason !== undefined) return reason;
    if (missing === o.index || o.peerOf(missing) !== undefined) return 'not-missing';
    if (this.willing.has(o.index)) return 'already-given';
    this.willing.set(o.index, missing);
    const stop = { validator: o.index, missing, round: 0, digest: new Uint8Array(32) };
    void this.say(0, stop).catch(o.onFatal);
    o.onChange();
    return undefined;
  }

  /** A member's statement. */
  async receive(from: PeerId, body: Adjourn): Promise<void> {
    const { o } = this;
    const { validator, missing, signature } = body.stop;
    const member = o.members[validator];
    if (this.over || body.epoch !== o.epoch || validator === o.index || this.isKnown(body)) return;
    const bytes = adjournSigningBytes(o.instance, body);
    const possible = o.members.length === ADJOURN_MEMBERS && missing < o.members.length;
    if (!possible || !member || !(await o.ed25519.verify(member.key, bytes, signature)))
      return o.network.penalize(from, 'bad-signature');
    this.take(body);
    this.advance();
    o.onChange();
  }

  /** What we have said, for a peer that may not have heard it. */
  private greet(peer: PeerId): void {
    for (const body of this.said) this.o.network.send(peer, encodeMessage({ kind: 'adjourn', body }));
  }

  /** Everybody's stop, once all are there. */
  get complete(): { readonly missing: number; readonly stops: readonly Stop[] } | undefined {
    for (const missing of this.o.members.keys()) {
      const stops = [...this.stops.values()]
        .filter((s) => s.missing === missing)
        .sort((a, b) => a.validator - b.validator);
      if (stops.length === this.o.members.length - 1) return { missing, stops };
    }
    return undefined;
  }

  /** All others have gone on, as a checkpoint shows; the signatures under their stops were checked. */
  follow(stops: readonly Stop[]): void {
    for (const stop of stops)
      if (stop.validator !== this.o.index) this.take({ epoch: this.o.epoch, stopped: 1, stop });
    this.pulse();
  }

  private isKnown({ stopped, stop }: Adjourn): boolean {
    if (stopped === 0) return this.willing.get(stop.validator) === stop.missing;
    const known = this.stops.get(stop.validator);
    return known !== undefined && sameStop(known, stop);
  }

  private take(body: Adjourn): void {
    const { stop, stopped } = body;
    const { validator } = stop;
    if (validator === this.o.index) this.said.push(body);
    if (stopped === 0) {
      this.willing.set(validator, stop.missing);
      return;
    }
    const known = this.stops.get(validator);
    if (known === undefined) this.stops.set(validator, stop);
    else if (!sameStop(known, stop) && this.contradictions.length < ADJOURN_MEMBERS)
      this.contradictions.push({ a: known, b: stop });
  }

  private advance(): void {
    const { o, validator } = this;
    if (this.over || validator === undefined) return;
    const { complete } = this;
    if (complete !== undefined) {
      this.closeAt(validator, complete.stops);
      return;
    }
    const missing = this.wanted();
    if (missing === undefined) return;
    const others = o.members.flatMap((_, v) => (v === missing || v === o.index ? [] : [v]));
    const agreed = this.agreed(missing);
    if (others.some((v) => !agreed.includes(v))) return;
    // Whoever is back is waited for no longer, unless somebody has already given its word.
    const isBack = this.stops.size === 0 && o.peerOf(missing) !== undefined;
    if (!isBack && !this.stops.has(o.index)) this.stopAt(validator, missing);
  }

  /** Without whom we would go on: as we wish now, or wished in this epoch when another one gave its word for it. */
  private wanted(): number | undefined {
    const now = this.willing.get(this.o.index);
    if (now !== undefined) return now;
    const given = [...this.stops.values()].map((s) => s.missing);
    return this.said.find((s) => s.stopped === 0 && given.includes(s.stop.missing))?.stop.missing;
  }

  /** A peer is here (again): it hears what we have said; what was wished while it was missing is wished no longer. */
  met(peer: PeerId): void {
    const { willing, stops, o } = this;
    if (stops.size === 0 && !this.stopping)
      for (const [v, missing] of willing) if (o.peerOf(missing) === peer) willing.delete(v);
    if (this.said.length > 0 && (willing.has(o.index) || stops.size > 0)) this.greet(peer);
    o.onChange();
  }

  private closeAt(validator: Closing, stops: readonly Stop[]): void {
    validator.halt();
    for (const stop of stops) {
      const peer = stop.validator === this.o.index ? undefined : this.o.peerOf(stop.validator);
      if (peer !== undefined) validator.catchUp(peer);
    }
    validator.close(tipsOf(stops));
  }

  private stopAt(validator: Closing, missing: number): void {
    if (this.stopping) return;
    validator.halt();
    const last = validator.lastOwnBlock();
    // Its last block is still being made, or it does not know yet what it signed before a restart.
    if (last === undefined) return;
    this.stopping = true;
    const { round, digest } = last === 'none' ? { round: 0, digest: new Uint8Array(32) } : last;
    const stop = { validator: this.o.index, missing, round, digest };
    void this.say(1, stop)
      .then(() => this.advance())
      .catch(this.o.onFatal);
  }

  /** Durable before it is sent: what was said once is never said otherwise. */
  private async say(stopped: 0 | 1, unsigned: Omit<Stop, 'signature'>): Promise<void> {
    const { o } = this;
    const blank = { epoch: o.epoch, stopped, stop: { ...unsigned, signature: new Uint8Array(64) } };
    const signature = await o.ed25519.sign(o.secretKey, adjournSigningBytes(o.instance, blank));
    const body: Adjourn = { ...blank, stop: { ...unsigned, signature } };
    await o.storage.putSecret(this.nameOf(stopped), encodeAdjourn(body));
    if (this.over) return;
    this.take(body);
    this.pulse();
  }

  /** Says it again, and looks whether it can go on. */
  private pulse(): void {
    const { o } = this;
    this.cancel();
    const idle = !this.willing.has(o.index) && this.stops.size === 0;
    if (this.over || idle) return;
    for (const v of o.members.keys()) {
      const peer = v === o.index ? undefined : o.peerOf(v);
      if (peer !== undefined) this.greet(peer);
    }
    this.advance();
    if (!this.over) this.cancel = o.scheduler.after(againMs, () => this.pulse());
  }

  private nameOf(stopped: number): string {
    return `${this.o.epoch}:adjourn:${stopped}`;
  }
}

function sameStop(a: Stop, b: Stop): boolean {
  return a.missing === b.missing && a.round === b.round && equalBytes(a.digest, b.digest);
}

/** The last blocks that stops name. */
export function tipsOf(stops: readonly Stop[]): BlockRef[] {
  return stops.flatMap(({ validator, round, digest }) =>
    round === 0 ? [] : [{ author: validator, round, digest }],
  );
}
