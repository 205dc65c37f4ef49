import 'fake-indexeddb/auto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openFileStorage } from './file.ts';
import { openIndexedDb } from './indexedDb.ts';
import { createMemoryStorage } from './memory.ts';
import type { BlockRecord, DeviceStorage } from './storage.ts';

const block = (round: number, author: number): BlockRecord => ({
  id: `${round}-${author}`,
  epoch: 0,
  round,
  author,
  bytes: Uint8Array.of(round, author),
});

let opened: DeviceStorage | undefined;
afterEach(() => opened?.close());

const kinds: [string, () => Promise<DeviceStorage>][] = [
  ['IndexedDB', () => openIndexedDb(`test-${crypto.randomUUID()}`)],
  ['memory', async () => createMemoryStorage()],
  ['files', async () => openFileStorage(await mkdtemp(join(tmpdir(), 'dealerless-')))],
];

for (const [name, open] of kinds) {
  describe(`storage in ${name}`, () => {
    it('keeps blocks in round order, apart for each identity', async () => {
      opened = await open();
      const mine = opened.openGame('a');
      const others = opened.openGame('ab');
      await mine.journal([block(2, 1)]);
      await mine.journal([block(1, 3)]);
      await mine.journal([block(1, 0)]);
      await others.journal([block(9, 9)]);
      expect((await mine.loadBlocks()).map((b) => b.id)).toEqual(['1-0', '1-3', '2-1']);
      expect((await others.loadBlocks()).map((b) => b.id)).toEqual(['9-9']);
    });

    it('keeps a slot together with the blocks it put out', async () => {
      opened = await open();
      const game = opened.openGame('a');
      const slot = { height: 1, epoch: 0, round: 1, author: 0, timeMs: 5, blockIds: ['1-0'] };
      await game.appendSlots([slot], [block(1, 0)]);
      expect(await game.loadSlots()).toMatchObject([slot]);
      expect((await game.loadBlocks())[0]!.bytes).toEqual(Uint8Array.of(1, 0));
    });

    it('keeps what is written at the same time, all of it, and a slot written again', async () => {
      opened = await open();
      const game = opened.openGame('a');
      const slot = (height: number, epoch: number) => {
        return { height, epoch, round: 1, author: 0, timeMs: 5, blockIds: [`${height}-0`] };
      };
      const writes = [];
      for (let i = 1; i <= 40; i++) {
        writes.push(game.journal([block(i, 0), block(i, 1)]));
        writes.push(game.appendSlots([slot(i, 0)], [block(i, 2)]));
      }
      await Promise.all(writes);
      await game.appendSlots([slot(40, 1)], [block(40, 0)]);
      expect((await game.loadBlocks()).map((b) => b.id)).toEqual(
        Array.from({ length: 120 }, (_, i) => `${1 + Math.floor(i / 3)}-${i % 3}`),
      );
      expect((await game.loadSlots()).map((s) => [s.height, s.epoch])).toEqual([
        ...Array.from({ length: 39 }, (_, i) => [i + 1, 0]),
        [40, 1],
      ]);
    });

    it('reads one epoch alone, and the void end of an epoch only with it', async () => {
      opened = await open();
      const game = opened.openGame('a');
      const slot = (height: number, epoch: number) => {
        return { height, epoch, round: 1, author: 0, timeMs: 5, blockIds: [`${epoch}/${height}`] };
      };
      const of = (epoch: number, round: number) => ({
        ...block(round, 0),
        id: `${epoch}/${round}`,
        epoch,
      });
      await game.appendSlots([slot(1, 0), slot(2, 0)], [of(0, 1), of(0, 2)]);
      // Written at once: the end of one epoch and the beginning of the next.
      await Promise.all([game.journal([of(0, 3)]), game.appendSlots([slot(2, 1), slot(3, 1)], [of(1, 1)])]);
      await game.journal([of(2, 1)]);
      expect((await game.loadBlocks(0)).map((b) => b.id)).toEqual(['0/1', '0/2', '0/3']);
      expect((await game.loadBlocks(1)).map((b) => b.id)).toEqual(['1/1']);
      expect(await game.loadBlocks(3)).toEqual([]);
      expect((await game.loadBlocks()).length).toBe(5);
      expect((await game.loadSlots(0)).map((s) => s.height)).toEqual([1, 2]);
      expect((await game.loadSlots(1)).map((s) => s.height)).toEqual([2, 3]);
      expect((await game.loadSlots()).map((s) => [s.height, s.epoch])).toEqual([
        [1, 0],
        [2, 1],
        [3, 1],
      ]);
      const again = opened.openGame('a');
      await again.journal([of(1, 2)]);
      expect((await again.loadBlocks(1)).map((b) => b.id)).toEqual(['1/1', '1/2']);
    });

    it('goes on where it left off when it is opened again', async () => {
      opened = await open();
      await opened.openGame('a').journal([block(1, 0)]);
      await opened.openGame('a').journal([block(2, 0)]);
      expect((await opened.openGame('a').loadBlocks()).map((b) => b.id)).toEqual(['1-0', '2-0']);
    });

    it('keeps how each epoch began, the last word on it', async () => {
      opened = await open();
      const game = opened.openGame('a');
      const record = (epoch: number, signed: number) => ({
        epoch,
        checkpoint: Uint8Array.of(epoch, signed),
        state: Uint8Array.of(9),
      });
      await game.saveEpoch(record(2, 0));
      await game.saveEpoch(record(1, 0));
      await game.saveEpoch(record(2, 3));
      expect(await game.loadEpochs()).toMatchObject([record(1, 0), record(2, 3)]);
      expect(await opened.openGame('b').loadEpochs()).toEqual([]);
    });

    it('forgets erased secrets, and only those', async () => {
      opened = await open();
      const game = opened.openGame('a');
      await game.putSecret('1:0:key', Uint8Array.of(1, 2, 3));
      await game.putSecret('1:0:deck', Uint8Array.of(4));
      await game.putSecret('1:1:key', Uint8Array.of(5));
      expect(await game.getSecret('1:0:key')).toEqual(Uint8Array.of(1, 2, 3));
      expect(await game.isErased('1:0:')).toBe(false);
      expect((await game.secretNames()).sort()).toEqual(['1:0:deck', '1:0:key', '1:1:key']);
      await game.eraseSecrets('1:0:');
      expect(await game.secretNames()).toEqual(['1:1:key']);
      expect(await game.getSecret('1:0:key')).toBeUndefined();
      expect(await game.getSecret('1:0:deck')).toBeUndefined();
      expect(await game.getSecret('1:1:key')).toEqual(Uint8Array.of(5));
    });

    it('remembers what it has erased, once and for all, and apart for each identity', async () => {
      opened = await open();
      const game = opened.openGame('a');
      await game.putSecret('1:0:key', Uint8Array.of(1));
      await game.eraseSecrets('1:0:');
      await game.eraseSecrets('1:0:');
      expect(await game.isErased('1:0:')).toBe(true);
      expect(await game.isErased('1:1:')).toBe(false);
      expect(await game.isErased('1:')).toBe(false);
      expect(await opened.openGame('b').isErased('1:0:')).toBe(false);
      expect(await game.getSecret('1:0:key')).toBeUndefined();
    });

    it('keeps verdicts', async () => {
      opened = await open();
      const game = opened.openGame('a');
      await game.saveVerdict('d1', '');
      await game.saveVerdict('d2', 'proof-fails');
      expect([...(await game.loadVerdicts())].sort()).toEqual([
        ['d1', ''],
        ['d2', 'proof-fails'],
      ]);
    });

    it('keeps identities and finished hands', async () => {
      opened = await open();
      const identity = {
        id: 'a',
        tableId: 't',
        secretKey: new Uint8Array(32),
        path: '/t/t',
        tableName: 'T',
        createdAt: 1,
      };
      await opened.saveIdentity(identity);
      expect(await opened.loadIdentity('a')).toEqual(identity);
      const game = opened.openGame('a');
      const hand = (n: number) => ({
        hand: n,
        height: 9,
        finishedAt: 1,
        yourSeat: 0,
        yourCards: [1, 2],
        board: [],
        seats: [],
        winners: [],
      });
      await game.saveHand(hand(2));
      await game.saveHand(hand(1));
      expect((await game.loadHands()).map((h) => h.hand)).toEqual([1, 2]);
    });
  });
}

describe('two writers of one identity in IndexedDB', () => {
  it('the second fails and overwrites nothing', async () => {
    opened = await openIndexedDb(`test-${crypto.randomUUID()}`);
    const [one, two] = [opened.openGame('a'), opened.openGame('a')];
    await one.journal([block(1, 0)]);
    await two.journal([block(2, 0)]);
    await expect(one.journal([block(3, 0)])).rejects.toMatchObject({ name: 'ConstraintError' });
    expect((await two.loadBlocks()).map((b) => b.id)).toEqual(['1-0', '2-0']);
  });
});
