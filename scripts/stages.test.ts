/** The table of stages in docs/PROTOCOL.md names a test for each of its cells: each of them is there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const text = readFileSync(join(root, 'docs/PROTOCOL.md'), 'utf8');
const section = text.slice(text.indexOf('### Each cell and its test')).split('\n### ')[0] ?? '';

/** `room/file`: how the name of a test begins. */
const cited = [...section.matchAll(/`([a-z]+)\/([A-Za-z]+)`: ([^|·]+?)(?= [|·])/gu)].map(
  ([, room, file, name]) => ({
    path: `src/${room === 'poker' ? 'poker' : `table/${room}`}/${file}.test.ts`,
    name: name!,
  }),
);

describe('the table of stages', () => {
  it('has two cells a stage', () => {
    expect(cited.length).toBeGreaterThanOrEqual(30);
    expect(section.split('\n').filter((l) => l.startsWith('| ')).length).toBeGreaterThanOrEqual(17);
  });

  it.each(cited)('$path: $name', ({ path, name }) => {
    const source = readFileSync(join(root, path), 'utf8');
    expect(source.split(/['"`]/u).some((text) => text.startsWith(name))).toBe(true);
  });
});
