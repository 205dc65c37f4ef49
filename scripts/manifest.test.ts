import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { digestOf, keepingLastAssets, manifestOf, writeManifest, wrongFiles } from './manifest.mjs';

function folder(files: Record<string, string> = {}): string {
  const made = mkdtempSync(join(tmpdir(), 'dealerless-build-'));
  put(made, files);
  return made;
}
function put(into: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(into, path)), { recursive: true });
    writeFileSync(join(into, path), text);
  }
}
const app = { 'index.html': '<!doctype html>', 'assets/a-1.js': 'a', 'crs/shuffle.json': '{}', 'sw.js': 'w' };

describe('the manifest of a build', () => {
  it('lists everything that is served and nothing else, and is the same wherever it is made', () => {
    const here = folder(app);
    const twins = { 'index.html.br': 'x', 'assets/a-1.js.gz': 'y', '.built-from': 'z' };
    const there = folder({ ...twins, ...Object.fromEntries(Object.entries(app).reverse()) });
    expect(manifestOf(here)).toBe(manifestOf(there));
    expect(Object.keys(JSON.parse(manifestOf(here)).files)).toEqual([
      '/assets/a-1.js',
      '/crs/shuffle.json',
      '/index.html',
      '/sw.js',
    ]);
    expect(writeManifest(here)).toBe(digestOf(here));
    expect(digestOf(here)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('changes with any byte of any file, and names the file that is not as it says', () => {
    const built = folder(app);
    const digest = writeManifest(built);
    for (const path of Object.keys(app)) {
      const other = folder(app);
      writeFileSync(join(other, path), `${app[path as keyof typeof app]}!`);
      expect(writeManifest(other)).not.toBe(digest);
    }
    expect(wrongFiles(built)).toEqual([]);
    writeFileSync(join(built, 'crs/shuffle.json'), '[]');
    expect(wrongFiles(built)).toEqual(['/crs/shuffle.json']);
  });
});

describe('a build over another', () => {
  it('leaves the last one’s assets to pages that are still open, for one generation', () => {
    const dist = folder();
    const stash = join(folder(), 'stash');
    // As vite does: the folder is emptied first.
    const build = (files: Record<string, string>) => () => {
      for (const name of readdirSync(dist)) rmSync(join(dist, name), { recursive: true });
      put(dist, files);
    };
    const first = keepingLastAssets(dist, stash, build({ 'index.html': '1', 'assets/a-1.js': '1' }));
    const second = keepingLastAssets(dist, stash, build({ 'index.html': '2', 'assets/a-2.js': '2' }));
    expect(readFileSync(join(dist, 'assets/a-1.js'), 'utf8')).toBe('1');
    expect(second).not.toBe(first);
    expect(Object.keys(JSON.parse(readFileSync(join(dist, 'manifest.sha256.json'), 'utf8')).files)).toEqual([
      '/assets/a-2.js',
      '/index.html',
    ]);
    expect(existsSync(stash)).toBe(false);
    keepingLastAssets(dist, stash, build({ 'index.html': '3', 'assets/a-3.js': '3' }));
    expect(readdirSync(join(dist, 'assets')).sort()).toEqual(['a-2.js', 'a-3.js']);
  });

  it('that fails leaves what is served as it was', () => {
    const dist = folder({ 'index.html': '1', 'assets/a-1.js': '1' });
    writeManifest(dist);
    const fails = () => {
      throw new Error('a type is wrong');
    };
    expect(() => keepingLastAssets(dist, join(folder(), 'stash'), fails)).toThrow('a type is wrong');
    expect(wrongFiles(dist)).toEqual([]);
    expect(readdirSync(join(dist, 'assets'))).toEqual(['a-1.js']);
  });
});
