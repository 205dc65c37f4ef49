/** Closing a table for good: by everybody's word who sits there, once, and then nothing counts but evidence. */
import { describe, expect, it } from 'vitest';
import { CONFIG_VERSION, SECOND_DEFAULTS } from '../../codec/config.ts';
import { toHex } from '../../codec/decode.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import { nextEpoch } from '../epoch/epoch.ts';
import { judgeAdjournment } from '../hand/aside.ts';
import { keyWords } from '../key/signing.ts';
import { convict } from '../play/faults.ts';
import { settle } from '../play/settle.ts';
import { limits } from '../state/limits.ts';
import { stateRoot } from '../state/root.ts';
import { totalChips } from '../state/seats.ts';
import { isToldOf } from '../state/toldOf.ts';
import { ledgerRootOf } from '../state/tree.ts';
import { closedNow } from './closing.ts';

const second = { protocolVersion: CONFIG_VERSION, proofs: 0, ...SECOND_DEFAULTS };

async function dealt(seats: readonly number[], change = {}): Promise<Play> {
  const p = new Play(genesis(seats, { ...second, bondChips: 20, ...change }), clearDeck(seeded(3)));
  await p.deal();
  return p;
}

const say = (p: Play, seat: number, agree = 1) =>
  p.commit(seat, { kind: 'close', body: { instance: p.state.instance, agree } });

const yes = (p: Play) => p.state.house.closing?.yes.length;

function foldOut(p: Play): void {
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
}

/** A table between two hands. */
async function between(seats: readonly number[], change = {}): Promise<Play> {
  const p = await dealt(seats, change);
  foldOut(p);
  expect(p.state.hand?.phase).toBe('done');
  return p;
}

describe('a table is closed', () => {
  it('once everybody who sits there has said so, after the hand that is on', async () => {
    const p = await dealt([0, 1, 2]);
    expect(say(p, 0)).toEqual({ applied: true });
    expect(say(p, 0)).toMatchObject({ reason: 'already-voted' });
    expect(say(p, 2)).toEqual({ applied: true });
    expect(say(p, 1)).toEqual({ applied: true });
    expect(p.state.closed, 'the hand is still on').toBeUndefined();
    const before = totalChips(p.state);
    foldOut(p);
    expect(p.state.closed).toEqual({ height: p.state.height, timeMs: p.state.timeMs });
    expect(p.state.over).toBe(true);
    expect(totalChips(p.state)).toBe(before);
    const start = genesis([0, 1, 2], { ...second, bondChips: 20 });
    expect(toHex(stateRoot(p.replay(start)))).toBe(toHex(stateRoot(p.state)));
  });

  it('by the only one who is left, when all the others have gone', async () => {
    const p = await between([0, 1]);
    expect(p.commit(1, { kind: 'standUp', body: { version: 0 } })).toEqual({ applied: true });
    for (let i = 0; i < 50 && p.state.epoch === 0; i++) p.slot(1_000);
    expect(p.state.validators).toHaveLength(1);
    expect(say(p, 0)).toEqual({ applied: true });
    expect(p.state.closed).toBeDefined();
    // Alone there is no key that could sign it: blocks do.
    expect(p.state.key?.serving).toBeUndefined();
  });

  it('without the word of who leaves meanwhile, in the epoch that begins without them; not with who comes', async () => {
    const p = await between([0, 1, 2]);
    say(p, 0);
    say(p, 1);
    expect(p.state.closed).toBeUndefined();
    p.commit(2, { kind: 'standUp', body: { version: 0 } });
    for (let i = 0; i < 50 && p.state.closed === undefined; i++) p.slot(1_000);
    expect(p.state.closed).toBeDefined();
    expect(p.state.epoch, 'nobody is dealt a hand in between').toBeLessThanOrEqual(1);
    expect(p.state.life.handsBegun).toBe(1);
  });

  it('not without the word of one who is there, and not by one who has no seat', async () => {
    const p = await between([0, 1, 2, 3]);
    for (const seat of [0, 1, 2]) expect(say(p, seat)).toEqual({ applied: true });
    await p.deal();
    foldOut(p);
    expect(p.state.closed).toBeUndefined();
    // Words do not stand for ever.
    for (let i = 0; i < limits.voteHands; i++) {
      await p.deal();
      foldOut(p);
    }
    expect(say(p, 3)).toEqual({ applied: true });
    expect(p.state.closed).toBeUndefined();
    expect(yes(p)).toBe(1);
  });

  it('not after somebody’s no: all words are gone, and nobody asks again at once', async () => {
    const p = await between([0, 1, 2]);
    expect(say(p, 1, 0)).toMatchObject({ reason: 'stale' });
    say(p, 0);
    expect(say(p, 1, 0)).toEqual({ applied: true });
    expect(yes(p)).toBe(0);
    expect(say(p, 2)).toMatchObject({ reason: 'request-limit' });
    p.slot(limits.requestWindowMs);
    for (const seat of [0, 1, 2]) expect(say(p, seat)).toEqual({ applied: true });
    expect(p.state.closed).toBeDefined();
  });

  it('not by a word of another epoch, of another table, or by the first rules', async () => {
    const p = await between([0, 1]);
    const instance = p.state.instance.slice();
    instance[0]! ^= 1;
    expect(p.commit(0, { kind: 'close', body: { instance, agree: 1 } })).toMatchObject({ reason: 'stale' });
    const old = new Play(genesis([0, 1]), clearDeck(seeded(3)));
    expect(say(old, 0)).toMatchObject({ reason: 'not-offered' });
  });

  it('not a tournament that is played; the winner closes one that is over', async () => {
    const levels = [{ smallBlindChips: 1, bigBlindChips: 2, anteChips: 0, hands: 5, durationMs: 0 }];
    const change = { bondChips: 0, startingStackChips: 4, levels, payoutsBasisPoints: [{ share: 10_000 }] };
    const p = await dealt([0, 1], change);
    expect(say(p, 0)).toMatchObject({ reason: 'tournament-closed' });
    for (let hands = 0; hands < 60 && !p.state.over; hands++) {
      if (p.toAct() === undefined) await p.deal();
      for (let seat = p.toAct(); seat !== undefined; seat = p.toAct())
        if (!p.bet(seat, 'raiseTo', 4).applied && !p.bet(seat, 'call').applied) p.bet(seat, 'check');
      await p.work();
    }
    expect(p.state.life.tournament?.over).toBe(true);
    const winner = p.state.life.seats.find((s) => s !== null && s.stackChips > 0)!.seat;
    expect(say(p, winner)).toEqual({ applied: true });
    expect(p.state.closed).toBeDefined();
  });
});

describe('a closed table', () => {
  async function closed(seats: readonly number[] = [0, 1, 2]): Promise<Play> {
    const p = await between(seats);
    for (const seat of seats) say(p, seat);
    expect(p.state.closed).toBeDefined();
    return p;
  }

  it('takes nothing but evidence, in this slot and for ever', async () => {
    const p = await closed();
    const root = ledgerRootOf(p.state);
    const body = { version: 0 };
    const text = new TextEncoder().encode('hello');
    for (const tx of [
      { kind: 'close', body: { instance: p.state.instance, agree: 1 } },
      { kind: 'standUp', body },
      { kind: 'topUp', body: { chips: 10 } },
      { kind: 'chat', body: { text } },
      { kind: 'pause', body: { on: 1 } },
      { kind: 'escrowKey', body: { publicKey: new Uint8Array(48), proof: new Uint8Array(80) } },
    ] as const)
      expect(p.commit(0, tx)).toMatchObject({ reason: 'table-closed' });
    const evidence = { kind: 'evidence', body: { kind: 1, accused: 1, bytes: new Uint8Array(9) } } as const;
    expect(p.commit(0, evidence).reason).not.toBe('table-closed');
    for (let i = 0; i < 50; i++) p.slot(10_000);
    expect(p.state.epoch).toBe(0);
    expect(p.state.hand?.hand).toBe(1);
    expect(ledgerRootOf(p.state)).toEqual(root);
    expect(p.state.deadline).toBeUndefined();
  });

  it('notes who is convicted afterwards, and moves no chip for it: everybody’s are signed', async () => {
    const p = await closed();
    const root = ledgerRootOf(p.state);
    const convicted = settle(convict(p.state, 1));
    expect(convicted.validators[1]?.expelled).toBe(true);
    expect(convicted.events.at(-1)).toMatchObject({ kind: 'fault', seat: 1 });
    expect(ledgerRootOf(convicted)).toEqual(root);
    expect(convicted.seats.map((s) => s.bondChips)).toEqual([20, 20, 20]);
    // Where it is still played the bond is shared among the others.
    const open = await between([0, 1, 2]);
    expect(settle(convict(open.state, 1)).seats[1]?.bondChips).toBe(0);
  });

  it('ends no epoch and begins no other one, whoever would go on without whom', async () => {
    const p = await closed();
    p.gone.add(1);
    for (let i = 0; i < 60; i++) p.slot(10_000);
    expect(p.state.epochEnds).toBe(false);
    expect(judgeAdjournment(p.state, 1)).toBe('not-needed');
    expect(() => nextEpoch(p.state)).toThrow(RangeError);
    expect(closedNow(p.state)).toBeUndefined();
  });

  it('is told of by blocks, and rounds go on until they do', async () => {
    const p = await between([0, 1]);
    say(p, 0);
    const before = p.state;
    say(p, 1);
    expect(isToldOf(before, p.state)).toBe(true);
    expect(p.state.deadline?.key).toBe('closed');
    for (let i = 0; i < 5; i++) p.slot(1_000);
    expect(p.state.deadline).toBeUndefined();
  });

  it('gives the key nothing to sign as long as there is none', async () => {
    const p = await between([0, 1]);
    say(p, 0);
    const before = p.state;
    say(p, 1);
    expect(keyWords(before, p.state, stateRoot(before))).toEqual([]);
  });
});
