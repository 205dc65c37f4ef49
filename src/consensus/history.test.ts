import { expect, it } from 'vitest';
import { drawDag, drawnStartMs } from '../testing/drawnDag.ts';
import { blocksFrom } from './history.ts';
import { createConsensus, step } from './step.ts';

const drawn = drawDag(
  4,
  `1: A B C D
   2: A B C D[-A] D'
   3: A B[A B C] C[-D]
   4: A B C`,
);

function observer() {
  const core = createConsensus(drawn.config());
  for (const block of drawn.blocks.values())
    step(core, { kind: 'block', block, from: undefined, nowMs: drawnStartMs + 1_000 });
  return core;
}

const names = new Map([...drawn.blocks].map(([name, { key }]) => [key, name]));
const from = (round: number, bytes: number): string[] =>
  blocksFrom(observer(), round, bytes).map(({ key }) => names.get(key)!.replace("'", ''));

it('is told by whole rounds, lowest first, twins as well; one round at least, whatever its size', () => {
  const second = ['A2', 'B2', 'C2', 'D2', 'D2'];
  expect(from(1, Number.POSITIVE_INFINITY)).toEqual([
    'A1',
    'B1',
    'C1',
    'D1',
    ...second,
    'A3',
    'B3',
    'C3',
    'A4',
    'B4',
    'C4',
  ]);
  expect(from(0, 1)).toEqual(['A1', 'B1', 'C1', 'D1']);
  expect(from(2, 1)).toEqual(second);
  expect(from(4, Number.POSITIVE_INFINITY)).toEqual(['A4', 'B4', 'C4']);
  expect(from(5, Number.POSITIVE_INFINITY)).toEqual([]);
});
