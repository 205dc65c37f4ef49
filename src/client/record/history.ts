/** The hands of this device, and one of them played again from the stored log alone. */

import { type BlockContent, decodeSignedBlock } from '../../codec/block.ts';
import { toHex } from '../../codec/decode.ts';
import { decodeGenesis, type Genesis } from '../../codec/genesis.ts';
import { decodeKeySigned, type KeySigned } from '../../codec/keyPartial.ts';
import { createNobleGroup } from '../../crypto/backendNoble.ts';
import { createEd25519, type Ed25519 } from '../../crypto/ed25519.ts';
import { keyNameOf } from '../../crypto/shuffleKey.ts';
import { handSignature } from '../../light/hand.ts';
import type { VerdictOf } from '../../node/execution/facts.ts';
import { adjournedIn, replayLog, startsIn } from '../../node/log/replay.ts';
import { cardText } from '../../poker/cards.ts';
import type {
  BlockRecord,
  EpochRecord,
  HandRecord,
  IdentityRecord,
  SlotRecord,
} from '../../storage/storage.ts';
import type { TableState } from '../../table/state/state.ts';
import { createBrowserDeckWorker } from '../../workers/browserPool.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';
import type {
  HandFile,
  HandFormat,
  HandReplayView,
  HandSummaryView,
  SessionFile,
  SessionView,
} from '../contract/record.ts';
import type { TableView } from '../contract/view.ts';
import { gameOf } from '../create/gameOf.ts';
import { moneyOf } from '../create/moneyOf.ts';
import { handFile, SESSION_FILES } from './handFile.ts';
import { closeBook, openBook, readState, type SessionBook } from './numbers.ts';
import { openOwnStorage } from './ownStorage.ts';
import { noHands, readHands } from './playedHand.ts';
import { sessionNotes } from './sessionNotes.ts';
import { sessionText } from './sessionText.ts';
import { addStep, drawStep } from './steps.ts';
import { sentIn } from './unfinished.ts';

export async function listHands(): Promise<HandSummaryView[]> {
  const device = await openOwnStorage();
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
    unfinished: h.unfinished,
    withheld: h.withheld,
  };
}

/** What is stored of one game, ready to be replayed. */
export interface OpenLog {
  readonly epochs: readonly EpochRecord[];
  readonly signed: readonly KeySigned[];
  readonly identity: IdentityRecord;
  readonly genesis: Genesis;
  readonly slots: readonly SlotRecord[];
  readonly adjourned: ReadonlyMap<number, number>;
  readonly starts: ReadonlyMap<number, TableState>;
  readonly blocks: ReadonlyMap<string, BlockRecord>;
  readonly verdicts: ReadonlyMap<string, string>;
  readonly hands: readonly HandRecord[];
  readonly worker: DeckWorker;
  readonly ed25519: Ed25519;
}

/** Opens the log of an identity, lets `use` read it, and closes everything again. */
export async function withLog<T>(identityId: string, use: (log: OpenLog) => Promise<T>): Promise<T> {
  const device = await openOwnStorage();
  try {
    const game = device.openGame(identityId);
    const [identity, stored] = await Promise.all([device.loadIdentity(identityId), game.loadGenesis()]);
    if (!identity || !stored) throw new Error('this game is not stored on this device');
    const genesis = decodeGenesis(stored);
    const [slots, records, verdicts, hands, epochs, signed] = await Promise.all([
      game.loadSlots(),
      game.loadBlocks(),
      game.loadVerdicts(),
      game.loadHands(),
      game.loadEpochs(),
      game.loadSigned(),
    ]);
    const adjourned = adjournedIn(epochs);
    const starts = startsIn(epochs);
    const blocks = new Map(records.map((b) => [b.id, b]));
    const ed25519 = await createEd25519(crypto.subtle);
    const { config } = genesis.body;
    const { deckSize } = gameOf(config);
    const worker = createBrowserDeckWorker({ deckSize, table: keyNameOf(config, deckSize) });
    try {
      return await use({
        identity,
        epochs,
        signed: signed.map(({ bytes }) => decodeKeySigned(bytes)),
        genesis,
        slots,
        adjourned,
        starts,
        blocks,
        verdicts,
        hands,
        worker,
        ed25519,
      });
    } finally {
      worker.close();
    }
  } finally {
    device.close();
  }
}

/** The states of the log up to a height; `verifyAgain` says which hand's proofs are not taken on trust. */
function states(
  log: OpenLog,
  upTo: number,
  verifyAgain: (hand: number | undefined) => boolean,
  onVerified: () => void = () => undefined,
): AsyncGenerator<TableState> {
  const verdictOf: VerdictOf = async (statement, digest, state) => {
    const again = verifyAgain(state.hand?.hand);
    if (!again && log.verdicts.get(digest) === '') return { verdict: { ok: true }, tookMs: 0 };
    const judged = await log.worker.verify(statement);
    if (again) onVerified();
    return judged;
  };
  const { genesis, adjourned, starts, blocks, worker, ed25519 } = log;
  const slots = log.slots.filter((slot) => slot.height <= upTo);
  const block = (id: string) => blocks.get(id)?.bytes;
  return replayLog({ genesis, slots, adjourned, starts, block }, verdictOf, { worker, ed25519 });
}

/** Proofs as this device judged them when it played. */
export const statesOf = (log: OpenLog, upTo: number): AsyncGenerator<TableState> =>
  states(log, upTo, () => false);

/**
 * Replays from the genesis to the end of the hand. The proofs of the hand itself are verified again; those
 * of earlier hands are taken as this device judged them when it played.
 */
export function replayHand(summary: HandSummaryView): Promise<HandReplayView> {
  return withLog(summary.identity, async (log) => {
    const record = log.hands.find((h) => h.hand === summary.hand);
    let proofsChecked = 0;
    const steps: TableView[] = [];
    const upTo =
      record === undefined || record.unfinished !== undefined ? Number.POSITIVE_INFINITY : record.height;
    const played = states(
      log,
      upTo,
      (hand) => hand === summary.hand,
      () => {
        proofsChecked++;
      },
    );
    let last: TableState | undefined;
    for await (const table of played) {
      last = table;
      if (table.hand?.hand !== summary.hand) continue;
      addStep(steps, drawStep(table, { ...summary, yourCards: record?.yourCards ?? [] }));
    }
    const isOver = last?.key !== undefined && last.hand?.hand === summary.hand && last.height === upTo;
    const signature = isOver ? handSignature(createNobleGroup(), last!, log.signed) : undefined;
    return { summary, steps, proofsChecked, signature };
  });
}

/** The numbers of one game of this device, from its whole log; proofs as this device judged them when it played. */
export function readSession(identity: string): Promise<SessionView> {
  return withLog(identity, async (log) => closed(log, await bookOf(log, Number.POSITIVE_INFINITY)));
}

function closed(log: OpenLog, book: SessionBook): SessionView {
  const { moved, secretKey } = log.identity;
  const you = moved?.player ?? toHex(log.ed25519.publicKeyOf(secretKey));
  return closeBook(book, you, { sent: sentIn(book.last, uncommitted(log, book.last.epoch)) });
}

/** Blocks of an epoch that no committed slot has put out. */
function uncommitted({ slots, blocks }: OpenLog, epoch: number): BlockContent[] {
  const out = new Set(slots.filter((slot) => slot.epoch === epoch).flatMap((slot) => slot.blockIds));
  return [...blocks.values()]
    .filter((b) => b.epoch === epoch && !out.has(b.id))
    .map((b) => decodeSignedBlock(b.bytes).content);
}

/** The accounts of one game of this device up to a height of its log. */
export function readBook(identity: string, upToHeight: number): Promise<SessionBook> {
  return withLog(identity, (log) => bookOf(log, upToHeight));
}

async function bookOf(
  log: OpenLog,
  upToHeight: number,
  onState: (table: TableState) => void = () => undefined,
): Promise<SessionBook> {
  let book: SessionBook | undefined;
  for await (const table of states(log, upToHeight, () => false)) {
    book = book === undefined ? openBook(table) : readState(book, table);
    onState(table);
  }
  if (book === undefined) throw new Error('an empty log');
  return book;
}

/**
 * A hand as a file in a common format.
 * @returns 'unfit' for a hand the format has no words for (chips carried over, a hand declared dead)
 */
export function exportHand(summary: HandSummaryView, format: HandFormat): Promise<HandFile | 'unfit'> {
  return withLog(summary.identity, async (log) => {
    const record = log.hands.find((h) => h.hand === summary.hand);
    if (!record) throw new Error('this hand is not stored on this device');
    if (record.unfinished !== undefined) return 'unfit';
    let session = noHands;
    for await (const table of states(log, record.height, () => false))
      session = readHands(session, table, summary.tableId);
    const played = session.hands.find((h) => h.hand.hand === summary.hand);
    if (played === undefined) throw new Error('this hand is not in the log');
    return handFile(played, record, format);
  });
}

/** All finished hands of one game of this device as one file; those that the format cannot tell are counted. */
export function exportSession(identity: string, format: HandFormat): Promise<SessionFile> {
  return withLog(identity, async (log) => {
    let session = noHands;
    const book = await bookOf(log, Number.POSITIVE_INFINITY, (table) => {
      session = readHands(session, table, log.identity.tableId);
    });
    const notes = sessionNotes(closed(log, book));
    const records = new Map(log.hands.map((h) => [h.hand, h]));
    const own = new Map(
      log.hands.flatMap(({ hand, yourSeat: seat, yourCards: cards }) =>
        seat !== undefined && cards.length > 0 ? [[hand, { seat, cards }] as const] : [],
      ),
    );
    // The device's clock knows when a hand ended; the table's, how long it took.
    const dated = session.hands.findLast((h) => records.has(h.hand.hand));
    const epochMs = dated === undefined ? 0 : records.get(dated.hand.hand)!.finishedAt - dated.finishedAtMs;
    const value = moneyOf(log.genesis.body.config);
    const money = value && {
      symbol: symbolOf(value.currency),
      currency: value.currency,
      hundredthsPerChip: value.centsPerChip,
    };
    const { text, unfit } = sessionText(session.hands, format, epochMs, {
      ...{ own, notes },
      ...(money && { money }),
    });
    const { ending, mediaType } = SESSION_FILES[format];
    const name = `dealerless-${log.identity.tableId.slice(0, 8)}.${ending}`;
    return { name, mediaType, text, hands: session.hands.length - unfit.length, unfit: unfit.length };
  });
}

/** How the formats write a currency: '€' where there is a sign for it, its code otherwise. */
function symbolOf(currency: string): string {
  const parts = new Intl.NumberFormat('en', { style: 'currency', currency }).formatToParts(0);
  return parts.find((part) => part.type === 'currency')?.value ?? currency;
}
