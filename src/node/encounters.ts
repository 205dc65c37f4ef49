/**
 * Who is linked, and who has said who it is: every room that concerns is told in its order.
 *
 * Upon a link that opens or closes: the lobby, the rooms that keep something of a peer, the validators that run.
 *   Whoever says nothing for too long is let go (firstHello.ts).
 * Upon a hello: the same; and the network learns by which transport ids members reach members through members.
 */
import type { Network, PeerId } from '../net/network.ts';
import type { Scheduler } from './clock.ts';
import type { Membership } from './epochs/member.ts';
import { FirstHello } from './firstHello.ts';
import { isQuestion } from './lobby/lobby.ts';
import type { LobbyShell } from './lobby/lobbyShell.ts';
import { expectedPeers } from './lobby/seating.ts';
import type { Hello } from './lobby/state.ts';
import { MemberPeers } from './memberPeers.ts';
import type { Watching } from './watching/watching.ts';

interface EncountersOptions {
  readonly network: Network;
  readonly shell: LobbyShell;
  readonly watching: Watching;
  readonly epochs: Membership;
  readonly scheduler: Scheduler;
  /** A peer's link is gone: what waited for its sake is dropped. */
  readonly onGone: (peer: PeerId) => void;
}

export class Encounters {
  private readonly memberPeers: MemberPeers;
  private readonly firstHello: FirstHello;

  constructor(private readonly o: EncountersOptions) {
    this.memberPeers = new MemberPeers(o.network);
    this.firstHello = new FirstHello(o.network, o.scheduler);
  }

  stop(): void {
    this.firstHello.stop();
  }

  /** Whose link it was has to be asked before the lobby forgets the peer. */
  linkChanged(peer: PeerId, up: boolean): void {
    const { shell, watching, epochs, onGone } = this.o;
    if (up) {
      if (!shell.state.others.has(peer)) this.firstHello.linked(peer);
    } else this.firstHello.settled(peer);
    const tell = epochs.linkOf(peer);
    if (up !== shell.state.links.has(peer)) shell.step({ kind: 'link', peer, up });
    if (!up) {
      watching.forget(peer);
      epochs.forget(peer);
      onGone(peer);
    }
    tell();
  }

  /** Its tab cannot go on: it is gone, and it is known why. */
  stopped(peer: PeerId): void {
    this.o.shell.step({ kind: 'stopped', peer });
    this.linkChanged(peer, false);
  }

  /** A peer has said who it is. */
  async met(from: PeerId, hello: Hello): Promise<void> {
    const { shell, watching, epochs } = this.o;
    this.firstHello.settled(from);
    const fresh = !shell.state.others.has(from);
    shell.step({ kind: 'hello', from, hello });
    // It only asks for the rules: what else it needs to know it is told when it says who it is, a moment later.
    if (isQuestion(hello)) return;
    watching.met(from, fresh);
    this.tellNetwork();
    return epochs.met(from, hello, fresh);
  }

  /** It has said who it is in a way that this app cannot read. */
  later(from: PeerId, nickname: Uint8Array): void {
    this.firstHello.settled(from);
    this.o.shell.step({ kind: 'later', from, nickname });
  }

  /** Members reach members through members, so the network must know them by their transport ids. */
  tellNetwork(): void {
    const { shell, epochs } = this.o;
    const { links, others } = shell.state;
    this.o.network.reserve(expectedPeers(shell.state));
    const linked = new Map([...others].filter(([peer]) => links.has(peer)));
    this.memberPeers.update(epochs.isMember ? (epochs.validator?.members ?? []) : [], linked);
  }
}
