import { describe, expect, it } from 'vitest';
import { accuse, bonds, chips, game, status, table, twins } from '../../testing/evidencePlay.ts';
import type { Play } from '../../testing/tablePlay.ts';
import { stateRoot } from '../state/root.ts';
import { lifeSeat } from '../state/seats.ts';
import { tableView } from '../view/view.ts';

describe('two blocks for one round', () => {
  it('cost bond, seat and hand; a second accusation is nothing and is not counted', async () => {
    const { p, start } = table();
    await p.deal();
    expect(accuse(p, 0, 2, twins(p, 2))).toEqual({ applied: true });
    expect(status(p.state, 2)).toBe('expelled');
    expect(p.state.validators.map((v) => v.expelled)).toEqual([false, false, true, false]);
    expect(bonds(p.state)).toEqual([50, 50, 0, 50]);
    expect(p.state.seats.map((s) => s.creditChips)).toEqual([17, 16, 0, 17]);
    expect(p.state.hand?.faults).toMatchObject([
      { seat: 2, step: 'equivocation', reason: 'two-blocks', nonce: undefined },
    ]);
    expect(tableView(p.state, { seat: 0 }).seats.find((s) => s.seat === 2)?.faults).toMatchObject([
      { step: 'equivocation', reason: 'two-blocks' },
    ]);
    expect(p.state.events.filter((e) => e.kind === 'fault')).toMatchObject([
      { seat: 2, text: 'equivocation: two-blocks' },
    ]);
    expect(chips(p.state)).toBe(800);

    const before = game(p.state);
    const again = { applied: false, reason: 'already-known' };
    expect(accuse(p, 1, 2, twins(p, 2))).toEqual(again);
    expect(accuse(p, 3, 2, twins(p, 2, { timeMs: 5 }))).toEqual(again);
    expect(game(p.state)).toEqual(before);
    expect(p.state.validators.map((v) => v.refused)).toEqual([{}, {}, {}, {}]);

    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
    await p.deal();
    expect(p.state.hand?.dealtIn).toEqual([0, 1, 3]);
    expect(chips(p.state)).toBe(800);
    expect(stateRoot(p.replay(start))).toEqual(stateRoot(p.state));
  });

  it('by a witness: it has no bond, it is named and marked', async () => {
    const { p } = table(3, 1);
    await p.deal();
    const before = p.state.hand;
    expect(accuse(p, 0, 3, twins(p, 3))).toEqual({ applied: true });
    expect(p.state.validators[3]).toMatchObject({ seat: undefined, expelled: true });
    expect(p.state.hand).toBe(before);
    expect(p.state.events.at(-1)).toMatchObject({ kind: 'fault', nickname: 'P3', seat: undefined });
    expect(chips(p.state)).toBe(600);
  });

  it('told by a witness count as much', async () => {
    const { p } = table(3, 1);
    await p.deal();
    expect(accuse(p, 3, 1, twins(p, 1))).toEqual({ applied: true });
    expect(status(p.state, 1)).toBe('expelled');
    expect(chips(p.state)).toBe(600);
  });

  it('of somebody who has left: named and marked, nothing is there to take', async () => {
    const { p } = table();
    p.slot();
    expect(p.commit(2, { kind: 'standUp', body: { version: 0 } })).toEqual({ applied: true });
    expect(accuse(p, 0, 2, twins(p, 2))).toEqual({ applied: true });
    expect(p.state.validators[2]?.expelled).toBe(true);
    expect(bonds(p.state)).toEqual([50, 50, 0, 50]);
    expect(chips(p.state)).toBe(800);
  });

  it('one’s own count, too', async () => {
    const { p } = table();
    await p.deal();
    expect(accuse(p, 2, 2, twins(p, 2))).toEqual({ applied: true });
    expect(status(p.state, 2)).toBe('expelled');
  });

  it('headed up: the other one has won the table', async () => {
    const { p } = table(2);
    await p.deal();
    expect(accuse(p, 0, 1, twins(p, 1))).toEqual({ applied: true });
    expect(p.state.over).toBe(true);
    expect(lifeSeat(p.state.life, 0)!.stackChips).toBeGreaterThan(200);
    expect(chips(p.state)).toBe(400);
  });
});

describe('in every phase of a hand the chips add up and the hand goes on', () => {
  const until = (kind: string) => (p: Play) => {
    for (const seat of [0, 1, 2, 3]) p.twist.set(seat, (tx) => (tx.kind === kind ? undefined : tx));
    return p.deal();
  };
  const passively = async (p: Play, hand: number) => {
    for (let seat = p.toAct(); seat !== undefined && p.state.hand?.hand === hand; seat = p.toAct()) {
      p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
      await p.work();
    }
  };
  const flop = async (p: Play) => {
    await p.deal();
    while (p.state.hand!.engine.board.length < 3) {
      const seat = p.toAct()!;
      p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
      await p.work();
    }
  };
  const phases: [string, (p: Play) => Promise<void> | void, string | undefined][] = [
    ['before the first hand', (p) => p.slot(), undefined],
    ['keys', until('deckKey'), 'keys'],
    ['shuffle', until('shuffle'), 'shuffle'],
    ['deal', until('shares'), 'deal'],
    ['the betting', (p) => p.deal(), 'play'],
    ['the flop', flop, 'play'],
    [
      'shares of a street awaited',
      async (p) => {
        await p.deal();
        p.silent.add(2);
        for (let seat = p.toAct(); seat !== undefined; seat = p.toAct())
          p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
        await p.work();
      },
      'play',
    ],
    [
      'a hand that is suspended for the accused',
      async (p) => {
        await p.deal();
        p.silent.add(2);
        for (let seat = p.toAct(); seat !== undefined; seat = p.toAct())
          p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
        await p.work();
        p.passDeadline();
        expect(p.state.hand?.suspended).toBe(true);
      },
      'play',
    ],
    [
      'all in',
      async (p) => {
        await p.deal();
        for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
          const { legal } = tableView(p.state, { seat });
          if (legal?.raise === undefined) p.bet(seat, 'call');
          else p.bet(seat, 'raiseTo', legal.raise.maxToChips);
        }
      },
      'play',
    ],
    [
      'the result',
      async (p) => {
        await p.deal();
        for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
      },
      'done',
    ],
  ];
  for (const [name, reach, phase] of phases) {
    for (const accused of [0, 1, 2, 3]) {
      it(`${name}: seat ${accused}`, async () => {
        const { p, start } = table();
        await reach(p);
        expect(p.state.hand?.phase).toBe(phase);
        const hand = p.state.hand?.hand ?? 0;
        const before = chips(p.state);
        expect(before).toBe(800);
        expect(accuse(p, (accused + 1) % 4, accused, twins(p, accused))).toEqual({ applied: true });
        expect(chips(p.state)).toBe(800);
        expect(status(p.state, accused)).toBe('expelled');
        if (phase === 'keys' || phase === 'shuffle' || phase === 'deal')
          expect(p.state.hand).toMatchObject({ attempt: 1, phase: 'keys', dropped: [accused] });
        p.twist.clear();
        if (name.startsWith('a hand that is suspended')) p.silent.clear();
        p.silent.delete(2);
        await p.work();
        await passively(p, hand);
        for (let i = 0; i < 20 && p.state.hand?.phase === 'play'; i++) {
          if (p.state.deadline === undefined) break;
          p.passDeadline();
          await p.work();
        }
        expect(chips(p.state)).toBe(800);
        if (p.state.hand?.suspended !== true && !p.state.over && p.state.deadline !== undefined) {
          await p.deal();
          expect(p.state.hand?.dealtIn).not.toContain(accused);
          expect(chips(p.state)).toBe(800);
        }
        expect(stateRoot(p.replay(start))).toEqual(stateRoot(p.state));
      });
    }
  }

  it('in a tournament, where the expelled one is out and has a place', async () => {
    const level = { smallBlindChips: 1, bigBlindChips: 2, anteChips: 0, hands: 9, durationMs: 0 };
    const { p } = table(4, 0, { bondChips: 10, levels: [level], payoutsBasisPoints: [{ share: 10_000 }] });
    await p.deal();
    expect(accuse(p, 0, 1, twins(p, 1))).toEqual({ applied: true });
    expect(status(p.state, 1)).toBe('expelled');
    expect(chips(p.state)).toBe(800);
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
    expect(chips(p.state)).toBe(800);
  });
});
