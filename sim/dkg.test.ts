import { expect, it } from 'vitest';
import { runDkg } from './dkg.ts';

it.each([1, 2, 7])('the table’s key over several epochs, and what it signs (seed %i)', async (seed) => {
  const { told, violation } = await runDkg(seed);
  expect(violation, told.join('\n')).toBeUndefined();
});
