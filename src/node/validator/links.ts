/**
 * What the consensus core is told of links; and whom an observer asks: one member more than may fail, which is enough,
 * and less for all to send.
 */
import { faultsTolerated } from '../../codec/quorum.ts';
import type { PeerId, PeerLink } from '../../net/network.ts';
import type { Untimed } from './coreLoop.ts';

interface LinksOptions {
  /** Validators of the epoch. */
  readonly count: number;
  /** Our own number, undefined for an observer. */
  readonly index: number | undefined;
  readonly peerOf: (validator: number) => PeerId | undefined;
  readonly links: () => readonly PeerLink[];
  readonly feed: (input: Untimed) => void;
}

/** What the core was last told about a link. */
interface Told {
  readonly up: boolean;
  readonly peer: PeerId | undefined;
  readonly rttMs: number | undefined;
}

export class Links {
  private readonly told = new Map<number, Told>();

  constructor(private readonly o: LinksOptions) {}

  /** Looks at all of them. */
  review(): void {
    for (let v = 0; v < this.o.count; v++) this.changed(v);
  }

  /** A link of this validator opened or closed, or its round trip was measured again. */
  changed(validator: number): void {
    const { index, feed } = this.o;
    if (validator === index) return;
    const peer = this.o.peerOf(validator);
    const link = peer === undefined ? undefined : this.o.links().find((l) => l.peer === peer);
    const told = this.told.get(validator);
    const up = link !== undefined && (index !== undefined || this.isSource(validator));
    // Another link of the same validator is a new link: each side is owed the other's frontier again.
    const moved = up && told?.up === true && told.peer !== peer;
    this.told.set(validator, { up, peer, rttMs: link?.rttMs ?? told?.rttMs });
    if (moved) feed({ kind: 'link', validator, up: false });
    if (told?.up !== up || moved) feed({ kind: 'link', validator, up });
    if (link?.rttMs !== undefined && link.rttMs !== told?.rttMs)
      feed({ kind: 'rtt', validator, rttMs: link.rttMs });
    // Where an observer has lost a source, another one takes its place.
    if (index === undefined && told?.up === true && !up) this.review();
  }

  /** Asks a member for what this validator lacks of the epoch. */
  catchUp(validator: number): void {
    if (this.told.get(validator)?.up === true) this.o.feed({ kind: 'link', validator, up: true });
  }

  /** Says to everybody who is linked what we hold, so that they send what we lack. */
  exchange(): void {
    for (const validator of this.told.keys()) this.catchUp(validator);
  }

  /** Does an observer ask this member? */
  private isSource(validator: number): boolean {
    if (this.told.get(validator)?.up === true) return true;
    const asked = [...this.told.values()].filter((t) => t.up).length;
    return asked <= faultsTolerated(this.o.count);
  }
}
