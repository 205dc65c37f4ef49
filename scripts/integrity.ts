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
 *   them fetched while the app still loads, and the relay names them with the page (relay/pageHeaders.ts)
 * @param styles paths of a table's style sheets, which its code waits for
 */
export function withIntegrity(
  html: string,
  modules: readonly string[],
  read: (path: string) => Uint8Array,
  table: Readonly<Record<string, readonly string[]>> = {},
  styles: readonly string[] = [],
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
  if (styles.length > 0)
    early.push(` data-styles="${styles.filter((path) => !html.includes(path)).join(' ')}"`);
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

/** What vite notes of a chunk: the style sheets it comes with. */
interface Styled {
  readonly viteMetadata?: { readonly importedCss?: ReadonlySet<string> };
}

/** Paths of the table's chunks and of everything that they import at once; and of all their style sheets. */
function tableParts(bundle: Rolldown.OutputBundle): { modules: Record<string, string[]>; styles: string[] } {
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
    // The largest first: each comes over one of few connections, and all are waited for.
    const size = (name: string): number => chunks.get(name)?.code.length ?? 0;
    return [...found].sort((a, b) => size(b) - size(a)).map((name) => `/${name}`);
  };
  const modules = Object.fromEntries(
    Object.entries(TABLE_ROOTS).map(([name, roots]) => [name, modulesOf(roots)]),
  );
  const styles = modules.content!.flatMap((path) => {
    const { viteMetadata } = chunks.get(path.slice(1)) as Styled;
    return [...(viteMetadata?.importedCss ?? [])].map((name) => `/${name}`);
  });
  return { modules, styles: [...new Set(styles)] };
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
        const table = tableParts(bundle);
        if (table.styles.length === 0) throw new Error('a table has no style sheets');
        const html = readFileSync(page, 'utf8');
        writeFileSync(page, withIntegrity(html, modules, read, table.modules, table.styles));
      },
    },
  };
}
