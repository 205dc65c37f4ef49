/** Keys that are needed and keys that are not: a hand that is over, one that is played, one that is set aside. */
import { describe, expect, it } from 'vitest';
import { createMemoryGame } from '../../storage/memory.ts';
import type { GameStorage } from '../../storage/storage.ts';
import { adjournedEpoch } from '../../table/epoch/epoch.ts';
import type { TableState } from '../../table/state/state.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';
import { systemScheduler } from '../clock.ts';
import { VerdictCache } from '../execution/verdicts.ts';
import { MissingKeyError, type Unnumbered } from './deckWork.ts';
import { Duties } from './duties.ts';

const KEY = '0:1:0:key';

/** Nothing here is ever proved: where it comes to that, a key was found. */
const worker: Partial<DeckWorker> = {
  openCards: async (requests) => requests.map((_, i) => i),
  makeShares: () => Promise.reject(new Error('there was a key')),
};

function dutiesOf(p: Play, seat: number, storage: GameStorage, kept: readonly number[] = []) {
  const submitted: Unnumbered[] = [];
  const duties = new Duties({
    ...{ index: p.author(seat), seat, storage, worker: worker as DeckWorker },
    verdicts: new VerdictCache(worker as DeckWorker, new Map(), () => undefined),
    ...{ scheduler: systemScheduler, tableTimeMs: () => p.timeMs },
    table: () => p.state,
    isStopped: () => false,
    submit: (tx) => {
      submitted.push(tx);
      return undefined;
    },
    handsKept: new Set(kept),
    wallClockMs: () => 77,
    onChange: () => undefined,
    onFatal: (error) => {
      throw error;
    },
  });
  return { duties, submitted };
}

async function table(change = {}): Promise<Play> {
  const p = new Play(genesis([0, 1, 2], { rabbitHunt: 1, ...change }), clearDeck(seeded(4)));
  await p.deal();
  return p;
}

async function withKey(): Promise<GameStorage> {
  const storage = createMemoryGame();
  await storage.putSecret(KEY, new Uint8Array(32).fill(7));
  return storage;
}

describe('a hand key that is not on this device', () => {
  it('is nothing in a hand that is over: a rabbit hunt goes on without this seat', async () => {
    const p = await table();
    p.silent.add(2);
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
    expect(p.commit(0, { kind: 'rabbit', body: { hand: 1 } })).toEqual({ applied: true });
    const { duties, submitted } = dutiesOf(p, 2, createMemoryGame());
    await duties.look();
    expect(submitted).toEqual([]);
    // With its key it would have had something to do.
    await expect(dutiesOf(p, 2, await withKey()).duties.look()).rejects.toThrow('there was a key');
  });

  it('ends the tab in a hand that is played: it cannot do what it owes', async () => {
    const p = await table();
    p.silent.add(2);
    for (let i = 0; i < 3; i++) p.bet(p.toAct()!, i < 2 ? 'call' : 'check');
    const { duties } = dutiesOf(p, 2, createMemoryGame());
    await expect(duties.look()).rejects.toBeInstanceOf(MissingKeyError);
  });
});

describe('the key of a hand that is set aside', () => {
  it('stays while others are played, and goes as soon as the hand is void by the word of its players', async () => {
    const p = await table();
    const missing = p.toAct()!;
    expect(p.bet(missing, 'fold')).toEqual({ applied: true });
    p.state = adjournedEpoch(p.state, p.author(missing));
    p.round = 0;
    const storage = await withKey();
    const [one, other] = p.state.validators.map((v) => v.seat!) as [number, number];
    const { duties } = dutiesOf(p, one, storage);
    let before: TableState = p.state;
    const step = async (made: () => unknown): Promise<void> => {
      before = p.state;
      made();
      await duties.closeHand(before);
    };
    while (p.state.hand?.phase !== 'play') {
      await p.work();
      await step(() => p.state.hand?.phase !== 'play' && p.passDeadline());
    }
    await step(() => p.bet(p.toAct()!, 'fold'));
    expect(p.state.hand).toMatchObject({ hand: 2, phase: 'done' });
    await step(() => p.commit(one, { kind: 'voidHand', body: { hand: 1 } }));
    expect(await storage.getSecret(KEY)).toHaveLength(32);
    await step(() => p.commit(other, { kind: 'voidHand', body: { hand: 1 } }));
    expect(p.state.aside).toEqual([]);
    expect(await storage.getSecret(KEY)).toBeUndefined();
    expect(await storage.isErased('0:1:0:')).toBe(true);
  });
});

describe('a hand that is over', () => {
  it('goes into the history once: what was kept before a restart is not written again', async () => {
    const p = await table();
    p.bet(p.toAct()!, 'fold');
    const before = p.state;
    p.bet(p.toAct()!, 'fold');
    const [fresh, again] = [createMemoryGame(), createMemoryGame()];
    await dutiesOf(p, 0, fresh).duties.closeHand(before);
    expect(await fresh.loadHands()).toMatchObject([{ hand: 1, finishedAt: 77 }]);
    await dutiesOf(p, 0, again, [1]).duties.closeHand(before);
    expect(await again.loadHands()).toEqual([]);
  });
});
