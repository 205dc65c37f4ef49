import { appendFile, mkdtemp, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileStorageError, openFileStorage } from './file.ts';
import type { BlockRecord } from './storage.ts';

const fresh = () => mkdtemp(join(tmpdir(), 'dealerless-'));
const block = (round: number, size = 3): BlockRecord => ({
  epoch: 0,
  id: `b${round}`,
  round,
  author: 0,
  bytes: new Uint8Array(size).fill(round),
});
const slot = { height: 1, epoch: 0, round: 1, author: 0, timeMs: 5, blockIds: ['b1', 'b2'] };
const epoch = { epoch: 1, checkpoint: Uint8Array.of(1), state: new Uint8Array(70_000) };
const hand = {
  hand: 3,
  height: 9,
  finishedAt: 1_700_000_000_000,
  yourSeat: undefined,
  yourCards: [],
  board: [1, 2, 3],
  seats: [{ seat: 0, nickname: 'Zoë', netChips: -12 }],
  winners: [{ nickname: 'Zoë', chips: 4 }],
};
const identity = {
  id: 'ab',
  tableId: 'cd',
  secretKey: new Uint8Array(32).fill(7),
  path: '/t/cd#c=1',
  tableName: 'Täble',
  createdAt: 12,
};

describe('storage in files, across processes', () => {
  it('is as it was when it is opened again', async () => {
    const dir = await fresh();
    const first = await openFileStorage(dir);
    await first.saveIdentity(identity);
    const game = first.openGame('ab');
    await game.saveGenesis(Uint8Array.of(1, 2, 3));
    await game.journal([block(2), block(1)]);
    await game.appendSlots([slot], [block(3)]);
    await game.saveEpoch(epoch);
    await game.saveVerdict('d', 'proof-fails');
    await game.saveHand(hand);
    await game.putSecret('1:0:key', Uint8Array.of(9));
    await first.end();
    const again = await openFileStorage(dir);
    expect(await again.loadIdentities()).toEqual([identity]);
    const back = again.openGame('ab');
    expect(await back.loadGenesis()).toEqual(Uint8Array.of(1, 2, 3));
    expect((await back.loadBlocks()).map((b) => b.id)).toEqual(['b1', 'b2', 'b3']);
    expect(await back.loadSlots()).toEqual([slot]);
    expect(await back.loadEpochs()).toEqual([epoch]);
    expect([...(await back.loadVerdicts())]).toEqual([['d', 'proof-fails']]);
    expect(await back.loadHands()).toEqual([hand]);
    // What is read back as ended has ended.
    await back.saveHand({ ...hand, hand: 4, unfinished: { what: 'word', from: [] } });
    expect(await back.loadHands()).toEqual([hand]);
    expect(await back.getSecret('1:0:key')).toEqual(Uint8Array.of(9));
    await again.end();
  });

  it('what a crash left half written at the end is gone, the rest is whole, and writing goes on', async () => {
    const dir = await fresh();
    const log = join(dir, 'games', 'ab', 'journal.log');
    const first = await openFileStorage(dir);
    await first.openGame('ab').journal([block(1)]);
    await first.openGame('ab').appendSlots([slot], [block(2, 5000)]);
    await first.end();
    const whole = (await stat(log)).size;
    for (const [what, spoil] of [
      ['cut within the last batch', () => truncate(log, whole - 1000)],
      ['a header alone', () => appendFile(log, Uint8Array.of(0, 0, 1, 0, 9, 9, 9, 9))],
      ['rubbish', () => appendFile(log, new Uint8Array(100).fill(255))],
    ] as const) {
      await spoil();
      const storage = await openFileStorage(dir);
      const game = storage.openGame('ab');
      const ids = (await game.loadBlocks()).map((b) => b.id);
      // A slot is never there without its blocks.
      expect([ids, await game.loadSlots()], what).toEqual(
        ids.includes('b2') ? [['b1', 'b2'], [slot]] : [['b1'], []],
      );
      await game.appendSlots([slot], [block(2, 5000)]);
      await storage.end();
      const after = await openFileStorage(dir);
      expect(
        (await after.openGame('ab').loadBlocks()).map((b) => b.id),
        what,
      ).toEqual(['b1', 'b2']);
      await after.end();
    }
  });

  it('an erased or replaced secret is in no file any more, not even a linked one', async () => {
    const dir = await fresh();
    const storage = await openFileStorage(dir);
    const game = storage.openGame('ab');
    const secrets = join(dir, 'games', 'ab', 'secrets');
    await game.putSecret('1:0:key', new Uint8Array(32).fill(0x41));
    await game.putSecret('1:0:key', new Uint8Array(32).fill(0x42));
    await game.putSecret('../../out', Uint8Array.of(1));
    expect((await readdir(secrets)).length).toBe(2);
    expect((await stat(join(secrets, (await readdir(secrets))[0]!))).mode & 0o077).toBe(0);
    await game.eraseSecrets('1:0:');
    await game.eraseSecrets('../');
    // What is left are the two empty files that say so.
    const left = await readdir(secrets);
    expect(left).toHaveLength(2);
    for (const name of left) expect((await stat(join(secrets, name))).size).toBe(0);
    await storage.end();
    expect(await readdir(dir)).toEqual(['games', 'identities']);
  });

  it('a secret whose erasing was cut short by a crash is no secret any more, and gone when it is asked for', async () => {
    const dir = await fresh();
    const storage = await openFileStorage(dir);
    const game = storage.openGame('ab');
    const secrets = join(dir, 'games', 'ab', 'secrets');
    await game.putSecret('1:0:key', new Uint8Array(32).fill(0x41));
    const [key] = await readdir(secrets);
    await game.eraseSecrets('1:0:');
    // The disk had overwritten it, and had not yet forgotten its name.
    await writeFile(join(secrets, key!), new Uint8Array(32));
    await storage.end();
    const again = await openFileStorage(dir);
    expect(await again.openGame('ab').isErased('1:0:')).toBe(true);
    expect(await again.openGame('ab').getSecret('1:0:key')).toBeUndefined();
    await again.end();
  });

  it('one process at a time; the lock of a dead one is taken over', async () => {
    const dir = await fresh();
    const storage = await openFileStorage(dir);
    await expect(openFileStorage(dir)).rejects.toBeInstanceOf(FileStorageError);
    await storage.end();
    await writeFile(join(dir, 'lock'), '999999999');
    const next = await openFileStorage(dir);
    expect(await readFile(join(dir, 'lock'), 'utf8')).toBe(String(process.pid));
    await next.end();
    await expect(next.openGame('ab').journal([block(1)])).rejects.toBeInstanceOf(FileStorageError);
  });
});
