import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROOF_KINDS } from '../codec/proofKinds.ts';
import { DECK_SIZES } from '../crypto/crsDigests.ts';
import { shippedKey } from '../crypto/shuffleKey.ts';
import type { ShuffleStatement } from '../mentalpoker/statement.ts';
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

      it.each(PROOF_KINDS)('keys, shuffles, deals and opens: %s', async (kind) => {
        const ctx = contextOf(shippedKey(kind, size).digest);
        const keys = await Promise.all([0, 1].map((seat) => worker.makeHandKey(ctx, seat)));
        const prepared = await worker.prepareDeck({ publicKeys: keys.map((k) => k.publicKey), size });
        const { joint } = prepared!;
        let deck = prepared!.deck;
        let made0: ShuffleStatement | undefined;
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
          made0 ??= statement;
          deck = made.deck;
        }
        // Asked in one turn they are judged in one sum, and the false one among them is named.
        const { proof, ...rest } = made0!;
        const bent = proof.with(proof.length - 1, proof.at(-1)! ^ 1);
        const verdicts = await Promise.all(
          [proof, bent, proof].map((p) => worker.verify({ ...rest, proof: p })),
        );
        expect(verdicts.map((v) => v.verdict.ok)).toEqual([true, false, true]);
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

  it('has the key that the table names and no other', async () => {
    for (const kind of PROOF_KINDS) {
      const table = shippedKey(kind, 36);
      const worker = await createNodeDeckWorker({ deckSize: 36, table });
      for (const other of PROOF_KINDS) {
        const ctx = contextOf(shippedKey(other, 36).digest);
        const { publicKey } = await worker.makeHandKey(ctx, 0);
        const { joint, deck: input } = (await worker.prepareDeck({ publicKeys: [publicKey], size: 36 }))!;
        const made = worker.proveShuffle({ ctx, author: 0, step: 0, joint, input });
        if (other === kind) expect((await made).deck).toHaveLength(36 * 96);
        else await expect(made, `${other} of ${kind}`).rejects.toThrow('out-of-range');
      }
      worker.close();
      // Of a transparent table no file is read; the others are refused with the files of another string.
      const digest = new Uint8Array(32);
      const wish = { deckSize: 36, table: { ...table, digest } } as const;
      await expect(readCrs(wish)).rejects.toMatchObject({ code: 'unavailable' });
    }
    const nowhere = new URL('file:///nowhere/');
    expect(await readCrs({ deckSize: 36, table: shippedKey('transparent', 36) }, nowhere)).not.toHaveProperty(
      'groth16',
    );
    await expect(readCrs({ deckSize: 36, table: shippedKey('both', 36) }, nowhere)).rejects.toThrow('ENOENT');
  });

  it('refuses keys that are not the pinned ones', async () => {
    const bytes = await readCrs({ deckSize: 52 });
    const { vkey, zkey } = bytes.groth16!;
    const bent = zkey.slice();
    bent[5000] = bent[5000]! ^ 1;
    expect(() => checkCrs({ ...bytes, groth16: { vkey, zkey: bent } })).toThrow('not the pinned one');
    const none = new Uint8Array(0);
    expect(() => checkCrs({ ...bytes, groth16: { vkey: none, zkey } })).toThrow('not the pinned one');
  });
});
