/** A shares message with the largest escrow that a table can come to. */
import { expect, it } from 'vitest';
import { limits } from '../../codec/limits.ts';
import { admittedWitnesses } from '../../consensus/witnesses.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import { handEscrow } from './escrow.ts';

const stud = { game: 4, structure: 2, smallBlindChips: 1, bigBlindChips: 4, escrow: 1 };
const rules = { protocolVersion: 2, proofs: 0, claims: 0 };

it('fits one message with any number of players dealt in, and as many validators as a table of stud can have', async () => {
  const seats = [0, 1, 2, 3, 4, 5, 6, 7];
  const most = seats.length + admittedWitnesses(seats.length, limits.validators);
  expect(most).toBe(11);
  for (let dealtIn = 2; dealtIn <= seats.length; dealtIn++) {
    const p = new Play(genesis(seats.slice(0, dealtIn), { ...rules, ...stud }), clearDeck(seeded(5)));
    await p.work();
    await p.deal();
    const all = Array.from({ length: most }, (_, i) => p.state.validators[i] ?? p.state.validators[0]!);
    const largest = { ...p.state, validators: all, escrowKeys: all.map(() => undefined) };
    expect(handEscrow(largest, p.state.hand!.engine)?.positions, `${dealtIn} dealt in`).toBeDefined();
  }
});
