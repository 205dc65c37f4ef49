/** What the app's page says beside the headers of every answer: which scripts a browser may take for it. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { CONTENT_SECURITY_POLICY } from './headers.ts';

const IMPORT_MAP = /<script type="importmap">([^<]*)<\/script>/;

/**
 * Of a page that names its scripts' digests (scripts/integrity.ts): no script without one (Integrity-Policy, W3C
 * Subresource Integrity), and the list itself, the only script written into the page, by its own digest. Of another
 * page: nothing.
 */
export function pageHeadersOf(html: string): Readonly<Record<string, string>> {
  const map = IMPORT_MAP.exec(html)?.[1];
  if (map === undefined) return {};
  const digest = createHash('sha256').update(map).digest('base64');
  return {
    'content-security-policy': CONTENT_SECURITY_POLICY.replace("script-src 'self'", `$& 'sha256-${digest}'`),
    'integrity-policy': 'blocked-destinations=(script)',
  };
}

const TABLE_PARTS = /<meta name="table-modules"([^>]*)>/;
const HEADER_MOST = 40;

/**
 * `Link` of a table's page (RFC 8288; HTML's `modulepreload` and `preload`): what every table needs, known to the
 * browser with the page's first byte. public/check-browser.js asks for the same where a browser does not heed it.
 * @param languages as in `Accept-Language`; the first of ours counts, as there
 */
export function tableLinkOf(html: string, languages: string): string | undefined {
  const map = IMPORT_MAP.exec(html)?.[1];
  const named = TABLE_PARTS.exec(html)?.[1];
  if (map === undefined || named === undefined) return undefined;
  const { integrity } = JSON.parse(map) as { integrity: Readonly<Record<string, string>> };
  const paths = Object.keys(integrity);
  const listed = (name: string): string[] =>
    (new RegExp(` ${name}="([^"]*)"`).exec(named)?.[1] ?? '').split(' ').filter((word) => word !== '');
  const words = languages
    .split(',')
    .map((tag) => listed(`data-${tag.trim().slice(0, 2).toLowerCase()}`))
    .find((places) => places.length > 0);
  const modules = [...listed('content'), ...(words ?? listed('data-en'))];
  // The page's own scripts begin everything else, and would come last behind what is named here.
  const own = [
    ...html.matchAll(/<script( type="module")? crossorigin src="([^"]+)" integrity="([^"]+)">/g),
  ].map(
    ([, module, path, digest]) =>
      `<${path}>; rel=${module ? 'modulepreload' : 'preload; as=script'}; integrity="${digest}"; crossorigin`,
  );
  const links = modules.flatMap((at) => {
    const path = paths[Number(at)];
    return path === undefined
      ? []
      : [`<${path}>; rel=modulepreload; integrity="${integrity[path]}"; crossorigin`];
  });
  const styles = listed('data-styles').map(
    (path) => `<${path}>; rel=preload; as=style; crossorigin; fetchpriority=low`,
  );
  return [...own, ...links, ...styles].slice(0, HEADER_MOST).join(', ') || undefined;
}

/**
 * Whether this browser still reads an import map when it has begun to load a module: Chromium does since 133. Others
 * would ignore the page's map, and with it the digests of all that is loaded later, which they then refuse.
 */
export function readsMapsLater(userAgent: string): boolean {
  return Number(/\bChrom(?:e|ium)\/(\d+)/.exec(userAgent)?.[1] ?? 0) >= 133;
}

export interface Page {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** As the file is now: a build may be put up while the relay runs. */
export function pageNow(file: string): () => Promise<Page> {
  let known: (Page & { readonly of: string }) | undefined;
  return async () => {
    const { mtimeMs, size, ino } = await stat(file);
    const of = `${ino} ${mtimeMs} ${size}`;
    if (known?.of === of) return known;
    const html = await readFile(file, 'utf8');
    known = { of, html, headers: pageHeadersOf(html) };
    return known;
  };
}
