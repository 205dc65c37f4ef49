import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromHex } from '../codec/decode.ts';
import { crs, DECK_SIZES } from '../crypto/crsDigests.ts';
import { contextOf } from '../testing/deckFixture.ts';
import { checkCrs } from './crsFiles.ts';
import { readCrs } from './crsNode.ts';
import type { DeckWorker } from './deckWorker.ts';
import { createNodeDeckWorker } from './nodeWorker.ts';

describe('the deck worker of Node, with the shipped keys', () => {
  for (const size of DECK_SIZES) {
    describe(`${size} cards`, () => {
      let worker: DeckWorker;
      beforeAll(async () => {
        worker = await createNodeDeckWorker({ deckSize: size });
      });
      afterAll(() => worker.close());

      it('keys, shuffles, deals and opens', async () => {
        const ctx = contextOf(fromHex(crs[size].vkey));
        const keys = await Promise.all([0, 1].map((seat) => worker.makeHandKey(ctx, seat)));
        const prepared = await worker.prepareDeck({ publicKeys: keys.map((k) => k.publicKey), size });
        const { joint } = prepared!;
        let deck = prepared!.deck;
        for (const author of [0, 1]) {
          const args = { ctx, author, step: author, joint, input: deck };
          const made = await worker.proveShuffle(args);
          const statement = { kind: 'shuffle', ...args, output: made.deck, proof: made.proof } as const;
          expect((await worker.verify(statement)).verdict).toEqual({ ok: true });
          // One byte anywhere in the proof is enough: 24 places spread over all its parts.
          for (let i = 0; i < 24; i++) {
            const proof = made.proof.slice();
            const at = Math.floor((i * proof.length) / 24);
            proof[at] = proof[at]! ^ 1;
            expect((await worker.verify({ ...statement, proof })).verdict.ok).toBe(false);
          }
          deck = made.deck;
        }
        const positions = [0, 1, size - 1];
        const shares = await Promise.all(
          keys.map(async ({ secret, publicKey }, author) => {
            const claim = { ctx, author, publicKey, joint, deck, positions };
            const { shares, proof } = await worker.makeShares({ ...claim, secret });
            const { verdict } = await worker.verify({ kind: 'shares', ...claim, shares, proof });
            expect(verdict).toEqual({ ok: true });
            return shares;
          }),
        );
        const requests = positions.map((position, i) => ({
          deck,
          position,
          shares: shares.map((s) => s.slice(48 * i, 48 * (i + 1))),
        }));
        const cards = await worker.openCards(requests);
        expect(new Set(cards).size).toBe(3);
        for (const card of cards) expect(card).toBeLessThan(size);
      });
    });
  }

  it('prepares nothing from keys that cancel', async () => {
    const worker = await createNodeDeckWorker({ deckSize: 52 });
    expect(await worker.prepareDeck({ publicKeys: [new Uint8Array(48)], size: 52 })).toBeNull();
    worker.close();
    await expect(worker.prepareDeck({ publicKeys: [], size: 52 })).rejects.toMatchObject({ code: 'closed' });
  });

  it('refuses keys that are not the pinned ones', async () => {
    const bytes = await readCrs(52);
    const zkey = bytes.zkey.slice();
    zkey[5000] = zkey[5000]! ^ 1;
    expect(() => checkCrs({ ...bytes, zkey })).toThrow('not the pinned one');
    expect(() => checkCrs({ ...bytes, vkey: new Uint8Array(0) })).toThrow('not the pinned one');
  });
});
