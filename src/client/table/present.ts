/** Draws up a `TableView` from a node: the table's own part, and what the shell alone knows. */
import { buyInsOf, proofsOf, type TableConfig } from '../../codec/config.ts';
import { decodeText } from '../../codec/decode.ts';
import { limits } from '../../codec/limits.ts';
import { BET_VERBS } from '../../codec/transactions.ts';
import { OtherState } from '../../node/failStop.ts';
import type { GameNode } from '../../node/gameNode.ts';
import type { RailSpectator } from '../../node/rail/spectator.ts';
import { isFull } from '../../storage/full.ts';
import { scheduled } from '../../table/view/offers.ts';
import { PACES, type Pace } from '../contract/create.ts';
import type { MadeReceipt } from '../contract/receipt.ts';
import type { ExportedLog } from '../contract/record.ts';
import { failureReport } from '../contract/report.ts';
import { storageFailure } from '../contract/storageFailure.ts';
import type { ConnectionPhase, FailureCode, PastView, PendingView, TableView } from '../contract/view.ts';
import { gameOf } from '../create/gameOf.ts';
import { moneyOf } from '../create/moneyOf.ts';
import { formatMark } from '../create/tableUrl.ts';
import type { OwnListing } from '../openTables/list.ts';
import type { ReadBook } from '../record/scores.ts';
import { presentApps } from './presentApps.ts';
import { presentChain } from './presentChain.ts';
import { presentLinks } from './presentLinks.ts';
import { presentLobby } from './presentLobby.ts';
import { presentOwn } from './presentOwn.ts';
import { presentRail } from './presentRail.ts';
import { presentRunOut } from './presentRunOut.ts';

export interface ClientOptions {
  readonly tableId: string;
  readonly config: TableConfig;
  /** The others are bots in this tab. */
  readonly practice?: boolean;
  /** The others do not see this device's address. */
  readonly addressHidden?: boolean;
  /** Another tab of this browser plays at this table. */
  readonly elsewhere?: boolean;
  /** This device has a copy of a seat at this table, and plays with a new key. */
  readonly copy?: boolean;
  /** Path and fragment of the short link; tables of the first version have none. */
  readonly invite?: string | undefined;
  /** What this device keeps of the game; absent for bots. */
  readonly kept?: {
    /** This tab's player key, hexadecimal. */
    readonly player: string;
    readonly readBook: ReadBook;
    exportLog(): Promise<ExportedLog>;
    receipt(): Promise<MadeReceipt | 'not-yet'>;
    shareHand(hand: number): Promise<ExportedLog | 'not-yet'>;
  };
  /** The creator's, where the table may be listed. */
  readonly listing?: Pick<OwnListing, 'state' | 'want' | 'seatsChanged' | 'close' | 'onChange'> | undefined;
  /** This tab watches from the rail. */
  readonly rail?: Pick<RailSpectator, 'neighbours' | 'history' | 'chat'>;
  /** This tab feeds the rail now. */
  readonly feeds?: () => boolean;
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

export function presentNode(
  node: GameNode,
  { tableId, config, practice, elsewhere, copy, invite, addressHidden, listing, rail, feeds }: ClientOptions,
): TableView {
  const { game, structure } = gameOf(config);
  const shell: TableView = {
    ...emptyView,
    phase: phaseOf(node),
    ...(practice === true ? { practice } : {}),
    ...(elsewhere === true ? { elsewhere } : {}),
    ...(copy === true ? { copy } : {}),
    ...(addressHidden === true ? { addressHidden } : {}),
    failure: failureOf(node, config),
    ...(node.phase === 'failed' ? { report: reportOf(node) } : {}),
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
      claims: config.claims === 1,
      proofs: proofsOf(config),
      bombPotHands: config.bombPotHands,
      bombPotChips: config.bombPotChips,
      bondChips: config.bondChips,
      buyIns: config.minBuyInChips || config.maxBuyInChips ? buyInsOf(config) : undefined,
      capHeadsUp: config.capHeadsUp === 1,
      pace: paceOf(config),
      schedule: config.levels.map(scheduled),
      payoutsBasisPoints: config.payoutsBasisPoints.map(({ share }) => share),
    },
    money: moneyOf(config),
    relay: node.network.relay(),
    links: presentLinks(node),
    looks: node.looks(),
    ...(rail && { rail: presentRail(rail) }),
    ...(feeds?.() && { feeds: true }),
    ...(invite === undefined ? {} : { invite }),
    linkMark: node.linkMark && formatMark(node.linkMark),
    past: presentPast(node),
    ...(practice === true ? {} : { apps: presentApps(node) }),
    beginnings: node.seats().beginnings,
    ...(node.phase === 'watching'
      ? { watching: { maySit: node.seats().mayJoin, noRoom: node.noRoomToWatch } }
      : { audience: node.audience.size }),
  };
  const part = node.part();
  if (part === undefined) {
    const lobby = presentLobby(node, config, listing?.state);
    return { ...shell, lobby, yourSeat: lobby.yourSeat };
  }
  // Hands that were over long ago are no news.
  if (node.replaying) return { ...shell, replaying: true };
  return {
    ...shell,
    ...part,
    own: presentOwn(node, part),
    runOut: node.table && presentRunOut(node.table),
    pending: presentPending(node),
    chain: presentChain(node),
    door: node.door(),
  };
}

/** Undefined for pauses that this app has no word for. */
function paceOf({ pauseUncalledMs, pauseShownMs }: TableConfig): Pace | undefined {
  const paces = Object.keys(PACES) as Pace[];
  return paces.find(
    (pace) => PACES[pace].pauseUncalledMs === pauseUncalledMs && PACES[pace].pauseShownMs === pauseShownMs,
  );
}

function presentPast(node: GameNode): PastView | undefined {
  const past = node.past();
  return past.pasts || past.disbelieved || past.onTheirWord ? past : undefined;
}

function phaseOf(node: GameNode): ConnectionPhase {
  if (node.apps().table !== undefined) return 'failed';
  switch (node.phase) {
    case 'playing':
    case 'watching':
      if (node.replaying) return 'opening';
      return node.table?.over ? 'ended' : 'playing';
    case 'lobby':
      return node.network.relay() === 'connecting' && node.network.links().length === 0
        ? 'connecting'
        : 'lobby';
    case 'signing':
      return 'signing';
    case 'started-without-us':
      return waitsOutside(node) ? 'lobby' : 'failed';
    case 'failed':
      return 'failed';
  }
}

function failureOf(node: GameNode, { levels }: TableConfig): TableView['failure'] {
  const { table } = node.apps();
  if (table !== undefined) return table === 'newer' ? 'rules-newer' : 'rules-older';
  if (node.phase === 'failed') return fatalCode(node.fatal);
  if (node.phase !== 'started-without-us' || waitsOutside(node)) return undefined;
  return levels.length > 0 ? 'already-started' : 'table-full';
}

function fatalCode(fatal: unknown): FailureCode {
  if (fatal instanceof OtherState) return 'other-state';
  return isFull(fatal) ? 'storage-full' : (storageFailure(fatal) ?? 'internal');
}

function reportOf({ fatal: error, surprises, table }: GameNode): string {
  const at = table && {
    epoch: table.epoch,
    height: table.height,
    hand: table.hand?.hand,
    phase: table.hand?.phase,
  };
  return failureReport({ code: fatalCode(error), error, surprises, at });
}

/** There is something to wait for: a seat at a running table, or to follow it. */
function waitsOutside(node: GameNode): boolean {
  return node.wishesToWatch || node.seats().mayJoin;
}

function presentPending({ pending }: GameNode): PendingView | undefined {
  for (const { transaction } of pending) {
    if (transaction.kind === 'bet')
      return { verb: BET_VERBS[transaction.body.verb]!, amountChips: transaction.body.amountChips };
  }
  return undefined;
}
