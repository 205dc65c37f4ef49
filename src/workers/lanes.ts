/**
 * Lanes: workers that each do one job at a time. Own duties (keys, shares, opening) go before verifications,
 * since a hand waits for them; proofs have a lane that takes verifications only while it has none to make.
 * Background jobs (the next hand's deck) run in that lane only, and only when nothing else wants it: the other
 * lanes are always free for the hand that is played. With a single lane they come last.
 *
 * Shuffles that wait when a lane takes up one of them are judged with it, in one sum: a spectator's, a newcomer's, the
 * next deck's. Nothing waits in order to be judged in company.
 *
 * A lane whose worker dies gets a new one and its job is tried once more there; a second death rejects with
 * `DeckWorkerError('crashed')`.
 */
import type { Statement } from '../mentalpoker/statement.ts';
import { type DeckWorker, DeckWorkerError, type TimedVerdict } from './deckWorker.ts';
import type { WarmableDeckWorker } from './inProcess.ts';

/** One running worker, as the platform's adapter gives it. */
export interface LaneWorker {
  /** Rejects with the error that the worker's code threw. */
  readonly api: WarmableDeckWorker;
  /** Resolves with a description once the worker is dead; never if it lives. */
  readonly died: Promise<string>;
  terminate(): void;
}

/** Rejects with `DeckWorkerError('unavailable')` if a worker cannot be made at all. */
export type Spawn = () => Promise<LaneWorker>;

/** Shuffles judged together at most: those of a table of nine. */
const TOGETHER = 9;

/** Kinds of jobs, most urgent first. */
export type JobKind = 'prove' | 'duty' | 'verify';

interface Job {
  kind: JobKind;
  /** The hand it is for; undefined: whatever is played now. */
  hand: number | undefined;
  run: (api: WarmableDeckWorker) => Promise<unknown>;
  /** What it verifies, if that may be verified together with others. */
  shuffle?: Statement;
  resolve: (value: unknown) => void;
  reject: (error: DeckWorkerError) => void;
}

interface Lane {
  takes: readonly JobKind[];
  background: boolean;
  worker: LaneWorker | undefined;
  busy: boolean;
}

export class Lanes {
  private readonly waiting: Job[] = [];
  private readonly lanes: Lane[];
  private readonly running = new Set<Job>();
  private closed = false;
  private foreground = Number.MAX_SAFE_INTEGER - 1;

  /** `count` ≥ 1 lanes; with more than one, only the first proves. */
  constructor(
    private readonly spawn: Spawn,
    count: number,
  ) {
    this.lanes = Array.from({ length: count }, (_, i) => ({
      takes: i > 0 ? ['duty', 'verify'] : count > 1 ? ['prove', 'verify'] : ['prove', 'duty', 'verify'],
      background: i === 0,
      worker: undefined,
      busy: false,
    }));
  }

  /** Queues a job. Rejects with `DeckWorkerError` only. */
  submit<T>(kind: JobKind, run: (api: WarmableDeckWorker) => Promise<T>, hand?: number): Promise<T> {
    return this.queue<T>({ kind, hand, run });
  }

  /** Queues a verification. */
  verify(statement: Statement): Promise<TimedVerdict> {
    return this.queue<TimedVerdict>({
      kind: 'verify',
      hand: handOf(statement),
      run: (w) => w.verify(statement),
      ...(statement.kind === 'shuffle' ? { shuffle: statement } : {}),
    });
  }

  private queue<T>(job: Omit<Job, 'resolve' | 'reject'>): Promise<T> {
    if (this.closed) return Promise.reject(new DeckWorkerError('closed', 'the deck workers are closed'));
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ ...job, resolve: resolve as (value: unknown) => void, reject });
      this.dispatch();
    });
  }

  /** From now on jobs for hands after this one are background jobs, and no others. */
  setForeground(hand: number): void {
    this.foreground = hand;
    this.dispatch();
  }

  /** Starts every worker that is not running, with a job that is in nobody's way: lanes that are busy stay so. */
  start(job: (lane: number, api: WarmableDeckWorker) => Promise<unknown>): void {
    if (this.closed) return;
    this.lanes.forEach((lane, i) => {
      if (lane.busy || lane.worker) return;
      const ignored = (): void => undefined;
      const run = (api: WarmableDeckWorker): Promise<unknown> => job(i, api);
      void this.work(lane, { kind: 'duty', hand: undefined, run, resolve: ignored, reject: ignored });
    });
  }

  get count(): number {
    return this.lanes.length;
  }

  close(): void {
    this.closed = true;
    const error = new DeckWorkerError('closed', 'the deck workers are closed');
    for (const job of [...this.waiting.splice(0), ...this.running]) job.reject(error);
    for (const lane of this.lanes) this.discard(lane);
  }

  private dispatch(): void {
    // Lanes from the last: a verification goes to the proving lane only when every other is busy.
    for (let i = this.lanes.length - 1; i >= 0; i--) {
      const lane = this.lanes[i]!;
      if (lane.busy) continue;
      const job = this.next(lane);
      if (job) void this.work(lane, job);
    }
  }

  private next(lane: Lane): Job | undefined {
    for (const background of lane.background ? [false, true] : [false]) {
      for (const kind of lane.takes) {
        const index = this.waiting.findIndex(
          (job) => job.kind === kind && this.isBackground(job) === background,
        );
        if (index >= 0) return this.withCompany(this.waiting.splice(index, 1)[0]!);
      }
    }
    return undefined;
  }

  private isBackground({ hand }: Job): boolean {
    return (hand ?? 0) > this.foreground;
  }

  /** The job, or one for it and the shuffles that wait as it did. */
  private withCompany(first: Job): Job {
    if (first.shuffle === undefined) return first;
    const background = this.isBackground(first);
    const others = this.waiting
      .filter((job) => job.shuffle !== undefined && this.isBackground(job) === background)
      .slice(0, TOGETHER - 1);
    if (others.length === 0) return first;
    for (const job of others) this.waiting.splice(this.waiting.indexOf(job), 1);
    const all = [first, ...others];
    return {
      kind: 'verify',
      hand: first.hand,
      run: (w) => w.verifyAll(all.flatMap((job) => job.shuffle ?? [])),
      resolve: (verdicts) => {
        all.forEach((job, i) => {
          job.resolve((verdicts as TimedVerdict[])[i]);
        });
      },
      reject: (error) => {
        for (const job of all) job.reject(error);
      },
    };
  }

  private async work(lane: Lane, job: Job): Promise<void> {
    lane.busy = true;
    this.running.add(job);
    try {
      job.resolve(await this.attempt(lane, job));
    } catch (error) {
      job.reject(asWorkerError(error));
    }
    this.running.delete(job);
    lane.busy = false;
    if (!this.closed) this.dispatch();
  }

  private async attempt(lane: Lane, job: Job): Promise<unknown> {
    try {
      return await this.once(lane, job);
    } catch (error) {
      // A worker that could not be made or was closed is not tried again; refused arguments stay refused.
      if (this.closed || isRefusal(error) || error instanceof DeckWorkerError) throw error;
      this.discard(lane);
      return this.once(lane, job);
    }
  }

  private async once(lane: Lane, job: Job): Promise<unknown> {
    lane.worker ??= await this.spawn();
    if (this.closed) {
      this.discard(lane);
      throw new DeckWorkerError('closed', 'the deck workers are closed');
    }
    const { api, died } = lane.worker;
    return Promise.race([
      job.run(api),
      died.then((what) => {
        throw new Error(what);
      }),
    ]);
  }

  private discard(lane: Lane): void {
    lane.worker?.terminate();
    lane.worker = undefined;
  }
}

/** The hand that a statement is for; undefined for what is said of the table's key. */
const handOf = (statement: Statement): number | undefined =>
  'ctx' in statement ? statement.ctx.hand : undefined;

/** Arguments that the deck's code refuses; errors lose their class on the way out of a worker, not their name. */
const isRefusal = (error: unknown): error is Error =>
  error instanceof Error && (error.name === 'DecodeError' || error.name === 'RangeError');

function asWorkerError(error: unknown): DeckWorkerError {
  if (error instanceof DeckWorkerError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new DeckWorkerError(isRefusal(error) ? 'refused' : 'crashed', message);
}

/** A `DeckWorker` over lanes. */
export function createLaneDeckWorker(lanes: Lanes): DeckWorker {
  let warmed = false;
  /** The proving lane rehearses; the others start, and check what it has made as soon as it is there. */
  const warm = (): void => {
    if (warmed) return;
    warmed = true;
    lanes.start(async (lane, api) => {
      if (lane > 0) return;
      const rehearsed = await api.warmUp();
      if (rehearsed === undefined) return;
      for (let i = 1; i < lanes.count; i++)
        lanes.submit('verify', (w) => w.verify(rehearsed)).catch(() => undefined);
    });
  };
  return {
    warm,
    makeHandKey: (ctx, author) => {
      // Whoever makes a hand key proves a shuffle next. If this fails, that proof will say why.
      if (!warmed) lanes.submit('prove', (w) => w.warmUp()).catch(() => undefined);
      warmed = true;
      return lanes.submit('duty', (w) => w.makeHandKey(ctx, author));
    },
    makeEscrowKey: (ctx, receiver) => lanes.submit('duty', (w) => w.makeEscrowKey(ctx, receiver)),
    prepareDeck: (args) => lanes.submit('duty', (w) => w.prepareDeck(args)),
    proveShuffle: (args) => lanes.submit('prove', (w) => w.proveShuffle(args), args.ctx.hand),
    makeShares: (args) => lanes.submit('duty', (w) => w.makeShares(args)),
    proveWin: (claim, secret) => lanes.submit('duty', (w) => w.proveWin(claim, secret)),
    makeEscrowOpen: (args) => lanes.submit('duty', (w) => w.makeEscrowOpen(args)),
    recoverShares: (args) => lanes.submit('duty', (w) => w.recoverShares(args)),
    openCards: (requests) => lanes.submit('duty', (w) => w.openCards(requests)),
    dividePots: (request) => lanes.submit('duty', (w) => w.dividePots(request)),
    // Nobody waits for any of it: while cards are played it is done when nothing else is there to do.
    key: (job) => lanes.submit('verify', (w) => w.key(job), Number.MAX_SAFE_INTEGER),
    combineDealings: (args) => lanes.submit('duty', (w) => w.combineDealings(args)),
    verify: (statement, by) =>
      by === undefined
        ? lanes.verify(statement)
        : lanes.submit('verify', (w) => w.verify(statement, by), handOf(statement)),
    foreground: (hand) => lanes.setForeground(hand),
    close: () => lanes.close(),
  };
}
