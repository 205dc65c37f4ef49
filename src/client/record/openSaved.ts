/**
 * A saved game or a shared hand, opened in this page: verified from nothing but its bytes, as `npm run verify` does,
 * and then played again. Nothing of it is stored.
 */

import { tableIdOf } from '../../codec/config.ts';
import { DecodeError, decodeText, toHex } from '../../codec/decode.ts';
import { decodeGenesis, type Genesis } from '../../codec/genesis.ts';
import { savedLog } from '../../codec/handFile.ts';
import type { KeyMessage } from '../../codec/keyMessages.ts';
import { limits } from '../../codec/limits.ts';
import { decodeLogFile } from '../../codec/logFile.ts';
import { createEd25519 } from '../../crypto/ed25519.ts';
import { isShipped, keyNameOf } from '../../crypto/shuffleKey.ts';
import { signedUnder } from '../../light/hand.ts';
import type { LogVerdict } from '../../node/log/report.ts';
import { verifyLog } from '../../node/log/verify.ts';
import { cardText } from '../../poker/cards.ts';
import type { TableState } from '../../table/state/state.ts';
import { createBrowserDeckWorker } from '../../workers/browserPool.ts';
import type { DeckWorker, TimedVerdict } from '../../workers/deckWorker.ts';
import type { HandReplayView, HandSignatureView, HandSummaryView, OpenedView } from '../contract/record.ts';
import type { TableView } from '../contract/view.ts';
import { gameOf } from '../create/gameOf.ts';
import { addStep, drawStep } from './steps.ts';

interface Reading {
  readonly genesis: Genesis;
  readonly tableId: string;
  readonly tableName: string;
  /** Of a shared hand. */
  readonly hand: number | undefined;
  readonly lastHeight: number;
}

/** @throws DecodeError */
function readHead(bytes: Uint8Array): Reading {
  const { hand, log } = savedLog(bytes);
  const file = decodeLogFile(log);
  const genesis = decodeGenesis(file.genesis);
  const tableId = toHex(tableIdOf(genesis.body.config));
  const tableName = decodeText(genesis.body.config.name, limits.tableNameBytes, 'table name');
  return { genesis, tableId, tableName, hand, lastHeight: file.slots.at(-1)?.height ?? 0 };
}

/**
 * @param onProgress the share of it that is verified, 0..1
 * @param workerFor makes what judges the proofs of that table, for one run
 */
export async function openSaved(
  bytes: Uint8Array,
  onProgress: (share: number) => void,
  workerFor: (genesis: Genesis) => DeckWorker | Promise<DeckWorker> = browserWorker,
): Promise<OpenedView> {
  let head: Reading;
  try {
    head = readHead(bytes);
  } catch (error) {
    if (error instanceof DecodeError) return { ok: false, fault: error.message };
    throw error;
  }
  const { config } = head.genesis.body;
  if (!isShipped(keyNameOf(config, gameOf(config).deckSize)))
    return { ok: false, fault: 'the table was made with other shuffle keys than this program has' };
  const game = new SavedGame(bytes, head, workerFor, onProgress);
  const opened = await game.run(head.hand);
  if (!opened.verdict.ok) return { ok: false, fault: opened.verdict.fault };
  return {
    ok: true,
    report: opened.verdict.report,
    tableName: head.tableName,
    hands: game.hands,
    shared: head.hand === undefined ? undefined : game.replayOf(head.hand, opened),
    replay: async (hand) => game.replayOf(hand, await game.run(hand)),
  };
}

interface Run {
  readonly verdict: LogVerdict;
  readonly steps: readonly TableView[];
  readonly proofs: number;
  /** Of the hand that was wanted: absent where its table had no key when it ended. */
  readonly signature: HandSignatureView | undefined;
}

class SavedGame {
  readonly hands: HandSummaryView[] = [];
  private readonly judged = new Map<string, TimedVerdict>();
  private wasRead = false;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly head: Reading,
    private readonly workerFor: (genesis: Genesis) => DeckWorker | Promise<DeckWorker>,
    private readonly onProgress: (share: number) => void,
  ) {}

  /** Verifies it all; what was judged in an earlier run need not be judged again. */
  async run(wanted: number | undefined): Promise<Run> {
    const { head, judged } = this;
    const steps: TableView[] = [];
    let proofs = 0;
    let signature: HandSignatureView | undefined;
    const seen = (state: TableState): void => {
      this.onProgress(head.lastHeight === 0 ? 1 : Math.min(1, state.height / head.lastHeight));
      this.note(state);
      if (state.hand === undefined || state.hand.hand !== wanted) return;
      addStep(steps, drawStep(state, { tableId: head.tableId, yourSeat: undefined, yourCards: [] }));
      proofs = state.hand.proofs.length;
      if (state.hand.phase === 'done' && state.key !== undefined) signature ??= { says: 'none' };
    };
    const keySigned = (message: KeyMessage, { key }: TableState): void => {
      if (message.kind === 'checkpoint' && message.hand === wanted)
        signature = signedUnder(key!.serving!.sharing);
    };
    const worker = await this.workerFor(head.genesis);
    try {
      const verdict = await verifyLog(this.bytes, {
        ed25519: await createEd25519(crypto.subtle),
        worker: async () => worker,
        known: (digest) => judged.get(digest),
        heard: {
          judged: (_statement, digest, result) => {
            judged.set(digest, { verdict: result, tookMs: 0 });
          },
          seen,
          keySigned,
        },
      });
      this.wasRead = true;
      return { verdict, steps, proofs, signature };
    } finally {
      worker.close();
    }
  }

  replayOf(hand: number, { steps, proofs: proofsChecked, signature }: Run): HandReplayView {
    const summary = this.hands.find((h) => h.hand === hand);
    if (summary === undefined) throw new Error('no such hand in this file');
    return { summary, steps, proofsChecked, signature };
  }

  private note({ hand, seats }: TableState): void {
    if (this.wasRead || hand?.outcome === undefined || this.hands.at(-1)?.hand === hand.hand) return;
    const nameOf = (seat: number): string => seats.find((s) => s.seat === seat)?.nickname ?? '';
    this.hands.push({
      tableId: this.head.tableId,
      tableName: this.head.tableName,
      identity: '',
      hand: hand.hand,
      finishedAt: 0,
      yourSeat: undefined,
      yourCards: [],
      board: hand.engine.board.flatMap((c) => (c === null ? [] : [cardText(c)])),
      netChips: 0,
      winners: hand.outcome.seats
        .filter((s) => s.wonChips > 0)
        .map((s) => ({ nickname: nameOf(s.seat), chips: s.wonChips })),
    });
  }
}

function browserWorker({ body: { config } }: Genesis): DeckWorker {
  const { deckSize } = gameOf(config);
  return createBrowserDeckWorker({ deckSize, table: keyNameOf(config, deckSize) });
}
