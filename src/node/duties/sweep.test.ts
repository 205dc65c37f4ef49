/** Keys end: what a tab finds on its disk when it opens a table after an absence, and what of it stays. */
import { describe, expect, it } from 'vitest';
import { createMemoryGame } from '../../storage/memory.ts';
import { adjournedEpoch } from '../../table/epoch/epoch.ts';
import type { TableState } from '../../table/state/state.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';
import { DeckWork } from './deckWork.ts';

/** A disk that holds the keys of these decks, and what they are swept to. */
async function swept(state: TableState, decks: readonly string[], others: readonly string[] = []) {
  const storage = createMemoryGame();
  for (const deck of decks)
    for (const of of ['key', 'deck', 'duty:x'])
      await storage.putSecret(`${deck}:${of}`, new Uint8Array(32).fill(7));
  for (const name of others) await storage.putSecret(name, new Uint8Array(32).fill(7));
  await new DeckWork(0, {} as DeckWorker, storage).sweep(state);
  const left = await storage.secretNames();
  for (const deck of decks) expect(await storage.isErased(`${deck}:`)).toBe(!left.includes(`${deck}:key`));
  return [...new Set(left.map((name) => name.replace(/:(key|deck|duty:x)$/, '')))].sort();
}

async function playing(hands: number, change = {}): Promise<Play> {
  const p = new Play(genesis([0, 1, 2], { escrow: 1, ...change }), clearDeck(seeded(4)));
  await p.work();
  for (let i = 0; i < hands; i++) {
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
    await p.deal();
  }
  return p;
}

describe('keys that a tab finds when it opens', () => {
  it('of hands that ended while it was away go; of the hand that is on, the next deck and what is to come stay', async () => {
    const p = await playing(3);
    expect(p.state.hand).toMatchObject({ hand: 3, attempt: 0 });
    expect(p.state.nextDeck?.deck.context).toMatchObject({ hand: 4, attempt: 0 });
    expect(await swept(p.state, ['0:0:0', '0:1:0', '0:2:0', '0:2:1', '0:3:0', '0:4:0', '0:5:0'])).toEqual([
      '0:0:0',
      '0:3:0',
      '0:4:0',
      '0:5:0',
    ]);
  });

  it('of epochs that ended without it go, escrow keys as well; what is none of a deck is not touched', async () => {
    const p = await playing(1);
    const state = { ...p.state, epoch: 4, hand: undefined, nextDeck: undefined };
    expect(
      await swept(state, ['0:0:0', '3:0:0', '3:1:0', '4:0:0', '4:2:0'], ['3:0:1:share', 'stop:3']),
    ).toEqual(['3:0:1:share', '4:0:0', '4:2:0', 'stop:3']);
  });

  it('of a hand that is set aside stay, with the escrow key of its epoch, until it is over', async () => {
    const p = await playing(2);
    const missing = p.toAct()!;
    const hand = p.state.hand!;
    expect(hand.hand).toBe(2);
    p.state = adjournedEpoch(p.state, p.author(missing));
    const disk = ['0:0:0', '0:1:0', '0:2:0', '1:0:0'];
    expect(await swept(p.state, disk)).toEqual(['0:0:0', '0:2:0', '1:0:0']);
    // It goes on, and stands still for want of cards: an exit may still need them.
    const on = { ...p.state, aside: [], hand: { ...hand, suspended: true } };
    expect(await swept(on, disk)).toEqual(['0:0:0', '0:2:0', '1:0:0']);
    expect(await swept({ ...p.state, aside: [] }, disk)).toEqual(['1:0:0']);
  });

  it('what was swept is known as erased for ever: nothing is made for that deck again', async () => {
    const p = await playing(2);
    const storage = createMemoryGame();
    await storage.putSecret('0:1:0:key', new Uint8Array(32).fill(7));
    const work = new DeckWork(0, {} as DeckWorker, storage);
    await work.sweep(p.state);
    const { tableId, config } = p.state;
    const ctx = { tableId, epoch: 0, hand: 1, attempt: 0, crsDigest: config.crsDigest };
    expect(await work.perform({ kind: 'handKey', id: 'key.1.0', ctx })).toBeUndefined();
    expect(await storage.secretNames()).toEqual([]);
  });
});
