/**
 * What the built page says of its scripts: the SHA-256 of each that it may load, in its own text. So `index.html` alone
 * names the code that runs in a page, and a browser refuses a script that is another one (Subresource Integrity, W3C;
 * the integrity of modules in import maps, HTML Standard 8.1.6). The host tells browsers to take no script without
 * (relay/pageHeaders.ts). Workers are fetched by another way that has no integrity yet; the service worker compares
 * them with the build's list.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** `integrity` metadata of a script. */
export const integrityOf = (bytes: Uint8Array): string =>
  `sha256-${createHash('sha256').update(bytes).digest('base64')}`;

/**
 * @param html as it was built
 * @param modules paths of all scripts that the page's own may import
 * @param read bytes of what is served at a path
 */
export function withIntegrity(
  html: string,
  modules: readonly string[],
  read: (path: string) => Uint8Array,
): string {
  const named = new Set<string>();
  const scripts = html.replace(/<script\b([^>]*?)\ssrc="([^"]+)"([^>]*)>/g, (_tag, before, path, after) => {
    named.add(path);
    const rest = `${before}${after}`.replace(/\scrossorigin(="[^"]*")?/, '');
    // Without CORS a script would be taken for one whose bytes the page may not know.
    return `<script${rest} crossorigin src="${path}" integrity="${integrityOf(read(path))}">`;
  });
  if (named.size === 0) throw new Error('the page has no script');
  const others = modules.filter((path) => !named.has(path)).sort();
  const integrity = Object.fromEntries(others.map((path) => [path, integrityOf(read(path))]));
  const map = `<script type="importmap">${JSON.stringify({ integrity })}</script>`;
  const at = scripts.search(/<script\b/);
  return `${scripts.slice(0, at)}${map}\n    ${scripts.slice(at)}`;
}

/** Writes it into the page, when everything else of the build stands. */
export function scriptIntegrity(): Plugin {
  return {
    name: 'script-integrity',
    apply: 'build',
    enforce: 'post',
    writeBundle: {
      order: 'post',
      sequential: true,
      handler({ dir }, bundle) {
        if (dir === undefined) throw new Error('the build has no folder');
        const modules = Object.values(bundle).flatMap((f) =>
          f.type === 'chunk' && f.fileName.startsWith('assets/') ? [`/${f.fileName}`] : [],
        );
        const page = join(dir, 'index.html');
        const read = (path: string): Uint8Array => readFileSync(join(dir, path));
        writeFileSync(page, withIntegrity(readFileSync(page, 'utf8'), modules, read));
      },
    },
  };
}
