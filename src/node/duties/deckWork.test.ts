/**
 * The hand is over while its owner's tab still works for it: nothing is made with the erased key, nothing of it
 * stays.
 */
import { describe, expect, it } from 'vitest';
import { createMemoryGame } from '../../storage/memory.ts';
import type { Duty } from '../../table/deck/duties.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';
import { DeckWork, MissingKeyError } from './deckWork.ts';

const ctx = { tableId: new Uint8Array(32), epoch: 0, hand: 1, attempt: 0, crsDigest: new Uint8Array(32) };
const show = {
  kind: 'show',
  id: 'show.1.0.2',
  purpose: 'show',
  ctx,
  publicKey: new Uint8Array(48),
  joint: new Uint8Array(48),
  deck: new Uint8Array(96),
  deckDigest: new Uint8Array(32),
  positions: [2],
} as const satisfies Duty;

/** Only the job that is asked for here; it is done when `finish` is called. */
function slowWorker(): { worker: DeckWorker; began: Promise<void>; finish: () => void } {
  let began = (): void => undefined;
  let finish = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    began = resolve;
  });
  const gate = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const worker: Partial<DeckWorker> = {
    makeShares: async ({ secret }) => {
      began();
      await gate;
      expect(secret).toHaveLength(32);
      return { shares: new Uint8Array(48), proof: new Uint8Array(128), escrow: new Uint8Array(0) };
    },
    makeHandKey: async () => {
      began();
      await gate;
      return { secret: new Uint8Array(32).fill(1), publicKey: new Uint8Array(48), proof: new Uint8Array(80) };
    },
  };
  return { worker: worker as DeckWorker, began: asked, finish: () => finish() };
}

describe('an erased hand key', () => {
  it('shows a card before the end of the pause, and the same message after a reload', async () => {
    const storage = createMemoryGame();
    await storage.putSecret('0:1:0:key', new Uint8Array(32).fill(7));
    const { worker, finish } = slowWorker();
    finish();
    const made = await new DeckWork(0, worker, storage).perform(show);
    expect(made).toMatchObject({ kind: 'show', body: { positions: [2] } });
    expect(await new DeckWork(0, worker, storage).perform(show)).toMatchObject({ kind: 'show' });
  });

  it('erased before the work begins: nothing is made, and no error stops the tab', async () => {
    const storage = createMemoryGame();
    await storage.putSecret('0:1:0:key', new Uint8Array(32).fill(7));
    const { worker } = slowWorker();
    const work = new DeckWork(0, worker, storage);
    await work.erase(ctx);
    expect(await work.perform(show)).toBeUndefined();
    for (const name of ['key', 'deck', `duty:${show.id}`])
      expect(await storage.getSecret(`0:1:0:${name}`)).toBeUndefined();
  });

  it('erased in the middle of it: what was made is thrown away', async () => {
    for (const duty of [show, { kind: 'handKey', id: 'key.1.0', ctx }] as const) {
      const storage = createMemoryGame();
      if (duty.kind === 'show') await storage.putSecret('0:1:0:key', new Uint8Array(32).fill(7));
      const { worker, began, finish } = slowWorker();
      const work = new DeckWork(0, worker, storage);
      const made = work.perform(duty);
      await began;
      await work.erase(ctx);
      finish();
      expect(await made).toBeUndefined();
      for (const name of ['key', 'deck', `duty:${duty.id}`])
        expect(await storage.getSecret(`0:1:0:${name}`)).toBeUndefined();
    }
  });

  it('stays erased after a restart, whatever a table that lags says is owed: no card, and no second key', async () => {
    const storage = createMemoryGame();
    await storage.putSecret('0:1:0:key', new Uint8Array(32).fill(7));
    const { worker, finish } = slowWorker();
    finish();
    const before = new DeckWork(0, worker, storage);
    expect(await before.perform(show)).toMatchObject({ kind: 'show' });
    await before.erase(ctx);
    const after = new DeckWork(0, worker, storage);
    for (const duty of [show, { ...show, id: 'show.1.0.3', positions: [3] }]) {
      expect(await after.perform(duty)).toBeUndefined();
    }
    expect(await after.perform({ kind: 'handKey', id: 'key.1.0', ctx })).toBeUndefined();
    expect(await storage.getSecret('0:1:0:key')).toBeUndefined();
    const next = { ...ctx, hand: 2 };
    expect(await after.perform({ kind: 'handKey', id: 'key.2.0', ctx: next })).toMatchObject({
      kind: 'deckKey',
    });
  });

  it('missing for any other reason is an error: the tab must stop', async () => {
    const { worker } = slowWorker();
    await expect(new DeckWork(0, worker, createMemoryGame()).perform(show)).rejects.toBeInstanceOf(
      MissingKeyError,
    );
  });
});
