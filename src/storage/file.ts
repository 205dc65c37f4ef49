/**
 * Storage of a Node process: a folder. Of each game everything public goes into one file that only grows,
 * `journal.log`; each secret is a file of its own, so that it can be overwritten and removed.
 *
 * The journal is a row of batches: length (4 bytes), CRC-32 (4 bytes), then the batch, written at once. A batch
 * is there whole or not at all: what a crash left half written at the end is cut off when the file is opened.
 */
import { type FileHandle, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { codeOf, eraseFile, readIfThere, syncFolder, writeDurably } from './durableFiles.ts';
import { decodeBatch, encodeBatch, type JournalBatch, MAX_BATCH_BYTES } from './fileJournal.ts';
import { InTurn } from './inTurn.ts';
import { createMemoryGame } from './memory.ts';
import type {
  BlockRecord,
  DeviceStorage,
  EpochRecord,
  GameStorage,
  HandRecord,
  IdentityRecord,
  SignedRecord,
  SlotRecord,
} from './storage.ts';

const HEADER_BYTES = 8;

/** The folder cannot be used: another process has it, or it holds what this program did not write. */
export class FileStorageError extends Error {
  override readonly name = 'FileStorageError';
}

export interface FileStorage extends DeviceStorage {
  /** As `close`; resolves when everything asked for is on disk and the folder is free for another process. */
  end(): Promise<void>;
}

/**
 * Opens (and where needed makes) the storage in `dir`. One process at a time: two with one key would sign twice.
 * Rejects with `FileStorageError`, or the file system's error.
 */
export async function openFileStorage(dir: string): Promise<FileStorage> {
  const games = new Map<string, FileGame>();
  await mkdir(join(dir, 'identities'), { recursive: true, mode: 0o700 });
  const unlock = await lock(join(dir, 'lock'));
  const fileOf = (id: string) => join(dir, 'identities', fileName(id));
  const loadIdentity = async (id: string): Promise<IdentityRecord | undefined> => {
    const bytes = await readIfThere(fileOf(id));
    return bytes === undefined ? undefined : decodeBatch(bytes).identity;
  };
  let ended: Promise<void> | undefined;
  const end = (): Promise<void> => {
    ended ??= Promise.all([...games.values()].map((game) => game.end())).then(unlock);
    return ended;
  };
  return {
    saveIdentity: (identity) =>
      writeDurably(join(dir, 'identities'), fileName(identity.id), encodeBatch({ identity })),
    loadIdentity,
    async loadIdentities() {
      const names = (await readdir(join(dir, 'identities'))).filter((name) => !name.endsWith('~'));
      const records = await Promise.all(names.map((name) => loadIdentity(decodeURIComponent(name))));
      return records.filter((r) => r !== undefined);
    },
    openGame(id) {
      const game = games.get(id) ?? new FileGame(join(dir, 'games', fileName(id)));
      games.set(id, game);
      if (ended !== undefined) void game.end();
      return game;
    },
    close: () => void end().catch(console.error),
    end,
  };
}

/** Names of records are ours, but a file name must never lead out of its folder. */
const fileName = (name: string): string => encodeURIComponent(name).replaceAll('.', '%2E');

class FileGame implements GameStorage {
  readonly #dir: string;
  /** Everything but blocks; those stay on disk and are read when they are asked for. */
  readonly #small = createMemoryGame();
  readonly #operations = new InTurn();
  #journal: FileHandle | undefined;
  #length = 0;
  #ended = false;

  constructor(dir: string) {
    this.#dir = dir;
  }

  journal(blocks: readonly BlockRecord[]): Promise<void> {
    return this.#append({ blocks }, true);
  }

  appendSlots(slots: readonly SlotRecord[], blocks: readonly BlockRecord[]): Promise<void> {
    return this.#append({ slots, blocks });
  }

  loadBlocks(epoch?: number): Promise<BlockRecord[]> {
    return this.#run(async () => {
      const file = await this.#opened();
      const asked = createMemoryGame();
      // One batch after the other: what is of another epoch is not kept.
      await readBatches(file, ({ blocks }) =>
        asked.journal(epoch === undefined ? blocks : blocks.filter((b) => b.epoch === epoch)),
      );
      return asked.loadBlocks();
    });
  }

  loadSlots(epoch?: number) {
    return this.#run(async () => {
      await this.#opened();
      return this.#small.loadSlots(epoch);
    });
  }

  saveEpoch(record: EpochRecord): Promise<void> {
    return this.#append({ epochs: [record] }, true);
  }

  loadEpochs() {
    return this.#run(async () => {
      await this.#opened();
      return this.#small.loadEpochs();
    });
  }

  saveGenesis(genesis: Uint8Array): Promise<void> {
    return this.#append({ genesis }, true);
  }

  loadGenesis() {
    return this.#run(async () => {
      await this.#opened();
      return this.#small.loadGenesis();
    });
  }

  putSecret(name: string, value: Uint8Array): Promise<void> {
    return this.#run(async () => {
      const dir = await this.#secrets();
      await writeDurably(dir, fileName(name), value);
    });
  }

  getSecret(name: string): Promise<Uint8Array | undefined> {
    return this.#run(async () => readIfThere(join(await this.#secrets(), fileName(name))));
  }

  secretNames(): Promise<string[]> {
    return this.#run(async () => {
      const names = await readdir(await this.#secrets());
      return names
        .filter((name) => !name.endsWith('~') && !name.endsWith(markOf('')))
        .map((name) => decodeURIComponent(name));
    });
  }

  eraseSecrets(prefix: string): Promise<void> {
    return this.#run(async () => {
      const dir = await this.#secrets();
      // First: a file that was overwritten and not yet removed would be taken for a secret after a crash.
      await writeDurably(dir, markOf(prefix), new Uint8Array(0));
      await eraseFiles(dir, prefix);
    });
  }

  isErased(prefix: string): Promise<boolean> {
    return this.#run(async () => {
      const dir = await this.#secrets();
      if ((await readIfThere(join(dir, markOf(prefix)))) === undefined) return false;
      await eraseFiles(dir, prefix);
      return true;
    });
  }

  saveVerdict(digest: string, reason: string): Promise<void> {
    return this.#append({ verdicts: [{ digest, reason }] });
  }

  loadVerdicts() {
    return this.#run(async () => {
      await this.#opened();
      return this.#small.loadVerdicts();
    });
  }

  /** A node without a screen lists hands only to know which have ended: its journal has no place for others. */
  saveHand(record: HandRecord): Promise<void> {
    if (record.unfinished !== undefined) return Promise.resolve();
    return this.#append({ hands: [record] });
  }

  loadHands() {
    return this.#run(async () => {
      await this.#opened();
      return this.#small.loadHands();
    });
  }

  saveSigned({ id, bytes }: SignedRecord): Promise<void> {
    return this.#run(async () => writeDurably(await this.#signed(), fileName(id), bytes));
  }

  loadSigned(): Promise<SignedRecord[]> {
    return this.#run(async () => {
      const dir = await this.#signed();
      const names = (await readdir(dir)).filter((name) => !name.endsWith('~'));
      const all = await Promise.all(names.map((name) => readFile(join(dir, name))));
      return names.map((name, i) => ({ id: decodeURIComponent(name), bytes: new Uint8Array(all[i]!) }));
    });
  }

  /** The folder is the device's and stays open, as long as that does. */
  close(): void {
    return;
  }

  /** Resolves when everything asked for is done and the file is closed; what is asked for later is refused. */
  end(): Promise<void> {
    return this.#run(async () => {
      this.#ended = true;
      await this.#journal?.close();
    });
  }

  #run<T>(operation: () => Promise<T>): Promise<T> {
    return this.#operations.run(() => {
      if (this.#ended) throw new FileStorageError('the storage is closed');
      return operation();
    });
  }

  #append(batch: Partial<JournalBatch>, durable = false): Promise<void> {
    return this.#run(async () => {
      const file = await this.#opened();
      const bytes = framed(encodeBatch(batch));
      await file.write(bytes, 0, bytes.length, this.#length);
      this.#length += bytes.length;
      await remember(this.#small, batch);
      if (durable) await file.datasync();
    });
  }

  /** The journal, read once to its last whole batch. */
  async #opened(): Promise<FileHandle> {
    if (this.#journal !== undefined) return this.#journal;
    await mkdir(this.#dir, { recursive: true, mode: 0o700 });
    const path = join(this.#dir, 'journal.log');
    const file = await open(path, 'a+').then(async (made) => {
      await made.close();
      return open(path, 'r+');
    });
    this.#length = await readBatches(file, (batch) => remember(this.#small, batch));
    await file.truncate(this.#length);
    await syncFolder(this.#dir);
    this.#journal = file;
    return file;
  }

  async #signed(): Promise<string> {
    const dir = join(this.#dir, 'signed');
    await mkdir(dir, { recursive: true, mode: 0o700 });
    return dir;
  }

  async #secrets(): Promise<string> {
    const dir = join(this.#dir, 'secrets');
    await mkdir(dir, { recursive: true, mode: 0o700 });
    return dir;
  }
}

async function remember(game: GameStorage, batch: Partial<JournalBatch>): Promise<void> {
  await game.appendSlots(batch.slots ?? [], []);
  for (const epoch of batch.epochs ?? []) await game.saveEpoch(epoch);
  if (batch.genesis !== undefined) await game.saveGenesis(batch.genesis);
  for (const { digest, reason } of batch.verdicts ?? []) await game.saveVerdict(digest, reason);
  for (const hand of batch.hands ?? []) await game.saveHand(hand);
}

function framed(batch: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + batch.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, batch.length);
  view.setUint32(4, crc32(batch));
  bytes.set(batch, HEADER_BYTES);
  return bytes;
}

/** Hands out every whole batch; answers with the length of the file up to the last of them. */
async function readBatches(file: FileHandle, take: (batch: JournalBatch) => Promise<void>): Promise<number> {
  const header = new Uint8Array(HEADER_BYTES);
  for (let at = 0; ; ) {
    if ((await file.read(header, 0, HEADER_BYTES, at)).bytesRead < HEADER_BYTES) return at;
    const view = new DataView(header.buffer);
    const length = view.getUint32(0);
    if (length > MAX_BATCH_BYTES) return at;
    const batch = new Uint8Array(length);
    if ((await file.read(batch, 0, length, at + HEADER_BYTES)).bytesRead < length) return at;
    if (crc32(batch) !== view.getUint32(4)) return at;
    await take(decodeBatch(batch));
    at += HEADER_BYTES + length;
  }
}

/** Under this name stands that all others with this prefix were erased, or are being erased. */
const markOf = (prefix: string): string => fileName(`${prefix}erased`);

async function eraseFiles(dir: string, prefix: string): Promise<void> {
  const start = fileName(prefix);
  const names = (await readdir(dir)).filter((name) => name.startsWith(start) && name !== markOf(prefix));
  for (const name of names) await eraseFile(join(dir, name));
  if (names.length > 0) await syncFolder(dir);
}

/** A file with our process id; left over by a dead process it is taken over. */
async function lock(path: string): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const file = await open(path, 'wx', 0o600);
      await file.writeFile(String(process.pid));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      const holder = Number(new TextDecoder().decode(await readIfThere(path)));
      if (isAlive(holder))
        throw new FileStorageError(`process ${holder} uses this folder; if it does not, remove ${path}`);
      await rm(path, { force: true });
    }
  }
  throw new FileStorageError(`${path} cannot be taken`);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
