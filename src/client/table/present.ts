/** Draws up a `TableView` from a node: the table's own part, and what the shell alone knows. */
import type { TableConfig } from '../../codec/config.ts';
import { decodeText } from '../../codec/decode.ts';
import { limits } from '../../codec/limits.ts';
import { BET_VERBS } from '../../codec/transactions.ts';
import type { GameNode } from '../../node/gameNode.ts';
import { seating } from '../../node/lobby/seating.ts';
import type { Validator } from '../../node/validator/validator.ts';
import type { ConnectionPhase, PendingView, TableView } from '../contract/view.ts';
import { gameOf } from '../create/gameOf.ts';
import { presentChain } from './presentChain.ts';
import { presentLinks } from './presentLinks.ts';
import { presentLobby } from './presentLobby.ts';
import { presentOwn } from './presentOwn.ts';

export interface ClientOptions {
  readonly tableId: string;
  readonly config: TableConfig;
  /** The others are bots in this tab. */
  readonly practice?: boolean;
  /** Gives the key free when the table is closed. */
  readonly release: () => void;
}

/** Nothing of the game is shown before the table is open. */
export const emptyView: TableView = {
  phase: 'opening',
  failure: undefined,
  tableId: '',
  name: '',
  game: 'holdem',
  structure: 'no-limit',
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
    game,
    structure,
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
  // Hands that were over long ago are no news.
  if (node.validator.replaying) return { ...shell, replaying: true };
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
      if (node.validator?.replaying) return 'opening';
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

function presentPending(validator: Validator): PendingView | undefined {
  for (const { transaction } of validator.pending) {
    if (transaction.kind === 'bet') {
      return {
        verb: BET_VERBS[transaction.body.verb]!,
        amountChips: transaction.body.amountChips,
      };
    }
  }
  return undefined;
}
