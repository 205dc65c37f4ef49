/** Draws up a `TableView` from a node: the table's own part, and what the shell alone knows. */
import type { TableConfig } from '../../codec/config.ts';
import { decodeText, equalBytes, toHex } from '../../codec/decode.ts';
import { limits } from '../../codec/limits.ts';
import { RULES_VERSION } from '../../codec/rulesVersion.ts';
import { faultsTolerated, quorumSize } from '../../consensus/quorum.ts';
import type { PeerLink } from '../../net/network.ts';
import type { GameNode } from '../../node/gameNode.ts';
import { awaitedSignatures, canStart, isCreator, seating, witnesses } from '../../node/lobby/seating.ts';
import type { LobbyState } from '../../node/lobby/state.ts';
import { admittedWitnesses, witnessesTrusted } from '../../node/lobby/witnesses.ts';
import type { Validator } from '../../node/validator/validator.ts';
import type {
  ChainView,
  ConnectionPhase,
  LinkView,
  LobbyView,
  LobbyWitnessesView,
  PendingView,
  TableView,
} from '../contract/view.ts';
import { gameOf } from '../create/gameOf.ts';
import { presentAdjourn } from './presentAdjourn.ts';
import { presentOwn } from './presentOwn.ts';

export interface ClientOptions {
  readonly tableId: string;
  readonly config: TableConfig;
  /** The others are bots in this tab. */
  readonly practice?: boolean;
  /** Gives the key free when the table is closed. */
  readonly release: () => void;
}

export const emptyView: TableView = {
  phase: 'opening',
  failure: undefined,
  tableId: '',
  name: '',
  gameName: '',
  smallBlindChips: 0,
  bigBlindChips: 0,
  actionTimeMs: 0,
  relay: 'connecting',
  links: [],
  lobby: undefined,
  seats: [],
  yourSeat: undefined,
  hand: undefined,
  legal: undefined,
  pending: undefined,
  chain: undefined,
  events: [],
};

export function presentNode(node: GameNode, { tableId, config, practice }: ClientOptions): TableView {
  const { game, structure } = gameOf(config);
  const shell: TableView = {
    ...emptyView,
    phase: phaseOf(node),
    ...(practice === true ? { practice } : {}),
    failure: failureOf(node),
    tableId,
    name: decodeText(config.name, limits.tableNameBytes, 'table name'),
    gameName: `${structure} ${game}`,
    smallBlindChips: config.smallBlindChips,
    bigBlindChips: config.bigBlindChips,
    actionTimeMs: config.actionTimeMs,
    extraRules: {
      sitAndGo: config.levels.length > 0,
      prizes: config.payoutsBasisPoints.length,
      anteChips: config.anteChips,
      straddle: config.straddle === 1,
      runItTwice: config.runItTwice === 1,
      rabbitHunt: config.rabbitHunt === 1,
      bombPotHands: config.bombPotHands,
      bombPotChips: config.bombPotChips,
      bondChips: config.bondChips,
    },
    relay: node.network.relay(),
    links: presentLinks(node),
    lobby: node.validator ? undefined : presentLobby(node),
    ...(node.phase === 'watching'
      ? { watching: { maySit: mayJoin(node), noRoom: node.noRoomToWatch } }
      : { audience: node.audience.size }),
  };
  if (!node.validator) return { ...shell, yourSeat: shell.lobby?.yourSeat };
  const part = node.validator.part();
  return {
    ...shell,
    ...part,
    own: presentOwn(node.validator, part),
    pending: presentPending(node.validator),
    chain: presentChain(node, node.validator),
  };
}

function phaseOf(node: GameNode): ConnectionPhase {
  switch (node.phase) {
    case 'playing':
    case 'watching':
      return node.validator?.table.over ? 'ended' : 'playing';
    case 'lobby':
      return node.network.relay() === 'connecting' && node.network.links().length === 0
        ? 'connecting'
        : 'lobby';
    case 'signing':
      return 'signing';
    case 'started-without-us':
      return mayJoin(node) || node.wishesToWatch ? 'lobby' : 'failed';
    case 'failed':
      return 'failed';
  }
}

function failureOf(node: GameNode): TableView['failure'] {
  if (node.phase === 'failed') return 'internal';
  if (node.phase !== 'started-without-us' || mayJoin(node) || node.wishesToWatch) return undefined;
  return node.lobby.config.levels.length > 0 ? 'already-started' : 'table-full';
}

/** A running cash game takes newcomers between hands, as long as a seat is free. */
function mayJoin(node: GameNode): boolean {
  const { config } = node.lobby;
  const seats = seating(node.lobby);
  const mine = [...seats.values()].some((p) => p.peer === node.lobby.self);
  return config.levels.length === 0 && (mine || seats.size < config.seats);
}

function presentLinks(node: GameNode): LinkView[] {
  const penalties = node.network.penalties();
  const links = new Map<string, PeerLink | undefined>(node.network.links().map((l) => [l.peer, l]));
  for (const peer of penalties.keys()) if (!links.has(peer)) links.set(peer, undefined);
  return [...links].map(([peerId, link]) => {
    const hello = node.lobby.others.get(peerId);
    const seat = hello && hello.seat < node.lobby.config.seats ? hello.seat : undefined;
    const refused: Record<string, number> = {};
    // What its link was refused, and what it had committed and the table refused: out of turn, stale, wrong.
    const member = hello && node.validator?.table.validators.find((v) => equalBytes(v.key, hello.key));
    for (const [reason, count] of Object.entries(member?.refused ?? {})) refused[reason] = count;
    for (const [reason, count] of Object.entries(penalties.get(peerId) ?? {}))
      if (count !== undefined) refused[reason] = count;
    return {
      peerId,
      seat,
      nickname: hello ? decodeText(hello.nickname, limits.nicknameBytes, 'nickname') : undefined,
      kind: link?.kind ?? 'none',
      rttMs: link?.rttMs,
      refused,
    };
  });
}

function presentLobby(node: GameNode): LobbyView {
  const s = node.lobby;
  const seats = [...seating(s)].sort(([a], [b]) => a - b);
  const mine = seats.find(([, p]) => p.peer === s.self)?.[0];
  return {
    seats: seats.map(([seat, p]) => ({
      seat,
      nickname: decodeText(p.nickname, limits.nicknameBytes, 'nickname'),
      ready: p.ready,
      you: p.peer === s.self,
    })),
    seatCount: s.config.seats,
    youAreCreator: isCreator(s),
    yourSeat: mine,
    youAreReady: s.ready,
    canStart: canStart(s),
    awaitingSignatures: awaitedSignatures(s),
    witnesses: presentWitnesses(s, seats.length),
    running: s.members !== undefined,
    watching: node.wishesToWatch,
  };
}

function presentWitnesses(s: LobbyState, players: number): LobbyWitnessesView | undefined {
  const offered = witnesses(s);
  if (offered.length === 0 || s.genesis) return undefined;
  const admitted = admittedWitnesses(players, offered.length);
  const validators = players + admitted;
  return {
    nicknames: offered.map((h) => decodeText(h.nickname, limits.nicknameBytes, 'nickname')),
    admitted,
    validators,
    faultsTolerated: faultsTolerated(validators),
    quorum: quorumSize(validators),
    trusted: witnessesTrusted(players, admitted),
    escrow: s.config.escrow === 1 && validators > 3,
  };
}

function presentPending(validator: Validator): PendingView | undefined {
  for (const { transaction } of validator.pending) {
    if (transaction.kind === 'bet') {
      return {
        verb: ['fold', 'check', 'call', 'raiseTo'][transaction.body.verb]!,
        amountChips: transaction.body.amountChips,
      };
    }
  }
  return undefined;
}

export function presentChain(node: GameNode, validator: Validator): ChainView {
  const { table } = validator;
  const s = validator.status();
  const { key, links, others } = node.lobby;
  const linked = new Set([...others].filter(([peer]) => links.has(peer)).map(([, h]) => toHex(h.key)));
  linked.add(toHex(key));
  const members = table.validators.map((v) => {
    return { nickname: v.nickname, seat: v.seat, linked: linked.has(toHex(v.key)) };
  });
  const gone = members.flatMap((v, author) => (v.linked ? [] : [author]));
  const away = gone.map((author) => members[author]!.nickname);
  const players = members.filter((v) => v.seat !== undefined).length;
  return {
    epoch: table.epoch,
    validators: table.validators.length,
    faultsTolerated: s.faultsTolerated,
    height: validator.settled.height,
    round: s.highestRound,
    tableTimeMs: table.timeMs,
    stateRoot: toHex(validator.root),
    signatures: node.signatures,
    rulesVersion: RULES_VERSION,
    actionMs: validator.actionLatenciesMs(),
    waitingFor: s.waitingFor.map((v) => table.validators[v]!.nickname),
    missing: away.length > s.faultsTolerated ? away : [],
    adjourn: presentAdjourn(node, validator, gone),
    members,
    witnessesTrusted: witnessesTrusted(players, members.length - players),
  };
}
