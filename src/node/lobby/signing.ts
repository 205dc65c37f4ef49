/**
 * How a table begins: the creator proposes, every member signs, the creator seals. Pure; see lobby.ts.
 *
 * - Upon start (creator only): propose a genesis of all seated players, who must all be ready and linked, and
 *   of the linked witnesses, first come first served, as many as may vote beside so many players
 *   (witnesses.ts); or of none, if the creator says so.
 * - Upon a proposal from the creator's peer: sign it if it says of every member exactly what that member's
 *   own hello says, mine included, all are ready, and it has no more witnesses than may vote. Nobody can be seated
 *   elsewhere, or under another name, than they asked; nobody is made a witness. Who has not been heard yet may still
 *   be on the way: the creator's last proposal is looked at again upon every hello. A witness looks only at its own
 *   entry: who plays is not its business.
 * - Upon a member's link going down before all have signed, or its not being ready any more (it has lost a
 *   link, or its player takes it back); upon the creator's going, seated or not; upon nobody's sealing in time: the
 *   proposal is void, everyone readies again.
 * - Upon the last member's signature: the creator seals, once it is sure not to have sealed another, and nothing that
 *   comes later takes that back. So what was void never becomes a beginning, whoever completes it.
 * - Upon a sealed genesis: it is the table's, also for a member that had given it up meanwhile, for it had signed.
 *   It is sent on once, so that all have it though the creator vanishes while it says so.
 * - Upon a second one with another root: the creator's lie, passed on likewise. Who is in neither enters neither.
 *
 * Tables of the first configuration version have no seal: there the last member's signature is the beginning.
 */
import { type App, NO_BUILD } from '../../codec/app.ts';
import { TableConfigType } from '../../codec/config.ts';
import { equalBytes, toHex } from '../../codec/decode.ts';
import {
  checkGenesisBody,
  type Genesis,
  type GenesisBody,
  genesisRootOf,
  isSealed,
  NO_SEAT,
  rulesUnder,
} from '../../codec/genesis.ts';
import { OLDEST_RULES } from '../../consensus/rules.ts';
import { admittedWitnesses, mayWitness } from '../../consensus/witnesses.ts';
import type { PeerId } from '../../net/network.ts';
import { canStart, isCreator, PLAYER, seating, WITNESS, witnesses } from './seating.ts';
import type { Hello, LobbyState, Setback } from './state.ts';
import { type LobbyEffect, type LobbyStep, nothing, refuse } from './steps.ts';

export function start(s: LobbyState, withWitnesses: boolean): LobbyStep {
  if (!isCreator(s)) return refuse(s, 'not-creator');
  if (s.genesis || s.proposal) return refuse(s, 'already-started');
  if (!canStart(s)) return refuse(s, 'not-ready');
  const players = [...seating(s)]
    .sort(([a], [b]) => a - b)
    .map(([seat, p]) => ({ role: PLAYER, seat, key: p.key, nickname: p.nickname, ...appOf(s, p.key) }));
  const offered = withWitnesses ? witnesses(s) : [];
  const admitted = offered
    .slice(0, admittedWitnesses(players.length, offered.length))
    .map((h) => ({ role: WITNESS, seat: NO_SEAT, key: h.key, nickname: h.nickname, ...appOf(s, h.key) }))
    .sort((a, b) => (toHex(a.key) < toHex(b.key) ? -1 : 1));
  const body: GenesisBody = { config: s.config, members: [...players, ...admitted] };
  checkGenesisBody(body);
  const adopted = adopt(s, s.self, body);
  return {
    state: adopted.state,
    effects: [{ kind: 'broadcast', message: { kind: 'genesisProposal', body } }, ...adopted.effects],
  };
}

/** What a member's hello says of its app; nothing at tables of the first version. */
function appOf(s: LobbyState, key: Uint8Array): Partial<App> {
  if (!isSealed(s.config)) return {};
  if (equalBytes(key, s.key)) return s.app;
  const hello = [...s.others.values()].find((h) => equalBytes(h.key, key) && h.rules !== undefined);
  return hello ? { rules: hello.rules!, build: hello.build! } : {};
}

export function proposal(s: LobbyState, from: PeerId, body: GenesisBody): LobbyStep {
  const creator = s.others.get(from);
  if (
    s.genesis ||
    s.proposal ||
    !creator ||
    !equalBytes(creator.key, s.config.creatorKey) ||
    !isOurTable(s, body)
  )
    return nothing(s);
  const there = { ...s, witnessed: toHex(genesisRootOf(body)) };
  return maySign(s, body) ? adopt(there, from, body) : nothing({ ...there, unsigned: { from, body } });
}

/** The body says of me what I say, and of the others what each of them has told me. */
function maySign(s: LobbyState, body: GenesisBody): boolean {
  const mine = body.members.find((m) => equalBytes(m.key, s.key));
  const me = isSealed(s.config) ? { ...s, ...s.app } : s;
  if (!s.ready || !mine || !isAsSaid(mine, me)) return false;
  // A witness asks this too: whose rules differ would accuse one another.
  if (body.members.some((m) => m.rules !== mine.rules)) return false;
  if (s.role === WITNESS) return true;
  const players = body.members.filter((m) => m.role === PLAYER).length;
  if (!mayWitness(players, body.members.length - players)) return false;
  // What somebody says over a link of its own counts before what others pass on.
  const said = new Map([...s.heard, ...[...s.others.values()].map((h) => [toHex(h.key), h] as const)]);
  return body.members.every((m) => {
    const claim = said.get(toHex(m.key));
    return m === mine || (claim?.ready === 1 && isAsSaid(m, claim));
  });
}

type Claim = Pick<Hello, 'role' | 'seat' | 'nickname' | 'rules' | 'build'>;
const isAsSaid = (m: Claim, claim: Claim): boolean =>
  m.role === claim.role &&
  m.seat === claim.seat &&
  equalBytes(m.nickname, claim.nickname) &&
  m.rules === claim.rules &&
  equalBytes(m.build ?? NO_BUILD, claim.build ?? NO_BUILD);

export const isOurTable = (s: LobbyState, body: GenesisBody): boolean =>
  equalBytes(TableConfigType.hashTreeRoot(body.config), TableConfigType.hashTreeRoot(s.config));

function adopt(s: LobbyState, from: PeerId, body: GenesisBody): LobbyStep {
  const root = toHex(genesisRootOf(body));
  const isIn = body.members.some((m) => equalBytes(m.key, s.key));
  const effects: LobbyEffect[] = isIn ? [{ kind: 'sign', body, root }] : [];
  // Where nobody seals, whoever has given up may be overruled by the last signature: there is no giving up.
  if (isSealed(s.config)) effects.push({ kind: 'wait', root });
  const opened = { body, root, from, signatures: new Map(), sealing: false };
  return { state: { ...s, proposal: opened, unsigned: undefined, setback: undefined }, effects };
}

/** A proposal with this member is open. */
export const isProposed = (s: LobbyState, key: Uint8Array): boolean =>
  !s.genesis && (s.proposal?.body.members.some((m) => equalBytes(m.key, key)) ?? false);

/** The open proposal is nobody's any more; unless our own seal is already being put under it. */
export function voided(s: LobbyState, setback?: Setback): LobbyStep {
  if (s.genesis || !s.proposal || s.proposal.sealing) return nothing(s);
  return {
    state: { ...s, proposal: undefined, ready: s.role === WITNESS, revision: s.revision + 1, setback },
    effects: [{ kind: 'hello', to: undefined }],
  };
}

export function signature(s: LobbyState, root: string, key: string, bytes: Uint8Array): LobbyStep {
  const p = s.proposal;
  if (s.genesis || !p || p.root !== root || p.signatures.has(key)) return nothing(s);
  if (!p.body.members.some((m) => toHex(m.key) === key)) return nothing(s);
  const signatures = new Map(p.signatures).set(key, bytes);
  const state: LobbyState = { ...s, proposal: { ...p, signatures } };
  if (signatures.size < p.body.members.length) return nothing(state);
  const inOrder = p.body.members.map((m) => signatures.get(toHex(m.key))!);
  if (!isSealed(s.config)) return sealed(state, { body: p.body, signatures: inOrder });
  if (!isCreator(s)) return nothing(state);
  return {
    state: { ...state, proposal: { ...p, signatures, sealing: true } },
    effects: [{ kind: 'seal', body: p.body, signatures: inOrder }],
  };
}

/** Nothing is missing under it any more, and we know first. */
export function sealed(s: LobbyState, genesis: Genesis): LobbyStep {
  if (s.genesis) return nothing(s);
  return {
    state: { ...s, genesis, setback: undefined },
    effects: [
      { kind: 'broadcast', message: { kind: 'genesis', body: genesis } },
      { kind: 'started', genesis },
    ],
  };
}

/** A beginning that somebody told us, or that this device has stored. */
export function begun(s: LobbyState, genesis: Genesis): LobbyStep {
  if (!isOurTable(s, genesis.body)) return nothing(s);
  const rules = rulesUnder(genesis.body) ?? OLDEST_RULES;
  if (rules !== s.app.rules && !s.genesis) return nothing({ ...s, strangeRules: rules });
  if (!isSealed(s.config)) {
    if (s.genesis) return nothing(s);
    return { state: { ...s, genesis }, effects: [{ kind: 'started', genesis }] };
  }
  if (s.genesis) return rivalling(s, genesis);
  const isIn = genesis.body.members.some((m) => equalBytes(m.key, s.key));
  // Whoever never heard of it while it was being made comes later: its wish is for the table that is played.
  const wasThere = s.witnessed === toHex(genesisRootOf(genesis.body)) || s.removed.has(toHex(s.key));
  const left = wasThere && !isIn && !isCreator(s) && s.role !== WITNESS;
  const setback = left ? 'begun-without-you' : undefined;
  const { state, effects } = sealed(s, genesis);
  return { state: { ...state, setback }, effects };
}

function rivalling(s: LobbyState, rival: Genesis): LobbyStep {
  const known = [s.genesis!, ...(s.rival ? [s.rival] : [])];
  if (known.length > 1 || isKnownGenesis(s, rival.body)) return nothing(s);
  const told: LobbyEffect = { kind: 'broadcast', message: { kind: 'genesis', body: rival } };
  const isIn = s.members?.some((m) => equalBytes(m.key, s.key)) ?? false;
  if (isIn) return { state: { ...s, rival }, effects: [told] };
  return {
    state: { ...s, rival, seat: NO_SEAT, ready: s.role === WITNESS, revision: s.revision + 1 },
    effects: [told, { kind: 'hello', to: undefined }],
  };
}

/** One that we have; or we have two already, and a third says nothing new. */
export function isKnownGenesis(s: LobbyState, body: GenesisBody): boolean {
  if (!s.genesis) return false;
  if (s.rival) return true;
  return equalBytes(genesisRootOf(s.genesis.body), genesisRootOf(body));
}
