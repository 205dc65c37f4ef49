import { randomBytes } from 'node:crypto';
import { curves, powersOfTau } from 'snarkjs';
import { expect, it } from 'vitest';
import { ContributionList, hashText } from './contributions.ts';

const memory = (): { type: 'mem'; data?: Uint8Array } => ({ type: 'mem' });
const entropy = () => randomBytes(64).toString('hex');

it('whoever contributed to the powers of tau finds the hash it was told in the verified transcript', async () => {
  const curve = await curves.getCurveFromName('bls12381', { singleThread: true });
  const [empty, one, two, prepared] = [memory(), memory(), memory(), memory()];
  await powersOfTau.newAccumulator(curve, 2, empty);
  const first = await powersOfTau.contribute(empty.data!, one, 'Ann', entropy());
  const second = await powersOfTau.contribute(one.data!, two, 'Bob\u001b[2J', entropy());
  await powersOfTau.preparePhase2(two.data!, prepared);
  const list = new ContributionList();
  expect(await powersOfTau.verify(prepared.data!, list.logger)).toBe(true);
  expect(list.all).toEqual([
    { number: 1, name: 'Ann', hash: hashText(first) },
    { number: 2, name: 'Bob[2J', hash: hashText(second) },
  ]);
  expect(hashText(first)).toMatch(/^[0-9a-f]{128}$/);
  await curve.terminate();
});

it('contributions to a key are told with their hash under their name', () => {
  const list = new ContributionList();
  const hash = (digit: string) =>
    Array(4)
      .fill(`\t\t${Array(4).fill(digit.repeat(8)).join(' ')}`)
      .join('\n');
  for (const line of [
    `Circuit Hash: \n${hash('c')}`,
    '-------------------------',
    `contribution #2 Bob:\n${hash('b')}`,
    `contribution #1 :\n${hash('a')}`,
    'ZKey Ok!',
  ])
    list.logger.info(line);
  expect(list.all).toEqual([
    { number: 1, name: '', hash: 'a'.repeat(128) },
    { number: 2, name: 'Bob', hash: 'b'.repeat(128) },
  ]);
});
