/**
 * The doors to the client. Loaded on demand: the first page must not carry cryptography, networking or proving
 * code. Screens take these as a value, so that the gallery can hand in its own.
 */
import type { TableClient } from './actions.ts';
import type { OwnBuild, ServedBuild } from './build.ts';
import type { CreateResult, CreateTableOptions } from './create.ts';
import type { DeviceUse, EraseResult } from './device.ts';
import type { DeviceNumbers, TableNumbers } from './diagnostics.ts';
import type { OpenTableView } from './openTables.ts';
import { isPractice, type PractiseOptions } from './practice.ts';
import type { CheckedReceipts, LinkMatch, ReceiptView } from './receipt.ts';
import type {
  ExportedLog,
  HandFile,
  HandFormat,
  HandReplayView,
  HandSummaryView,
  OpenedView,
  SessionFile,
  SessionView,
} from './record.ts';
import type { SeatServices } from './seats.ts';

export interface OpenTableOptions {
  /** "Never show my address": only over TURN or the relay. */
  readonly relayedOnly: boolean;
}

export interface Services {
  openTable(url: URL, options: OpenTableOptions): Promise<TableClient>;
  /** For a stream's picture: watches only, with nothing of this device's players. */
  openOverlay(url: URL, options: OpenTableOptions): Promise<TableClient>;
  /** Fetches what `openTable` will need, and begins to look for the others. */
  prepareTable?: (url: URL, options: OpenTableOptions) => Promise<unknown>;
  createTable(options: CreateTableOptions): Promise<CreateResult>;
  /** Another table by the rules of the one at this address. Absent: not offered. */
  createAgain?: (url: URL) => Promise<CreateResult>;
  listHands(): Promise<readonly HandSummaryView[]>;
  replayHand(summary: HandSummaryView): Promise<HandReplayView>;
  /** The numbers of one game of this device. */
  readSession(identity: string): Promise<SessionView>;
  /** 'unfit': the formats have no words for this hand. */
  exportHand(summary: HandSummaryView, format: HandFormat): Promise<HandFile | 'unfit'>;
  /** All finished hands of one game of this device. Absent: not offered. */
  exportSession?: (identity: string, format: HandFormat) => Promise<SessionFile>;
  /** The whole signed game of an identity of this device, for `npm run verify`. Absent: not offered. */
  exportLog?: (identity: string) => Promise<ExportedLog>;
  /** One hand with everything that proves it; 'not-yet': the others have not said enough after it. */
  shareHand?: (identity: string, hand: number) => Promise<ExportedLog | 'not-yet'>;
  /** Verifies a saved game or a shared hand in this page; `onProgress`: the share of it that is done. */
  openSaved?: (bytes: Uint8Array, onProgress: (share: number) => void) => Promise<OpenedView>;
  /** Checks receipts, as files or as they stand behind the # of a link. Absent: not offered. */
  checkReceipts?: (receipts: readonly (Uint8Array | string)[]) => Promise<CheckedReceipts>;
  matchLink?: (receipt: ReceiptView, link: URL) => Promise<LinkMatch>;
  /** Undefined where the page runs no build (in development) or another one than its host has now. */
  ownBuild(): Promise<OwnBuild | undefined>;
  /**
   * Fetches every file of this page's build once more and compares. Rejects where the host does not answer.
   * `beforeEach` is waited for before each file.
   */
  compareServed(beforeEach?: () => Promise<void>): Promise<ServedBuild | undefined>;
  deviceUse(): Promise<DeviceUse>;
  /** The tables that this host tells of as open, checked. Rejects where it does not answer. */
  openTables(): Promise<readonly OpenTableView[]>;
  readDevice(): Promise<DeviceNumbers>;
  /** Tells the numbers of the tables of all tabs, again and again. @returns its end */
  followNumbers(tell: (tables: readonly TableNumbers[]) => void): () => void;
  /** Asks the browser to keep what is stored until its owner erases it. */
  keepForGood(): Promise<boolean>;
  /** One game of this device with its key, or everything. */
  erase(identity?: string): Promise<EraseResult>;
  /** Absent: not offered. */
  seats?: () => Promise<SeatServices>;
  /** A table with bots in this browser; resolves with the path to go to. Absent: not offered. */
  practise?: (options: PractiseOptions) => Promise<string>;
}

export const services: Services = {
  prepareTable: async (url, options) => {
    if (isPractice(url)) return import('../practice/open.ts');
    (await import('../table/open.ts')).beginLinks(url, options.relayedOnly);
  },
  openTable: async (url, options) =>
    isPractice(url)
      ? (await import('../practice/open.ts')).openPractice(url)
      : (await import('../table/open.ts')).openTable(url, options),
  openOverlay: async (url, options) => (await import('../table/overlay.ts')).openOverlay(url, options),
  createTable: async (options) => (await import('../create/create.ts')).createTable(options),
  createAgain: async (url) => (await import('../create/create.ts')).createAgain(url),
  practise: async (options) => (await import('../practice/open.ts')).practise(options),
  exportLog: async (identity) => (await import('../record/exportLog.ts')).exportLog(identity),
  exportSession: async (identity, format) =>
    (await import('../record/history.ts')).exportSession(identity, format),
  shareHand: async (identity, hand) => (await import('../record/shareHand.ts')).shareHand(identity, hand),
  openSaved: async (bytes, onProgress) =>
    (await import('../record/openSaved.ts')).openSaved(bytes, onProgress),
  checkReceipts: async (receipts) => (await import('../record/receipt.ts')).checkReceipts(receipts),
  matchLink: async (receipt, link) => (await import('../record/receipt.ts')).matchLink(receipt, link),
  ownBuild: async () => {
    const { ownBuild, thisHost } = await import('../build/ownBuild.ts');
    return ownBuild(thisHost());
  },
  compareServed: async (beforeEach) => {
    const { compareServed, thisHost } = await import('../build/ownBuild.ts');
    return compareServed(thisHost(), beforeEach);
  },
  deviceUse: async () => (await import('../record/device.ts')).deviceUse(),
  openTables: async () => (await import('../openTables/read.ts')).openTables(location.origin),
  readDevice: async () => (await import('../diagnostics/device.ts')).readDevice(),
  followNumbers(tell) {
    const following = import('../diagnostics/channel.ts').then((channel) => channel.followNumbers(tell));
    const ended = following.catch((error: unknown) => {
      console.warn(error);
    });
    return () => void ended.then((end) => end?.());
  },
  keepForGood: async () => (await import('../record/device.ts')).keepForGood(),
  erase: async (identity) => (await import('../record/device.ts')).erase(identity),
  seats: async () => (await import('../move/seats.ts')).seats,
  listHands: async () => (await import('../record/history.ts')).listHands(),
  replayHand: async (summary) => (await import('../record/history.ts')).replayHand(summary),
  readSession: async (identity) => (await import('../record/history.ts')).readSession(identity),
  exportHand: async (summary, format) => (await import('../record/history.ts')).exportHand(summary, format),
};
