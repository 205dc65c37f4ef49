/**
 * A disk that behaves as disks do: what is written is seen at once, but survives a crash only from some later moment
 * on, in the order in which it was written. A strict write resolves when everything up to it would survive.
 *
 * Secrets and the log lie in different files, as in storage/file.ts: a crash may keep the newest of one and lose that
 * of the other.
 */

import { createMemoryGame } from '../../src/storage/memory.ts';
import type { GameStorage } from '../../src/storage/storage.ts';
import type { Random } from '../random.ts';

/** The part of a scheduler that a disk needs. */
export interface DiskTime {
  after(delayMs: number, run: () => void): () => void;
}

export interface Disk {
  /** Storage for one life of a node; after `crash`, or once it is mounted again, nothing it asks for is answered. */
  mount(time: DiskTime): GameStorage;
  /** Loses some of what was not durable yet: any number of the last writes of each file. */
  crash(): void;
  /** From now on a write fails with this chance. */
  failing(chance: number): void;
  /** What is on it, for looking only. */
  readonly game: GameStorage;
}

export interface DiskOptions {
  readonly random: Random;
  /** Milliseconds until a strict write is on the plate. */
  strictMs(): number;
  /** Broken on purpose: strict writes resolve at once and are as easily lost as any. */
  readonly lies?: boolean;
}

type Write = (game: GameStorage) => Promise<unknown>;

/** A row of writes, the first `durable` of which survive whatever happens. */
interface File {
  writes: Write[];
  durable: number;
}

export function createDisk({ random, strictMs, lies = false }: DiskOptions): Disk {
  const log: File = { writes: [], durable: 0 };
  const secrets: File = { writes: [], durable: 0 };
  let live = createMemoryGame();
  let life = 0;
  let failChance = 0;
  return {
    get game() {
      return live;
    },
    mount(time) {
      const mine = ++life;
      const never = new Promise<never>(() => undefined);
      const wait = (ms: number): Promise<void> => new Promise((resolve) => time.after(ms, () => resolve()));
      const write = async (file: File, what: Write, strict: boolean): Promise<void> => {
        if (mine !== life) return never;
        if (random.chance(failChance)) throw new Error('the disk is full');
        file.writes.push(what);
        const upTo = file.writes.length;
        await what(live);
        await wait(strict && !lies ? strictMs() : random.between(0, 2));
        if (mine !== life) return never;
        if (strict && !lies) file.durable = Math.max(file.durable, upTo);
      };
      const read = async <T>(what: (game: GameStorage) => Promise<T>): Promise<T> => {
        const answer = await what(live);
        await wait(1);
        return mine === life ? answer : never;
      };
      return {
        journal: (blocks) => write(log, (g) => g.journal(blocks), true),
        appendSlots: (slots, blocks) => write(log, (g) => g.appendSlots(slots, blocks), false),
        loadBlocks: (epoch) => read((g) => g.loadBlocks(epoch)),
        loadSlots: (epoch) => read((g) => g.loadSlots(epoch)),
        saveEpoch: (record) => write(log, (g) => g.saveEpoch(record), true),
        loadEpochs: () => read((g) => g.loadEpochs()),
        saveGenesis: (bytes) => write(log, (g) => g.saveGenesis(bytes), true),
        loadGenesis: () => read((g) => g.loadGenesis()),
        putSecret: (name, value) => write(secrets, (g) => g.putSecret(name, value), true),
        getSecret: (name) => read((g) => g.getSecret(name)),
        secretNames: () => read((g) => g.secretNames()),
        eraseSecrets: (prefix) => write(secrets, (g) => g.eraseSecrets(prefix), true),
        isErased: (prefix) => read((g) => g.isErased(prefix)),
        saveVerdict: (digest, reason) => write(log, (g) => g.saveVerdict(digest, reason), false),
        loadVerdicts: () => read((g) => g.loadVerdicts()),
        saveHand: (record) => write(log, (g) => g.saveHand(record), false),
        loadHands: () => read((g) => g.loadHands()),
        saveSigned: (record) => write(log, (g) => g.saveSigned(record), true),
        loadSigned: () => read((g) => g.loadSigned()),
        close: () => undefined,
      };
    },
    crash() {
      life++;
      live = createMemoryGame();
      for (const file of [log, secrets]) {
        const { writes, durable } = file;
        file.writes = writes.slice(0, durable + random.below(writes.length - durable + 1));
        file.durable = file.writes.length;
        // The memory storage carries a write out before it returns.
        for (const write of file.writes) void write(live);
      }
    },
    failing(chance) {
      failChance = chance;
    },
  };
}
