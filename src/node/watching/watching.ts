/**
 * Watching without a vote: our wish to, and that of peers.
 *
 * Upon our wish, or its end: every linked peer is told; a member answers whether it has room for us.
 * Upon a peer's wish: answered by a member of the table (audience.ts), to whoever is none.
 */
import type { Member } from '../../codec/genesis.ts';
import { sameId, type TableId } from '../../codec/ids.ts';
import { encodeMessage, type MessageOf } from '../../codec/wire.ts';
import type { Network, PeerId } from '../../net/network.ts';
import type { Peers } from '../peers.ts';
import type { Audience } from './audience.ts';

interface WatchingOptions {
  readonly tableId: TableId;
  readonly network: Network;
  readonly audience: Audience;
  readonly peers: Peers;
  /** Of the epoch that is on; none before the table has started. */
  readonly members: () => readonly Member[];
  /** This tab is no member of the epoch that is on. */
  readonly isOutside: () => boolean;
  /** A member has answered our wish. */
  readonly onAnswer: (validator: number) => void;
  readonly onChange: () => void;
}

export class Watching {
  private wish = false;
  /** Who has answered our wish, true where there is room for us. */
  private readonly answers = new Map<PeerId, boolean>();

  constructor(private readonly o: WatchingOptions) {}

  /** We would follow without a vote. */
  get wished(): boolean {
    return this.wish;
  }

  /** Nobody who has answered has room for one more who watches. */
  get noRoom(): boolean {
    const members = this.o.members();
    const answers = [...this.answers].filter(([peer]) => this.o.peers.isMember(members, peer));
    return this.wish && answers.length > 0 && !answers.some(([, room]) => room);
  }

  /** The peer sends us what is said at the table. */
  sendsUs(peer: PeerId): boolean {
    return this.answers.get(peer) === true;
  }

  /** Wishes it, or no longer, and says so. */
  set(on: boolean): void {
    this.wish = on;
    for (const peer of this.o.peers.linked) this.ask(peer);
    if (!on) this.answers.clear();
  }

  /** We sit here now: the wish is over without a word, for everybody knows. */
  end(): void {
    this.wish = false;
  }

  /** Asks those again who have not said yes. */
  askAgain(): void {
    for (const peer of this.o.peers.linked) if (!this.sendsUs(peer)) this.ask(peer);
  }

  /** A peer has said who it is; `fresh` for the first time. */
  met(peer: PeerId, fresh: boolean): void {
    if (fresh && this.wish) this.ask(peer);
    if (this.o.peers.isMember(this.o.members(), peer)) this.o.audience.leave(peer);
  }

  /** Its link is gone. */
  forget(peer: PeerId): void {
    this.o.audience.forget(peer);
    this.answers.delete(peer);
  }

  /** A peer would watch through us, or answers our own wish. */
  receive(from: PeerId, { tableId, watching }: MessageOf<'watch'>['body']): void {
    const { network, audience, peers } = this.o;
    if (!sameId(tableId, this.o.tableId)) {
      network.penalize(from, 'wrong-table');
      return;
    }
    const whose = peers.validatorOf(this.o.members(), from);
    if (this.wish) {
      // Others may wish the same as we do: only what a member answers will ever be looked up.
      this.answers.set(from, watching === 1);
      if (whose !== undefined) this.o.onAnswer(whose);
    } else if (this.o.isOutside() || whose !== undefined) {
      return;
    } else if (watching === 0) audience.leave(from);
    else if (audience.mayAsk(from)) this.say(from, audience.admit(from));
    else return;
    this.o.onChange();
  }

  private ask(peer: PeerId): void {
    this.say(peer, this.wish);
  }

  private say(to: PeerId, yes: boolean): void {
    const body = { tableId: this.o.tableId, watching: yes ? 1 : 0 };
    this.o.network.send(to, encodeMessage({ kind: 'watch', body }));
  }
}
