// `npm run dev`: the app with hot reload at http://localhost:4610 (PORT), behind a relay of its own on any free port.
// Nothing is built; what the relay needs (host, witness, …) is given as for `npm start`.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, root, tsxCli } from './install.mjs';

ensureInstalled();
const relay = spawn(process.execPath, [tsxCli, 'relay/main.ts', ...process.argv.slice(2)], {
  cwd: root,
  // The relay's own pages are not the ones to look at here: it is given no built app.
  env: { ...process.env, PORT: '0', DIST: join(root, '.cache', 'no-app') },
  stdio: ['ignore', 'pipe', 'inherit'],
});

// However this process ends, the relay does not outlive it.
process.on('exit', () => relay.kill('SIGTERM'));

/** Resolves with the relay's address when it has printed it. */
const address = await new Promise((resolve) => {
  let printed = '';
  relay.stdout.setEncoding('utf8').on('data', (text) => {
    printed += text;
    const found = /https?:\/\/[^\s]+/.exec(printed);
    if (found) resolve(found[0]);
  });
  relay.on('exit', (code) => {
    console.error(`The relay ended (${code}): ${printed}`);
    process.exit(1);
  });
});

const vite = createRequire(join(root, 'package.json')).resolve('vite');
const { createServer } = await import(pathToFileURL(vite).href);
const port = Number(process.env.PORT ?? 4610);
const server = await createServer({
  root,
  configFile: join(root, 'vite.config.ts'),
  server: {
    host: 'localhost',
    port,
    strictPort: true,
    // Asked by the relay's own name, it answers with the relay's own address: the page dials that, on another port.
    proxy: { '/relay.json': { target: address, changeOrigin: true } },
  },
});
await server.listen();
const shown = server.resolvedUrls?.local[0] ?? `http://localhost:${port}/`;
console.log(
  `Dealerless is at ${shown.replace(/\/$/, '')} with hot reload, its relay at ${address}  (Ctrl-C stops both)`,
);

let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  relay.removeAllListeners('exit');
  relay.kill('SIGTERM');
  await server.close();
  process.exit(0);
};
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
