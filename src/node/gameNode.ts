/**
 * A table as one tab runs it: the lobby until the genesis is signed by everyone, then the validator of
 * epoch 0. All platform comes in through `NodeOptions`; this file also runs in Node and in simulations.
 */
import type { TableConfig } from '../codec/config.ts';
import { DecodeError, encodeText, equalBytes, toHex } from '../codec/decode.ts';
import {
  decodeGenesis,
  encodeGenesis,
  type Genesis,
  GenesisBodyType,
  genesisSigningBytes,
  NO_SEAT,
} from '../codec/genesis.ts';
import { limits } from '../codec/limits.ts';
import {
  decodeMessage,
  encodeMessage,
  helloSigningBytes,
  type Message,
  type MessageOf,
} from '../codec/wire.ts';
import type { Ed25519 } from '../crypto/ed25519.ts';
import type { Network, PeerId } from '../net/network.ts';
import type { GameStorage } from '../storage/storage.ts';
import type { DeckWorker } from '../workers/deckWorker.ts';
import { createTableClock, type Scheduler, type TableClock } from './clock.ts';
import type { Unnumbered } from './deckWork.ts';
import {
  createLobby,
  type Hello,
  type LobbyEffect,
  type LobbyInput,
  type LobbyState,
  stepLobby,
} from './lobby.ts';
import { Validator } from './validator.ts';

export interface NodeOptions {
  readonly config: TableConfig;
  /** 32 bytes, the hash of `config`. */
  readonly tableId: Uint8Array;
  /** SECRET: Ed25519 seed. */
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly nickname: string;
  readonly ed25519: Ed25519;
  readonly network: Network;
  readonly storage: GameStorage;
  readonly worker: DeckWorker;
  readonly scheduler: Scheduler;
  /** Wall clock, for the history's display only. */
  readonly wallClockMs: () => number;
}

/** The table started without this tab: it has no seat in the genesis. */
export type NodePhase = 'lobby' | 'signing' | 'playing' | 'started-without-us' | 'failed';

export class GameNode {
  private lobbyState: LobbyState;
  private lobbyClock: TableClock;
  private readonly listeners = new Set<() => void>();
  private unsubscribe: () => void = () => undefined;
  private early: {
    from: PeerId;
    message: MessageOf<'block'> | MessageOf<'blocks'> | MessageOf<'frontier'>;
  }[] = [];
  private fatalError: unknown;
  private without = false;
  validator: Validator | undefined;

  constructor(private readonly o: NodeOptions) {
    const nickname = encodeText(o.nickname, limits.nicknameBytes, 'nickname');
    this.lobbyState = createLobby(o.config, o.network.self, o.publicKey, nickname);
    this.lobbyClock = createTableClock(o.scheduler, 0);
  }

  start(): void {
    this.unsubscribe = this.o.network.subscribe((event) => {
      if (event.kind === 'message') this.receive(event.from, event.bytes);
      else if (event.kind === 'link') {
        this.linkChanged(event.peer, event.link !== undefined);
        this.changed();
      } else this.changed();
    });
    for (const link of this.o.network.links()) this.step({ kind: 'link', peer: link.peer, up: true });
    void this.resume().catch(this.failed);
  }

  /** A tab that was at this table before goes on with what it journaled. */
  private async resume(): Promise<void> {
    const stored = await this.o.storage.loadGenesis();
    if (!stored) return;
    const genesis = decodeGenesis(stored);
    const me = genesis.body.members.find((m) => equalBytes(m.key, this.o.publicKey));
    if (me) this.lobbyState = { ...this.lobbyState, seat: me.seat, nickname: me.nickname, ready: true };
    this.step({ kind: 'genesis', genesis });
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    this.validator?.stop();
    this.o.network.broadcast(encodeMessage({ kind: 'bye', body: { tableId: this.o.tableId } }));
    await this.o.network.stop();
    this.o.worker.close();
    this.o.storage.close();
  }

  get lobby(): LobbyState {
    return this.lobbyState;
  }

  get network(): Network {
    return this.o.network;
  }

  get phase(): NodePhase {
    if (this.fatalError !== undefined) return 'failed';
    if (this.validator) return 'playing';
    if (this.without) return 'started-without-us';
    return this.lobbyState.proposal ? 'signing' : 'lobby';
  }

  /** What made the tab stop, for the console; never holds a secret. */
  get fatal(): unknown {
    return this.fatalError;
  }

  nowMs(): number {
    return this.lobbyClock.nowMs();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A choice in the lobby; answers with the reason it was refused. */
  choose(input: Extract<LobbyInput, { kind: 'nickname' | 'seat' | 'ready' | 'start' }>): string | undefined {
    const refused = this.step(input);
    this.changed();
    return refused;
  }

  submit(transaction: Unnumbered): string | undefined {
    return this.validator ? this.validator.submit(transaction) : 'not-playing';
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }

  private step(input: LobbyInput): string | undefined {
    const r = stepLobby(this.lobbyState, input);
    this.lobbyState = r.state;
    for (const effect of r.effects) this.carryOut(effect);
    this.changed();
    return r.refused;
  }

  private carryOut(effect: LobbyEffect): void {
    switch (effect.kind) {
      case 'hello':
        void this.sendHello(effect.to).catch(this.failed);
        break;
      case 'sign':
        void this.signGenesis(effect).catch(this.failed);
        break;
      case 'broadcast':
        this.o.network.broadcast(encodeMessage(effect.message));
        break;
      case 'send':
        this.o.network.send(effect.to, encodeMessage(effect.message));
        break;
      case 'started':
        void this.begin(effect.genesis).catch(this.failed);
        break;
    }
  }

  private readonly failed = (error: unknown): void => {
    this.fatalError ??= error ?? new Error('unknown');
    this.validator?.stop();
    this.changed();
  };

  private async sendHello(to: PeerId | undefined): Promise<void> {
    const s = this.lobbyState;
    const unsigned: Hello = {
      tableId: this.o.tableId,
      key: s.key,
      role: 0,
      seat: s.seat,
      ready: s.ready ? 1 : 0,
      nickname: s.nickname,
      revision: s.revision,
      peerId: new TextEncoder().encode(this.o.network.self),
      signature: new Uint8Array(64),
    };
    const signature = await this.o.ed25519.sign(this.o.secretKey, helloSigningBytes(unsigned));
    const bytes = encodeMessage({ kind: 'hello', body: { ...unsigned, signature } });
    if (to === undefined) this.o.network.broadcast(bytes);
    else this.o.network.send(to, bytes);
  }

  private async signGenesis({ body, root }: Extract<LobbyEffect, { kind: 'sign' }>): Promise<void> {
    const signature = await this.o.ed25519.sign(this.o.secretKey, genesisSigningBytes(body));
    const { key } = this.lobbyState;
    const rootBytes = GenesisBodyType.hashTreeRoot(body);
    this.o.network.broadcast(
      encodeMessage({ kind: 'genesisSignature', body: { root: rootBytes, key, signature } }),
    );
    this.step({ kind: 'signature', root, key: toHex(key), signature });
  }

  private async begin(genesis: Genesis): Promise<void> {
    const { members } = genesis.body;
    const index = members.findIndex((m) => equalBytes(m.key, this.o.publicKey));
    if (index < 0) {
      this.without = true;
      this.changed();
      return;
    }
    await this.o.storage.saveGenesis(encodeGenesis(genesis));
    const seat = members[index]!.seat;
    // Where a journal exists the clock stood still while the tab was away; otherwise it starts with the genesis.
    const last = (await this.o.storage.loadSlots()).at(-1);
    this.lobbyClock = createTableClock(this.o.scheduler, last?.timeMs ?? 0, last !== undefined);
    const validator = await Validator.open({
      genesis,
      instance: GenesisBodyType.hashTreeRoot(genesis.body),
      index,
      seat: seat === NO_SEAT ? undefined : seat,
      secretKey: this.o.secretKey,
      ed25519: this.o.ed25519,
      network: this.o.network,
      validatorOf: (peer) => this.validatorOf(genesis, peer),
      peerOf: (validator) => this.peerOf(genesis, validator),
      storage: this.o.storage,
      worker: this.o.worker,
      scheduler: this.o.scheduler,
      clock: this.lobbyClock,
      wallClockMs: this.o.wallClockMs,
      onChange: () => this.changed(),
      onFatal: this.failed,
    });
    this.validator = validator;
    validator.start();
    for (const { from, message } of this.early) validator.receive(from, message);
    this.early = [];
    this.changed();
  }

  /** Whose link it was has to be asked before the lobby forgets the peer. */
  private linkChanged(peer: PeerId, up: boolean): void {
    const { genesis } = this.lobbyState;
    const whose = genesis && this.validatorOf(genesis, peer);
    if (up !== this.lobbyState.links.has(peer)) this.step({ kind: 'link', peer, up });
    if (whose !== undefined) this.validator?.linkChanged(whose);
  }

  /** Which validator a linked peer is: its signed hello binds the key to the peer id. */
  private validatorOf(genesis: Genesis, peer: PeerId): number | undefined {
    const hello = this.lobbyState.others.get(peer);
    if (!hello) return undefined;
    const index = genesis.body.members.findIndex((m) => equalBytes(m.key, hello.key));
    return index < 0 ? undefined : index;
  }

  private peerOf(genesis: Genesis, validator: number): PeerId | undefined {
    const member = genesis.body.members[validator];
    if (!member) return undefined;
    for (const [peer, hello] of this.lobbyState.others) {
      if (this.lobbyState.links.has(peer) && equalBytes(hello.key, member.key)) return peer;
    }
    return undefined;
  }

  private receive(from: PeerId, bytes: Uint8Array): void {
    let message: Message;
    try {
      message = decodeMessage(bytes);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.o.network.penalize(from, error.reason === 'oversized' ? 'oversized' : 'malformed');
      return;
    }
    void this.handle(from, message).catch(this.failed);
  }

  private async handle(from: PeerId, message: Message): Promise<void> {
    switch (message.kind) {
      case 'hello':
        return this.receiveHello(from, message.body);
      case 'genesisProposal':
        this.step({ kind: 'proposal', from, body: message.body });
        return;
      case 'genesisSignature':
        return this.receiveSignature(from, message.body);
      case 'genesis':
        return this.receiveGenesis(from, message.body);
      case 'block':
      case 'blocks':
      case 'frontier':
        if (this.validator) this.validator.receive(from, message);
        // A peer that completed the genesis a moment earlier is already speaking: keep a little of it.
        else if (this.early.length < 256) this.early.push({ from, message });
        return;
      case 'bye':
        if (equalBytes(message.body.tableId, this.o.tableId)) this.linkChanged(from, false);
        return;
    }
  }

  private async receiveHello(from: PeerId, hello: Hello): Promise<void> {
    if (!equalBytes(hello.tableId, this.o.tableId)) return this.o.network.penalize(from, 'wrong-table');
    if (new TextDecoder().decode(hello.peerId) !== from)
      return this.o.network.penalize(from, 'bad-structure');
    const ok =
      this.o.ed25519.isAdmissibleKey(hello.key) &&
      (await this.o.ed25519.verify(hello.key, helloSigningBytes(hello), hello.signature));
    if (!ok) return this.o.network.penalize(from, 'bad-signature');
    this.step({ kind: 'hello', from, hello });
    const { genesis } = this.lobbyState;
    const whose = genesis && this.validatorOf(genesis, from);
    if (whose !== undefined) this.validator?.linkChanged(whose);
  }

  private async receiveSignature(from: PeerId, s: MessageOf<'genesisSignature'>['body']): Promise<void> {
    const { proposal } = this.lobbyState;
    if (!proposal || proposal.root !== toHex(s.root)) return;
    if (!(await this.o.ed25519.verify(s.key, genesisSigningBytes(proposal.body), s.signature))) {
      return this.o.network.penalize(from, 'bad-signature');
    }
    this.step({ kind: 'signature', root: proposal.root, key: toHex(s.key), signature: s.signature });
  }

  private async receiveGenesis(from: PeerId, genesis: Genesis): Promise<void> {
    if (this.lobbyState.genesis) return;
    if (!(await genesisHolds(genesis, this.o.ed25519))) return this.o.network.penalize(from, 'bad-signature');
    this.step({ kind: 'genesis', genesis });
  }
}

/** Every member's signature over the body, under an admissible key. */
export async function genesisHolds(genesis: Genesis, ed25519: Ed25519): Promise<boolean> {
  const { body, signatures } = genesis;
  if (signatures.length !== body.members.length) return false;
  const bytes = genesisSigningBytes(body);
  for (const [i, member] of body.members.entries()) {
    if (!ed25519.isAdmissibleKey(member.key)) return false;
    if (!(await ed25519.verify(member.key, bytes, signatures[i]!))) return false;
  }
  return true;
}
