// @vitest-environment happy-dom
/**
 * What old or locked-down browsers are told before the app loads: one that cannot run it says so in a sentence instead
 * of a blank page. The app starts only where the check has found nothing (src/ui/main.tsx).
 *
 * Needed: a secure context (keys, locks, WebAssembly's shared memory), ECMAScript 2024's Promise.withResolvers and
 * AbortSignal.any (Chrome and Edge 119, Firefox 124, Safari 17.4), IndexedDB, Web Locks, WebAssembly, module workers.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import { describe, expect, it } from 'vitest';

const source = readFileSync(join(import.meta.dirname, '../public/check-browser.js'), 'utf8');

/** A browser that can run the app, changed. */
function browser(change: Record<string, unknown>, language = 'en-GB', head = '') {
  const dialled: string[] = [];
  const window = { isSecureContext: true, indexedDB: {}, ...change };
  const globals = {
    window,
    navigator: { locks: {}, language, ...(change.navigator as object) },
    Promise: { withResolvers: () => undefined },
    AbortSignal: { any: () => undefined },
    Worker: class {},
    WebAssembly: {},
    WebSocket: class {
      constructor(url: string) {
        dialled.push(url);
      }
    },
    setTimeout: () => 0,
    ...change,
  };
  const page = document.implementation.createHTMLDocument();
  page.head.innerHTML = head;
  page.body.innerHTML = '<div id="root"></div>';
  const given = { document: page, ...globals };
  new Function(...Object.keys(given), source)(...Object.values(given));
  page.dispatchEvent(new Event('DOMContentLoaded'));
  const early = [...page.querySelectorAll<HTMLLinkElement>('link[rel="modulepreload"]')];
  return {
    early: early.map((link) => [link.getAttribute('href'), link.integrity]),
    dialled,
    lacking: page.documentElement.getAttribute('data-lacking'),
    said: page.querySelector('[data-testid="lacking"]')?.textContent ?? '',
  };
}

describe('a browser that cannot run the app', () => {
  it('can read the check itself, however old it is', () => {
    expect(() => parse(source, { ecmaVersion: 5 })).not.toThrow();
  });

  it('is told nothing where it can', () => {
    expect(browser({})).toEqual({ early: [], dialled: [], lacking: null, said: '' });
  });

  it.each([
    ['insecure', { isSecureContext: false }, 'https:'],
    ['old', { Promise: class {} }, 'Firefox 124'],
    ['old', { AbortSignal: undefined }, 'Safari 17.4'],
    ['old', { navigator: { locks: undefined } }, 'Chrome or Edge 119'],
    ['wasm', { WebAssembly: undefined }, 'WebAssembly'],
    ['storage', { indexedDB: undefined }, 'private window'],
  ] as const)('is told what it lacks: %s', (code, change, word) => {
    const { lacking, said } = browser(change);
    expect(lacking).toBe(code);
    expect(said).toContain(word);
  });

  it('is told where even the question throws', () => {
    const window = {
      isSecureContext: true,
      get indexedDB(): never {
        throw new DOMException('forbidden', 'SecurityError');
      },
    };
    expect(browser({ window }).lacking).toBe('storage');
  });

  it.each([
    ['de-AT', 'zu alt'],
    ['es', 'demasiado antiguo'],
    ['fr', 'too old'],
  ])('is told in its language: %s', (language, words) => {
    expect(browser({ Promise: class {} }, language).said).toContain(words);
  });
});

describe('a browser that can', () => {
  const head = `<meta name="table-modules" content="1" data-en="0" data-de="2" />
    <script type="importmap">{"integrity":{"/en.js":"sha256-e","/table.js":"sha256-t","/de.js":"sha256-d"}}</script>`;
  const earlyAt = (pathname: string, languages: string[]) =>
    browser({ location: { pathname, origin: 'https://a' }, navigator: { locks: {}, languages } }, 'en', head)
      .early;
  const table = ['/table.js', 'sha256-t'];

  it('is sent for the parts of a table at once, with their digests and the words it will read', () => {
    expect(earlyAt('/t/abc', ['fr', 'de-AT', 'en'])).toEqual([table, ['/de.js', 'sha256-d']]);
    expect(earlyAt('/t/abc', ['fr'])).toEqual([table, ['/en.js', 'sha256-e']]);
  });

  it('and for nothing on any other page, or of a build that names none', () => {
    expect(earlyAt('/', ['en'])).toEqual([]);
    expect(browser({ location: { pathname: '/t/abc' } }).early).toEqual([]);
  });

  it('dials the relay of its host meanwhile, at a table and nowhere else, however that ends', () => {
    const at = (pathname: string, change = {}) =>
      browser({ location: { pathname, origin: 'https://cards.example.org' }, ...change }, 'en', head).dialled;
    expect(at('/t/abc')).toEqual(['wss://cards.example.org/']);
    expect(at('/t')).toEqual(['wss://cards.example.org/']);
    expect(at('/history')).toEqual([]);
    const refused = class {
      constructor() {
        throw new DOMException('no', 'SecurityError');
      }
    };
    expect(() => at('/t/abc', { WebSocket: refused })).not.toThrow();
  });
});
