// `npm start`: installs, builds, serves the web app and the relay until Ctrl-C.
import { spawn } from 'node:child_process';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, root, tsxCli } from './install.mjs';

ensureInstalled();
ensureBuilt();
const relay = spawn(process.execPath, [tsxCli, 'relay/main.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
// A terminal's Ctrl-C reaches the relay by itself, a supervisor's signal only this process: pass both on.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => relay.kill('SIGTERM'));
relay.on('exit', (code, signal) => process.exit(signal ? 0 : (code ?? 1)));
