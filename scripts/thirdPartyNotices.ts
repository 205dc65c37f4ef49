/**
 * Third-party notices of the web app: dist/third-party-notices.txt names every package whose code was bundled, in the
 * pages or in a worker, with its licence's text. (Vite's own build.license does not see the workers, where most of the
 * cryptography is.)
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export const NOTICES_FILE = 'third-party-notices.txt';

interface PackageInfo {
  readonly name: string;
  readonly version: string;
  readonly license?: string | undefined;
  readonly author?: string | { readonly name?: string } | undefined;
}

/** Folder of the package that a bundled module belongs to; undefined for the project's own. */
export function packageFolder(moduleId: string): string | undefined {
  const path = moduleId
    .replace(/^\0/, '')
    .replace(/[?#].*$/, '')
    .replaceAll('\\', '/');
  const found = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
  return found?.[1];
}

function licenceText(folder: string): string | undefined {
  const file = readdirSync(folder)
    .sort()
    .find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file === undefined ? undefined : readFileSync(join(folder, file), 'utf8').trim();
}

function notice(folder: string): [string, string] {
  const info = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageInfo;
  const author = typeof info.author === 'string' ? info.author : info.author?.name;
  const title = `${info.name} ${info.version}`;
  const text =
    licenceText(folder) ??
    (author === undefined ? 'No licence file is published with it.' : `Copyright ${author}`);
  return [title, `${title}\nLicence: ${info.license ?? 'see below'}\n\n${text}\n`];
}

/** The file's text for the packages in these folders, sorted by name, each once. */
export function noticesOf(folders: Iterable<string>): string {
  const notices = new Map([...folders].filter((f) => existsSync(join(f, 'package.json'))).map(notice));
  const sorted = [...notices].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return [
    'Dealerless is free software under the GNU General Public License, version 3 or later.\nIt is built with the following packages:\n',
    ...sorted,
  ].join(`\n${'-'.repeat(100)}\n\n`);
}

/** `pages` writes the file; `worker` makes a plugin for a worker's build, which comes first and only notes. */
export function thirdPartyNotices(): { pages: () => Plugin; worker: () => Plugin } {
  const folders = new Set<string>();
  const note = (bundle: Readonly<Record<string, { type: string; moduleIds?: readonly string[] }>>): void => {
    for (const file of Object.values(bundle))
      for (const id of file.moduleIds ?? []) {
        const folder = packageFolder(id);
        if (folder !== undefined) folders.add(folder);
      }
  };
  return {
    pages: () => ({
      name: 'third-party-notices',
      apply: 'build',
      generateBundle(_options, bundle) {
        note(bundle);
        this.emitFile({ type: 'asset', fileName: NOTICES_FILE, source: noticesOf(folders) });
      },
    }),
    worker: () => ({
      name: 'third-party-notices-of-workers',
      generateBundle: (_options, bundle) => note(bundle),
    }),
  };
}
