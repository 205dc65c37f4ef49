/** The first hand by the second rules: its deck is made beside the escrow keys, and nothing else is waited for. */
import { describe, expect, it } from 'vitest';
import { CONFIG_VERSION, type TableConfig } from '../../codec/config.ts';
import { clearDeck, genesis, Play, seeded, spoiled } from '../../testing/tablePlay.ts';
import { duties } from '../deck/duties.ts';
import { beforeFirstHand } from '../deck/nextDeck.ts';
import { stateRoot } from '../state/root.ts';
import { totalChips } from '../state/seats.ts';

const second = { protocolVersion: CONFIG_VERSION, proofs: 0, claims: 0, escrow: 1 };

function table(change: Partial<TableConfig> = {}, seats = [0, 1, 2, 3]): Play {
  return new Play(genesis(seats, { ...second, ...change }), clearDeck(seeded(3)));
}

const kinds = (p: Play, seat: number): string[] => duties(p.state, seat, undefined).map((d) => d.kind);

describe('the first hand by the second rules', () => {
  it('every tab owes its hand key with its escrow key as soon as the genesis is signed', () => {
    const p = table();
    for (const seat of [0, 1, 2, 3]) expect(kinds(p, seat)).toEqual(['escrowKey', 'handKey']);
    expect(p.state.nextDeck).toMatchObject({ hand: 1, attempt: 0, phase: 'keys', dealtIn: [0, 1, 2, 3] });
  });

  it('begins with the slot after the last escrow key, and goes on with the deck as far as it is made', async () => {
    const p = table();
    p.twist.set(3, (tx) => (tx.kind === 'shuffle' || tx.kind === 'escrowKey' ? undefined : tx));
    await p.work();
    expect(p.state.hand).toBeUndefined();
    expect(p.state.nextDeck).toMatchObject({ phase: 'shuffle', deck: { shuffles: 3 } });
    const digest = p.state.nextDeck?.deck.deckDigest;
    const { timeMs } = p.state;
    p.twist.set(3, (tx) => (tx.kind === 'shuffle' ? undefined : tx));
    await p.work();
    p.slot();
    expect(p.state.hand).toMatchObject({ hand: 1, attempt: 0, phase: 'shuffle', faults: [] });
    expect(p.state.hand?.deck.deckDigest).toEqual(digest);
    expect(p.state.hand?.escrow?.keys.every((key) => key !== null)).toBe(true);
    expect(p.state.timeMs - timeMs).toBeLessThan(200);
    p.twist.clear();
    await p.work();
    expect(p.state.hand?.phase).toBe('play');
    expect(p.ownCards(2)?.cards).toHaveLength(2);
    expect(stateRoot(p.replay(genesis([0, 1, 2, 3], second)))).toEqual(stateRoot(p.state));
  });

  it('without escrow it begins with the first slot', () => {
    for (const seats of [
      [0, 1],
      [0, 1, 2],
      [0, 1, 2, 3],
    ]) {
      const p = table({ escrow: 0 }, seats);
      p.slot();
      expect(p.state.hand).toMatchObject({ hand: 1, attempt: 0, phase: 'keys' });
      expect(p.state.deadline?.key).toBe('key.1.0');
    }
  });

  it('does not wait for ever for an escrow key that is not sent', async () => {
    const p = table();
    p.silent.add(2);
    await p.work();
    expect(p.state.nextDeck?.phase).toBe('keys');
    p.passDeadline();
    expect(p.state.hand).toMatchObject({ hand: 1, attempt: 0, phase: 'keys', faults: [] });
    p.passDeadline();
    expect(p.state.hand).toMatchObject({ attempt: 1, dealtIn: [0, 1, 3], dropped: [2] });
    await p.work();
    expect(p.state.hand?.phase).toBe('play');
  });

  it('a false key or shuffle for it costs bond and seat, and the others play without its author', async () => {
    for (const kind of ['deckKey', 'shuffle']) {
      const p = table({ bondChips: 50 });
      const chips = totalChips(p.state);
      p.twist.set(1, (tx) => (tx.kind === kind ? spoiled(tx) : tx));
      // Nothing else is on, so that what it sends is judged before the hand begins.
      p.twist.set(3, (tx) => (tx.kind === 'escrowKey' ? undefined : tx));
      await p.work();
      p.slot();
      expect(p.state.validators[1]?.expelled).toBe(true);
      expect(p.state.hand).toBeUndefined();
      expect(p.state.events.filter((e) => e.kind === 'fault')).toMatchObject([{ seat: 1 }]);
      p.twist.clear();
      await p.work();
      p.slot();
      p.slot();
      expect(p.state).toMatchObject({ epoch: 1 });
      expect(p.state.validators.map((v) => v.seat)).toEqual([0, 2, 3]);
      await p.deal();
      expect(p.state.hand).toMatchObject({ phase: 'play', dealtIn: [0, 2, 3] });
      expect(totalChips(p.state)).toBe(chips);
    }
  });

  it('what stood unjudged when the last escrow key came is judged before the hand begins', async () => {
    const p = table({ bondChips: 50 });
    p.twist.set(1, (tx) => (tx.kind === 'deckKey' ? spoiled(tx) : tx));
    await p.work();
    p.slot();
    expect(p.state.events.filter((e) => e.kind === 'fault')).toMatchObject([{ seat: 1 }]);
    expect(p.state).toMatchObject({ epoch: 1, life: { handsBegun: 0 } });
    expect(p.state.validators.map((v) => v.seat)).toEqual([0, 2, 3]);
  });

  it('whoever stands up before it is not dealt in, and its bond stays until its proofs are judged', async () => {
    const p = table({ bondChips: 50 });
    p.twist.set(3, (tx) => (tx.kind === 'escrowKey' ? undefined : tx));
    await p.work();
    expect(p.commit(0, { kind: 'standUp', body: {} } as never).applied).toBe(true);
    expect(p.state.nextDeck?.phase).toBe('dropped');
    p.twist.clear();
    await p.work();
    p.slot();
    p.slot();
    expect(p.state.epoch).toBe(1);
    expect(beforeFirstHand(p.state)).toBe(false);
    await p.deal();
    expect(p.state.hand).toMatchObject({ phase: 'play', dealtIn: [1, 2, 3] });
  });

  it('a pause that was asked for comes first', async () => {
    const p = table();
    expect(p.commit(0, { kind: 'pause', body: { on: 1 } }).applied).toBe(true);
    await p.work();
    p.slot();
    expect(p.state.hand).toBeUndefined();
    expect(p.commit(0, { kind: 'pause', body: { on: 0 } }).applied).toBe(true);
    p.slot();
    expect(p.state.hand).toMatchObject({ hand: 1, phase: 'deal' });
  });

  it('by the first rules there is no deck before it, and its pause stays', async () => {
    const start = genesis([0, 1, 2, 3], { escrow: 1 });
    const p = new Play(start, clearDeck(seeded(3)));
    expect(p.state.nextDeck).toBeUndefined();
    await p.work();
    p.slot();
    expect(p.state.hand).toBeUndefined();
    expect(p.state.deadline?.key).toBe('pause.0');
  });
});
