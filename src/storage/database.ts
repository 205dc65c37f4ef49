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
}

const PATIENCE_MS = 15_000;
/** Names of stores that were set aside begin so. */
export const KEPT = 'kept-';

export class Database<S extends DBSchema> {
  private current: Promise<IDBPDatabase<S>> | undefined;
  private closed = false;
  private wasOpen = false;

  private constructor(private readonly o: DatabaseOptions) {}

  /** Rejects with a `DatabaseError`. */
  static async open<S extends DBSchema>(options: DatabaseOptions): Promise<Database<S>> {
    const database = new Database<S>(options);
    await database.connection();
    database.wasOpen = true;
    return database;
  }

  /**
   * Does `work` in transactions of its own. Where the browser has closed the connection, it is opened anew and the
   * work is done once more: what was under way is rolled back by then.
   */
  async run<T>(work: (db: IDBPDatabase<S>) => Promise<T>): Promise<T> {
    const asked = this.connection();
    const db = await asked;
    try {
      return await work(db);
    } catch (error) {
      if (this.closed || !(isClosed(error) || this.current !== asked || isClosing(db))) throw error;
      if (this.current === asked) this.current = undefined;
      return work(await this.connection());
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

  private connection(): Promise<IDBPDatabase<S>> {
    if (this.closed) return Promise.reject(new DOMException('the database was closed', 'InvalidStateError'));
    if (this.current) return this.current;
    const opening: Promise<IDBPDatabase<S>> = connect<S>(this.o, !this.wasOpen, {
      wanted: (db) => {
        if (this.o.events?.wanted) this.o.events.wanted();
        else db.close();
      },
      lost: () => {
        if (this.current === opening) this.current = undefined;
      },
    });
    this.current = opening;
    opening.catch(() => {
      if (this.current === opening) this.current = undefined;
    });
    return opening;
  }
}

/** A transaction cannot be begun on a connection that the browser has closed. */
const isClosed = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'InvalidStateError';

/**
 * What was under way when the browser took the connection away is aborted for some other reason, before anybody is
 * told that it is closed.
 */
function isClosing<S extends DBSchema>(db: IDBPDatabase<S>): boolean {
  try {
    const tx = db.transaction([...db.objectStoreNames].slice(0, 1));
    tx.done.catch(() => undefined);
    return false;
  } catch (error) {
    return isClosed(error);
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
    const giveUp = (): void => {
      givenUp = true;
      reject(new DatabaseError('silent'));
    };
    const timer = setTimeout(giveUp, patienceMs);
    const request = async (): Promise<IDBPDatabase<S>> =>
      openDB<S>(name, migrations.length, {
        upgrade(db, from, to, tx) {
          clearTimeout(timer);
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
          clearTimeout(timer);
          events?.waiting?.();
        },
        blocking(_own, wanted) {
          // Somebody wants to delete it. That is nobody's next version: it waits until this page is closed.
          if (open && wanted !== null) ends.wanted(open);
        },
        terminated: () => ends.lost(),
      });
    request().then(
      (db) => {
        clearTimeout(timer);
        // Too late: nobody waits for it any more, and an open connection would be in others' way.
        if (givenUp) return db.close();
        open = db;
        resolve(db);
      },
      (error: unknown) => {
        clearTimeout(timer);
        const newer = error instanceof DOMException && error.name === 'VersionError';
        const code = deleted ? 'deleted' : newer ? 'newer' : 'unavailable';
        reject(new DatabaseError(code, { cause: error }));
      },
    );
  });
}

/** Sets every store of a version aside under names that say what they are; the records stay as they are. */
export function setAsideAll(version: number): Migration {
  return (db, tx) => {
    for (const store of [...db.objectStoreNames])
      if (!store.startsWith(KEPT)) tx.objectStore(store).name = `${KEPT}v${version}-${store}`;
  };
}
