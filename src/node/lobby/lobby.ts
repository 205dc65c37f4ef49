/**
 * The lobby, from arriving at a table URL to the table's beginning (signing.ts). Pure: signatures are made and checked
 * by the shell.
 *
 * - Upon a link coming up: send it my hello. Upon any change of mine: send my hello to all.
 * - Upon a hello (signature and peer id checked): it replaces an older revision of the same peer. Where two
 *   claim one seat, the ready one keeps it, then the lower key; the other loses its seat. The first one of a
 *   peer is answered with mine: a tab that is still starting up misses what was sent when the link opened.
 *   One with my own key is another place where that key is open: it is noted, as long as it is linked.
 *   At tables with a seal it is passed on to everybody else: two who cannot reach each other sign one beginning.
 * - Upon a peer's word that its tab has stopped: its link counts as gone, and it is remembered why.
 * - Upon a hello that was passed on (signature checked): what its key wants is known, and nothing more; nobody has a
 *   seat by it, or a link.
 * - Upon the creator's wish that somebody leave the table: that key holds no seat here any more. Before the game
 *   begins the table is the creator's to fill, for its proposal is the consent.
 *
 * Whose app plays by other rules than ours may not sit down with us: neither side gives the other a seat, and both say
 * whose app is the older one.
 *
 * A witness has no seat and is always ready. One that knows only the table's id asks for the configuration with
 * a hello of revision 0: it is answered with that alone, and forgotten.
 */
import { type App, NO_BUILD } from '../../codec/app.ts';
import { type TableConfig, tableIdOf } from '../../codec/config.ts';
import { equalBytes, fromHex, toHex } from '../../codec/decode.ts';
import { isSealed, NO_SEAT } from '../../codec/genesis.ts';
import { limits } from '../../codec/limits.ts';
import { type Look, lookOf, NO_LOOK } from '../../codec/look.ts';
import { NEWEST_RULES, OLDEST_RULES } from '../../consensus/rules.ts';
import type { PeerId } from '../../net/network.ts';
import { isCreator, isMember, PLAYER, seating, WITNESS } from './seating.ts';
import { begun, isProposed, proposal, sealed, signature, start, voided } from './signing.ts';
import type { Hello, LobbyState } from './state.ts';
import { type LobbyEffect, type LobbyInput, type LobbyStep, nothing, refuse } from './steps.ts';

/** So many whom we may have no link to are remembered. */
const MOST_HEARD = 32;

/** Of the hello by which a witness asks for the table's configuration. */
export const ASKING_REVISION = 0;

/** By which a witness, or whoever comes by a short link, asks for the table's configuration, and nothing else. */
export const isQuestion = ({ role, revision }: Pick<Hello, 'role' | 'revision'>): boolean =>
  role === WITNESS && revision === ASKING_REVISION;

export function createLobby(
  config: TableConfig,
  self: PeerId,
  key: Uint8Array,
  nickname: Uint8Array,
  role = PLAYER,
  app: App = { rules: isSealed(config) ? NEWEST_RULES : OLDEST_RULES, build: NO_BUILD },
): LobbyState {
  return {
    config,
    self,
    key,
    nickname,
    role,
    app,
    look: NO_LOOK,
    looks: new Map(),
    seat: NO_SEAT,
    ready: role === WITNESS,
    revision: ASKING_REVISION + 1,
    links: new Set(),
    others: new Map(),
    twins: new Set(),
    heard: new Map(),
    later: new Map(),
    strangeRules: undefined,
    removed: new Set(),
    proposal: undefined,
    unsigned: undefined,
    witnessed: undefined,
    genesis: undefined,
    rival: undefined,
    pasts: undefined,
    disbelieved: false,
    setback: undefined,
    stopped: new Set(),
    members: undefined,
  };
}

export function stepLobby(s: LobbyState, input: LobbyInput): LobbyStep {
  switch (input.kind) {
    case 'nickname':
    case 'seat':
    case 'ready':
      return change(s, input);
    case 'look':
      return look(s, input.look);
    case 'start':
      return start(s, input.witnesses ?? true);
    case 'remove':
      return remove(s, input.seat);
    case 'link':
      return link(s, input.peer, input.up);
    case 'stopped':
      return stopped(s, input.peer);
    case 'hello':
      return passedOn(input.from, input.hello, hello(s, input.from, input.hello));
    case 'heard':
      return heard(s, input.hello);
    case 'later':
      return later(s, input.from, input.nickname);
    case 'rules':
      return nothing({ ...s, strangeRules: input.rules });
    case 'disbelieved':
      return nothing({ ...s, disbelieved: true });
    case 'pasts':
      return pasts(s, input.pasts);
    case 'removed':
      return removed(s, input.from, input.keys);
    case 'proposal':
      return proposal(s, input.from, input.body);
    case 'signature':
      return signature(s, input.root, input.key, input.signature);
    case 'patience':
      return s.proposal?.root === input.root ? voided(s, 'not-sealed') : nothing(s);
    case 'sealed':
      return sealed(s, input.genesis);
    case 'genesis':
      return begun(s, input.genesis);
    case 'members':
      return epoch(s, input);
  }
}

/** Changes nothing of what anybody signs or agrees to, so it may be said at any time. */
function look(s: LobbyState, said: Partial<Look>): LobbyStep {
  const next = { ...s.look, ...said };
  if (next.avatar === s.look.avatar && next.away === s.look.away) return nothing(s);
  return {
    state: { ...s, look: next, revision: s.revision + 1 },
    effects: [{ kind: 'hello', to: undefined }],
  };
}

function change(
  before: LobbyState,
  input: Extract<LobbyInput, { kind: 'nickname' | 'seat' | 'ready' }>,
): LobbyStep {
  const s = { ...before, setback: undefined };
  // Nobody is held to a proposal that the creator has not sealed.
  if (input.kind === 'ready' && !input.ready && !s.genesis && s.proposal && isSealed(s.config))
    return s.proposal.sealing ? refuse(before, 'already-started') : voided(s);
  // At a running table only who does not play has something to choose.
  if (s.genesis ? s.members === undefined || isMember(s, s.key) : s.proposal)
    return refuse(before, 'already-started');
  if (s.role === WITNESS && input.kind !== 'nickname') return refuse(before, 'a-witness');
  const revision = s.revision + 1;
  const effects: LobbyEffect[] = [{ kind: 'hello', to: undefined }];
  if (input.kind === 'nickname')
    return { state: { ...s, nickname: input.nickname, revision, setback: before.setback }, effects };
  if (s.rival) return refuse(before, 'two-beginnings');
  if (s.pasts) return refuse(before, 'two-pasts');
  if (input.kind === 'ready') {
    if (s.seat === NO_SEAT) return refuse(before, 'not-seated');
    return { state: { ...s, ready: input.ready, revision }, effects };
  }
  if (input.seat !== NO_SEAT) {
    if (isRemoved(s, s.key)) return refuse(before, 'removed');
    if (!(input.seat >= 0 && input.seat < s.config.seats)) return refuse(before, 'no-such-seat');
    const holder = seating(s).get(input.seat);
    if (holder && holder.peer !== s.self) return refuse(before, 'seat-taken');
  }
  return {
    state: { ...s, seat: input.seat, ready: input.seat === NO_SEAT ? false : s.ready, revision },
    effects,
  };
}

/**
 * Upon an epoch: who has left gets up, unless a hand waits for it; who waits for a seat says so again, because the
 * wish names the epoch; who is in has nothing to say. Where the creator has begun without us we ask anew. On the way
 * to the epoch that is on, whoever sat in one of the past is in nobody's way.
 */
function epoch(
  s: LobbyState,
  { members, returning, isPast = false }: Extract<LobbyInput, { kind: 'members' }>,
): LobbyStep {
  const playedBefore = isMember(s, s.key);
  const beginsWithout = s.members === undefined && s.setback === 'begun-without-you';
  const state: LobbyState = { ...s, members };
  if (isMember(state, s.key)) return nothing({ ...state, setback: undefined });
  const taken = !isPast && members.some((m) => m.seat === s.seat && m.role === PLAYER);
  const gets = (playedBefore || taken || beginsWithout) && s.role === PLAYER;
  const stood = gets ? { seat: NO_SEAT, ready: false } : {};
  const back = returning === undefined ? stood : { seat: returning, ready: true };
  return {
    state: { ...state, ...back, revision: s.revision + 1 },
    effects: [{ kind: 'hello', to: undefined }],
  };
}

/** What a peer is told first: who I am, whom I want off the table, and that it has started, if it has. */
function greeting(s: LobbyState, to: PeerId): LobbyEffect[] {
  const effects: LobbyEffect[] = [{ kind: 'hello', to }];
  for (const [peer, h] of s.others) if (peer !== to && isPassedOn(s, h)) effects.push(passing(h, to));
  for (const body of [s.genesis, s.rival])
    if (body) effects.push({ kind: 'send', to, message: { kind: 'genesis', body } });
  if (!s.genesis && isCreator(s) && s.removed.size > 0)
    effects.push({ kind: 'send', to, message: removalOf(s) });
  return effects;
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
  const later = without(s.later, peer);
  const twins = new Set([...s.twins].filter((p) => p !== peer));
  const unsigned = s.unsigned?.from === peer ? undefined : s.unsigned;
  const state = { ...s, links, others, later, twins, unsigned };
  if (isSealed(s.config) && s.proposal?.from === peer) return voided(state, 'creator-gone');
  return gone && isProposed(s, gone.key) ? voided(state, 'member-gone') : nothing(state);
}

/** It is only said, so it only changes the words for being away; with its next hello it is forgotten. */
function stopped(s: LobbyState, peer: PeerId): LobbyStep {
  const gone = s.others.get(peer);
  if (!gone) return nothing(s);
  const others = [...s.stopped].slice(1 - MOST_HEARD);
  return nothing({ ...s, stopped: new Set([...others, toHex(gone.key)]) });
}

function hello(s: LobbyState, from: PeerId, h: Hello): LobbyStep {
  const old = s.others.get(from);
  if (h.role === WITNESS && h.seat !== NO_SEAT) return nothing(s);
  if (isQuestion(h))
    return {
      state: s,
      effects: [{ kind: 'send', to: from, message: { kind: 'tableConfig', body: s.config } }],
    };
  if (old && old.revision >= h.revision) return nothing(s);
  if (equalBytes(h.key, s.key)) return twin(s, from);
  const others = new Map(s.others).set(from, h);
  const looks = withLook(s.looks, h);
  const later = without(s.later, from);
  const unsigned = h.ready === 0 && s.unsigned?.from === from ? undefined : s.unsigned;
  const back = new Set([...s.stopped].filter((key) => key !== toHex(h.key)));
  const state = { ...s, others, looks, later, unsigned, stopped: back };
  if (isAnotherCreator(s, from, h)) return greeted(old, from, voided(state, 'creator-gone'));
  if (h.ready === 0 && isProposed(s, h.key)) return voided(state, 'member-gone');
  const lost = !s.genesis && !s.proposal && s.seat !== NO_SEAT && seating(state).get(s.seat)?.peer !== s.self;
  if (!lost)
    return greeted(old, from, unsigned ? proposal(state, unsigned.from, unsigned.body) : nothing(state));
  return {
    state: { ...state, seat: NO_SEAT, ready: false, revision: s.revision + 1 },
    effects: [{ kind: 'hello', to: undefined }],
  };
}

function withLook(looks: LobbyState['looks'], h: Hello): LobbyState['looks'] {
  const key = toHex(h.key);
  const others = [...looks].filter(([k]) => k !== key).slice(1 - MOST_HEARD);
  return new Map([...others, [key, lookOf(h)]]);
}

/** Only whoever has our key can say so, and its transport has proved to be the one that the hello names. */
function twin(s: LobbyState, from: PeerId): LobbyStep {
  if (s.twins.has(from)) return nothing(s);
  return { state: { ...s, twins: new Set(s.twins).add(from) }, effects: [{ kind: 'hello', to: from }] };
}

function without<V>(map: ReadonlyMap<PeerId, V>, peer: PeerId): ReadonlyMap<PeerId, V> {
  return map.has(peer) ? new Map([...map].filter(([p]) => p !== peer)) : map;
}

/** Whoever comes anew cannot tell which of the two is the table's: it asks for no seat in either. */
function pasts(s: LobbyState, told: NonNullable<LobbyState['pasts']>): LobbyStep {
  if (s.pasts) return nothing(s);
  return {
    state: { ...s, pasts: told, seat: NO_SEAT, ready: s.role === WITNESS, revision: s.revision + 1 },
    effects: [{ kind: 'hello', to: undefined }],
  };
}

/** Known by what its first bytes say alone, which nobody has signed: it is named, and nothing else. */
function later(s: LobbyState, from: PeerId, nickname: Uint8Array): LobbyStep {
  const known = s.later.get(from);
  if (s.others.has(from) || (known && equalBytes(known.nickname, nickname))) return nothing(s);
  const state = { ...s, later: new Map(s.later).set(from, { nickname }) };
  return known ? nothing(state) : { state, effects: [{ kind: 'hello', to: from }] };
}

/** Before the table begins, two who cannot reach each other still have to know what the other wants to sign. */
const isPassedOn = (s: LobbyState, h: Hello): boolean =>
  isSealed(s.config) &&
  s.genesis === undefined &&
  (h.role === WITNESS || h.seat !== NO_SEAT || h.ready === 1);

const passing = (hello: Hello, to: PeerId): LobbyEffect => ({
  kind: 'send',
  to,
  message: { kind: 'hello', body: hello },
});

/** What is news is passed on to everybody else, once. */
function passedOn(from: PeerId, h: Hello, step: LobbyStep): LobbyStep {
  const { state } = step;
  if (state.others.get(from) !== h || !isPassedOn(state, h)) return step;
  const others = [...state.links].filter((peer) => peer !== from);
  return { ...step, effects: [...step.effects, ...others.map((peer) => passing(h, peer))] };
}

function heard(s: LobbyState, h: Hello): LobbyStep {
  const key = toHex(h.key);
  const known = s.heard.get(key);
  const isNews = !known || known.revision < h.revision || !equalBytes(known.peerId, h.peerId);
  if (s.genesis || equalBytes(h.key, s.key) || !isNews) return nothing(s);
  const others = [...s.heard].filter(([k]) => k !== key).slice(1 - MOST_HEARD);
  const state = { ...s, heard: new Map([...others, [key, h]]) };
  const { unsigned } = state;
  return unsigned ? proposal(state, unsigned.from, unsigned.body) : nothing(state);
}

function greeted(old: Hello | undefined, from: PeerId, { state, effects }: LobbyStep): LobbyStep {
  return { state, effects: [...(old ? [] : greeting(state, from)), ...effects] };
}

/** The creator has opened the table anew: it knows nothing of what it had proposed. */
function isAnotherCreator(s: LobbyState, from: PeerId, h: Hello): boolean {
  const { proposal: p, config } = s;
  return isSealed(config) && p !== undefined && p.from !== from && equalBytes(h.key, config.creatorKey);
}

const isRemoved = (s: LobbyState, key: Uint8Array): boolean => s.removed.has(toHex(key));

const removalOf = (s: LobbyState) => ({
  kind: 'removed' as const,
  body: { tableId: tableIdOf(s.config), keys: [...s.removed].map((key) => fromHex(key)) },
});

function remove(s: LobbyState, seat: number): LobbyStep {
  if (!isCreator(s)) return refuse(s, 'not-creator');
  if (s.genesis || s.proposal?.sealing) return refuse(s, 'already-started');
  const holder = seating(s).get(seat);
  if (!holder || holder.peer === s.self) return refuse(s, 'not-seated');
  const removed = new Set([...s.removed, toHex(holder.key)].slice(-limits.removedKeys));
  const without = voided({ ...s, removed });
  const told: LobbyEffect = { kind: 'broadcast', message: removalOf(without.state) };
  return { state: without.state, effects: [told, ...without.effects] };
}

function removed(s: LobbyState, from: PeerId, keys: readonly string[]): LobbyStep {
  const creator = s.others.get(from);
  if (s.genesis || !creator || !equalBytes(creator.key, s.config.creatorKey)) return nothing(s);
  const state: LobbyState = { ...s, removed: new Set(keys) };
  const wasIn = s.seat !== NO_SEAT || s.proposal !== undefined;
  if (!isRemoved(state, s.key) || !wasIn) return nothing(state);
  return {
    state: {
      ...state,
      ...{ proposal: undefined, seat: NO_SEAT, ready: false, setback: 'removed', revision: s.revision + 1 },
    },
    effects: [{ kind: 'hello', to: undefined }],
  };
}
