import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '../relay/headers.ts';
import { pageHeadersOf, readsMapsLater, tableLinkOf } from '../relay/pageHeaders.ts';
import { integrityOf, withIntegrity } from './integrity.ts';

const files: Readonly<Record<string, string>> = {
  '/check.js': 'check();',
  '/assets/index-1.js': 'import("./table-2.js");',
  '/assets/table-2.js': 'export {};',
};
const read = (path: string): Uint8Array => new TextEncoder().encode(files[path]);
const sri = (path: string): string => integrityOf(read(path));
const html = [
  '<head>',
  '<script src="/check.js"></script>',
  '<script type="module" crossorigin src="/assets/index-1.js"></script>',
  '<link rel="modulepreload" crossorigin href="/assets/table-2.js">',
  '</head>',
].join('\n');
const built = withIntegrity(html, ['/assets/table-2.js', '/assets/index-1.js'], read);
const mapOf = (page: string): string => /<script type="importmap">(.*?)<\/script>/.exec(page)?.[1] ?? '';

describe('a built page', () => {
  it('names the digest of every script it may load, before the first of them', () => {
    expect(built).toContain(`<script crossorigin src="/check.js" integrity="${sri('/check.js')}"></script>`);
    expect(built).toContain(
      `<script type="module" crossorigin src="/assets/index-1.js" integrity="${sri('/assets/index-1.js')}">`,
    );
    expect(JSON.parse(mapOf(built))).toEqual({
      integrity: { '/assets/table-2.js': sri('/assets/table-2.js') },
    });
    expect(built.indexOf('importmap')).toBeLessThan(built.indexOf('src='));
  });

  it('says by their places in that list what a table needs at once, and the words by language', () => {
    const parts = ['/assets/b.js', '/assets/a.js', '/assets/c.js'];
    const readAll = (path: string): Uint8Array => new TextEncoder().encode(files[path] ?? path);
    const table = { content: ['/assets/b.js', '/assets/index-1.js'], 'data-en': ['/assets/c.js'] };
    const page = withIntegrity(html, parts, readAll, table);
    expect(Object.keys((JSON.parse(mapOf(page)) as { integrity: object }).integrity)).toEqual(
      parts.toSorted(),
    );
    // What the page itself loads is no part of the list.
    expect(page).toContain('<meta name="table-modules" content="1" data-en="2" />');
    expect(built).not.toContain('table-modules');
    const styled = withIntegrity(html, parts, readAll, table, ['/assets/b.css']);
    expect(styled).toContain('data-en="2" data-styles="/assets/b.css" />');
  });

  it('is another one with every byte of any of them', () => {
    const other = (path: string) =>
      withIntegrity(html, ['/assets/table-2.js'], (p) => (p === path ? new Uint8Array(1) : read(p)));
    for (const path of Object.keys(files)) expect(other(path)).not.toBe(built);
  });

  it('without a script is no page of the app', () => {
    expect(() => withIntegrity('<title>x</title>', [], read)).toThrow('no script');
  });
});

describe('the headers of a page', () => {
  it('let the list of digests be the one script written into it, and demand a digest of all others', () => {
    const digest = createHash('sha256').update(mapOf(built)).digest('base64');
    const headers = pageHeadersOf(built);
    expect(headers['integrity-policy']).toBe('blocked-destinations=(script)');
    expect(headers['content-security-policy']).toBe(
      CONTENT_SECURITY_POLICY.replace("script-src 'self'", `script-src 'self' 'sha256-${digest}'`),
    );
    expect(headers['content-security-policy']).not.toContain("script-src 'self' 'unsafe-inline'");
  });

  it('name what a table needs, after the page’s own scripts, with the words of the browser’s language', () => {
    const parts = ['/assets/a.js', '/assets/de.js', '/assets/en.js'];
    const readAll = (path: string): Uint8Array => new TextEncoder().encode(files[path] ?? path);
    const table = { content: ['/assets/a.js'], 'data-en': ['/assets/en.js'], 'data-de': ['/assets/de.js'] };
    const page = withIntegrity(html, parts, readAll, table, ['/assets/a.css']);
    const module = (path: string): string =>
      `<${path}>; rel=modulepreload; integrity="${integrityOf(readAll(path))}"; crossorigin`;
    const link = (languages: string) => tableLinkOf(page, languages)?.split(', ');
    expect(link('de-AT,de;q=0.9')).toEqual([
      `</check.js>; rel=preload; as=script; integrity="${sri('/check.js')}"; crossorigin`,
      module('/assets/index-1.js'),
      module('/assets/a.js'),
      module('/assets/de.js'),
      '</assets/a.css>; rel=preload; as=style; crossorigin; fetchpriority=low',
    ]);
    expect(link('fr, de;q=0.8')).toEqual(link('de'));
    for (const other of ['fr', '', '*']) expect(link(other)).toContain(module('/assets/en.js'));
    expect(tableLinkOf(built, 'en')).toBeUndefined();
    expect(tableLinkOf(html, 'en')).toBeUndefined();
  });

  it('demand nothing of a page that names none', () => {
    expect(pageHeadersOf(html)).toEqual({});
  });

  it('names modules ahead of the page only to browsers that read its import map all the same', () => {
    const chromium = (version: number) =>
      `Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 Chrome/${version}.0.0.0 Safari/537.36`;
    expect([132, 133, 150].map((version) => readsMapsLater(chromium(version)))).toEqual([false, true, true]);
    expect(readsMapsLater('Mozilla/5.0 (X11; Linux; rv:153.0) Gecko/20100101 Firefox/153.0')).toBe(false);
    expect(readsMapsLater('Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15')).toBe(
      false,
    );
    expect(readsMapsLater('')).toBe(false);
  });
});
