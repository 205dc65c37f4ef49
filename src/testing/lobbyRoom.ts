/** Lobbies without shells: what one says reaches the others at once, and tests choose what does not. */
import { CONFIG_VERSION, PROTOCOL_VERSION, SECOND_DEFAULTS, type TableConfig } from '../codec/config.ts';
import { toHex } from '../codec/decode.ts';
import { type Genesis, isSealed } from '../codec/genesis.ts';
import { lookNumbers } from '../codec/look.ts';
import { PROOF_KINDS } from '../codec/proofKinds.ts';
import { createLobby, stepLobby } from '../node/lobby/lobby.ts';
import type { Hello, LobbyState } from '../node/lobby/state.ts';
import type { LobbyEffect, LobbyInput } from '../node/lobby/steps.ts';

export const key = (n: number) => new Uint8Array(32).fill(n);
export const name = (s: string) => new TextEncoder().encode(s);
export const config: TableConfig = {
  protocolVersion: PROTOCOL_VERSION,
  name: name('t'),
  game: 0,
  structure: 0,
  smallBlindChips: 1,
  bigBlindChips: 2,
  anteKind: 0,
  anteChips: 0,
  startingStackChips: 200,
  bondChips: 0,
  seats: 6,
  actionTimeMs: 30_000,
  timeBankMs: 0,
  escrow: 0,
  levels: [],
  payoutsBasisPoints: [],
  straddle: 0,
  runItTwice: 0,
  bombPotHands: 0,
  bombPotChips: 0,
  rabbitHunt: 0,
  crsDigest: key(0),
  creatorKey: key(1),
  salt: new Uint8Array(16),
};

/** The same in the second version: with a seal. */
export const sealedConfig: TableConfig = {
  ...config,
  protocolVersion: CONFIG_VERSION,
  proofs: PROOF_KINDS.indexOf('both'),
  ...SECOND_DEFAULTS,
};

/** Some lobbies wired together: effects are delivered at once, signatures are all zeros. */
export class Room {
  readonly tabs = new Map<string, LobbyState>();
  readonly started: string[] = [];
  /** Seals made and not handed back yet, by peer: the creator's journal, which takes its time. */
  readonly seals = new Map<string, Genesis>();
  /** What a peer's effects are not carried out of: it vanishes while it says so. */
  mute: (from: string, to: string, effect: LobbyEffect) => boolean = () => false;
  constructor(private readonly table: TableConfig = config) {}
  add(peer: string, n: number, role = 0): void {
    this.tabs.set(peer, createLobby(this.table, peer, key(n), name(peer), role));
    for (const other of this.tabs.keys()) {
      if (other === peer) continue;
      this.in(other, { kind: 'link', peer, up: true });
      this.in(peer, { kind: 'link', peer: other, up: true });
    }
  }
  hello(peer: string): Hello {
    const s = this.tabs.get(peer)!;
    return {
      tableId: key(0),
      key: s.key,
      role: s.role,
      seat: s.seat,
      ready: s.ready ? 1 : 0,
      nickname: s.nickname,
      revision: s.revision,
      epoch: 0,
      peerId: name(peer),
      signature: new Uint8Array(64),
      ...(isSealed(this.table) ? { ...s.app, ...lookNumbers(s.look) } : {}),
    };
  }
  in(peer: string, input: LobbyInput): string | undefined {
    const s = this.tabs.get(peer);
    if (!s) return 'gone';
    const r = stepLobby(s, input);
    this.tabs.set(peer, r.state);
    for (const e of r.effects) {
      const others = [...this.tabs.keys()].filter((p) => p !== peer && !this.mute(peer, p, e));
      if (e.kind === 'started') this.started.push(peer);
      if (e.kind === 'hello')
        for (const to of e.to ? [e.to] : others)
          this.in(to, { kind: 'hello', from: peer, hello: this.hello(peer) });
      if (e.kind === 'sign') {
        const signature = {
          kind: 'signature',
          root: e.root,
          key: toHex(s.key),
          signature: new Uint8Array(64),
        } as const;
        for (const to of [peer, ...others]) this.in(to, signature);
      }
      if (e.kind === 'broadcast' && e.message.kind === 'genesisProposal')
        for (const to of others) this.in(to, { kind: 'proposal', from: peer, body: e.message.body });
      if (e.kind === 'broadcast' && e.message.kind === 'genesis')
        for (const to of others) this.in(to, { kind: 'genesis', genesis: e.message.body });
      if (e.kind === 'send' && e.message.kind === 'hello' && !this.mute(peer, e.to, e))
        this.in(e.to, { kind: 'heard', hello: e.message.body });
      if (e.kind === 'send' && e.message.kind === 'genesis')
        this.in(e.to, { kind: 'genesis', genesis: e.message.body });
      if ((e.kind === 'broadcast' || e.kind === 'send') && e.message.kind === 'removed')
        for (const to of e.kind === 'send' ? [e.to] : others)
          this.in(to, { kind: 'removed', from: peer, keys: e.message.body.keys.map(toHex) });
      if (e.kind === 'seal')
        this.seals.set(peer, { body: e.body, signatures: [...e.signatures, new Uint8Array(64)] });
    }
    return r.refused;
  }
  /** The creator's journal has the seal. */
  seal(peer: string): void {
    this.in(peer, { kind: 'sealed', genesis: this.seals.get(peer)! });
  }
  sit(peer: string, seat: number): string | undefined {
    return this.in(peer, { kind: 'seat', seat }) ?? this.in(peer, { kind: 'ready', ready: true });
  }
  leave(peer: string): void {
    this.tabs.delete(peer);
    for (const p of this.tabs.keys()) this.in(p, { kind: 'link', peer, up: false });
  }
}
