/**
 * One open IndexedDB database that survives what browsers do to it: another tab that wants a newer version, an older
 * tab that is in the way, a connection that the browser closes by itself, and a database that never answers.
 *
 * A version is reached from the one before by a migration of its own. No migration deletes what it does not read: what
 * nobody can go on with is set aside under another name, and goes when its owner erases it.
 */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';

/** Brings the stores of one version to the next. */
export type Migration = (
  db: IDBPDatabase<unknown>,
  tx: IDBPTransaction<unknown, string[], 'versionchange'>,
) => void;

export interface DatabaseEvents {
  /** Another tab of an older version has the database open; opening goes on by itself once it gives way. */
  readonly waiting?: () => void;
  /** A newer version waits for this page to give the database free. Without a handler it is given free at once. */
  readonly wanted?: () => void;
  /** It was deleted while it was open here, as far as that is noticed before anybody asks for it again. */
  readonly deleted?: (error: DatabaseError) => void;
}

/**
 * Why a database does not open. `newer`: a newer version of the app has written it. `silent`: it does not answer.
 * `unavailable`: this browser lets the page store nothing. `deleted`: it was there, and while it was in use somebody
 * deleted it; nothing is put in its place, for what a game was built on is gone.
 */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  constructor(
    readonly code: 'newer' | 'silent' | 'unavailable' | 'deleted',
    options?: ErrorOptions,
  ) {
    super(`the database does not open: ${code}`, options);
  }
}

export interface DatabaseOptions {
  readonly name: string;
  /** The n-th leads from version n to n + 1; their number is the version. */
  readonly migrations: readonly Migration[];
  readonly events?: DatabaseEvents;
  /** How long an opening may stay without any answer, in milliseconds. */
  readonly patienceMs?: number;
  /** Names what was made at once and never again: another answer is another database under the same name. */
  readonly birthOf?: (db: IDBPDatabase<unknown>) => Promise<string | undefined>;
}

const PATIENCE_MS = 15_000;
/** From an opening that the browser breaks off to the next, at first; doubled each time. */
const AGAIN_MS = 20;
/** How often work is done anew whose connection the browser takes away each time. */
const MOST_ATTEMPTS = 4;
/** Names of stores that were set aside begin so. */
export const KEPT = 'kept-';

export class Database<S extends DBSchema> {
  private current: Promise<IDBPDatabase<S>> | undefined;
  private closed = false;
  private wasOpen = false;
  private birth: string | undefined;
  /** It is not asked for again: what is there under its name by now is another one. */
  private deleted: DatabaseError | undefined;

  private constructor(private readonly o: DatabaseOptions) {}

  /** Rejects with a `DatabaseError`. */
  static async open<S extends DBSchema>(options: DatabaseOptions): Promise<Database<S>> {
    const database = new Database<S>(options);
    await database.connection();
    return database;
  }

  /**
   * Does `work` in transactions of its own. Where the browser has closed the connection, it is opened anew and the
   * work is done once more: what was under way is rolled back by then, unless its end alone was not heard any more.
   */
  async run<T>(work: (db: IDBPDatabase<S>) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const asked = this.connection();
      const db = await asked;
      try {
        return await work(db);
      } catch (error) {
        if (this.closed || attempt === MOST_ATTEMPTS || !(await this.isGone(asked, db))) throw error;
        if (this.current === asked) this.current = undefined;
      }
    }
  }

  close(): void {
    this.closed = true;
    this.current?.then(
      (db) => db.close(),
      // It never opened, and whoever opened it was told.
      () => undefined,
    );
  }

  /**
   * What was under way when the browser takes a connection away is aborted before anybody is told that it is closed,
   * and transactions can still be begun on it for a moment; but none of them ends well.
   */
  private async isGone(asked: Promise<IDBPDatabase<S>>, db: IDBPDatabase<S>): Promise<boolean> {
    return this.current !== asked || !(await answers(db)) || this.current !== asked;
  }

  private connection(): Promise<IDBPDatabase<S>> {
    if (this.closed) return Promise.reject(new DOMException('the database was closed', 'InvalidStateError'));
    if (this.deleted) return Promise.reject(this.deleted);
    if (this.current) return this.current;
    const opening: Promise<IDBPDatabase<S>> = this.openAnew({
      wanted: (db) => {
        if (this.o.events?.wanted) this.o.events.wanted();
        else db.close();
      },
      lost: () => {
        if (this.current !== opening) return;
        this.current = undefined;
        // Whoever has it open hears at once if it is gone for good, and not with the next thing to be stored.
        if (!this.closed && this.o.events?.deleted) this.connection().catch(() => undefined);
      },
    });
    this.current = opening;
    opening.catch((error: unknown) => {
      if (this.current === opening) this.current = undefined;
      this.failed(error);
    });
    return opening;
  }

  private async openAnew(ends: Ends<S>): Promise<IDBPDatabase<S>> {
    for (let attempt = 1; ; attempt++) {
      const db = await connect<S>(this.o, !this.wasOpen, ends);
      const birth = await this.birthOf(db);
      if ('name' in birth && (!this.wasOpen || birth.name === this.birth)) {
        this.birth = birth.name;
        this.wasOpen = true;
        return db;
      }
      db.close();
      if ('name' in birth) throw new DatabaseError('deleted');
      // Taken away once more before it could be asked.
      if (attempt === MOST_ATTEMPTS) throw new DatabaseError('unavailable', { cause: birth.error });
    }
  }

  private async birthOf(db: IDBPDatabase<S>): Promise<{ name: string | undefined } | { error: unknown }> {
    try {
      return { name: await this.o.birthOf?.(db as unknown as IDBPDatabase<unknown>) };
    } catch (error) {
      return { error };
    }
  }

  private failed(error: unknown): void {
    if (!(error instanceof DatabaseError) || error.code !== 'deleted' || this.deleted) return;
    this.deleted = error;
    this.o.events?.deleted?.(error);
  }
}

/** Whether a transaction on this connection still ends well. */
async function answers<S extends DBSchema>(db: IDBPDatabase<S>): Promise<boolean> {
  try {
    const [store] = db.objectStoreNames;
    if (store === undefined) return true;
    const tx = db.transaction(store);
    await Promise.all([tx.store.openKeyCursor(), tx.done]);
    return true;
  } catch {
    // Whatever the reason: nothing can be stored by way of it.
    return false;
  }
}

interface Ends<S extends DBSchema> {
  readonly wanted: (db: IDBPDatabase<S>) => void;
  readonly lost: () => void;
}

function connect<S extends DBSchema>(
  { name, migrations, events, patienceMs = PATIENCE_MS }: DatabaseOptions,
  mayCreate: boolean,
  ends: Ends<S>,
): Promise<IDBPDatabase<S>> {
  return new Promise((resolve, reject) => {
    let open: IDBPDatabase<S> | undefined;
    let givenUp = false;
    let deleted = false;
    let answered = false;
    const giveUp = (): void => {
      givenUp = true;
      reject(new DatabaseError('silent'));
    };
    const timer = setTimeout(giveUp, patienceMs);
    const heard = (): void => {
      answered = true;
      clearTimeout(timer);
    };
    const request = async (): Promise<IDBPDatabase<S>> =>
      openDB<S>(name, migrations.length, {
        upgrade(db, from, to, tx) {
          heard();
          if (from === 0 && !mayCreate) {
            deleted = true;
            tx.done.catch(() => undefined);
            return tx.abort();
          }
          for (let version = from; version < (to ?? from); version++)
            migrations[version]?.(
              db as unknown as IDBPDatabase<unknown>,
              tx as unknown as IDBPTransaction<unknown, string[], 'versionchange'>,
            );
        },
        blocked() {
          // That is an answer: it waits for people, however long they take.
          heard();
          events?.waiting?.();
        },
        blocking(_own, wanted) {
          // Somebody wants to delete it. That is nobody's next version: it waits until this page is closed.
          if (open && wanted !== null) ends.wanted(open);
        },
        terminated: () => ends.lost(),
      });
    const attempt = (pauseMs: number): void => {
      if (givenUp) return;
      request().then(
        (db) => {
          heard();
          // Too late: nobody waits for it any more, and an open connection would be in others' way.
          if (givenUp) return db.close();
          open = db;
          resolve(db);
        },
        (error: unknown) => {
          if (givenUp) return;
          // Asked for while the browser deletes it, an opening is broken off; the next one finds what is left.
          if (!answered && isNamed(error, 'AbortError')) {
            setTimeout(() => attempt(2 * pauseMs), pauseMs);
            return;
          }
          heard();
          const code = deleted ? 'deleted' : isNamed(error, 'VersionError') ? 'newer' : 'unavailable';
          reject(new DatabaseError(code, { cause: error }));
        },
      );
    };
    attempt(AGAIN_MS);
  });
}

const isNamed = (error: unknown, name: string): boolean =>
  error instanceof DOMException && error.name === name;

/** Sets every store of a version aside under names that say what they are; the records stay as they are. */
export function setAsideAll(version: number): Migration {
  return (db, tx) => {
    for (const store of [...db.objectStoreNames])
      if (!store.startsWith(KEPT)) tx.objectStore(store).name = `${KEPT}v${version}-${store}`;
  };
}
