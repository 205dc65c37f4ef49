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

/** As the file is now: a build may be put up while the relay runs. */
export function pageHeaders(file: string): () => Promise<Readonly<Record<string, string>>> {
  let known: { readonly of: string; readonly headers: Readonly<Record<string, string>> } | undefined;
  return async () => {
    const { mtimeMs, size, ino } = await stat(file);
    const of = `${ino} ${mtimeMs} ${size}`;
    if (known?.of !== of) known = { of, headers: pageHeadersOf(await readFile(file, 'utf8')) };
    return known.headers;
  };
}
