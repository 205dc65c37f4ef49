import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { digestOf, writeManifest } from '../../../scripts/manifest.mjs';
import { type BuildHost, compareServed, ownBuild } from './ownBuild.ts';

const SCRIPT = '/assets/index-abc.js';

/** A folder built and served by a host, behind a browser that keeps what it has fetched. */
function host(files: Record<string, string> = {}) {
  const dist = mkdtempSync(join(tmpdir(), 'dealerless-served-'));
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    writeFileSync(join(dist, path), text);
  };
  for (const [path, text] of Object.entries({ 'index.html': '<!doctype html>', [SCRIPT]: 'run()', ...files }))
    put(path, text);
  writeManifest(dist);
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  const read = (path: string): Uint8Array<ArrayBuffer> | undefined => {
    try {
      return new Uint8Array(readFileSync(join(dist, path)));
    } catch {
      return undefined;
    }
  };
  const browser: BuildHost = {
    script: SCRIPT,
    sha256: async (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
    async fetch(path, { cache }) {
      const bytes = (cache === 'no-store' ? undefined : kept.get(path)) ?? read(path);
      if (bytes === undefined) return new Response(null, { status: 404 });
      if (!kept.has(path)) kept.set(path, bytes);
      return new Response(bytes);
    },
  };
  return { browser, dist, put };
}

describe('the build that a page runs', () => {
  it('has the digest that building the same sources prints, and four words to read aloud', async () => {
    const { browser, dist } = host();
    const build = await ownBuild(browser);
    expect(build?.digest).toBe(digestOf(dist));
    expect(build?.files).toBe(2);
    expect(build?.words).toHaveLength(4);
    for (const word of build?.words ?? []) expect(word).toMatch(/^[a-z]{3,8}$/);
  });

  it('is not named by a manifest of another build, by a page instead of one, or by nonsense', async () => {
    expect(await ownBuild({ ...host().browser, script: '/assets/index-older.js' })).toBeUndefined();
    for (const text of [
      '<!doctype html>',
      '[]',
      'null',
      '{"files":{"/../../etc":"00"}}',
      '{"files":{"/a":7}}',
    ]) {
      const { browser, put } = host();
      put('manifest.sha256.json', text);
      expect(await ownBuild(browser)).toBeUndefined();
    }
  });

  it('is compared with what the host serves now, past what the browser has kept', async () => {
    const { browser, put } = host({ 'crs/shuffle.json': '{}' });
    await ownBuild(browser);
    expect(await compareServed(browser)).toEqual({ compared: 3, differing: [] });
    put('crs/shuffle.json', '{ }');
    expect(await compareServed(browser)).toEqual({ compared: 3, differing: ['/crs/shuffle.json'] });
  });

  it('is not compared with a host that has too much to do', async () => {
    const { browser } = host();
    await ownBuild(browser);
    for (const status of [429, 503]) {
      const fetch: BuildHost['fetch'] = async (path, init) =>
        path === SCRIPT ? new Response(null, { status }) : browser.fetch(path, init);
      await expect(compareServed({ ...browser, fetch })).rejects.toThrow(String(status));
    }
  });

  it('is told from a later one that the host has put up', async () => {
    const { browser, put, dist } = host();
    await ownBuild(browser);
    put('index.html', '<!doctype html><p>');
    writeManifest(dist);
    const { differing } = (await compareServed(browser)) ?? { differing: [] };
    expect(differing).toEqual(['/manifest.sha256.json', '/index.html']);
  });
});
