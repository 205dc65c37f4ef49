/**
 * What a recorded game leads to, told by verifying its log: the state root at every height, stacks, hands, epochs.
 *
 * A recording is NAME.dlog.gz, as a device exported it, and NAME.json with what came out when it was made. Whoever
 * changes how states are judged or applied finds out here whether any state has changed. A format that changes gets
 * new recordings; these are not edited.
 */
import { readdir, readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { toHex } from '../../codec/decode.ts';
import { createEd25519 } from '../../crypto/ed25519.ts';
import type { LogReport } from '../../node/log/report.ts';
import { verifyLog } from '../../node/log/verify.ts';
import { cardText } from '../../poker/cards.ts';
import { stateRoot } from '../../table/state/root.ts';
import type { TableState } from '../../table/state/state.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';
import { createNodeDeckWorker } from '../../workers/nodeWorker.ts';

export const logsFolder = new URL('logs/', import.meta.url);
export const LOG_ENDING = '.dlog.gz';

/** How roots are recorded: enough to tell states apart that no enemy has made alike. */
export const rootText = (root: Uint8Array): string => toHex(root.subarray(0, 16));

export interface RecordedHand {
  readonly hand: number;
  readonly epoch: number;
  readonly height: number;
  readonly board: readonly string[];
  readonly seats: readonly {
    readonly seat: number;
    readonly netChips: number;
    readonly wonChips: number;
    readonly handName?: string;
  }[];
  readonly voidReason?: string;
}

export interface RecordedEpoch {
  readonly epoch: number;
  readonly members: readonly string[];
  /** Height of the first of `roots`: the state with which the epoch began. */
  readonly fromHeight: number;
  /** The first 16 bytes of each, hex, one a height, without gaps. */
  readonly roots: readonly string[];
}

export interface Recording {
  /** What is in it, for people. */
  readonly about: string;
  /** Who exported it. */
  readonly of: string;
  readonly report: LogReport;
  readonly hands: readonly RecordedHand[];
  readonly epochs: readonly RecordedEpoch[];
}

export type Outcome = Pick<Recording, 'report' | 'hands' | 'epochs'>;

/** Reads the shuffle keys of each deck size once. */
export function deckWorkers(): (deckSize: 36 | 52) => Promise<DeckWorker> {
  const made = new Map<number, Promise<DeckWorker>>();
  return (deckSize) => {
    const worker = made.get(deckSize) ?? createNodeDeckWorker({ deckSize });
    made.set(deckSize, worker);
    return worker;
  };
}

/** @throws Error with the first fault, if the log does not hold */
export async function outcomeOf(
  log: Uint8Array,
  worker: (deckSize: 36 | 52) => Promise<DeckWorker>,
): Promise<Outcome> {
  const hands: RecordedHand[] = [];
  const epochs: (RecordedEpoch & { readonly roots: string[] })[] = [];
  const seen = (state: TableState): void => {
    let epoch = epochs.at(-1);
    if (epoch?.epoch !== state.epoch) {
      const members = state.validators.map((v) => v.nickname);
      epoch = { epoch: state.epoch, members, fromHeight: state.height, roots: [] };
      epochs.push(epoch);
    }
    if (state.height !== epoch.fromHeight + epoch.roots.length)
      throw new Error(`height ${state.height} was not to come next`);
    epoch.roots.push(rootText(stateRoot(state)));
    const over = handOf(state);
    if (over !== undefined && hands.at(-1)?.hand !== over.hand) hands.push(over);
  };
  const verdict = await verifyLog(log, {
    ed25519: await createEd25519(crypto.subtle),
    worker,
    heard: { seen },
  });
  if (!verdict.ok) throw new Error(verdict.fault);
  return { report: verdict.report, hands, epochs };
}

function handOf(state: TableState): RecordedHand | undefined {
  const { hand, epoch, height } = state;
  const { outcome } = hand ?? {};
  if (hand?.phase !== 'done' || outcome === undefined) return undefined;
  const board = hand.engine.board.flatMap((c) => (c === null ? [] : [cardText(c)]));
  const seats = outcome.seats.map(({ seat, netChips, wonChips, handName }) => {
    return { seat, netChips, wonChips, ...(handName === undefined ? {} : { handName }) };
  });
  const { voidReason } = outcome;
  const told = voidReason === undefined ? {} : { voidReason };
  return { hand: hand.hand, epoch, height, board, seats, ...told };
}

/** Names of the recordings, in order. */
export async function recordingNames(): Promise<string[]> {
  const files = await readdir(logsFolder);
  return files.flatMap((f) => (f.endsWith(LOG_ENDING) ? [f.slice(0, -LOG_ENDING.length)] : [])).sort();
}

export async function readLog(name: string): Promise<Uint8Array> {
  return new Uint8Array(gunzipSync(await readFile(new URL(`${name}${LOG_ENDING}`, logsFolder))));
}

/** Ours, and reviewed as such: its shape is believed. */
export async function readRecording(name: string): Promise<Recording> {
  return JSON.parse(await readFile(new URL(`${name}.json`, logsFolder), 'utf8')) as Recording;
}
