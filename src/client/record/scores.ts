/**
 * The running accounts of a table in this tab: every state it goes through is read as it comes. What happened before
 * the tab was opened is read from its log, once, when somebody asks.
 */
import type { GameNode } from '../../node/gameNode.ts';
import type { TableState } from '../../table/state/state.ts';
import type { SessionView } from '../contract/record.ts';
import { closeBook, openBook, readState, type SessionBook } from './numbers.ts';

/** Accounts up to a height, from what this device has kept. */
export type ReadBook = (upToHeight: number) => Promise<SessionBook>;

export class Scores {
  private book: SessionBook | undefined;
  /** States since the log is being read. */
  private waiting: TableState[] | undefined;
  private reading: Promise<void> | undefined;
  private readonly stop: () => void;

  constructor(
    private readonly node: Pick<GameNode, 'table' | 'replaying' | 'subscribe'>,
    private readonly readBook: ReadBook,
    private readonly you: string | undefined,
    /** Nicknames of those out of reach, where nothing can be committed without them. */
    private readonly missing: () => readonly string[] = () => [],
  ) {
    this.stop = node.subscribe(() => this.look());
  }

  close(): void {
    this.stop();
  }

  /** @throws Error where the log of this device does not reach back to the beginning */
  async view(): Promise<SessionView> {
    if (this.book === undefined) {
      this.reading ??= this.catchUp().finally(() => {
        this.reading = undefined;
      });
      await this.reading;
    }
    if (this.book === undefined) throw new Error('no book');
    return closeBook(this.book, this.you, { missing: this.missing() });
  }

  private look(): void {
    const { table, replaying } = this.node;
    if (table === undefined || replaying) return;
    if (this.waiting !== undefined) {
      if (this.waiting.at(-1) !== table) this.waiting.push(table);
    } else if (this.book !== undefined) this.read(table);
    else if (isBeginning(table)) this.book = openBook(table);
  }

  private read(table: TableState): void {
    if (this.book === undefined || this.book.last === table) return;
    this.book = readState(this.book, table);
  }

  private async catchUp(): Promise<void> {
    const { table } = this.node;
    this.waiting = table === undefined ? [] : [table];
    try {
      // Whoever has left has no table any more, and all of its log.
      this.book = await this.readBook(table?.height ?? Number.POSITIVE_INFINITY);
      for (const state of this.waiting) if (isAfter(state, this.book.last)) this.read(state);
    } finally {
      this.waiting = undefined;
    }
  }
}

const isBeginning = ({ epoch, height, hand }: TableState): boolean =>
  epoch === 0 && height === 0 && hand === undefined;

/** Later, or the same slot with the next epoch begun. */
function isAfter(state: TableState, last: TableState): boolean {
  return state.height > last.height || state.epoch > last.epoch;
}
