/** The numbers of one process, served: what `--metrics` of the commands turns on. */
import { readFileSync } from 'node:fs';
import type { DeckWorker } from '../../workers/deckWorker.ts';
import { timeDeckWorker } from '../../workers/timed.ts';
import { createGameMetrics, type MeasuredNode } from './gameMetrics.ts';
import { type MetricsAddress, serveMetrics } from './serve.ts';

export interface Measured {
  readonly port: number;
  /** Counts this node from now on. @returns its end */
  readonly watch: (node: MeasuredNode) => () => void;
  /** The worker, timed. */
  timed(worker: DeckWorker): DeckWorker;
  close(): Promise<void>;
}

/** Serves them at the address, and says where. @throws when the port is taken */
export async function measure(address: MetricsAddress, say: (line: string) => void): Promise<Measured> {
  const nowMs = (): number => performance.now();
  const metrics = createGameMetrics({ nowMs, version: packageVersion() });
  const server = await serveMetrics(address, metrics.registry);
  say(`numbers for Prometheus are at http://${address.host}:${server.port}/metrics`);
  return {
    port: server.port,
    watch: metrics.watch,
    timed: (worker) => timeDeckWorker(worker, nowMs, metrics.proof),
    close: server.close,
  };
}

function packageVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return /"version": "([^"]+)"/.exec(text)?.[1] ?? 'unknown';
}
