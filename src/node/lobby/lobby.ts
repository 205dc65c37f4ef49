/**
 * The lobby, from arriving at a table URL to a genesis signed by every seated player. Pure: signatures are
 * made and checked by the shell.
 *
 * - Upon a link coming up: send it my hello. Upon any change of mine: send my hello to all.
 * - Upon a hello (signature and peer id checked): it replaces an older revision of the same peer. Where two
 *   claim one seat, the ready one keeps it, then the lower key; the other loses its seat. The first one of a
 *   peer is answered with mine: a tab that is still starting up misses what was sent when the link opened.
 * - Upon start (creator only): propose a genesis of all seated players, who must all be ready and linked, and
 *   of the linked witnesses, first come first served, as many as may vote beside so many players
 *   (witnesses.ts); or of none, if the creator says so.
 * - Upon a proposal from the creator's peer: sign it if it says of every member exactly what that member's
 *   own hello says, mine included, all are ready, and it has no more witnesses than may vote. Nobody can be seated
 * elsewhere, or
 *   under another name, than they asked; nobody is made a witness. Who has not been heard yet may still be on
 *   the way: the creator's last proposal is looked at again upon every hello. A witness looks only at its own
 *   entry: who plays is not its business.
 * - Upon a member's link going down before all have signed, or its not being ready any more (it has lost a
 *   link): the proposal is void, everyone readies again.
 * - Upon the last signature: the genesis is complete; it is sent to all, so that nobody misses it.
 *
 * A witness has no seat and is always ready. One that knows only the table's id asks for the configuration with
 * a hello of revision 0: it is answered with that alone, and forgotten.
 */
import { type TableConfig, TableConfigType } from '../../codec/config.ts';
import { equalBytes, toHex } from '../../codec/decode.ts';
import {
  checkGenesisBody,
  type Genesis,
  type GenesisBody,
  GenesisBodyType,
  type Member,
  NO_SEAT,
} from '../../codec/genesis.ts';
import type { Message } from '../../codec/wire.ts';
import type { PeerId } from '../../net/network.ts';
import { canStart, isCreator, isMember, PLAYER, seating, WITNESS, witnesses } from './seating.ts';
import type { Hello, LobbyState } from './state.ts';
import { admittedWitnesses, mayWitness } from './witnesses.ts';

/** Of the hello by which a witness asks for the table's configuration. */
export const ASKING_REVISION = 0;

export type LobbyInput =
  | { readonly kind: 'nickname'; readonly nickname: Uint8Array }
  | { readonly kind: 'seat'; readonly seat: number }
  | { readonly kind: 'ready'; readonly ready: boolean }
  /** `witnesses`: false leaves out all who would vote without playing. */
  | { readonly kind: 'start'; readonly witnesses?: boolean }
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
  | { readonly kind: 'genesis'; readonly genesis: Genesis }
  /** An epoch begins, with these members; certified, or our own word. */
  | {
      readonly kind: 'members';
      readonly members: readonly Member[];
      /** The seat is ours and we come back to it by ourselves: a hand that we are in waits for us. */
      readonly returning?: number | undefined;
    };

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
  | 'already-started'
  | 'a-witness';

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
  role = PLAYER,
): LobbyState {
  return {
    config,
    self,
    key,
    nickname,
    role,
    seat: NO_SEAT,
    ready: role === WITNESS,
    revision: ASKING_REVISION + 1,
    links: new Set(),
    others: new Map(),
    proposal: undefined,
    unsigned: undefined,
    genesis: undefined,
    members: undefined,
  };
}

export function stepLobby(s: LobbyState, input: LobbyInput): LobbyStep {
  switch (input.kind) {
    case 'nickname':
    case 'seat':
    case 'ready':
      return change(s, input);
    case 'start':
      return start(s, input.witnesses ?? true);
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
    case 'members':
      return epoch(s, input.members, input.returning);
  }
}

const refuse = (state: LobbyState, refused: LobbyRefusal): LobbyStep => ({ state, effects: [], refused });

function change(
  s: LobbyState,
  input: Extract<LobbyInput, { kind: 'nickname' | 'seat' | 'ready' }>,
): LobbyStep {
  // At a running table only who does not play has something to choose.
  if (s.genesis ? s.members === undefined || isMember(s, s.key) : s.proposal)
    return refuse(s, 'already-started');
  if (s.role === WITNESS && input.kind !== 'nickname') return refuse(s, 'a-witness');
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

/**
 * Upon an epoch: who has left gets up, unless a hand waits for it; who waits for a seat says so again, because the
 * wish names the epoch; who is in has nothing to say.
 */
function epoch(s: LobbyState, members: readonly Member[], returning: number | undefined): LobbyStep {
  const playedBefore = isMember(s, s.key);
  const state: LobbyState = { ...s, members };
  if (isMember(state, s.key)) return { state, effects: [] };
  const taken = members.some((m) => m.seat === s.seat && m.role === PLAYER);
  const stood = (playedBefore || taken) && s.role === PLAYER ? { seat: NO_SEAT, ready: false } : {};
  const back = returning === undefined ? stood : { seat: returning, ready: true };
  return {
    state: { ...state, ...back, revision: s.revision + 1 },
    effects: [{ kind: 'hello', to: undefined }],
  };
}

function start(s: LobbyState, withWitnesses: boolean): LobbyStep {
  if (!isCreator(s)) return refuse(s, 'not-creator');
  if (s.genesis || s.proposal) return refuse(s, 'already-started');
  if (!canStart(s)) return refuse(s, 'not-ready');
  const players = [...seating(s)]
    .sort(([a], [b]) => a - b)
    .map(([seat, p]) => ({ role: PLAYER, seat, key: p.key, nickname: p.nickname }));
  const offered = withWitnesses ? witnesses(s) : [];
  const admitted = offered
    .slice(0, admittedWitnesses(players.length, offered.length))
    .map((h) => ({ role: WITNESS, seat: NO_SEAT, key: h.key, nickname: h.nickname }))
    .sort((a, b) => (toHex(a.key) < toHex(b.key) ? -1 : 1));
  const body: GenesisBody = { config: s.config, members: [...players, ...admitted] };
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
  const unsigned = s.unsigned?.from === peer ? undefined : s.unsigned;
  const state = { ...s, links, others, unsigned };
  return gone && isProposed(s, gone.key) ? voided(state) : { state, effects: [] };
}

/** A proposal with this member is open. */
const isProposed = (s: LobbyState, key: Uint8Array): boolean =>
  !s.genesis && (s.proposal?.body.members.some((m) => equalBytes(m.key, key)) ?? false);

function voided(s: LobbyState): LobbyStep {
  return {
    state: { ...s, proposal: undefined, ready: s.role === WITNESS, revision: s.revision + 1 },
    effects: [{ kind: 'hello', to: undefined }],
  };
}

function hello(s: LobbyState, from: PeerId, h: Hello): LobbyStep {
  const old = s.others.get(from);
  if (h.role === WITNESS && h.seat !== NO_SEAT) return { state: s, effects: [] };
  if (h.role === WITNESS && h.revision === ASKING_REVISION)
    return {
      state: s,
      effects: [{ kind: 'send', to: from, message: { kind: 'tableConfig', body: s.config } }],
    };
  if (old && old.revision >= h.revision) return { state: s, effects: [] };
  if (equalBytes(h.key, s.key)) return { state: s, effects: [] };
  const others = new Map(s.others).set(from, h);
  const unsigned = h.ready === 0 && s.unsigned?.from === from ? undefined : s.unsigned;
  const state = { ...s, others, unsigned };
  if (h.ready === 0 && isProposed(s, h.key)) return voided(state);
  const lost = !s.genesis && !s.proposal && s.seat !== NO_SEAT && seating(state).get(s.seat)?.peer !== s.self;
  if (!lost) {
    const again = unsigned ? proposal(state, unsigned.from, unsigned.body) : { state, effects: [] };
    return { state: again.state, effects: [...(old ? [] : greeting(state, from)), ...again.effects] };
  }
  return {
    state: { ...state, seat: NO_SEAT, ready: false, revision: s.revision + 1 },
    effects: [{ kind: 'hello', to: undefined }],
  };
}

const sameTable = (s: LobbyState, body: GenesisBody): boolean =>
  equalBytes(TableConfigType.hashTreeRoot(body.config), TableConfigType.hashTreeRoot(s.config));

function proposal(s: LobbyState, from: PeerId, body: GenesisBody): LobbyStep {
  const creator = s.others.get(from);
  if (
    s.genesis ||
    s.proposal ||
    !creator ||
    !equalBytes(creator.key, s.config.creatorKey) ||
    !sameTable(s, body)
  )
    return { state: s, effects: [] };
  return maySign(s, body) ? adopt(s, body) : { state: { ...s, unsigned: { from, body } }, effects: [] };
}

/** The body says of me what I say, and of the others what each of them has told me. */
function maySign(s: LobbyState, body: GenesisBody): boolean {
  const mine = body.members.find((m) => equalBytes(m.key, s.key));
  if (!s.ready || !mine || !isAsSaid(mine, s)) return false;
  if (s.role === WITNESS) return true;
  const players = body.members.filter((m) => m.role === PLAYER).length;
  if (!mayWitness(players, body.members.length - players)) return false;
  const said = new Map([...s.others.values()].map((h) => [toHex(h.key), h]));
  return body.members.every((m) => {
    const claim = said.get(toHex(m.key));
    return m === mine || (claim?.ready === 1 && isAsSaid(m, claim));
  });
}

type Claim = Pick<Hello, 'role' | 'seat' | 'nickname'>;
const isAsSaid = (m: Claim, claim: Claim): boolean =>
  m.role === claim.role && m.seat === claim.seat && equalBytes(m.nickname, claim.nickname);

function adopt(s: LobbyState, body: GenesisBody): LobbyStep {
  const root = toHex(GenesisBodyType.hashTreeRoot(body));
  return {
    state: { ...s, proposal: { body, root, signatures: new Map() }, unsigned: undefined },
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
