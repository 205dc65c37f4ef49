/**
 * One node's rooms, made and tied together: who is told of what, and to which room it goes what peers say. What each
 * does stands in its own file.
 */
import type { NetworkEvent } from '../net/network.ts';
import { Encounters } from './encounters.ts';
import { Membership } from './epochs/member.ts';
import { Inbox } from './inbox.ts';
import { LobbyShell } from './lobby/lobbyShell.ts';
import type { LobbyState } from './lobby/state.ts';
import type { NodeOptions } from './options.ts';
import { Peers } from './peers.ts';
import { Tap } from './rail/tap.ts';
import { Standing } from './standing.ts';
import { Audience } from './watching/audience.ts';
import { Watching } from './watching/watching.ts';
import { Wishes } from './wishes.ts';

/** What the node itself does when a room asks for it. */
interface Turns {
  readonly changed: () => void;
  readonly lobbyChanged: () => void;
  readonly failed: (error: unknown) => void;
}

export class NodeRooms {
  readonly standing = new Standing();
  readonly shell: LobbyShell;
  readonly peers: Peers;
  /** Who watches through us. */
  readonly audience: Audience;
  readonly watching: Watching;
  /** For whoever passes on what is said at the table. */
  readonly tap = new Tap();
  readonly epochs: Membership;
  readonly encounters: Encounters;
  readonly wishes: Wishes;
  readonly inbox: Inbox;

  constructor(
    o: NodeOptions,
    private readonly turns: Turns,
  ) {
    const { network, tableId, ed25519 } = o;
    const { changed: onChange, failed: onFatal } = turns;
    const { standing } = this;
    this.audience = new Audience(() => o.scheduler.nowMs());
    this.shell = new LobbyShell({
      ...{ node: o, onChange: turns.lobbyChanged, onFatal },
      epoch: () => this.epochs.epoch,
      onStarted: (genesis) => {
        standing.move('enter');
        void this.epochs.begin(genesis).catch(onFatal);
      },
    });
    const lobby = (): LobbyState => this.shell.state;
    this.peers = new Peers({ network, lobby, audience: this.audience });
    this.watching = new Watching({
      ...{ tableId, network, audience: this.audience, peers: this.peers, onChange },
      members: () => lobby().members ?? [],
      isOutside: () => this.epochs.isOutside,
      onAnswer: (validator) => {
        const running = this.epochs.validator;
        if (running?.observes) running.linkChanged(validator);
      },
    });
    this.epochs = new Membership({
      ...{ node: o, peers: this.peers, lobby: this.shell, watching: this.watching, audience: this.audience },
      ...{ tap: this.tap, onChange, onFatal },
      stage: () => standing.stage,
      move: (event) => standing.move(event),
      onEntered: () => {
        this.encounters.tellNetwork();
        this.inbox.release();
      },
      onClosed: () => this.inbox.releaseEpochs(),
    });
    const { shell, watching, epochs } = this;
    this.encounters = new Encounters({
      ...{ network, shell, watching, epochs, scheduler: o.scheduler },
      onGone: (peer) => this.inbox.forget(peer),
    });
    this.wishes = new Wishes({ standing, shell, watching, epochs, onChange });
    this.inbox = new Inbox({
      ...{ tableId, network, ed25519, lobby, peers: this.peers, onFatal },
      nowMs: () => o.scheduler.nowMs(),
      rooms: {
        hello: (from, hello) => this.encounters.met(from, hello),
        heard: (hello) => void shell.step({ kind: 'heard', hello }),
        later: (from, { nickname }) => this.encounters.later(from, nickname),
        proposal: (from, body) => void shell.step({ kind: 'proposal', from, body }),
        genesisSignature: (root, key, signature) =>
          void shell.step({ kind: 'signature', root, key, signature }),
        genesis: (genesis) => void shell.step({ kind: 'genesis', genesis }),
        standing: (from, body) => epochs.admissions.receive(from, body),
        removed: (from, keys) => void shell.step({ kind: 'removed', from, keys }),
        checkpointSignature: (from, body) => epochs.checkpointSignature(from, body),
        epochs: (from, body, keep) => epochs.told(from, body, keep),
        adjourn: async (from, body) => epochs.adjournment?.receive(from, body),
        isTooEarly: (message) => epochs.isTooEarly(message),
        consensus: (from, message) => epochs.receive(from, message),
        watch: (from, body) => watching.receive(from, body),
        freshQuestion: (from, body) => epochs.newcomer?.question(from, body),
        freshAnswer: (from, body) => epochs.newcomer?.answer(from, body),
        bye: (from) => this.encounters.linkChanged(from, false),
        stopped: (from) => this.encounters.stopped(from),
      },
    });
  }

  /** Of the network. */
  heard(event: NetworkEvent): void {
    if (event.kind === 'message') {
      this.inbox.receive(event.from, event.bytes, event.read);
      return;
    }
    if (event.kind === 'link') this.encounters.linkChanged(event.peer, event.link !== undefined);
    this.turns.changed();
  }
}
