import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { scriptIntegrity } from './scripts/integrity.ts';
import { sourcePath, sourceText } from './scripts/sourceArchive.ts';
import { thirdPartyNotices } from './scripts/thirdPartyNotices.ts';

/**
 * Cross-origin isolation: without it a page gets coarse timers and no shared memory, which the provers'
 * WebAssembly uses where it can. The relay sends the same two headers with the built app.
 */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const root = fileURLToPath(new URL('.', import.meta.url));
const standIn = fileURLToPath(new URL('src/codec/bufferShim.ts', import.meta.url));

/** Gives @chainsafe/ssz, and only it, the little of Node's Buffer that it uses. */
function bufferForSsz(): Plugin {
  return {
    name: 'buffer-for-ssz',
    transform(code, id) {
      if (!id.includes('/@chainsafe/ssz/') || !/\bBuffer\.(from|alloc)\(/.test(code)) return null;
      return {
        code: `import { bufferStandIn as Buffer } from ${JSON.stringify(standIn)};\n${code}`,
        map: null,
      };
    },
  };
}

/** Public files that work offline too; the rest are for ceremonies and installers. */
const keptPublic = /^(crs\/shuffle|icon|manifest\.webmanifest|check-browser\.js)/;

/** The licence, as the page links to it. */
function licenseText(): Plugin {
  return {
    name: 'license-text',
    apply: 'build',
    generateBundle() {
      const source = readFileSync(new URL('LICENSE', import.meta.url));
      this.emitFile({ type: 'asset', fileName: 'license.txt', source });
    },
  };
}

const { version }: { version: string } = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
);

/** Writes the list of this build's files into the service worker, with a version that changes when any of them does. */
function precacheList(): Plugin {
  return {
    name: 'precache-list',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['sw.js'];
        if (worker?.type !== 'chunk') throw new Error('the service worker was not built');
        const hash = createHash('sha256');
        const built = Object.values(bundle)
          .filter((f) => f.fileName.startsWith('assets/'))
          .sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
        for (const f of built) hash.update(f.fileName).update(f.type === 'chunk' ? f.code : f.source);
        const folder = new URL('public/', import.meta.url);
        const kept = readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .map((path) => path.replaceAll('\\', '/'))
          .filter((path) => keptPublic.test(path))
          .sort();
        for (const path of kept) hash.update(path).update(readFileSync(new URL(path, folder)));
        hash.update(readFileSync(new URL('index.html', import.meta.url))).update(worker.code);
        const files = ['/', ...built.map((f) => `/${f.fileName}`), ...kept.map((path) => `/${path}`)];
        const list = JSON.stringify({ version: hash.digest('hex').slice(0, 16), files });
        const filled = worker.code.replace('__PRECACHE__', () => list);
        if (filled === worker.code) throw new Error('the service worker has no place for the list');
        worker.code = filled;
      },
    },
  };
}

const notices = thirdPartyNotices();

export default defineConfig({
  define: {
    'import.meta.env.VITE_DEALERLESS_VERSION': JSON.stringify(version),
    'import.meta.env.VITE_DEALERLESS_SOURCE': JSON.stringify(`/${sourcePath(version)}`),
  },
  plugins: [
    react(),
    bufferForSsz(),
    licenseText(),
    sourceText(root, version),
    notices.pages(),
    precacheList(),
    scriptIntegrity(),
  ],
  appType: 'spa',
  // Modules are in order of their paths: a folder of libraries that lies elsewhere would make another app of them.
  resolve: { preserveSymlinks: true },
  build: {
    outDir: 'dist',
    target: 'es2022',
    // Every browser that can run the app knows it (public/check-browser.js).
    modulePreload: { polyfill: false },
    // The proving code is one large chunk that loads when a table opens, never with the first page.
    chunkSizeWarningLimit: 3000,
    rolldownOptions: {
      input: { index: 'index.html', sw: 'src/pwa/serviceWorker.ts' },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        // What the first page always loads is one file: forty small ones compress worse and take longer.
        codeSplitting: {
          // What several pages share of the small parts is one file as well: each has its digest in the page.
          groups: [
            { name: 'first', tags: ['$initial'], test: (id) => !id.includes('/src/pwa/') },
            { name: 'shared', test: /\/src\/ui\/(hooks|components|platform|text|words)\//, minShareCount: 2 },
            // So is what several parts share of everything below the screens, and what that stands on: over a distance
            // each file is a round trip, and two are fetched side by side.
            { name: 'libraries', test: /\/node_modules\//, minShareCount: 2 },
            { name: 'core', test: (id) => !/\/src\/(ui|pwa)\/|\/node_modules\//.test(id), minShareCount: 2 },
          ],
        },
      },
    },
  },
  // What the workers use is found before the first page asks for it, so that no table is reloaded in the middle.
  optimizeDeps: {
    entries: ['index.html', 'src/**/*Entry.ts'],
    rolldownOptions: { plugins: [bufferForSsz()] },
  },
  worker: { format: 'es', plugins: () => [bufferForSsz(), notices.worker()] },
  server: { headers: isolation, port: 4610 },
  preview: { headers: isolation, port: 4611 },
});
