/**
 * The tables of one relay that a process beside it attends to, as a witness or as a rail. The keys under which tables
 * meet come in one by one; the rules of each are asked of its players (node/askConfig.ts).
 */
import type { TableConfig } from '../codec/config.ts';
import { fromHex } from '../codec/decode.ts';
import type { Ed25519 } from '../crypto/ed25519.ts';
import type { Network } from '../net/network.ts';
import { askForConfig } from '../node/askConfig.ts';
import type { DeckWorker } from '../workers/deckWorker.ts';
import { systemRandom } from '../workers/inProcess.ts';
import { createNodeThreadDeckWorker } from '../workers/nodeThreads.ts';
import { type SharedDeckWorker, shareDeckWorker } from '../workers/shared.ts';

/** A table that is attended to. */
export interface HostedTable {
  /** 64 hexadecimal digits. */
  readonly key: string;
  readonly config: TableConfig;
  /** Closed by whoever attends to the table. */
  readonly network: Network;
  /** Everything is to end. */
  readonly closing: AbortSignal;
  readonly say: (line: string) => void;
}

export interface HostedTablesOptions {
  /** Opens the network of the table that meets under this key. */
  readonly connect: (meetingKey: Uint8Array) => Promise<Network>;
  readonly ed25519: Ed25519;
  /** What the process is to a table, for a line to the host: 'witness'. */
  readonly as: string;
  readonly nickname: string;
  readonly say: (line: string) => void;
  readonly limits: {
    /** Tables at a time. */
    readonly tables: number;
    /** How long somebody at the table may take to say what its rules are; milliseconds. */
    readonly askMs: number;
  };
  /** Of a table that is known from before; asked of its players where it is not. */
  readonly knownConfig?: (key: string) => Promise<TableConfig | undefined>;
  /** Resolves when there is nothing left to do at the table. */
  readonly attend: (table: HostedTable) => Promise<void>;
}

export class HostedTables {
  readonly #running = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();

  constructor(private readonly o: HostedTablesOptions) {}

  /** Tables that are attended to or asked about now. */
  get size(): number {
    return this.#running.size;
  }

  /** Takes on the table that meets under this key, 64 hexadecimal digits; anything else is ignored. */
  offer(key: string): void {
    if (!/^[0-9a-f]{64}$/.test(key) || this.#running.has(key) || this.#closing.signal.aborted) return;
    const { as, say, limits } = this.o;
    if (this.#running.size >= limits.tables) {
      say(`no ${as} for another table: ${limits.tables} have one`);
      return;
    }
    const run = this.#attend(key)
      .catch((error: unknown) => say(`a table’s ${as} failed: ${String(error)}`))
      .finally(() => this.#running.delete(key));
    this.#running.set(key, run);
  }

  /** Leaves every table. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#running.values());
  }

  async #attend(key: string): Promise<void> {
    const { connect, attend } = this.o;
    const say = (line: string): void => this.o.say(`table ${key.slice(0, 8)} ${line}`);
    const network = await connect(fromHex(key));
    const closing = this.#closing.signal;
    try {
      const config = (await this.o.knownConfig?.(key)) ?? (await this.#ask(key, network));
      if (config !== undefined) await attend({ key, config, network, closing, say });
    } finally {
      await network.stop();
      say('left');
    }
  }

  #ask(key: string, network: Network): Promise<TableConfig | undefined> {
    const { ed25519, nickname, limits } = this.o;
    return askForConfig({
      ...{ network, ed25519, nickname },
      meetingKey: fromHex(key),
      secretKey: ed25519.generateKeyPair(systemRandom).secretKey,
      signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(limits.askMs)]),
    });
  }
}

/** Resolves when this signal comes. */
export const toldToClose = (closing: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    closing.addEventListener('abort', () => resolve());
    if (closing.aborted) resolve();
  });

/** One worker for all tables with a deck, whoever asks for it. @param timed counts what it does */
export function workersOfHost(timed: (worker: DeckWorker) => DeckWorker = (worker) => worker) {
  const workers = new Map<number, Promise<SharedDeckWorker>>();
  return async (deckSize: 36 | 52): Promise<DeckWorker> => {
    const made =
      workers.get(deckSize) ??
      createNodeThreadDeckWorker({ deckSize, threads: 1 }).then((worker) => shareDeckWorker(timed(worker)));
    workers.set(deckSize, made);
    return (await made).handle();
  };
}
