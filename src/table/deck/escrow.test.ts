/** Every stage of a hand answered with silence and with lies, as in the table of docs/PROTOCOL.md. */
import { describe, expect, it } from 'vitest';
import {
  bond,
  callStreet,
  dealt,
  four,
  lying,
  playOut,
  seatOf,
  seven,
  silentAt,
  stack,
  table,
  view,
} from '../../testing/escrowPlay.ts';
import type { Play, Unsent } from '../../testing/tablePlay.ts';
import { limits } from '../state/limits.ts';
import { lifeSeat } from '../state/seats.ts';
import { tableView } from '../view/view.ts';

describe('escrow keys', () => {
  it('are announced by every validator before the first hand, and fixed in it', async () => {
    const p = await dealt(four);
    expect(p.state.hand?.escrow).toMatchObject({ threshold: 3, positions: [8, 9, 10, 11, 12] });
    expect(p.state.hand?.escrow?.keys.every((k) => k !== null)).toBe(true);
    expect(Object.keys(p.state.hand!.deck.escrows)).toHaveLength(4);
    expect(
      p.commit(0, { kind: 'escrowKey', body: { publicKey: new Uint8Array(48), proof: new Uint8Array(80) } }),
    ).toEqual({ applied: false, reason: 'already-given' });
  });

  it('silent: hands begin after the deadline, and only whom it leaves too few receivers is without escrow', async () => {
    const p = table(four);
    p.twist.set(3, silentAt('escrowKey'));
    await p.work();
    expect(p.state.deadline).toMatchObject({ key: 'escrow-keys', totalMs: limits.escrowKeyMs });
    await p.deal();
    expect(p.state.hand?.phase).toBe('play');
    expect(Object.keys(p.state.hand!.deck.escrows)).toEqual(['3']);
    p.twist.clear();
    await p.work();
    expect(p.state.escrowKeys.every((k) => k !== undefined)).toBe(true);
    expect(p.state.hand?.escrow?.keys[3]).toBeNull();
  });

  it('false: as if nothing had come', async () => {
    const p = table(four);
    p.twist.set(3, lying('escrowKey'));
    await p.work();
    expect(p.state.escrowKeys[3]).toBeUndefined();
    expect(p.state.validators[3]?.refused).toEqual({ 'proof-fails': 1 });
    expect(bond(p, 3)).toBe(30);
  });

  it('are neither asked for nor taken where there is no escrow', async () => {
    for (const [seats, change] of [
      [four, { escrow: 0 }],
      [[0, 1, 2], {}],
      [four, { game: 4, smallBlindChips: 1 }],
    ] as const) {
      const p = await dealt(seats, change);
      expect(p.state.hand?.escrow).toBeUndefined();
      expect(
        p.commit(0, {
          kind: 'escrowKey',
          body: { publicKey: new Uint8Array(48), proof: new Uint8Array(80) },
        }),
      ).toEqual({ applied: false, reason: 'not-offered' });
    }
  });
});

describe('first shares', () => {
  it('with a false escrow: thrown out with the penalty, dealt again without', async () => {
    const p = table(four);
    await p.work();
    p.twist.set(2, (tx) =>
      tx.kind === 'shares'
        ? { ...tx, body: { ...tx.body, escrow: new Uint8Array(tx.body.escrow.length) } }
        : tx,
    );
    await p.deal();
    expect(p.state.hand).toMatchObject({ attempt: 1, dealtIn: [0, 1, 3], deadChips: 4, phase: 'play' });
    expect(p.state.hand?.faults).toMatchObject([{ seat: 2, step: 'shares', reason: 'proof-fails' }]);
    expect(bond(p, 2)).toBe(0);
    expect(stack(p, 2)).toBe(170 - 4);
    // Who is out of the hand still receives: the three others remain enough for anybody's escrow.
    expect(Object.keys(p.state.hand!.deck.escrows)).toHaveLength(3);
  });

  for (const length of [0, 47, 1])
    it(`with an escrow of the wrong length (${length}): no statement at all, so it is silence`, async () => {
      const p = table(four);
      await p.work();
      p.twist.set(2, (tx) =>
        tx.kind === 'shares' ? { ...tx, body: { ...tx.body, escrow: new Uint8Array(length) } } : tx,
      );
      await p.deal();
      expect(p.state.hand).toMatchObject({ attempt: 0, phase: 'deal', faults: [] });
      p.passDeadline();
      await p.work();
      expect(p.state.hand).toMatchObject({ attempt: 1, dealtIn: [0, 1, 3], deadChips: 4 });
      expect(bond(p, 2)).toBe(30);
    });
});

describe('board shares with escrow', () => {
  it('silent: the others open what was escrowed, and the hand reaches the river and pays', async () => {
    const p = await dealt(four);
    callStreet(p);
    p.silent.add(3);
    await p.work();
    expect(view(p).hand?.stage).toBe('reveal');
    expect(p.state.deadline).toMatchObject({ totalMs: limits.boardMs });
    p.passDeadline();
    expect(p.state.hand).toMatchObject({ absent: [3], suspended: false });
    await p.work();
    expect(view(p).hand?.board).toHaveLength(3);
    expect(p.state.hand?.faults).toMatchObject([{ seat: 3, step: 'shares', reason: 'silent' }]);
    expect(seatOf(p, 3)).toMatchObject({ folded: false, out: false });
    await playOut(p);
    expect(p.state.hand?.phase).toBe('done');
    expect(p.state.hand?.engine.board).toHaveLength(5);
    // Nobody but itself opens its hole cards; it is sat out, and nothing is slashed.
    expect(seatOf(p, 3).cards.every((c) => c === null)).toBe(true);
    expect(bond(p, 3)).toBe(30);
    expect(lifeSeat(p.state.life, 3)?.status).toBe('sitting-out');
  });

  it('an absent seat is not waited for on the next street, until it is heard of again', async () => {
    const p = await dealt(four);
    callStreet(p);
    p.twist.set(3, silentAt('shares'));
    await p.work();
    p.passDeadline();
    await p.work();
    expect(p.state.hand?.absent).toEqual([3]);
    while (p.toAct() !== 3) p.bet(p.toAct()!, 'check');
    p.bet(3, 'check');
    expect(p.state.hand?.absent).toEqual([]);
    callStreet(p);
    await p.work();
    expect(p.state.deadline?.key).toMatch(/^board/);
    p.passDeadline();
    await p.work();
    expect(view(p).hand?.board).toHaveLength(4);
  });

  it('its own shares still count when they come before the openings', async () => {
    const p = await dealt(four);
    callStreet(p);
    p.silent.add(3);
    await p.work();
    p.passDeadline();
    for (const s of four) p.silent.add(s);
    p.silent.delete(3);
    await p.work();
    expect(p.state.hand).toMatchObject({ absent: [] });
    expect(view(p).hand?.board).toHaveLength(3);
  });

  it('of a folded accomplice, silent: escrow pays them', async () => {
    const p = await dealt(four);
    const folded = p.toAct()!;
    p.bet(folded, 'fold');
    p.silent.add(folded);
    callStreet(p);
    await p.work();
    p.passDeadline();
    await p.work();
    expect(view(p).hand?.board).toHaveLength(3);
  });

  it('false: hand dead at once, bond slashed, thrown out, board by escrow without waiting, chips stay in the pot', async () => {
    const p = await dealt(four);
    callStreet(p);
    const pot = view(p).hand?.totalPotChips;
    p.twist.set(1, lying('shares'));
    await p.work();
    expect(view(p).hand?.board).toHaveLength(3);
    expect(view(p).hand?.totalPotChips).toBe(pot);
    expect(p.state.hand?.faults).toMatchObject([{ seat: 1, step: 'shares', reason: 'proof-fails' }]);
    expect(p.state.hand?.faults[0]?.statement).toMatch(/^[0-9a-f]{64}$/);
    expect(seatOf(p, 1)).toMatchObject({ folded: true, out: true });
    expect(bond(p, 1)).toBe(0);
    await playOut(p);
    expect(p.state.hand?.outcome?.seats.find((s) => s.seat === 1)).toMatchObject({
      wonChips: 0,
      netChips: -2,
    });
  });

  it('false from all but one: the last live hand takes the pot', async () => {
    const p = await dealt(four);
    p.bet(p.toAct()!, 'fold');
    p.bet(p.toAct()!, 'fold');
    callStreet(p);
    const live = view(p)
      .seats.filter((s) => !s.folded)
      .map((s) => s.seat);
    expect(live).toHaveLength(2);
    p.twist.set(live[0]!, lying('shares'));
    await p.work();
    expect(p.state.hand?.phase).toBe('done');
    expect(p.state.hand?.outcome?.seats.find((s) => s.seat === live[1])?.wonChips).toBe(4);
  });
});

describe('escrow openings', () => {
  async function absentAtFlop(seats: readonly number[]): Promise<Play> {
    const p = await dealt(seats);
    callStreet(p);
    p.silent.add(3);
    return p;
  }

  it('silent: those who are left are enough as long as q of them open', async () => {
    const p = await absentAtFlop(seven);
    p.twist.set(5, silentAt('escrowOpen'));
    await p.work();
    p.passDeadline();
    await p.work();
    expect(view(p).hand?.board).toHaveLength(3);
  });

  it('three of a table made so: the two others open what one keeps closed, and the river comes', async () => {
    const three = { protocolVersion: 2, proofs: 0, claims: 0, escrow: 2 };
    const p = await dealt([0, 1, 2], three);
    expect(p.state.hand?.escrow).toMatchObject({ threshold: 2, positions: [6, 7, 8, 9, 10] });
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
      const { raise } = tableView(p.state, { seat }).legal!;
      p.bet(seat, raise ? 'raiseTo' : 'call', raise?.maxToChips ?? 0);
    }
    let seen = 0;
    p.twist.set(1, (tx) => (tx.kind === 'shares' && seen++ >= 2 ? undefined : tx));
    await p.work();
    expect(p.state.hand?.engine.board).toHaveLength(4);
    await playOut(p);
    expect(p.state.hand?.phase).toBe('done');
    expect(p.state.hand?.engine.board.filter((c) => c !== null)).toHaveLength(5);
    expect(p.state.hand?.outcome?.security).toBeUndefined();
    // One alone opens nothing.
    const q = await dealt([0, 1, 2], three);
    callStreet(q);
    q.silent.add(1);
    q.silent.add(2);
    // The shares' time, then the openings'.
    for (let i = 0; i < 2; i++) {
      q.passDeadline();
      await q.work();
    }
    expect(q.state.hand?.suspended).toBe(true);
    expect(q.state.hand?.engine.board).toEqual([]);
  });

  it('three of any other table, and two of one made so, have none', async () => {
    expect((await dealt([0, 1, 2], { escrow: 1 })).state.hand?.escrow).toBeUndefined();
    const two = { protocolVersion: 2, proofs: 0, claims: 0, escrow: 2 };
    expect((await dealt([0, 1], two)).state.hand?.escrow).toBeUndefined();
  });

  it('below the threshold nothing opens: the hand is suspended, no chip moves, and it goes on where it was', async () => {
    const p = await absentAtFlop(four);
    p.twist.set(2, silentAt('escrowOpen'));
    await p.work();
    p.passDeadline();
    await p.work();
    expect(Object.values(p.state.hand!.deck.openings)).toMatchObject([[{ receiver: 1 }, { receiver: 2 }]]);
    expect(Object.keys(p.state.hand!.deck.opened)).toEqual([]);
    p.passDeadline();
    const { stacks, pot } = {
      stacks: view(p).seats.map((s) => s.stackChips),
      pot: view(p).hand?.totalPotChips,
    };
    expect(view(p).hand?.stage).toBe('suspended');
    expect(seatOf(p, 3).awaited).toBe('shares');
    expect(seatOf(p, 2).awaited).toBe('escrow');
    expect(p.state.deadline).toBeUndefined();
    for (let i = 0; i < 50; i++) p.slot(10_000);
    expect(view(p)).toMatchObject({ hand: { stage: 'suspended', totalPotChips: pot } });
    expect(view(p).seats.map((s) => s.stackChips)).toEqual(stacks);
    p.twist.clear();
    await p.work();
    expect(view(p).hand).toMatchObject({ stage: 'flop' });
  });

  it('false: bond slashed, hand dead, and it opens nothing; the others still do', async () => {
    const p = await absentAtFlop(seven);
    p.twist.set(5, lying('escrowOpen'));
    await p.work();
    p.passDeadline();
    await p.work();
    expect(p.state.hand?.faults).toMatchObject([
      { seat: 3, reason: 'silent' },
      { seat: 5, step: 'escrow', reason: 'proof-fails' },
    ]);
    expect(bond(p, 5)).toBe(0);
    expect(seatOf(p, 5)).toMatchObject({ folded: true, out: true });
    expect(view(p).hand?.board).toHaveLength(3);
  });

  it('are taken only for an absent seat, exactly its due positions, and once from each receiver', async () => {
    const p = await dealt(four);
    callStreet(p);
    const open = (seat: number, positions: number[]): Unsent => ({
      kind: 'escrowOpen',
      body: {
        hand: 1,
        attempt: 0,
        deckDigest: p.state.hand!.deck.deckDigest!,
        seat,
        positions,
        openings: new Uint8Array(48 * positions.length),
        proof: new Uint8Array(128).fill(1),
      },
    });
    expect(p.commit(0, open(3, [8, 9, 10]))).toEqual({ applied: false, reason: 'not-owed' });
    p.silent.add(3);
    await p.work();
    p.passDeadline();
    for (const wrong of [[8, 9], [8, 9, 10, 11], [11], [0, 1]])
      expect(p.commit(0, open(3, wrong))).toEqual({ applied: false, reason: 'not-owed' });
    expect(p.commit(3, open(3, [8, 9, 10]))).toEqual({ applied: false, reason: 'not-a-receiver' });
    expect(p.commit(0, open(1, [8, 9, 10]))).toEqual({ applied: false, reason: 'not-owed' });
    const other = open(3, [8, 9, 10]);
    if (other.kind === 'escrowOpen')
      expect(p.commit(0, { ...other, body: { ...other.body, attempt: 1 } })).toMatchObject({
        reason: 'stale',
      });
    expect(p.commit(0, open(3, [8, 9, 10]))).toEqual({ applied: true });
    expect(p.commit(0, open(3, [8, 9, 10]))).toEqual({ applied: false, reason: 'already-given' });
  });
});
