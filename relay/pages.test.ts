/** A page of the app opens by its address alone, typed or reloaded, and not only by a link within the app. */
import { createHash } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRoute, type Route } from '../src/ui/platform/routes.ts';
import { startRelay } from './relay.ts';
import { bare } from './testRelay.ts';

/** An address of every page there is: a new kind of page does not compile until it stands here. */
const addresses: Readonly<Record<Exclude<Route['page'], 'nowhere'>, readonly string[]>> = {
  landing: ['/', '/index.html'],
  table: ['/t/3f2a#c=x', '/overlay/3f2a#c=x&d=20'],
  history: ['/history', '/history/'],
  seats: ['/seats', '/seats/'],
  diagnostics: ['/diagnostics', '/diagnostics/'],
  'open-tables': ['/tables', '/tables/'],
  receipt: ['/receipt', '/receipt/'],
  saved: ['/verify', '/verify/'],
  replay: ['/history/3f2a/tab-1/7'],
  session: ['/history/3f2a/tab-1'],
  gallery: ['/gallery', '/gallery/your-turn'],
};

const dist = mkdtempSync(join(tmpdir(), 'dealerless-pages-'));
let relay: Awaited<ReturnType<typeof startRelay>>;
beforeAll(async () => {
  writeFileSync(join(dist, 'index.html'), '<title>the app</title>');
  relay = await startRelay({ ...bare, dist });
});
afterAll(async () => {
  await relay.stop();
  rmSync(dist, { recursive: true });
});

describe('the pages of the app', () => {
  const all = Object.entries(addresses).flatMap(([page, list]) => list.map((path) => ({ page, path })));
  it.each(all)('$path is served as the app, which knows it as $page', async ({ page, path }) => {
    const url = new URL(path, `http://127.0.0.1:${relay.port}`);
    expect(parseRoute(url).page).toBe(page);
    const answer = await fetch(url, { headers: { accept: '*/*' } });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('the app');
  });

  it('a page that names its scripts’ digests is sent with the policies to it, and so is the next one put up', async () => {
    const address = `http://127.0.0.1:${relay.port}`;
    expect((await fetch(address)).headers.get('integrity-policy')).toBeNull();
    for (const digest of ['sha256-AAAA', 'sha256-BBBB']) {
      const map = JSON.stringify({ integrity: { '/assets/a.js': digest } });
      writeFileSync(
        join(dist, 'next.html'),
        `<script type="importmap">${map}</script><title>the app ${digest}</title>`,
      );
      renameSync(join(dist, 'next.html'), join(dist, 'index.html'));
      const own = createHash('sha256').update(map).digest('base64');
      for (const path of ['/', '/t/3f2a', '/index.html', '/nowhere']) {
        const { headers } = await fetch(`${address}${path}`, { headers: { accept: 'text/html' } });
        expect(headers.get('integrity-policy'), path).toBe('blocked-destinations=(script)');
        expect(headers.get('content-security-policy'), path).toContain(`'self' 'sha256-${own}' 'wasm`);
      }
      expect((await fetch(`${address}/healthz`)).headers.get('integrity-policy')).toBeNull();
    }
  });

  it('an address that is no page is not found, and the app says so', async () => {
    const url = new URL('/nowhere', `http://127.0.0.1:${relay.port}`);
    expect(parseRoute(url).page).toBe('nowhere');
    const answer = await fetch(url, { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('the app');
  });
});
