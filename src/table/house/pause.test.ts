/** Pauses, and players voted out: what others decide about the table, and what nobody can do alone. */
import { describe, expect, it } from 'vitest';
import { NO_SEAT } from '../../codec/genesis.ts';
import { encodeTransaction, type Transaction } from '../../codec/transactions.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import { limits } from '../state/limits.ts';
import { stateRoot } from '../state/root.ts';
import { lifeSeat, totalChips } from '../state/seats.ts';

async function dealt(seats: readonly number[], change = {}): Promise<Play> {
  const p = new Play(genesis(seats, { bondChips: 20, ...change }), clearDeck(seeded(7)));
  await p.work();
  await p.deal();
  return p;
}

function foldOut(p: Play): void {
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
}

const brought = (p: Play) => totalChips(p.state) - p.state.broughtChips;
const pause = (p: Play, seat: number, on = 1) => p.commit(seat, { kind: 'pause', body: { on } });
const keyOf = (p: Play, seat: number) => p.state.validators.find((v) => v.seat === seat)!.key;
const voteOut = (p: Play, by: number, seat: number, agree = 1, key = keyOf(p, seat)) =>
  p.commit(by, { kind: 'voteOut', body: { seat, key, agree } });
/** Time passes so that nobody asks too often. */
const wait = (p: Play) => p.slot(limits.requestWindowMs + 1);
const kinds = (p: Play) => p.state.events.map((e) => e.kind);

/** Folds hands until so many more have begun. */
async function hands(p: Play, n: number): Promise<void> {
  for (let i = 0; i < n; i++) {
    foldOut(p);
    await p.deal();
  }
}

describe('a pause', () => {
  it('begins after the hand that is on, and ends when whoever asked for it would go on', async () => {
    const start = genesis([0, 1, 2], { bondChips: 20 });
    const p = new Play(start, clearDeck(seeded(7)));
    await p.work();
    await p.deal();
    expect(pause(p, 1)).toMatchObject({ applied: true });
    expect(p.toAct(), 'the hand goes on').toBeDefined();
    foldOut(p);
    expect(p.state.deadline).toMatchObject({ totalMs: limits.housePauseMs });
    for (let i = 0; i < 20; i++) p.slot(10_000);
    expect(p.state.life.handsBegun).toBe(1);
    expect(pause(p, 1, 0)).toMatchObject({ applied: true });
    expect(p.state.house.pause).toBeUndefined();
    await p.deal();
    expect(p.state.life.handsBegun).toBe(2);
    expect(kinds(p).filter((k) => k === 'pause' || k === 'pause-over')).toEqual(['pause', 'pause-over']);
    expect(stateRoot(p.replay(start))).toEqual(stateRoot(p.state));
  });

  it('ends when more than half of the others would go on, each of whom counts once', async () => {
    const p = await dealt([0, 1, 2, 3]);
    pause(p, 0);
    foldOut(p);
    expect(pause(p, 1, 0)).toMatchObject({ applied: true });
    expect(pause(p, 1, 0)).toMatchObject({ reason: 'already-said' });
    expect(p.state.house.pause).toBeDefined();
    expect(pause(p, 2, 0)).toMatchObject({ applied: true });
    expect(p.state.house.pause).toBeUndefined();
    await p.deal();
    expect(p.state.hand?.hand).toBe(2);
  });

  it('ends by itself, and the same player cannot go on asking', async () => {
    const p = await dealt([0, 1, 2]);
    pause(p, 0);
    foldOut(p);
    const chips = brought(p);
    p.passDeadline();
    expect(p.state.house.pause).toBeUndefined();
    expect(p.state.events.at(-1)).toMatchObject({ kind: 'pause-over', text: 'time' });
    expect(pause(p, 0)).toMatchObject({ reason: 'pause-limit' });
    expect(pause(p, 1)).toMatchObject({ applied: true });
    expect(pause(p, 2)).toMatchObject({ reason: 'already-paused' });
    p.passDeadline();
    wait(p);
    await p.deal();
    expect(p.state.hand?.hand).toBe(2);
    expect(brought(p)).toBe(chips);
    await hands(p, limits.pauseEveryHands - 1);
    expect(pause(p, 0)).toMatchObject({ applied: true });
  });

  it('is nobody’s to ask for who does not sit here, and there is none to end where there is none', async () => {
    const p = await dealt([0, 1, 2]);
    expect(pause(p, 0, 0)).toMatchObject({ reason: 'not-paused' });
    p.commit(2, { kind: 'standUp', body: { version: 0 } });
    expect(pause(p, 2)).toMatchObject({ reason: 'not-seated' });
    pause(p, 0);
    expect(pause(p, 2, 0)).toMatchObject({ reason: 'not-seated' });
    expect(p.state.house.pause?.resume).toEqual([]);
  });

  it('stops the level of a tournament', async () => {
    const levels = [
      { smallBlindChips: 1, bigBlindChips: 2, anteChips: 0, hands: 0, durationMs: 60_000 },
      { smallBlindChips: 2, bigBlindChips: 4, anteChips: 0, hands: 0, durationMs: 60_000 },
    ];
    const p = await dealt([0, 1, 2], { bondChips: 0, levels, payoutsBasisPoints: [{ share: 10_000 }] });
    pause(p, 0);
    foldOut(p);
    for (let i = 0; i < 40; i++) p.slot(5_000);
    pause(p, 0, 0);
    await p.deal();
    expect(p.state.hand?.hand).toBe(2);
    expect(p.state.life.tournament?.level).toBe(0);
  });

  it('holds while newcomers wait; the epoch changes when it is over', async () => {
    const p = await dealt([0, 1, 2]);
    p.commit(2, { kind: 'standUp', body: { version: 0 } });
    pause(p, 0);
    foldOut(p);
    for (let i = 0; i < 10; i++) p.slot(5_000);
    expect(p.state.epoch).toBe(0);
    pause(p, 0, 0);
    await p.deal();
    expect(p.state.epoch).toBe(1);
    expect(p.state.hand?.dealtIn).toEqual([0, 1]);
  });
});

describe('a player voted out', () => {
  it('plays the hand that is on, then stands up with stack and bond, and is not let in again', async () => {
    const start = genesis([0, 1, 2, 3], { bondChips: 20 });
    const p = new Play(start, clearDeck(seeded(7)));
    await p.work();
    await p.deal();
    const chips = brought(p);
    expect(voteOut(p, 0, 3)).toMatchObject({ applied: true });
    expect(voteOut(p, 1, 3)).toMatchObject({ applied: true });
    expect(p.state.house.removals[0]).toMatchObject({ passed: true, seat: 3 });
    expect(lifeSeat(p.state.life, 3)?.pending.leave, 'its hand is not folded for it').toBe(false);
    expect(voteOut(p, 2, 3)).toMatchObject({ reason: 'already-decided' });
    foldOut(p);
    expect(lifeSeat(p.state.life, 3)).toBeUndefined();
    expect(kinds(p)).toContain('removed');
    expect(brought(p)).toBe(chips);
    const key = keyOf(p, 3);
    wait(p);
    const back = { seat: 3, key, chips: 100, nickname: new TextEncoder().encode('P3') };
    expect(p.state.house.barred).toHaveLength(1);
    if (p.state.epoch === 0)
      expect(p.commit(3, { kind: 'sitDown', body: back })).toMatchObject({ reason: 'voted-out' });
    await p.deal();
    expect(p.state.validators.map((v) => v.seat)).toEqual([0, 1, 2]);
    expect(p.state.seats.map((s) => s.bondChips)).toEqual([20, 20, 20]);
    expect(brought(p)).toBe(chips);
    expect(stateRoot(p.replay(start))).toEqual(stateRoot(p.state));
  });

  it('not by one vote said twice, by itself, by whoever has left, or about somebody who was here before', async () => {
    const p = await dealt([0, 1, 2, 3, 4]);
    expect(voteOut(p, 0, 4)).toMatchObject({ applied: true });
    expect(voteOut(p, 0, 4)).toMatchObject({ reason: 'already-voted' });
    expect(voteOut(p, 4, 4)).toMatchObject({ reason: 'about-yourself' });
    expect(voteOut(p, 1, 4, 1, keyOf(p, 2)), 'another player than the one in that seat').toMatchObject({
      reason: 'stale',
    });
    expect(voteOut(p, 1, 7, 1, keyOf(p, 2))).toMatchObject({ reason: 'stale' });
    p.commit(1, { kind: 'standUp', body: { version: 0 } });
    expect(voteOut(p, 1, 4)).toMatchObject({ reason: 'not-seated' });
    expect(voteOut(p, 2, 1), 'who leaves anyway').toMatchObject({ reason: 'leaving' });
    expect(voteOut(p, 2, 4, 0)).toMatchObject({ applied: true });
    expect(p.state.house.removals).toMatchObject([{ passed: false }]);
    foldOut(p);
    expect(lifeSeat(p.state.life, 4)).toBeDefined();
  });

  it('takes more than half of the others and at least two', async () => {
    const two = await dealt([0, 1]);
    expect(voteOut(two, 0, 1)).toMatchObject({ reason: 'too-few' });
    const p = await dealt([0, 1, 2, 3, 4]);
    voteOut(p, 0, 4);
    voteOut(p, 1, 4);
    expect(p.state.house.removals, 'two of four').toMatchObject([{ passed: false }]);
    voteOut(p, 2, 4);
    expect(p.state.house.removals, 'three of four').toMatchObject([{ passed: true }]);
  });

  it('a vote may be taken back, and what was not decided is forgotten', async () => {
    const p = await dealt([0, 1, 2, 3]);
    voteOut(p, 0, 3);
    wait(p);
    voteOut(p, 0, 3, 0);
    voteOut(p, 1, 3);
    expect(p.state.house.removals).toMatchObject([{ passed: false, yes: [expect.any(String)] }]);
    await hands(p, limits.voteHands);
    // One vote now, and one from long before: not two.
    expect(voteOut(p, 2, 3)).toMatchObject({ applied: true });
    const open = p.state.house.removals.at(-1)!;
    expect(open).toMatchObject({ passed: false });
    expect(open.yes).toHaveLength(1);
    expect(voteOut(p, 1, 3, 0)).toMatchObject({ applied: true });
  });

  it('nobody floods the others with votes', async () => {
    const p = await dealt([0, 1, 2, 3, 4]);
    expect(voteOut(p, 0, 1)).toMatchObject({ applied: true });
    expect(voteOut(p, 0, 2)).toMatchObject({ reason: 'vote-limit' });
    let applied = 0;
    for (let i = 0; i < 40; i++) if (voteOut(p, 0, 1, i % 2).applied) applied++;
    expect(applied).toBeLessThan(limits.requests);
    wait(p);
    expect(voteOut(p, 1, 0, 0)).toMatchObject({ reason: 'no-vote' });
    await hands(p, limits.voteHands);
    expect(voteOut(p, 0, 1), 'the same again soon').toMatchObject({ reason: 'vote-limit' });
    expect(p.state.house.removals.length).toBeLessThanOrEqual(5);
  });

  it('a witness has no say in any of it', async () => {
    const players = genesis([0, 1, 2], { bondChips: 20 });
    const key = new Uint8Array(32).fill(77);
    const witness = { role: 1, seat: NO_SEAT, key, nickname: new TextEncoder().encode('W') };
    const body = { ...players.body, members: [...players.body.members, witness] };
    const p = new Play(
      { body, signatures: [...players.signatures, new Uint8Array(64)] },
      clearDeck(seeded(7)),
    );
    await p.work();
    await p.deal();
    const say = (tx: Transaction) => p.commitBytes(3, encodeTransaction(tx));
    expect(say({ kind: 'pause', nonce: 0, body: { on: 1 } })).toMatchObject({ applied: false });
    const vote = { seat: 1, key: keyOf(p, 1), agree: 1 };
    expect(say({ kind: 'voteOut', nonce: 0, body: vote })).toMatchObject({ applied: false });
    const terms = { smallBlindChips: 5, bigBlindChips: 10, actionTimeMs: 20_000 };
    expect(say({ kind: 'terms', nonce: 0, body: terms })).toMatchObject({ applied: false });
    voteOut(p, 0, 1);
    expect(say({ kind: 'voteOut', nonce: 0, body: vote })).toMatchObject({ applied: false });
    expect(p.state.house).toMatchObject({
      pause: undefined,
      removals: [{ passed: false }],
      terms: undefined,
    });
  });

  it('not in a tournament', async () => {
    const levels = [{ smallBlindChips: 1, bigBlindChips: 2, anteChips: 0, hands: 5, durationMs: 0 }];
    const p = await dealt([0, 1, 2], { bondChips: 0, levels, payoutsBasisPoints: [{ share: 10_000 }] });
    expect(voteOut(p, 0, 1)).toMatchObject({ reason: 'tournament-closed' });
  });
});
