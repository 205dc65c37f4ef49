// `npm run bundle`: the relay as one file without node_modules, dist-relay/relay.mjs, beside the built app in dist/. It is what
// a container or a service runs. A witness of the host needs a checkout instead: its provers are programs of their own.
import { build } from 'vite';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, root } from './install.mjs';

ensureInstalled();
ensureBuilt();
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: 'relay/main.ts',
    outDir: 'dist-relay',
    target: 'node20',
    copyPublicDir: false,
    rolldownOptions: { output: { entryFileNames: 'relay.mjs', codeSplitting: false } },
  },
});
console.log('dist-relay/relay.mjs is ready: DIST=dist node dist-relay/relay.mjs');
