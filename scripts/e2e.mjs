// `npm run e2e`: the Playwright multi-tab tests alone, on a checkout that may be fresh.
import { spawnSync } from 'node:child_process';
import { ensureBuilt } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { bin, ensureInstalled, root } from './install.mjs';

ensureInstalled();
ensureBuilt();
const env = { ...process.env, CHROMIUM_PATH: ensureChromium() };
const cli = bin('@playwright/test/cli.js');
const r = spawnSync(process.execPath, [cli, 'test', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env,
});
process.exit(r.status ?? 1);
