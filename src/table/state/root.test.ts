import { describe, expect, it } from 'vitest';
import { genesis } from '../../testing/tablePlay.ts';
import { tableFromGenesis } from '../epoch/create.ts';
import { stateRoot } from './root.ts';
import type { TableState } from './state.ts';

const fresh = (): TableState => tableFromGenesis(genesis([0, 1]));

describe('the state root', () => {
  it('is a function of the content, not of the objects', () => {
    expect(stateRoot(fresh())).toEqual(stateRoot(fresh()));
    const s = fresh();
    const reordered = Object.fromEntries(Object.entries(s).reverse()) as unknown as TableState;
    expect(stateRoot(reordered)).toEqual(stateRoot(s));
  });

  it('depends on every field but the display log and what follows from the epoch’s first state', () => {
    const s = fresh();
    for (const key of Object.keys(s) as (keyof TableState)[]) {
      const other = { ...s, [key]: [`not ${key}`] } as unknown as TableState;
      const same = key === 'events' || key === 'instance';
      expect(stateRoot(other).toString() === stateRoot(s).toString(), key).toBe(same);
    }
  });

  it('tells apart what lies in one field or in the next', () => {
    const s = fresh();
    const seats = s.seats;
    const a = stateRoot({ ...s, seats: [{ ...seats[0]!, bondChips: 1, creditChips: 0 }, seats[1]!] });
    const b = stateRoot({ ...s, seats: [{ ...seats[0]!, bondChips: 0, creditChips: 1 }, seats[1]!] });
    expect(a).not.toEqual(b);
  });

  it('refuses what has no one encoding', () => {
    const s = fresh();
    const broken: unknown[] = [0.5, Number.NaN, new Map(), () => 1, 2n];
    for (const bad of broken) {
      const state = { ...s, life: { ...s.life, bad } } as unknown as TableState;
      expect(() => stateRoot(state)).toThrow(TypeError);
    }
  });
});
