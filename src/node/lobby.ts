/**
 * The lobby, from arriving at a table URL to a genesis signed by every seated player. Pure: signatures are
 * made and checked by the shell.
 *
 * - Upon a link coming up: send it my hello. Upon any change of mine: send my hello to all.
 * - Upon a hello (signature and peer id checked): it replaces an older revision of the same peer. Where two
 *   claim one seat, the ready one keeps it, then the lower key; the other loses its seat. The first one of a
 *   peer is answered with mine: a tab that is still starting up misses what was sent when the link opened.
 * - Upon start (creator only): propose a genesis of all seated players, who must all be ready and linked.
 * - Upon a proposal from the creator's peer: sign it if it says of every member exactly what that member's
 *   own hello says, mine included. Nobody can be seated elsewhere, or under another name, than they asked.
 * - Upon a member's link going down before all have signed: the proposal is void, everyone readies again.
 * - Upon the last signature: the genesis is complete; it is sent to all, so that nobody misses it.
 */
import { type TableConfig, TableConfigType } from '../codec/config.ts';
import { equalBytes, toHex } from '../codec/decode.ts';
import {
  checkGenesisBody,
  type Genesis,
  type GenesisBody,
  GenesisBodyType,
  NO_SEAT,
} from '../codec/genesis.ts';
import type { Message, MessageOf } from '../codec/wire.ts';
import type { PeerId } from '../net/network.ts';

export type Hello = MessageOf<'hello'>['body'];

interface Proposal {
  readonly body: GenesisBody;
  readonly root: string;
  /** By hex key. */
  readonly signatures: ReadonlyMap<string, Uint8Array>;
}

export interface LobbyState {
  readonly config: TableConfig;
  readonly self: PeerId;
  readonly key: Uint8Array;
  readonly nickname: Uint8Array;
  /** NO_SEAT until chosen. */
  readonly seat: number;
  readonly ready: boolean;
  readonly revision: number;
  readonly links: ReadonlySet<PeerId>;
  readonly others: ReadonlyMap<PeerId, Hello>;
  readonly proposal: Proposal | undefined;
  readonly genesis: Genesis | undefined;
}

export type LobbyInput =
  | { readonly kind: 'nickname'; readonly nickname: Uint8Array }
  | { readonly kind: 'seat'; readonly seat: number }
  | { readonly kind: 'ready'; readonly ready: boolean }
  | { readonly kind: 'start' }
  | { readonly kind: 'link'; readonly peer: PeerId; readonly up: boolean }
  /** Signature checked, and the hello's peer id equals `from`. */
  | { readonly kind: 'hello'; readonly from: PeerId; readonly hello: Hello }
  | { readonly kind: 'proposal'; readonly from: PeerId; readonly body: GenesisBody }
  /** Signature checked against `key` over the signing bytes of the proposal with this root. */
  | {
      readonly kind: 'signature';
      readonly root: string;
      readonly key: string;
      readonly signature: Uint8Array;
    }
  /** All signatures checked. */
  | { readonly kind: 'genesis'; readonly genesis: Genesis };

export type LobbyEffect =
  /** Sign and send my present hello, to all or to one. */
  | { readonly kind: 'hello'; readonly to: PeerId | undefined }
  /** Sign the genesis body; hand my signature back as an input and send it to all. */
  | { readonly kind: 'sign'; readonly body: GenesisBody; readonly root: string }
  | { readonly kind: 'broadcast'; readonly message: Message }
  | { readonly kind: 'send'; readonly to: PeerId; readonly message: Message }
  | { readonly kind: 'started'; readonly genesis: Genesis };

export type LobbyRefusal =
  | 'seat-taken'
  | 'no-such-seat'
  | 'not-seated'
  | 'not-creator'
  | 'not-ready'
  | 'already-started';

export interface LobbyStep {
  readonly state: LobbyState;
  readonly effects: readonly LobbyEffect[];
  readonly refused?: LobbyRefusal;
}

export function createLobby(
  config: TableConfig,
  self: PeerId,
  key: Uint8Array,
  nickname: Uint8Array,
): LobbyState {
  return {
    config,
    self,
    key,
    nickname,
    seat: NO_SEAT,
    ready: false,
    revision: 1,
    links: new Set(),
    others: new Map(),
    proposal: undefined,
    genesis: undefined,
  };
}

export const isCreator = (s: LobbyState): boolean => equalBytes(s.key, s.config.creatorKey);

/** Who holds each seat, me included; peers without a link do not count. */
export function seating(
  s: LobbyState,
): Map<number, { key: Uint8Array; nickname: Uint8Array; ready: boolean; peer: PeerId }> {
  const seats = new Map<number, { key: Uint8Array; nickname: Uint8Array; ready: boolean; peer: PeerId }>();
  const claims = [...s.others.entries()]
    .filter(([peer]) => s.links.has(peer))
    .map(([peer, h]) => ({ seat: h.seat, key: h.key, nickname: h.nickname, ready: h.ready === 1, peer }));
  claims.push({ seat: s.seat, key: s.key, nickname: s.nickname, ready: s.ready, peer: s.self });
  claims.sort((a, b) => Number(b.ready) - Number(a.ready) || (toHex(a.key) < toHex(b.key) ? -1 : 1));
  for (const { seat, ...who } of claims) if (seat < s.config.seats && !seats.has(seat)) seats.set(seat, who);
  return seats;
}

/** At least two are seated, all of them are ready (and linked: others do not count as seated). */
export function canStart(s: LobbyState): boolean {
  const seats = seating(s);
  return (
    isCreator(s) && s.genesis === undefined && seats.size >= 2 && [...seats.values()].every((p) => p.ready)
  );
}

/** Seats whose signature under the proposal is still awaited. */
export function awaitedSignatures(s: LobbyState): number[] {
  const p = s.proposal;
  return p ? p.body.members.filter((m) => !p.signatures.has(toHex(m.key))).map((m) => m.seat) : [];
}

export function stepLobby(s: LobbyState, input: LobbyInput): LobbyStep {
  switch (input.kind) {
    case 'nickname':
    case 'seat':
    case 'ready':
      return change(s, input);
    case 'start':
      return start(s);
    case 'link':
      return link(s, input.peer, input.up);
    case 'hello':
      return hello(s, input.from, input.hello);
    case 'proposal':
      return proposal(s, input.from, input.body);
    case 'signature':
      return signature(s, input.root, input.key, input.signature);
    case 'genesis':
      if (s.genesis || !sameTable(s, input.genesis.body)) return { state: s, effects: [] };
      return {
        state: { ...s, genesis: input.genesis },
        effects: [{ kind: 'started', genesis: input.genesis }],
      };
  }
}

const refuse = (state: LobbyState, refused: LobbyRefusal): LobbyStep => ({ state, effects: [], refused });

function change(
  s: LobbyState,
  input: Extract<LobbyInput, { kind: 'nickname' | 'seat' | 'ready' }>,
): LobbyStep {
  if (s.genesis || s.proposal) return refuse(s, 'already-started');
  const revision = s.revision + 1;
  const effects: LobbyEffect[] = [{ kind: 'hello', to: undefined }];
  if (input.kind === 'nickname') return { state: { ...s, nickname: input.nickname, revision }, effects };
  if (input.kind === 'ready') {
    if (s.seat === NO_SEAT) return refuse(s, 'not-seated');
    return { state: { ...s, ready: input.ready, revision }, effects };
  }
  if (input.seat !== NO_SEAT) {
    if (!(input.seat >= 0 && input.seat < s.config.seats)) return refuse(s, 'no-such-seat');
    const holder = seating(s).get(input.seat);
    if (holder && holder.peer !== s.self) return refuse(s, 'seat-taken');
  }
  return {
    state: { ...s, seat: input.seat, ready: input.seat === NO_SEAT ? false : s.ready, revision },
    effects,
  };
}

function start(s: LobbyState): LobbyStep {
  if (!isCreator(s)) return refuse(s, 'not-creator');
  if (s.genesis || s.proposal) return refuse(s, 'already-started');
  if (!canStart(s)) return refuse(s, 'not-ready');
  const members = [...seating(s)]
    .sort(([a], [b]) => a - b)
    .map(([seat, p]) => ({ role: 0, seat, key: p.key, nickname: p.nickname }));
  const body: GenesisBody = { config: s.config, members };
  checkGenesisBody(body);
  const adopted = adopt(s, body);
  return {
    state: adopted.state,
    effects: [{ kind: 'broadcast', message: { kind: 'genesisProposal', body } }, ...adopted.effects],
  };
}

/** What a peer is told first: who I am, and that the table has started, if it has. */
function greeting(s: LobbyState, to: PeerId): LobbyEffect[] {
  const hello: LobbyEffect = { kind: 'hello', to };
  return s.genesis ? [hello, { kind: 'send', to, message: { kind: 'genesis', body: s.genesis } }] : [hello];
}

function link(s: LobbyState, peer: PeerId, up: boolean): LobbyStep {
  const links = new Set(s.links);
  if (up) {
    links.add(peer);
    return { state: { ...s, links }, effects: greeting(s, peer) };
  }
  links.delete(peer);
  const others = new Map(s.others);
  const gone = others.get(peer);
  others.delete(peer);
  const state = { ...s, links, others };
  if (!s.genesis && s.proposal && gone && s.proposal.body.members.some((m) => equalBytes(m.key, gone.key))) {
    return {
      state: { ...state, proposal: undefined, ready: false, revision: s.revision + 1 },
      effects: [{ kind: 'hello', to: undefined }],
    };
  }
  return { state, effects: [] };
}

function hello(s: LobbyState, from: PeerId, h: Hello): LobbyStep {
  const old = s.others.get(from);
  if (old && old.revision >= h.revision) return { state: s, effects: [] };
  if (equalBytes(h.key, s.key)) return { state: s, effects: [] };
  const others = new Map(s.others).set(from, h);
  const state = { ...s, others };
  const lost = !s.genesis && !s.proposal && s.seat !== NO_SEAT && seating(state).get(s.seat)?.peer !== s.self;
  if (!lost) return { state, effects: old ? [] : greeting(state, from) };
  return {
    state: { ...state, seat: NO_SEAT, ready: false, revision: s.revision + 1 },
    effects: [{ kind: 'hello', to: undefined }],
  };
}

const sameTable = (s: LobbyState, body: GenesisBody): boolean =>
  equalBytes(TableConfigType.hashTreeRoot(body.config), TableConfigType.hashTreeRoot(s.config));

function proposal(s: LobbyState, from: PeerId, body: GenesisBody): LobbyStep {
  const nothing = { state: s, effects: [] };
  const creator = s.others.get(from);
  if (s.genesis || s.proposal || !creator || !equalBytes(creator.key, s.config.creatorKey)) return nothing;
  if (!sameTable(s, body) || !s.ready) return nothing;
  const said = new Map([...s.others.values()].map((h) => [toHex(h.key), h]));
  let mine = false;
  for (const m of body.members) {
    const me = equalBytes(m.key, s.key);
    mine ||= me;
    const claim = me ? { seat: s.seat, nickname: s.nickname, role: 0 } : said.get(toHex(m.key));
    if (!claim || claim.seat !== m.seat || claim.role !== m.role || !equalBytes(claim.nickname, m.nickname))
      return nothing;
  }
  return mine ? adopt(s, body) : nothing;
}

function adopt(s: LobbyState, body: GenesisBody): LobbyStep {
  const root = toHex(GenesisBodyType.hashTreeRoot(body));
  return {
    state: { ...s, proposal: { body, root, signatures: new Map() } },
    effects: [{ kind: 'sign', body, root }],
  };
}

function signature(s: LobbyState, root: string, key: string, bytes: Uint8Array): LobbyStep {
  const p = s.proposal;
  if (s.genesis || !p || p.root !== root || p.signatures.has(key)) return { state: s, effects: [] };
  if (!p.body.members.some((m) => toHex(m.key) === key)) return { state: s, effects: [] };
  const signatures = new Map(p.signatures).set(key, bytes);
  const state: LobbyState = { ...s, proposal: { ...p, signatures } };
  if (signatures.size < p.body.members.length) return { state, effects: [] };
  const genesis: Genesis = {
    body: p.body,
    signatures: p.body.members.map((m) => signatures.get(toHex(m.key))!),
  };
  return {
    state: { ...state, genesis },
    effects: [
      { kind: 'broadcast', message: { kind: 'genesis', body: genesis } },
      { kind: 'started', genesis },
    ],
  };
}
