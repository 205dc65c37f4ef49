/** The hands of this device, and one of them played again from the stored log alone. */
import { decodeGenesis, type Genesis } from '../codec/genesis.ts';
import type { Judge } from '../node/facts.ts';
import { replayLog } from '../node/replay.ts';
import { openIndexedDb } from '../storage/indexedDb.ts';
import type {
  BlockRecord,
  DeviceStorage,
  GameStorage,
  HandRecord,
  IdentityRecord,
} from '../storage/storage.ts';
import { ownCardsOf } from '../table/privateHand.ts';
import type { OwnCards, TableState } from '../table/state.ts';
import { tableView } from '../table/view.ts';
import { createBrowserDeckWorker } from '../workers/browserPool.ts';
import type { DeckWorker } from '../workers/deckWorker.ts';
import { cardText } from './cardText.ts';
import { gameOf } from './options.ts';
import { emptyView } from './present.ts';
import type { HandReplayView, HandSummaryView, TableView } from './view.ts';

export async function listHands(): Promise<HandSummaryView[]> {
  const device = await openIndexedDb();
  try {
    const lists = await Promise.all(
      (await device.loadIdentities()).map(async (identity) => {
        const hands = await device.openGame(identity.id).loadHands();
        return hands.map((hand) => summarise(identity, hand));
      }),
    );
    return lists.flat().sort((a, b) => b.finishedAt - a.finishedAt);
  } finally {
    device.close();
  }
}

function summarise(identity: IdentityRecord, h: HandRecord): HandSummaryView {
  return {
    tableId: identity.tableId,
    tableName: identity.tableName,
    identity: identity.id,
    hand: h.hand,
    finishedAt: h.finishedAt,
    yourSeat: h.yourSeat,
    yourCards: h.yourCards.map(cardText),
    board: h.board.map(cardText),
    netChips: h.seats.find((s) => s.seat === h.yourSeat)?.netChips ?? 0,
    winners: h.winners,
  };
}

/**
 * Replays from the genesis to the end of the hand. The proofs of the hand itself are verified again; those
 * of earlier hands are taken as this device judged them when it played.
 */
export async function replayHand(summary: HandSummaryView): Promise<HandReplayView> {
  const device: DeviceStorage = await openIndexedDb();
  const game = device.openGame(summary.identity);
  const genesis = await game.loadGenesis();
  if (!genesis) throw new Error('this hand is not stored on this device');
  const decoded = decodeGenesis(genesis);
  const worker = createBrowserDeckWorker({ deckSize: gameOf(decoded.body.config).deckSize });
  try {
    return await replay(summary, decoded, game, worker);
  } finally {
    worker.close();
    device.close();
  }
}

async function replay(
  summary: HandSummaryView,
  genesis: Genesis,
  game: GameStorage,
  worker: DeckWorker,
): Promise<HandReplayView> {
  const [slots, records, verdicts, hands] = await Promise.all([
    game.loadSlots(),
    game.loadBlocks(),
    game.loadVerdicts(),
    game.loadHands(),
  ]);
  const record = hands.find((h) => h.hand === summary.hand);
  const blocks = new Map<string, BlockRecord>(records.map((b) => [b.id, b]));
  let proofsChecked = 0;
  const judge = (state: TableState): Judge => {
    const thisHand = state.hand?.hand === summary.hand;
    return async (statement, digest) => {
      if (!thisHand && verdicts.get(digest) === '') return { verdict: { ok: true }, tookMs: 0 };
      const judged = await worker.verify(statement);
      if (thisHand) proofsChecked++;
      return judged;
    };
  };
  const steps: TableView[] = [];
  const upTo = slots.filter((slot) => !record || slot.height <= record.height);
  const log = { genesis, slots: upTo, block: (id: string) => blocks.get(id)?.bytes };
  for await (const table of replayLog(log, judge, worker)) {
    if (table.hand?.hand !== summary.hand) continue;
    const last = steps.at(-1);
    const view = draw(table, summary, record);
    if (last?.events.at(-1)?.id !== view.events.at(-1)?.id || last?.hand?.stage !== view.hand?.stage)
      steps.push(view);
  }
  return { summary, steps, proofsChecked };
}

function draw(table: TableState, summary: HandSummaryView, record: HandRecord | undefined): TableView {
  const { hand } = table;
  const knows =
    record && hand && record.yourCards.length > 0 && hand.phase !== 'keys' && hand.phase !== 'shuffle';
  const ownCards: OwnCards | undefined = knows ? ownCardsOf(hand, record.yourCards) : undefined;
  return {
    ...emptyView,
    phase: table.over ? 'ended' : 'playing',
    tableId: summary.tableId,
    ...tableView(table, { seat: summary.yourSeat, ownCards }),
    legal: undefined,
  };
}
