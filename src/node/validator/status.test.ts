import { describe, expect, it } from 'vitest';
import { statusAfter, type ValidatorStatus } from './status.ts';

const all: readonly ValidatorStatus[] = ['running', 'closing', 'ended', 'stopped'];

describe('the status of a validator', () => {
  it.each([
    ['running', 'closing ended stopped'],
    ['closing', 'ended stopped'],
    ['ended', 'stopped'],
    ['stopped', 'stopped'],
  ] as const)('%s is followed by %s alone', (from, text) => {
    for (const to of all) {
      if (text.split(' ').includes(to)) expect(statusAfter(from, to)).toBe(to);
      else expect(() => statusAfter(from, to)).toThrow(`${from} cannot become ${to}`);
    }
  });
});
