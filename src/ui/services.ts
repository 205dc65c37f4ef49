/**
 * The doors to the client layer. Loaded on demand: the first page must not carry cryptography, networking
 * or proving code. Screens take these as a value, so that the gallery can hand in its own.
 */
import type { CreateTableOptions, HandReplayView, HandSummaryView, TableClient } from '../client/view.ts';

export type CreateResult =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly reason: string };

export interface Services {
  openTable(url: URL): Promise<TableClient>;
  createTable(options: CreateTableOptions): Promise<CreateResult>;
  listHands(): Promise<readonly HandSummaryView[]>;
  replayHand(summary: HandSummaryView): Promise<HandReplayView>;
}

export const services: Services = {
  openTable: async (url) => (await import('../client/open.ts')).openTable(url),
  createTable: async (options) => (await import('../client/create.ts')).createTable(options),
  listHands: async () => (await import('../client/history.ts')).listHands(),
  replayHand: async (summary) => (await import('../client/history.ts')).replayHand(summary),
};
