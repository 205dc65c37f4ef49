import { describe, expect, it } from 'vitest';
import { CONFIG_VERSION } from '../../codec/config.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
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

describe('the state root by the second rules', () => {
  it('depends on every part of the deck that is made, and is the same however it came about', async () => {
    const change = { protocolVersion: CONFIG_VERSION, proofs: 0, claims: 0, escrow: 1 };
    const p = new Play(genesis([0, 1, 2, 3], change), clearDeck(seeded(7)));
    await p.work();
    await p.deal();
    const { hand } = p.state;
    const { deck } = hand!;
    const rootOf = (change: object): string =>
      stateRoot({ ...p.state, hand: { ...hand!, deck: { ...deck, ...change } } }).toString();
    const root = rootOf({});
    expect(stateRoot(structuredClone(p.state)).toString()).toBe(root);
    for (const key of Object.keys(deck)) {
      if (key === 'deck') continue;
      expect(rootOf({ [key]: ['not this'] }), key).not.toBe(root);
    }
    const [index] = Object.keys(deck.escrows);
    const bent = deck.escrows[Number(index)]!.slice();
    bent[bent.length - 1]! ^= 1;
    expect(rootOf({ escrows: { ...deck.escrows, [index!]: bent } })).not.toBe(root);
    const [position] = Object.keys(deck.shares);
    expect(rootOf({ shares: { ...deck.shares, [position!]: {} } })).not.toBe(root);
    // A list is no record with numbers for names, and none of what is longer.
    const { proofs } = hand!;
    const withProofs = (change: unknown): string =>
      stateRoot({ ...p.state, hand: { ...hand!, proofs: change as typeof proofs } }).toString();
    expect(withProofs(proofs)).toBe(root);
    expect(withProofs({ ...proofs })).not.toBe(root);
    expect(withProofs([...proofs, undefined])).not.toBe(root);
    // An entry under another name is another state.
    const { [Number(index)]: moved, ...rest } = deck.escrows;
    expect(rootOf({ escrows: { ...rest, 9: moved } })).not.toBe(root);
  });
});
