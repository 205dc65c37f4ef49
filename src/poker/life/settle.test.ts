import { describe, expect, test } from 'vitest';
import type { TableConfig } from '../../codec/config.ts';
import { cashRules, TestTable } from '../../testing/lifeTable.ts';
import { settleHand, spendTimeBank } from './settle.ts';
import { createLife, isOver, lifeRulesOf } from './state.ts';

const tableConfig: TableConfig = {
  protocolVersion: 1,
  name: new Uint8Array(),
  game: 0,
  structure: 0,
  smallBlindChips: 1,
  bigBlindChips: 2,
  anteKind: 2,
  anteChips: 2,
  startingStackChips: 200,
  bondChips: 0,
  seats: 6,
  actionTimeMs: 20_000,
  timeBankMs: 60_000,
  escrow: 0,
  levels: [],
  payoutsBasisPoints: [],
  straddle: 0,
  runItTwice: 0,
  bombPotHands: 0,
  bombPotChips: 0,
  rabbitHunt: 0,
  crsDigest: new Uint8Array(32),
  creatorKey: new Uint8Array(32),
  salt: new Uint8Array(16),
};

describe('between hands', () => {
  test('who loses the last chip is out until a rebuy', () => {
    const t = new TestTable('ABC');
    t.hand({ A: 0, B: 200 });
    expect(t.status('A')).toBe('busted');
    expect(t.hand()).toBe('btn C sb C bb B: BC');
    expect(t.ask({ kind: 'topUp', seat: 0, chips: 100 })).toBe('ok');
    expect(t.status('A')).toBe('in');
  });

  test('who has lost everything buys in again with the least of the table, or the blind if that is more', () => {
    const t = new TestTable('ABC', { minBuyInChips: 40, maxTopUpChips: 300 });
    t.hand({ A: 0, B: 200 });
    expect(t.ask({ kind: 'topUp', seat: 0, chips: 39 })).toBe('too-few-chips');
    expect(t.ask({ kind: 'topUp', seat: 0, chips: 301 })).toBe('too-many-chips');
    expect(t.ask({ kind: 'topUp', seat: 0, chips: 40 })).toBe('ok');
    // A stack that is there may grow by any number of chips.
    expect(t.ask({ kind: 'topUp', seat: 0, chips: 1 })).toBe('ok');
    expect(t.say('C leaves')).toBe('ok');
    expect(t.ask({ kind: 'sitDown', seat: 2, player: 'X', chips: 39 })).toBe('too-few-chips');
    const risen = new TestTable('AB', { minBuyInChips: 40, bigBlindChips: 50, maxTopUpChips: 300 });
    risen.hand({ A: 0, B: 200 });
    expect(risen.ask({ kind: 'topUp', seat: 0, chips: 49 })).toBe('too-few-chips');
  });

  test('the least and the most are of a stack without its bond', () => {
    const config = { ...tableConfig, bondChips: 20, minBuyInChips: 40, maxBuyInChips: 300 };
    expect(lifeRulesOf(config)).toMatchObject({ minBuyInChips: 20, maxTopUpChips: 280 });
    const { minBuyInChips: _, maxBuyInChips: __, ...first } = config;
    expect(lifeRulesOf(first)).not.toHaveProperty('minBuyInChips');
  });

  test('a busted player owes the blinds missed before the rebuy', () => {
    const t = new TestTable('ABCD');
    t.hand({ D: 0 }); // bb C
    t.hand(); // bb A
    t.hand(); // bb B
    expect(t.ask({ kind: 'topUp', seat: 3, chips: 100 })).toBe('ok');
    expect(t.debt('D')).toBe('both');
  });

  test('sit out, top-up and leaving take effect between hands', () => {
    const t = new TestTable('ABCD');
    t.begin();
    expect(t.say('A out')).toBe('ok');
    expect(t.say('B leaves')).toBe('ok');
    expect(t.say('B leaves')).toBe('leaving');
    expect(t.ask({ kind: 'topUp', seat: 2, chips: 1 })).toBe('too-many-chips');
    expect([t.status('A'), t.status('B')]).toEqual(['in', 'in']);
    t.settle();
    expect([t.status('A'), t.status('B')]).toEqual(['sitting-out', 'gone']);
    expect(t.life.left.map((l) => l.player)).toEqual(['B']);
  });

  test('a top-up during a hand fills the stack to the most allowed, never beyond', () => {
    const t = new TestTable('AB');
    t.hand({ A: 40, B: 160 });
    t.begin();
    expect(t.ask({ kind: 'topUp', seat: 0, chips: 60 })).toBe('ok');
    expect(t.ask({ kind: 'topUp', seat: 0, chips: 1 })).toBe('too-many-chips');
    t.settle({ A: 70, B: 130 });
    expect(t.life.seats[0]!.stackChips).toBe(100);
  });

  test('a top-up asked for in the hand that busts is a rebuy', () => {
    const t = new TestTable('AB');
    t.hand({ A: 40, B: 160 });
    t.begin();
    t.ask({ kind: 'topUp', seat: 0, chips: 50 });
    t.settle({ A: 0, B: 200 });
    expect(t.life.seats[0]).toMatchObject({ stackChips: 50, status: 'in' });
  });

  test('sitting in again before the hand is over takes the sitting out back', () => {
    const t = new TestTable('ABC');
    t.begin();
    t.say('A out');
    expect(t.say('A in')).toBe('ok');
    t.settle();
    expect(t.status('A')).toBe('in');
  });

  test('two timeouts in a row sit a player out; acting in time starts anew', () => {
    const t = new TestTable('ABC');
    t.begin();
    t.timeout('A');
    t.settle();
    expect(t.status('A')).toBe('in');
    t.begin();
    t.timeout('A');
    t.settle();
    expect(t.status('A')).toBe('sitting-out');
    expect(t.say('A in')).toBe('ok');
    expect(t.life.seats[0]!.timeouts).toBe(0);
  });

  test('the time bank refills slowly, up to its cap', () => {
    const t = new TestTable('AB');
    t.begin();
    t.life = spendTimeBank(t.life, 0, 5_500);
    t.life = spendTimeBank(t.life, 1, 500);
    t.settle();
    expect(t.life.seats.map((s) => s!.timeBankMs)).toEqual([25_500, 30_000]);
    t.life = spendTimeBank(t.life, 0, 99_000);
    expect(t.life.seats[0]!.timeBankMs).toBe(0);
  });

  test('an expelled seat is never dealt in again and keeps its chips in its name', () => {
    const t = new TestTable('ABCD');
    t.hand();
    expect(t.say('C expelled')).toBe('ok');
    expect(t.hand()).toBe('btn B sb - bb D: ABD');
    expect(t.say('C in')).toBe('expelled');
    expect(t.say('C leaves')).toBe('expelled');
    expect(t.life.seats[2]!.stackChips).toBe(100);
  });

  test('a redeal without the cheat begins from the life of before', () => {
    const t = new TestTable('ABCD');
    t.hand();
    const before = t.life;
    expect(t.begin()).toBe('btn B sb C bb D: ABCD');
    t.life = before;
    t.say('D expelled');
    expect(t.begin()).toBe('btn B sb C bb A: ABC');
    expect(t.plan!.hand).toBe(2);
  });

  test('requests that make no sense have their own codes and change nothing', () => {
    const t = new TestTable('AB-');
    const before = t.life;
    expect(t.ask({ kind: 'sitDown', seat: 0, player: 'X', chips: 100 })).toBe('seat-taken');
    expect(t.ask({ kind: 'sitDown', seat: 2, player: 'A', chips: 100 })).toBe('already-seated');
    expect(t.ask({ kind: 'sitDown', seat: 2, player: 'X', chips: 1 })).toBe('too-few-chips');
    expect(t.ask({ kind: 'sitDown', seat: 2, player: 'X', chips: 101 })).toBe('too-many-chips');
    expect(t.ask({ kind: 'sitDown', seat: 2, player: 'X', chips: 2.5 })).toBe('bad-chips');
    expect(t.ask({ kind: 'sitDown', seat: 2, player: 'X', chips: -5 })).toBe('bad-chips');
    expect(t.ask({ kind: 'standUp', seat: 2 })).toBe('seat-empty');
    expect(t.ask({ kind: 'standUp', seat: 9 })).toBe('no-such-seat');
    expect(t.ask({ kind: 'sitIn', seat: 0, comeBack: 'wait' })).toBe('already-in');
    expect(t.ask({ kind: 'topUp', seat: 0, chips: 0 })).toBe('bad-chips');
    expect(t.life).toBe(before);
    t.say('A out');
    expect(t.say('A out')).toBe('already-out');
  });

  test('the game is over when fewer than two hold chips', () => {
    const t = new TestTable('AB');
    expect(isOver(t.life)).toBe(false);
    t.hand({ A: 0, B: 200 });
    expect(isOver(t.life)).toBe(true);
    expect(t.hand()).toBe('no hand');
  });

  test('stacks that are not those of the hand are refused', () => {
    const t = new TestTable('AB');
    t.begin();
    expect(() => settleHand(t.life, [{ seat: 0, stackChips: 100 }], 0)).toThrow();
    expect(() =>
      settleHand(
        t.life,
        [
          { seat: 0, stackChips: 100 },
          { seat: 1, stackChips: -1 },
        ],
        0,
      ),
    ).toThrow();
  });

  test('one stack may hold what all brought, above the most one player may bring', () => {
    const t = new TestTable('AB');
    t.begin();
    t.settle({ A: 9_000_000_000_000, B: 0 });
    expect(t.life.seats[0]!.stackChips).toBe(9_000_000_000_000);
  });

  test('no table starts with nonsense', () => {
    const a = { seat: 0, player: 'A', stackChips: 100 };
    expect(() => createLife(cashRules, [a, { ...a, player: 'B' }], 0)).toThrow('taken');
    expect(() => createLife(cashRules, [a, { ...a, seat: 1 }], 0)).toThrow('twice');
    expect(() => createLife(cashRules, [{ ...a, stackChips: 1.5 }], 0)).toThrow('start with');
    expect(() => createLife(cashRules, [a], 17)).toThrow('button');
  });

  test('the configuration of a table gives its rules', () => {
    const rules = lifeRulesOf(tableConfig);
    expect(rules).toMatchObject({
      kind: 'cash',
      ante: { kind: 'big-blind', chips: 2 },
      timeBankRefillMs: 2_000,
    });
  });
});
