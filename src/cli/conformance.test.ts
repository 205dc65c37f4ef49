import { describe, expect, test } from 'vitest';
import { type ConformanceCounts, checkDocument } from './conformance.ts';

const folded = (variant: string, finishing: string): string => `
variant = '${variant}'
antes = [0, 0]
blinds_or_straddles = [1, 2]
min_bet = 2
small_bet = 2
big_bet = 4
starting_stacks = [100, 100]
actions = ['d dh p1 ????', 'd dh p2 ????', 'p2 f']
finishing_stacks = ${finishing}
`;

function run(...documents: string[]): { counts: ConformanceCounts; lines: string[] } {
  const counts: ConformanceCounts = { passed: 0, failed: 0, skipped: new Map() };
  const lines: string[] = [];
  documents.forEach((text, i) => {
    checkDocument(`${i}.phh`, text, counts, (line) => lines.push(line));
  });
  return { counts, lines };
}

describe('conformance', () => {
  test('counts what passes, what fails and what is skipped', () => {
    const { counts, lines } = run(
      folded('NT', '[101, 99]'),
      folded('FT', '[101, 99]'),
      folded('NT', '[100, 100]'),
      folded('FB', '[101, 99]'),
      folded('N2L1D', '[101, 99]'),
      folded('FB', '[101, 99]'),
    );
    expect(counts.passed).toBe(2);
    expect(counts.failed).toBe(1);
    expect([...counts.skipped]).toEqual([
      ['FB', 2],
      ['N2L1D', 1],
    ]);
    expect(lines).toEqual(['FAIL 2.phh: finishing stacks are [101, 99], the file says [100, 100]']);
  });

  test('a file that is no hand is a failure, and the others go on', () => {
    const { counts, lines } = run('nonsense', '', folded('NT', '[101, 99]'));
    expect([counts.passed, counts.failed]).toEqual([1, 2]);
    expect(lines[0]).toBe('FAIL 0.phh: unreadable: TOML, line 1');
  });

  test('hands of one document are counted one by one', () => {
    const { counts, lines } = run(`[a]${folded('NT', '[101, 99]')}[b]${folded('NT', '[1, 99]')}`);
    expect([counts.passed, counts.failed]).toEqual([1, 1]);
    expect(lines[0]).toMatch('FAIL 0.phh#b: finishing stacks');
  });
});
