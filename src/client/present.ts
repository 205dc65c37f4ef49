/** Draws up a `TableView` from a node: the table's own part, and what the shell alone knows. */
import type { TableConfig } from '../codec/config.ts';
import { decodeText, equalBytes, toHex } from '../codec/decode.ts';
import { limits } from '../codec/limits.ts';
import type { PeerLink } from '../net/network.ts';
import type { GameNode } from '../node/gameNode.ts';
import { awaitedSignatures, canStart, isCreator, seating } from '../node/lobby.ts';
import type { Validator } from '../node/validator.ts';
import { gameOf } from './options.ts';
import type { ChainView, ConnectionPhase, LinkView, LobbyView, PendingView, TableView } from './view.ts';

export interface ClientOptions {
  readonly tableId: string;
  readonly config: TableConfig;
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

export function presentNode(node: GameNode, { tableId, config }: ClientOptions): TableView {
  const { game, structure } = gameOf(config);
  const shell: TableView = {
    ...emptyView,
    phase: phaseOf(node),
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
      bombPotHands: config.bombPotHands,
      bombPotChips: config.bombPotChips,
    },
    relay: node.network.relay(),
    links: presentLinks(node),
    lobby: node.validator ? undefined : presentLobby(node),
  };
  if (!node.validator) return { ...shell, yourSeat: shell.lobby?.yourSeat };
  const part = node.validator.part();
  return { ...shell, ...part, pending: presentPending(node.validator), chain: presentChain(node.validator) };
}

function phaseOf(node: GameNode): ConnectionPhase {
  switch (node.phase) {
    case 'playing':
      return node.validator?.table.over ? 'ended' : 'playing';
    case 'lobby':
      return node.network.relay() === 'connecting' && node.network.links().length === 0
        ? 'connecting'
        : 'lobby';
    case 'signing':
      return 'signing';
    case 'started-without-us':
    case 'failed':
      return 'failed';
  }
}

function failureOf(node: GameNode): TableView['failure'] {
  if (node.phase === 'failed') return 'internal';
  if (node.phase !== 'started-without-us') return undefined;
  const members = node.lobby.genesis?.body.members.length ?? 0;
  return members >= node.lobby.config.seats ? 'table-full' : 'already-started';
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

function presentChain(validator: Validator): ChainView {
  const { table } = validator;
  const s = validator.status();
  return {
    epoch: table.epoch,
    validators: table.validators.length,
    faultsTolerated: s.faultsTolerated,
    height: table.height,
    round: s.highestRound,
    tableTimeMs: table.timeMs,
    stateRoot: toHex(validator.root),
    actionMs: validator.actionLatenciesMs(),
    waitingFor: s.waitingFor.map((v) => table.validators[v]!.nickname),
  };
}
