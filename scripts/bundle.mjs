// `npm run bundle`: the relay as one file without node_modules, dist-relay/relay.mjs, beside the built app in dist/.
// It is what a container or a service runs. A witness of the host needs a checkout instead: its provers are
// programs of their own.
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, root } from './install.mjs';

/** Writes relay.mjs into a folder. */
export async function bundleRelay(outDir) {
  const { build } = await import('vite');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: 'relay/main.ts',
      outDir,
      target: 'node22',
      copyPublicDir: false,
      rolldownOptions: { output: { entryFileNames: 'relay.mjs', codeSplitting: false } },
    },
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensureInstalled();
  ensureBuilt();
  await bundleRelay('dist-relay');
  console.log('dist-relay/relay.mjs is ready: DIST=dist node dist-relay/relay.mjs');
}
