import { describe, expect, it } from 'vitest';
import type { TableState } from '../../table/state/state.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import { closeBook, openBook, readState, type SessionBook } from './numbers.ts';
import { Scores } from './scores.ts';

/** A table whose node tells of every state, and the accounts of all of them. */
class Watched extends Play {
  readonly states: TableState[] = [this.state];
  private listener: () => void = () => undefined;
  replaying = false;
  get table(): TableState {
    return this.state;
  }
  subscribe(listener: () => void): () => void {
    this.listener = listener;
    return () => {
      this.listener = () => undefined;
    };
  }
  override slot(ms?: number, author?: number): void {
    super.slot(ms, author);
    this.states.push(this.state);
    this.listener();
  }
  tell(): void {
    this.listener();
  }
  async hand(): Promise<void> {
    await this.deal();
    for (let seat = this.toAct(); seat !== undefined; seat = this.toAct()) {
      this.bet(seat, 'fold');
      this.slot();
    }
  }
  book(upTo = Number.POSITIVE_INFINITY): SessionBook {
    const [first, ...rest] = this.states.filter((s) => s.height <= upTo);
    return rest.reduce(readState, openBook(first!));
  }
}

const table = () => new Watched(genesis([0, 1, 2]), clearDeck(seeded(5)));
const never = () => Promise.reject(new Error('the log is not to be read'));

describe('running scores', () => {
  it('of a table that begins in this tab need no log', async () => {
    const p = table();
    const scores = new Scores(p, never, undefined);
    p.tell();
    await p.hand();
    expect(await scores.view()).toEqual(closeBook(p.book(), undefined, { missing: [] }));
    scores.close();
  });

  it('are those of the whole log, also when the tab was opened late and the table goes on meanwhile', async () => {
    const p = table();
    await p.hand();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const scores = new Scores(
      p,
      async (upTo) => {
        const book = p.book(upTo);
        await held;
        return book;
      },
      undefined,
    );
    const view = scores.view();
    await p.hand();
    release();
    expect(await view).toEqual(closeBook(p.book(), undefined, { missing: [] }));
    await p.hand();
    const now = await scores.view();
    expect(now).toEqual(closeBook(p.book(), undefined, { missing: [] }));
    expect(now.points.map((x) => x.hand)).toEqual([0, 1, 2, 3]);
    scores.close();
  });

  it('of whoever has left, and never looked at them before, are those of the log', async () => {
    const p = table();
    await p.hand();
    const gone = { table: undefined, replaying: false, subscribe: () => () => undefined };
    const scores = new Scores(gone, async (upTo) => p.book(upTo), undefined);
    expect((await scores.view()).points).toHaveLength(2);
  });

  it('are asked for again after a log that could not be read', async () => {
    const p = table();
    await p.hand();
    let tries = 0;
    const scores = new Scores(
      p,
      async (upTo) => {
        tries++;
        if (tries === 1) throw new Error('busy');
        return p.book(upTo);
      },
      undefined,
    );
    await expect(scores.view()).rejects.toThrow('busy');
    expect((await scores.view()).points).toHaveLength(2);
  });
});
