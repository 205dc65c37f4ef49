/** Documents answer attacks with tests: each test file that one names is there, and has the test it says. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFiles } from './sourceFiles.mjs';

const root = join(import.meta.dirname, '..');
const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
const files = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...docs.map((name) => `docs/${name}`)];
const tests = sourceFiles(root).filter((path) => /\.(?:test\.tsx?|spec\.ts)$/u.test(path));

/** The path of a test in code, and how a test’s name in it begins where one follows. */
const cited = files.flatMap((file) =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(
      /`([A-Za-z/]+\.(?:test\.tsx?|spec\.ts))`(?:: ([a-z][^|`·;.]*?)(?= [|·]|[;.]))?/gu,
    ),
  ].map(([, path, name]) => ({ file, path: path!, name: name ?? '' })),
);

describe('tests that documents name', () => {
  it('are many', () => {
    expect(cited.length).toBeGreaterThanOrEqual(60);
    expect(cited.filter(({ name }) => name !== '').length).toBeGreaterThanOrEqual(8);
  });

  it.each(cited)('$file: $path $name', ({ path, name }) => {
    const found = tests.filter((test) => `/${test}`.endsWith(`/${path}`));
    expect(found, 'no such file, or several').toHaveLength(1);
    const texts = readFileSync(join(root, found[0]!), 'utf8').split(/['"`]/u);
    expect(texts.some((text) => text.startsWith(name))).toBe(true);
  });
});
