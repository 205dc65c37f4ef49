/**
 * This tab where it knows of the table only what it is told (freshness.ts), and what others who come anew ask of it.
 *
 * Upon a certified history, where we are no member: looked at, and followed once enough members of its last epoch have
 *   said that they are in it now.
 * Upon a history that is certified and not ours, or not the one our link is of: said to our player; a member knows what
 *   it has signed itself, and goes on.
 */
import { isSealed } from '../../codec/genesis.ts';
import type { LinkMark } from '../../codec/linkMark.ts';
import type { MessageOf } from '../../codec/wire.ts';
import type { PeerId } from '../../net/network.ts';
import type { LobbyShell } from '../lobby/lobbyShell.ts';
import type { NodeOptions } from '../options.ts';
import type { Peers } from '../peers.ts';
import type { EpochBook, OtherHistory } from './book.ts';
import { Freshness } from './freshness.ts';
import type { EpochGossip } from './gossip.ts';

type Told = MessageOf<'epochs'>['body'];

interface NewcomerOptions {
  readonly node: NodeOptions;
  readonly book: EpochBook;
  readonly peers: Peers;
  readonly lobby: LobbyShell;
  readonly gossip: () => EpochGossip | undefined;
  /** Whether we vote in the book's last epoch; and who follows what turned out to be the present. */
  readonly membership: {
    readonly isMember: boolean;
    told(from: PeerId, told: Told, keep: () => void): Promise<void>;
  };
  readonly onFatal: (error: unknown) => void;
}

export class Newcomer {
  private readonly freshness: Freshness;

  constructor(private readonly o: NewcomerOptions) {
    const { node, book, peers, lobby, membership, onFatal } = o;
    const { network, scheduler, ed25519, secretKey, publicKey } = node;
    this.freshness = new Freshness({
      ...{ instance: book.instance, network, scheduler, ed25519, secretKey, publicKey, peers, onFatal },
      own: () => this.ownEpoch(),
      onFresh: (from, told) => void membership.told(from, told, () => undefined).catch(onFatal),
      tell: (to) => this.o.gossip()?.tell(to),
      onTwo: (one, other) => void lobby.step({ kind: 'pasts', pasts: [one, other] }),
    });
  }

  stop(): void {
    this.freshness.stop();
  }

  /** May what this peer tells be followed? If that has to be asked, it is said again when there is an answer. */
  async isPresent(from: PeerId, told: Told): Promise<boolean> {
    const { node, lobby, membership } = this.o;
    // A member knows what it signed itself; tables of the first version have members that do not know the question.
    if (membership.isMember || !isSealed(node.config)) return true;
    if (lobby.state.pasts) return false;
    const examined = await this.o.gossip()?.examine(from, told);
    if (!examined) return false;
    if (this.freshness.isFresh(examined.root)) return true;
    await this.freshness.ask(from, told, examined);
    return false;
  }

  readonly otherRules = (rules: number): void => void this.o.lobby.step({ kind: 'rules', rules });

  readonly otherHistory = ({ against, ours, theirs }: OtherHistory): void => {
    const { lobby, membership } = this.o;
    if (membership.isMember) return;
    if (against === 'link') lobby.step({ kind: 'disbelieved' });
    else lobby.step({ kind: 'pasts', pasts: [ours, theirs] });
  };

  question(from: PeerId, body: MessageOf<'freshQuestion'>['body']): Promise<void> {
    return this.freshness.question(from, body);
  }

  answer(from: PeerId, body: MessageOf<'freshAnswer'>['body']): Promise<void> {
    return this.freshness.answer(from, body);
  }

  /** For a link that is copied now. */
  get mark(): LinkMark | undefined {
    return isSealed(this.o.node.config) ? this.o.book.mark : undefined;
  }

  /** The epoch that we are in, as far as it has begun here. */
  private ownEpoch() {
    const { book, membership } = this.o;
    const { epoch, root, members } = book;
    return root && membership.isMember ? { epoch, root, members } : undefined;
  }
}
