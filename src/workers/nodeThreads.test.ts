import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromHex } from '../codec/decode.ts';
import { crs } from '../crypto/crsDigests.ts';
import { contextOf } from '../testing/deckFixture.ts';
import type { DeckWorker } from './deckWorker.ts';
import { createNodeThreadDeckWorker } from './nodeThreads.ts';

describe('the deck worker of Node in threads', () => {
  let worker: DeckWorker;
  beforeAll(async () => {
    worker = await createNodeThreadDeckWorker({ deckSize: 52, threads: 1 });
  });
  afterAll(() => worker.close());

  it('makes a key and a shuffle that hold, and this thread goes on meanwhile', async () => {
    const ctx = contextOf(fromHex(crs[52].vkey));
    const key = await worker.makeHandKey(ctx, 0);
    const claim = { kind: 'handKey', ctx, author: 0, publicKey: key.publicKey, proof: key.proof } as const;
    expect((await worker.verify(claim)).verdict).toEqual({ ok: true });
    const prepared = (await worker.prepareDeck({ publicKeys: [key.publicKey], size: 52 }))!;
    const args = { ctx, author: 0, step: 0, joint: prepared.joint, input: prepared.deck };
    let turns = 0;
    let proving = true;
    const turn = (): void => {
      turns++;
      if (proving) setImmediate(turn);
    };
    turn();
    const made = await worker.proveShuffle(args);
    proving = false;
    expect(turns).toBeGreaterThan(10);
    const shuffle = { kind: 'shuffle', ...args, output: made.deck, proof: made.proof } as const;
    expect((await worker.verify(shuffle)).verdict).toEqual({ ok: true });
  });

  it('what the deck refuses is refused, and what is closed is closed', async () => {
    await expect(worker.prepareDeck({ publicKeys: [new Uint8Array(3)], size: 52 })).resolves.toBeNull();
    worker.close();
    await expect(worker.openCards([])).rejects.toMatchObject({ code: 'closed' });
  });
});
