/** Silence and lies without escrow, at one’s own turn, at showdowns and run-outs. */
import { describe, expect, it } from 'vitest';
import {
  bond,
  callStreet,
  dealt,
  four,
  lying,
  playOut,
  seatOf,
  silentAt,
  view,
} from '../../testing/escrowPlay.ts';
import type { Play } from '../../testing/tablePlay.ts';

describe('board shares without escrow', () => {
  for (const [name, seats, change] of [
    ['switched off', four, { escrow: 0 }],
    ['three validators', [0, 1, 2], {}],
  ] as const) {
    it(`silent (${name}): the hand is suspended as it is, and goes on when they come`, async () => {
      const p = await dealt(seats, change);
      callStreet(p);
      p.silent.add(2);
      await p.work();
      p.passDeadline();
      await p.work();
      expect(view(p).hand).toMatchObject({ stage: 'suspended', board: [], totalPotChips: 2 * seats.length });
      expect(view(p).seats.filter((s) => s.awaited !== undefined)).toMatchObject([
        { seat: 2, awaited: 'shares' },
      ]);
      expect(p.state.deadline).toBeUndefined();
      for (let i = 0; i < 50; i++) p.slot(10_000);
      expect(view(p).hand?.stage).toBe('suspended');
      p.silent.clear();
      await p.work();
      expect(view(p).hand).toMatchObject({ stage: 'flop' });
      expect(p.state.hand).toMatchObject({ absent: [], suspended: false });
      await playOut(p);
      expect(p.state.hand?.outcome?.voidReason).toBeUndefined();
    });

    it(`false (${name}): hand dead, bond slashed, suspended until the truth`, async () => {
      const p = await dealt(seats, change);
      callStreet(p);
      p.twist.set(2, lying('shares'));
      await p.work();
      expect(view(p).hand?.stage).toBe('suspended');
      expect(seatOf(p, 2)).toMatchObject({ folded: true, out: true, awaited: 'shares' });
      expect(bond(p, 2)).toBe(0);
      p.twist.clear();
      await p.work();
      expect(view(p).hand).toMatchObject({ stage: 'flop' });
    });
  }
});

describe('one’s own turn', () => {
  it('silent: the clock checks or folds; the bond is not touched', async () => {
    const p = await dealt(four);
    const seat = p.toAct()!;
    p.passDeadline();
    expect(seatOf(p, seat)).toMatchObject({ folded: true, out: false });
    expect(bond(p, seat)).toBe(30);
  });

  it('an action that the rules refuse is as good as none', async () => {
    const p = await dealt(four);
    const seat = p.toAct()!;
    expect(p.bet(seat, 'raiseTo', 1)).toMatchObject({ applied: false });
    expect(p.bet(seat, 'check')).toMatchObject({ applied: false });
    expect(p.toAct()).toBe(seat);
    p.passDeadline();
    expect(seatOf(p, seat).folded).toBe(true);
  });
});

describe('showdown and run-out', () => {
  /** With cards such that no seat is without a chance to be asked: all still in, river checked. */
  async function river(): Promise<Play> {
    const p = await dealt(four);
    for (let i = 0; i < 4; i++) {
      callStreet(p);
      if (i < 3) await p.work();
    }
    return p;
  }

  it('silent in its turn: mucked, the others show or muck', async () => {
    const p = await river();
    const first = view(p).seats.find((s) => s.awaited === 'show')!.seat;
    p.silent.add(first);
    await p.work();
    p.passDeadline();
    await p.work();
    await playOut(p);
    expect(p.state.hand?.outcome?.seats.find((s) => s.seat === first)).toMatchObject({ wonChips: 0 });
    expect(seatOf(p, first).cards.every((c) => c === null)).toBe(true);
    expect(bond(p, first)).toBe(30);
  });

  it('false in its turn: hand dead, bond slashed', async () => {
    const p = await river();
    const first = view(p).seats.find((s) => s.awaited === 'show')!.seat;
    p.twist.set(first, lying('show'));
    await p.work();
    await playOut(p);
    expect(p.state.hand?.faults).toMatchObject([{ seat: first, step: 'show', reason: 'proof-fails' }]);
    expect(p.state.hand?.outcome?.seats.find((s) => s.seat === first)).toMatchObject({ wonChips: 0 });
    expect(bond(p, first)).toBe(0);
  });

  async function allIn(): Promise<Play> {
    const p = await dealt(four);
    p.bet(p.toAct()!, 'raiseTo', 170);
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'call');
    return p;
  }

  it('silent when all must open: dead, its chips stay, the board comes by escrow', async () => {
    const p = await allIn();
    p.silent.add(2);
    await p.work();
    p.passDeadline();
    await p.work();
    await playOut(p);
    expect(p.state.hand?.engine.board).toHaveLength(5);
    expect(p.state.hand?.outcome?.seats.find((s) => s.seat === 2)).toMatchObject({
      wonChips: 0,
      netChips: -170,
    });
    expect(seatOf(p, 2).cards.every((c) => c === null)).toBe(true);
  });

  it('false when all must open: dead, bond slashed, its chips stay', async () => {
    const p = await allIn();
    p.twist.set(2, lying('show'));
    await p.work();
    await playOut(p);
    expect(p.state.hand?.engine.board).toHaveLength(5);
    expect(p.state.hand?.outcome?.seats.find((s) => s.seat === 2)).toMatchObject({
      wonChips: 0,
      netChips: -170,
    });
    expect(bond(p, 2)).toBe(0);
  });

  it('board shares of the run-out, silent: escrow, street after street, without waiting again', async () => {
    const p = await allIn();
    p.twist.set(2, silentAt('shares'));
    await p.work();
    p.passDeadline();
    await p.work();
    await playOut(p);
    expect(p.state.hand?.engine.board).toHaveLength(5);
    expect(p.state.hand?.faults).toHaveLength(1);
  });
});

describe('run it twice', () => {
  it('the second board is escrowed with the first, and nothing else', async () => {
    const p = await dealt(four, { runItTwice: 1 });
    expect(p.state.hand?.escrow?.positions).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17]);
  });
});
