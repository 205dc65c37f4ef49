import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mutations } from './mutants.ts';

const root = join(import.meta.dirname, '..');

it.each(mutations.map((m) => [m.name, m] as const))('breaks a rule that is there: %s', (_, m) => {
  const source = readFileSync(join(root, m.file), 'utf8');
  expect(source.split(m.from)).toHaveLength(2);
  expect(m.to).not.toBe(m.from);
});
