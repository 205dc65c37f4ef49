import { describe, expect, test } from 'vitest';
import { TestTable } from '../../testing/lifeTable.ts';
import { beginHand, straddleSeat } from './blinds.ts';
import { settleHand } from './settle.ts';
import type { HandPlan } from './state.ts';

describe('button and blinds', () => {
  test('they move one player a hand', () => {
    const t = new TestTable('ABCD');
    expect(t.hand()).toBe('btn A sb B bb C: ABCD');
    expect(t.hand()).toBe('btn B sb C bb D: ABCD');
    expect(t.hand()).toBe('btn C sb D bb A: ABCD');
    expect(t.hand()).toBe('btn D sb A bb B: ABCD');
  });

  test('heads-up the button posts the small blind', () => {
    const t = new TestTable('A-B-');
    expect(t.hand()).toBe('btn A sb A bb B: AB');
    expect(t.hand()).toBe('btn B sb B bb A: AB');
  });

  test('dead small blind: the player who would owe it is gone', () => {
    const t = new TestTable('ABCD');
    t.hand();
    t.say('C leaves');
    expect(t.hand()).toBe('btn B sb - bb D: ABD');
    // The next button is where the dead small blind was: before an empty chair.
    expect(t.hand()).toBe('btn C sb D bb A: ABD');
    expect(t.plan!.deadButton).toBe(true);
    expect(t.hand()).toBe('btn D sb A bb B: ABD');
  });

  test('dead button: the player who posted the small blind is gone', () => {
    const t = new TestTable('ABCD');
    t.hand();
    t.say('B leaves');
    expect(t.hand()).toBe('btn B sb C bb D: ACD');
    expect(t.plan!.deadButton).toBe(true);
  });

  test('the button is driven by who owes the big blind, not by the next seat', () => {
    const t = new TestTable('ABCDE');
    t.hand(); // bb C
    t.say('D leaves');
    expect(t.hand()).toBe('btn B sb C bb E: ABCE');
    expect(t.hand()).toBe('btn C sb E bb A: ABCE');
  });

  test('nobody posts the big blind twice running when the table shrinks to two', () => {
    for (const gone of ['A', 'B', 'C']) {
      const t = new TestTable('ABC');
      expect(t.hand()).toBe('btn A sb B bb C: ABC');
      t.say(`${gone} leaves`);
      const words = t.hand();
      expect(words).toBe(
        { A: 'btn C sb C bb B: BC', B: 'btn C sb C bb A: AC', C: 'btn B sb B bb A: AB' }[gone],
      );
    }
  });

  test('from two to three: the newcomer comes in on the big blind and the order holds', () => {
    const t = new TestTable('ABC-');
    t.say('C leaves');
    expect(t.hand()).toBe('btn A sb A bb B: AB');
    t.sitDown('C');
    expect(t.hand()).toBe('btn A sb B bb C: ABC');
    expect(t.hand()).toBe('btn B sb C bb A: ABC');
  });

  test('from two to three: a newcomer behind the next big blind waits for it', () => {
    const t = new TestTable('ACB');
    t.say('C leaves');
    expect(t.hand()).toBe('btn A sb A bb B: AB');
    t.sitDown('C', 'post');
    expect(t.hand()).toBe('btn B sb B bb A: AB');
    expect(t.hand()).toBe('btn B sb A bb C: ACB');
  });

  test('bomb pot: opt-out allowed, the button does not move', () => {
    const t = new TestTable('ABCD');
    t.hand();
    const begun = beginHand(t.life, 0, { bombPot: { optOut: [t.seat('D')] } })!;
    expect(begun.plan).toMatchObject({ bombPot: true, buttonSeat: 0, smallBlindSeat: null, hand: 2 });
    expect(begun.plan.dealtIn.map((d) => d.seat)).toEqual([0, 1, 2]);
    t.life = settleHand(begun.life, begun.plan.dealtIn, 0);
    expect(t.hand()).toBe('btn B sb C bb D: ABCD');
    expect(beginHand(t.life, 0, { bombPot: { optOut: [0, 1, 2] } })).toBeUndefined();
  });
});

describe('missed blinds', () => {
  test('who sits out as both blinds pass owes both', () => {
    const t = new TestTable('ABCDE');
    t.hand(); // bb C
    t.say('D out');
    expect(t.hand()).toBe('btn B sb C bb E: ABCE');
    expect(t.debt('D')).toBe('big');
    t.hand();
    expect(t.debt('D')).toBe('both');
  });

  test('who sits out after posting the big blind owes the small one', () => {
    const t = new TestTable('ABCD');
    t.hand(); // bb C
    t.say('C out');
    expect(t.hand()).toBe('btn B sb - bb D: ABD');
    expect(t.debt('C')).toBe('small');
  });

  test('posting: the big blind is live, the small one dead, once the button has passed', () => {
    const t = new TestTable('ABCDE');
    t.hand(); // bb C
    t.say('D out');
    t.hand(); // bb E
    t.hand(); // bb A, sb E, btn C
    t.say('D in post');
    expect(t.hand()).toBe('btn E sb A bb B: ABCDE D posts 2+1');
    expect(t.debt('D')).toBe('none');
  });

  test('nobody may post from the button up to the big blind', () => {
    const t = new TestTable('ABCDE');
    t.hand(); // bb C
    t.say('D out');
    t.hand(); // bb E
    t.say('D in post');
    expect(t.hand()).toBe('btn C sb E bb A: ABCE'); // D would have the button next
    expect(t.hand()).toBe('btn E sb A bb B: ABCDE D posts 2+1');
  });

  test('waiting for the big blind settles every debt', () => {
    const t = new TestTable('ABCD');
    t.hand();
    t.say('D out');
    t.hand(); // bb A
    t.hand(); // bb B
    t.say('D in wait');
    expect(t.hand()).toBe('btn A sb B bb C: ABC');
    expect(t.debt('D')).toBe('both');
    expect(t.hand()).toBe('btn B sb C bb D: ABCD');
    expect(t.debt('D')).toBe('none');
  });

  test('sitting out while no blind passes costs nothing', () => {
    const t = new TestTable('ABCDE');
    t.hand(); // btn A sb B bb C
    t.say('A out');
    expect(t.hand()).toBe('btn B sb C bb D: BCDE');
    t.say('A in');
    expect(t.debt('A')).toBe('none');
    expect(t.hand()).toBe('btn C sb D bb E: ABCDE');
  });

  test('a newcomer posts the big blind only, or waits for it', () => {
    const t = new TestTable('ABCDE');
    t.say('E leaves');
    t.hand(); // btn A sb B bb C
    t.hand(); // btn B sb C bb D
    t.sitDown('E', 'post', 'someone');
    expect(t.hand()).toBe('btn C sb D bb E: ABCDE');
    const u = new TestTable('ABCDE');
    u.say('E leaves');
    u.hand();
    u.sitDown('E', 'post', 'someone');
    expect(u.hand()).toBe('btn B sb C bb D: ABCDE E posts 2+0');
  });

  test('a short stack posts what it has, the live part first', () => {
    const t = new TestTable('ABCDE', { smallBlindChips: 20, bigBlindChips: 40 });
    t.hand({ D: 50 }); // bb C
    t.say('D out');
    t.hand();
    t.hand();
    t.say('D in post');
    expect(t.hand()).toBe('btn E sb A bb B: ABCDE D posts 40+10');
  });

  test('when all sat out and come back, the game goes on from the last big blind and debts are paid', () => {
    const t = new TestTable('ABCD');
    t.hand(); // bb C
    for (const who of ['D', 'A']) t.say(`${who} out`);
    expect(t.hand()).toBe('btn C sb C bb B: BC');
    for (const who of ['B', 'C']) t.say(`${who} out`);
    expect(t.hand()).toBe('no hand');
    for (const who of ['A', 'D']) t.say(`${who} in`);
    expect(t.hand()).toBe('btn A sb A bb D: AD');
    expect([t.debt('A'), t.debt('D')]).toEqual(['big', 'none']);
    expect(t.hand()).toBe('btn D sb D bb A: AD');
    expect(t.debt('A')).toBe('none');
  });
});

describe('blind theft is impossible', () => {
  test('being left out of a deal for not taking part is owed like sitting out', () => {
    const t = new TestTable('ABCD');
    t.hand(); // bb C
    const begun = beginHand(t.life, 0, { without: [t.seat('D')] })!;
    expect(begun.plan).toMatchObject({ bigBlindSeat: 0, smallBlindSeat: 2, buttonSeat: 1 });
    expect(begun.life.seats[3]).toMatchObject({ debt: 'big', status: 'in' });
  });

  test('dodging the small blind while the table is heads-up is owed too', () => {
    const t = new TestTable('ABCD');
    t.say('D leaves');
    t.hand(); // btn A sb B bb C
    t.say('C out');
    expect(t.hand()).toBe('btn B sb B bb A: AB');
    expect(t.debt('C')).toBe('small');
  });

  test('leaving before the big blind and sitting down again costs both blinds', () => {
    const t = new TestTable('ABCDE');
    t.hand(); // bb C
    t.say('D leaves');
    t.hand(); // bb E
    t.sitDown('D', 'post');
    expect(t.debt('D')).toBe('both');
    expect(t.hand()).toBe('btn C sb E bb A: ABCE');
    expect(t.hand()).toBe('btn E sb A bb B: ABCDE D posts 2+1');
  });

  test('changing seats does not bring a hand before the next blind', () => {
    const t = new TestTable('ABCDE-');
    t.hand(); // bb C
    t.say('D leaves');
    expect(t.ask({ kind: 'sitDown', seat: 5, player: 'D', chips: 100, comeBack: 'wait' })).toBe('ok');
    expect(t.hand()).toBe('btn B sb C bb E: ABCE');
    expect(t.hand()).toBe('btn C sb E bb -: ABCE-');
  });

  test('sitting out for the blinds and back again is paid for', () => {
    const t = new TestTable('ABCD');
    t.hand(); // bb C
    t.say('D out');
    t.hand(); // bb A: D's big blind was missed
    t.say('D in wait');
    t.hand(); // bb B
    t.hand(); // bb C
    expect(t.hand()).toBe('btn B sb C bb D: ABCD');
  });
});

describe('straddles', () => {
  const plan = (letters: string, hands = 1): HandPlan => {
    const t = new TestTable(letters);
    for (let i = 0; i < hands; i++) t.hand();
    return t.plan!;
  };
  test('under the gun: left of the big blind', () => {
    expect(straddleSeat(plan('ABCD'), 'utg')).toBe(3);
    expect(straddleSeat(plan('ABC'), 'utg')).toBe(0);
  });
  test('the button may straddle', () => {
    expect(straddleSeat(plan('ABCD'), 'button')).toBe(0);
  });
  test('not heads-up', () => {
    expect(straddleSeat(plan('AB'), 'utg')).toBeUndefined();
    expect(straddleSeat(plan('AB'), 'button')).toBeUndefined();
  });
  test('not with less than twice the big blind', () => {
    const p = plan('ABCD');
    const short = { ...p, dealtIn: p.dealtIn.map((d) => ({ ...d, stackChips: 3 })) };
    expect(straddleSeat(short, 'utg')).toBeUndefined();
  });
  test('not before an empty chair, and not while posting a missed blind', () => {
    const t = new TestTable('ABCDE');
    t.hand();
    t.say('B leaves');
    t.hand();
    expect(straddleSeat(t.plan!, 'button')).toBeUndefined();
    const p = plan('ABCD');
    expect(straddleSeat({ ...p, posts: [{ seat: 3, liveChips: 2, deadChips: 0 }] }, 'utg')).toBeUndefined();
  });
});
