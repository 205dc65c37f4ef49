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
import type { Plugin, Rolldown } from 'vite';

/** `integrity` metadata of a script. */
export const integrityOf = (bytes: Uint8Array): string =>
  `sha256-${createHash('sha256').update(bytes).digest('base64')}`;

/**
 * @param html as it was built
 * @param modules paths of all scripts that the page's own may import
 * @param read bytes of what is served at a path
 * @param table those of them that every table needs, and by language those with its words; public/check-browser.js has
 *   them fetched while the app still loads
 */
export function withIntegrity(
  html: string,
  modules: readonly string[],
  read: (path: string) => Uint8Array,
  table: Readonly<Record<string, readonly string[]>> = {},
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
  const early = Object.entries(table).map(([name, paths]) => {
    const places = paths.flatMap((path) => (others.includes(path) ? [others.indexOf(path)] : []));
    return ` ${name}="${places.join(' ')}"`;
  });
  const meta = early.length === 0 ? '' : `<meta name="table-modules"${early.join('')} />\n    `;
  const at = scripts.search(/<script\b/);
  return `${scripts.slice(0, at)}${meta}${map}\n    ${scripts.slice(at)}`;
}

/** What a browser loads when a table is opened, by what the app imports then; the words only of one language. */
const TABLE_ROOTS: Readonly<Record<string, readonly string[]>> = {
  content: ['/src/ui/screens/TablePage.tsx', '/src/client/table/open.ts'],
  ...Object.fromEntries(
    ['en', 'de', 'es'].map((language) => [
      `data-${language}`,
      ['index', 'start'].map((part) => `/src/ui/messages/${language}/${part}.ts`),
    ]),
  ),
};

/** Paths of these chunks and of everything that they import at once. */
function tableModules(bundle: Rolldown.OutputBundle): Record<string, string[]> {
  const chunks = new Map(
    Object.values(bundle).flatMap((f) => (f.type === 'chunk' ? [[f.fileName, f] as const] : [])),
  );
  const modulesOf = (roots: readonly string[]): string[] => {
    const found = new Set<string>();
    const visit = (name: string): void => {
      if (found.has(name)) return;
      found.add(name);
      for (const next of chunks.get(name)?.imports ?? []) visit(next);
    };
    for (const root of roots) {
      const chunk = [...chunks.values()].find((c) => c.moduleIds.some((id) => id.endsWith(root)));
      if (chunk === undefined) throw new Error(`${root} is in no part of the build`);
      visit(chunk.fileName);
    }
    return [...found].map((name) => `/${name}`);
  };
  return Object.fromEntries(Object.entries(TABLE_ROOTS).map(([name, roots]) => [name, modulesOf(roots)]));
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
        writeFileSync(page, withIntegrity(readFileSync(page, 'utf8'), modules, read, tableModules(bundle)));
      },
    },
  };
}
