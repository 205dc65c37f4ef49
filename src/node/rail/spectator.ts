/**
 * The network of one who watches from the rail: to its node it looks like links to the members. The node so checks
 * everything as if a member had said it over a link, and nothing here is believed: members' hellos, the genesis, the
 * epochs, blocks and fresh words are all signed by members.
 *
 * - Upon a neighbour: it is asked for the table's beginning. Upon a member's hello: a link to that member opens.
 * - Upon what the node says to a member: what it lacks is asked of neighbours, one after the other; fresh words are
 *   asked for by way of the neighbour that brings what is new first; all else stays here, nobody is told who watches.
 * - Upon gossip: judged (judge.ts), and given to the node.
 * - Upon much that is missing: a host is asked over HTTP first (historyClient.ts).
 * - While nothing new comes, a neighbour is asked whether there is something: gossip may be cut off, by a liar too.
 */
import type { TableId } from '../../codec/ids.ts';
import { decodeMessage, encodeMessage, type Message } from '../../codec/wire.ts';
import { ownFrontier } from '../../consensus/repair.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import type { Misbehaviour, Network, NetworkEvent, PeerId, PeerLink, RelayState } from '../../net/network.ts';
import type { GossipJudge } from '../../net/rail/gossip.ts';
import type { HistoryHost } from '../../net/rail/historyHosts.ts';
import { railLimits } from '../../net/rail/limits.ts';
import { BudgetOfEach } from '../budgetOfEach.ts';
import type { Scheduler } from '../clock.ts';
import { RailAnswers } from './answers.ts';
import { FreshCarrier } from './carrier.ts';
import { RailChat } from './chat.ts';
import type { RailDoor } from './door.ts';
import { type RailNet, saidIn } from './feeder.ts';
import { HistoryClient, type HistoryRefusal } from './historyClient.ts';
import { messageIdOf, RailJudge } from './judge.ts';
import { VirtualMembers } from './virtualMembers.ts';

export interface SpectatorOptions {
  readonly tableId: TableId;
  readonly ed25519: Ed25519;
  readonly scheduler: Scheduler;
  /** Opens the network of the rail, whose gossip this judge judges. */
  readonly connect: (judge: GossipJudge, chat: GossipJudge) => Promise<RailNet>;
  /** SECRET: Ed25519 seed of this visit, by which it speaks on the rail. */
  readonly secretKey: Uint8Array;
  /** Hosts that may have what was missed; none unless given. */
  readonly hosts?: readonly HistoryHost[];
  /** What went wrong in our own code, for a report. */
  readonly failed: (error: unknown) => void;
}

/** While nothing comes a neighbour is asked after so long, longer each time; milliseconds. */
const QUIET_MS = [1_500, 3_000, 6_000];
const TICK_MS = 500;
const NAMES = 64;

/** What there is once the node is there that knows the table. */
interface Parts {
  readonly door: RailDoor;
  readonly answers: RailAnswers;
  readonly carrier: FreshCarrier;
  readonly judge: RailJudge;
  readonly members: VirtualMembers;
  readonly history: HistoryClient;
}

export class RailSpectator implements Network {
  private readonly listeners = new Set<(event: NetworkEvent) => void>();
  private readonly hellos: BudgetOfEach;
  /** When a neighbour was last asked how the table began. */
  private readonly askedMs = new Map<PeerId, number>();
  private ends: (() => void)[] = [];
  private cancelTick: () => void = () => undefined;
  private parts: Parts | undefined;
  private turn = 0;
  /** The neighbour that brought the last thing that was new. */
  private newest: PeerId | undefined;
  private questions = 0;
  private newsMs: number;
  private quiet = 0;
  private headMs: number;
  private stopped = false;

  private constructor(
    private readonly o: SpectatorOptions,
    private readonly rail: RailNet,
    /** What those who watch say. */
    readonly chat: RailChat,
  ) {
    const { hellosPerSecond: perSecond, helloBurst: burst } = railLimits;
    const nowMs = () => o.scheduler.nowMs();
    this.hellos = new BudgetOfEach(nowMs, { burst, perSecond, names: NAMES });
    this.newsMs = nowMs();
    this.headMs = nowMs();
  }

  /** A node is then opened over it, and attached. @throws NetworkError */
  static async open(o: SpectatorOptions): Promise<RailSpectator> {
    const made: { spectator?: RailSpectator } = {};
    const { tableId, ed25519, secretKey, scheduler } = o;
    const failed = (_from: PeerId, error: unknown): void => o.failed(error);
    const chat = new RailChat({
      ...{ tableId, ed25519, secretKey, scheduler, failed },
      height: () => {
        const door = made.spectator?.parts?.door;
        return door?.followed() && door.settledHeight();
      },
      publish: (message) => made.spectator?.rail.gossip.publishChat(message),
      rejected: (from, why) => made.spectator?.rail.network.penalize(from, why),
    });
    const judge: GossipJudge = {
      idOf: messageIdOf,
      judge: async (from, message) => (await made.spectator?.parts?.judge.judge(from, message)) ?? 'ignore',
      failed,
    };
    made.spectator = new RailSpectator(o, await o.connect(judge, chat), chat);
    return made.spectator;
  }

  /** From now on the node that this door leads to is told. Before it is started. */
  attach(door: RailDoor): void {
    const { scheduler, tableId, ed25519, failed } = this.o;
    const { network } = this.rail;
    const send = (to: PeerId, message: Uint8Array): void => network.send(to, message);
    const nowMs = (): number => scheduler.nowMs();
    this.parts = {
      door,
      answers: new RailAnswers({ door, network, scheduler }),
      carrier: new FreshCarrier({
        ...{ scheduler, send },
        toMembers: () => false,
        upstream: (but) => (this.newest === but ? this.neighbour(but) : (this.newest ?? this.neighbour(but))),
      }),
      judge: new RailJudge({
        ...{ door, scheduler },
        deliver: (from, bytes, read) => {
          // Of another epoch its author is not known yet.
          const isSigned = read.kind === 'block' && read.body.content.epoch === door.followed()?.epoch;
          if (isSigned) this.newest = from;
          this.emit({ kind: 'message', from, bytes, read });
        },
        rejected: (from, why) => network.penalize(from, why),
        failed: (_from, error) => failed(error),
        signed: (epoch, round) => this.parts?.history.heard(epoch, round),
      }),
      history: new HistoryClient({
        ...{ scheduler, door, failed, hosts: this.o.hosts ?? [] },
        deliver: (from, message, bytes) => void this.take(from, message, bytes).catch(failed),
      }),
      members: new VirtualMembers({ tableId, ed25519, nowMs, members: () => door.members() }),
    };
    const { judge, members, history } = this.parts;
    this.ends = [
      () => judge.stop(),
      () => history.stop(),
      door.tap.subscribe(() => this.news()),
      door.onChange(() => {
        members.review((peer) => this.gone(peer));
        history.look();
      }),
      network.subscribe((event) => this.heard(event)),
    ];
    for (const { peer } of network.links()) this.askHead(peer);
    this.tick();
  }

  get self(): PeerId {
    return this.rail.network.self;
  }

  /** What hosts have answered over HTTP: how often, and why an answer was refused. */
  history(): { readonly taken: number; readonly refused: HistoryRefusal | undefined } {
    const { taken = 0, refused } = this.parts?.history ?? {};
    return { taken, refused };
  }

  /** Those on the rail that this one is linked to. */
  neighbours(): readonly PeerLink[] {
    return this.rail.network.links();
  }

  links(): readonly PeerLink[] {
    if (this.neighbours().length === 0) return [];
    return (this.parts?.members.peers ?? []).map((peer) => this.linkTo(peer));
  }

  relay(): RelayState {
    return this.rail.network.relay();
  }

  send(to: PeerId, bytes: Uint8Array): void {
    if (this.parts?.members.has(to) !== true || this.stopped) return;
    const message = decodeMessage(bytes);
    // Neighbours are spared what a host is about to say.
    if (message.kind === 'frontier' && this.parts.history.busy) return;
    if (message.kind === 'frontier' || message.kind === 'ask') this.toNeighbour(bytes);
    // Every other time to somebody else: who is quick with blocks may be slow with questions.
    else if (message.kind === 'freshQuestion')
      this.toNeighbour(bytes, this.questions++ % 2 === 0 ? this.newest : undefined);
    // It asks because it knows too little.
    else if (message.kind === 'hello') this.askSomebody();
    else if (message.kind === 'watch' && message.body.watching === 1)
      queueMicrotask(() => this.emit({ kind: 'message', from: to, bytes }));
  }

  broadcast(): void {
    // Nobody is told who watches.
  }

  penalize(peer: PeerId, what: Misbehaviour): void {
    const { parts } = this;
    if (parts?.history.penalized(peer) === true || parts?.members.has(peer) === true) return;
    this.rail.network.penalize(peer, what);
  }

  setMembers(): void {
    // The rail introduces nobody to members.
  }

  reserve(): void {
    // As above.
  }

  drop(peer: PeerId): void {
    if (this.parts?.members.has(peer) !== true) this.rail.network.drop(peer);
  }

  awake(): void {
    this.rail.network.awake();
    this.askSomebody();
  }

  penalties(): ReadonlyMap<PeerId, Readonly<Partial<Record<Misbehaviour, number>>>> {
    return this.rail.network.penalties();
  }

  subscribe(listener: (event: NetworkEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  stop(): Promise<void> {
    this.stopped = true;
    this.cancelTick();
    for (const end of this.ends) end();
    return this.rail.network.stop();
  }

  private emit(event: NetworkEvent): void {
    if (!this.stopped) for (const listener of [...this.listeners]) listener(event);
  }

  private linkTo(peer: PeerId): PeerLink {
    return { peer, kind: 'relayed', rttMs: undefined };
  }

  private gone(peer: PeerId): void {
    this.emit({ kind: 'link', peer, link: undefined });
  }

  private news(): void {
    this.newsMs = this.o.scheduler.nowMs();
    this.quiet = 0;
    this.parts?.history.look();
  }

  /** Of the rail's own network. */
  private heard(event: NetworkEvent): void {
    if (event.kind === 'relay') this.emit(event);
    else if (event.kind === 'link') this.linkChanged(event.peer, event.link !== undefined);
    else {
      const message = saidIn(event, (what) => this.rail.network.penalize(event.from, what));
      if (message) void this.take(event.from, message, event.bytes).catch(this.o.failed);
    }
  }

  private linkChanged(peer: PeerId, up: boolean): void {
    const { members } = this.parts!;
    const count = this.neighbours().length;
    if (!up) {
      this.askedMs.delete(peer);
      if (this.newest === peer) this.newest = undefined;
      if (count === 0) for (const member of members.peers) this.gone(member);
      return;
    }
    if (count === 1) for (const [member, hello] of members.hellos) this.show(member, encodeHello(hello));
    this.askHead(peer);
  }

  /** The node sees a link to the member, over which its hello comes. */
  private show(peer: PeerId, hello: Uint8Array): void {
    this.emit({ kind: 'link', peer, link: this.linkTo(peer) });
    this.emit({ kind: 'message', from: peer, bytes: hello });
  }

  private async take(from: PeerId, message: Message, bytes: Uint8Array): Promise<void> {
    const { answers, carrier, members } = this.parts!;
    switch (message.kind) {
      case 'frontier':
      case 'ask':
        return answers.lacking(from, message);
      case 'watch':
        return answers.head(from);
      case 'freshQuestion':
        return carrier.question(from, message.body);
      case 'freshAnswer':
        if (!carrier.answer(message.body)) this.emit({ kind: 'message', from, bytes });
        return;
      case 'hello': {
        if (!this.hellos.take(from)) return;
        const heard = await members.take(message.body, (peer) => this.gone(peer));
        if (heard === 'false') this.penalize(from, 'bad-signature');
        if (heard === 'new') this.show(new TextDecoder().decode(message.body.peerId), bytes);
        return;
      }
      case 'genesis':
      case 'epochs':
      case 'blocks':
        if (message.kind === 'blocks' && this.neighbours().some(({ peer }) => peer === from))
          this.newest ??= from;
        return this.emit({ kind: 'message', from, bytes, read: message });
      default:
        // Nothing else is anybody's to say here.
        this.rail.network.penalize(from, 'bad-structure');
    }
  }

  private askHead(peer: PeerId): void {
    const nowMs = this.o.scheduler.nowMs();
    if (nowMs - (this.askedMs.get(peer) ?? Number.NEGATIVE_INFINITY) < railLimits.headAgainMs) return;
    this.askedMs.set(peer, nowMs);
    const body = { tableId: this.o.tableId, watching: 1 };
    this.rail.network.send(peer, encodeMessage({ kind: 'watch', body }));
  }

  private askSomebody(): void {
    const peer = this.neighbour();
    if (peer !== undefined) this.askHead(peer);
  }

  /** One after the other: no liar is asked twice in a row while there are others. */
  private neighbour(but?: PeerId): PeerId | undefined {
    const peers = this.neighbours().flatMap(({ peer }) => (peer === but ? [] : [peer]));
    return peers[this.turn++ % Math.max(1, peers.length)];
  }

  private toNeighbour(bytes: Uint8Array, first?: PeerId): void {
    const peer = first ?? this.neighbour();
    if (peer !== undefined) this.rail.network.send(peer, bytes);
  }

  private tick(): void {
    const { scheduler } = this.o;
    this.cancelTick = scheduler.after(TICK_MS, () => {
      const { door, history } = this.parts!;
      const nowMs = scheduler.nowMs();
      history.look();
      const followed = door.followed();
      if (door.genesis() === undefined || nowMs - this.headMs >= railLimits.headEveryMs) {
        this.headMs = nowMs;
        this.askSomebody();
      }
      if (followed && nowMs - this.newsMs >= QUIET_MS[Math.min(this.quiet, QUIET_MS.length - 1)]!) {
        this.quiet++;
        this.newsMs = nowMs;
        const { core, epoch } = followed;
        const { tips, missing } = ownFrontier(core);
        const body = {
          tableId: core.config.tableId,
          epoch,
          tips: [...tips],
          missing: [...missing],
          links: 0,
        };
        this.toNeighbour(encodeMessage({ kind: 'frontier', body }));
      }
      this.tick();
    });
  }
}

const encodeHello = (body: Extract<Message, { kind: 'hello' }>['body']): Uint8Array =>
  encodeMessage({ kind: 'hello', body });
