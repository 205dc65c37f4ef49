/** Carries out what the lobby asks for: says hello, signs the genesis, and begins the table. */
import { NO_BUILD } from '../../codec/app.ts';
import { encodeText, equalBytes, toHex } from '../../codec/decode.ts';
import {
  decodeGenesis,
  encodeGenesis,
  type Genesis,
  GenesisBodyType,
  genesisSigningBytes,
  isSealed,
  ROLES,
  sealSigningBytes,
} from '../../codec/genesis.ts';
import { helloSigningBytes } from '../../codec/hello.ts';
import { limits } from '../../codec/limits.ts';
import { lookNumbers } from '../../codec/look.ts';
import { encodeMessage } from '../../codec/wire.ts';
import type { PeerId } from '../../net/network.ts';
import { rulesOf } from '../../table/state/rulesOf.ts';
import type { NodeOptions } from '../options.ts';
import { createLobby, stepLobby } from './lobby.ts';
import type { Hello, LobbyState } from './state.ts';
import type { LobbyEffect, LobbyInput, LobbyRefusal } from './steps.ts';

/** How long a proposal is open: from the creator's start to its seal; milliseconds. */
const patienceMs = 30_000;

interface LobbyShellOptions {
  readonly node: NodeOptions;
  /** The epoch we know of. */
  readonly epoch: () => number;
  /** The genesis is signed by all, or was stored. */
  readonly onStarted: (genesis: Genesis) => void;
  readonly onChange: () => void;
  readonly onFatal: (error: unknown) => void;
}

export class LobbyShell {
  state: LobbyState;
  /** What is said in the lobby goes out in the order in which it was decided, however long signing takes. */
  private saying: Promise<void> = Promise.resolve();

  constructor(private readonly o: LobbyShellOptions) {
    const { config, network, publicKey, nickname, role, rules, build } = o.node;
    const name = encodeText(nickname, limits.nicknameBytes, 'nickname');
    const app = { rules: rules ?? rulesOf(config), build: build ?? NO_BUILD };
    this.state = createLobby(config, network.self, publicKey, name, ROLES.indexOf(role ?? 'player'), app);
  }

  step(input: LobbyInput): LobbyRefusal | undefined {
    const r = stepLobby(this.state, input);
    this.state = r.state;
    for (const effect of r.effects) this.carryOut(effect);
    this.o.onChange();
    return r.refused;
  }

  /** A tab that was at this table before goes on, under its name and in its seat, with what it journaled. */
  async resume(): Promise<void> {
    const { storage, publicKey } = this.o.node;
    const stored = await storage.loadGenesis();
    if (!stored) return;
    const genesis = decodeGenesis(stored);
    const me = genesis.body.members.find((m) => equalBytes(m.key, publicKey));
    if (me) this.state = { ...this.state, seat: me.seat, nickname: me.nickname, ready: true };
    this.step({ kind: 'genesis', genesis });
  }

  /** Says who we are, to all or to one. */
  hello(to?: PeerId): void {
    this.say(() => this.sendHello(to));
  }

  private say(what: () => void | Promise<void>): void {
    this.saying = this.saying.then(what).catch(this.o.onFatal);
  }

  private carryOut(effect: LobbyEffect): void {
    const { network } = this.o.node;
    switch (effect.kind) {
      case 'hello':
        this.hello(effect.to);
        break;
      case 'sign':
        this.say(() => this.signGenesis(effect));
        break;
      case 'wait':
        this.o.node.scheduler.after(patienceMs, () => this.step({ kind: 'patience', root: effect.root }));
        break;
      case 'seal':
        void this.seal(effect).catch(this.o.onFatal);
        break;
      case 'broadcast':
        if (effect.message.kind === 'genesisProposal')
          this.say(() => network.broadcast(encodeMessage(effect.message)));
        else network.broadcast(encodeMessage(effect.message));
        break;
      case 'send':
        network.send(effect.to, encodeMessage(effect.message));
        break;
      case 'started':
        this.o.onStarted(effect.genesis);
        break;
    }
  }

  private async sendHello(to: PeerId | undefined): Promise<void> {
    const { network } = this.o.node;
    const bytes = encodeMessage({ kind: 'hello', body: await this.signedHello() });
    if (to === undefined) network.broadcast(bytes);
    else network.send(to, bytes);
  }

  /** Who we say that we are now. */
  async signedHello(): Promise<Hello> {
    const { state: s } = this;
    const { network, tableId, ed25519, secretKey } = this.o.node;
    const unsigned: Hello = {
      tableId,
      key: s.key,
      role: s.role,
      seat: s.seat,
      ready: s.ready ? 1 : 0,
      nickname: s.nickname,
      revision: s.revision,
      epoch: this.o.epoch(),
      peerId: new TextEncoder().encode(network.self),
      signature: new Uint8Array(64),
      ...(isSealed(s.config) ? { ...s.app, ...lookNumbers(s.look) } : {}),
    };
    const signature = await ed25519.sign(secretKey, helloSigningBytes(unsigned));
    return { ...unsigned, signature };
  }

  private async signGenesis({ body, root }: Extract<LobbyEffect, { kind: 'sign' }>): Promise<void> {
    const { network, ed25519, secretKey } = this.o.node;
    const signature = await ed25519.sign(secretKey, genesisSigningBytes(body));
    const { key } = this.state;
    const said = { root: GenesisBodyType.hashTreeRoot(body), key, signature };
    network.broadcast(encodeMessage({ kind: 'genesisSignature', body: said }));
    this.step({ kind: 'signature', root, key: toHex(key), signature });
  }

  /** One table is sealed once, whatever became of this tab in between: what is stored is what was sealed. */
  private async seal({ body, signatures }: Extract<LobbyEffect, { kind: 'seal' }>): Promise<void> {
    const { storage, ed25519, secretKey } = this.o.node;
    const stored = await storage.loadGenesis();
    if (stored) {
      this.step({ kind: 'sealed', genesis: decodeGenesis(stored) });
      return;
    }
    const seal = await ed25519.sign(secretKey, sealSigningBytes(body));
    const genesis: Genesis = { body, signatures: [...signatures, seal] };
    await storage.saveGenesis(encodeGenesis(genesis));
    this.step({ kind: 'sealed', genesis });
  }
}
