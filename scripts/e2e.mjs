// `npm run e2e`: the Playwright multi-tab tests alone, on a checkout that may be fresh. `npm run e2e -- lab`: the
// tabs in
// network namespaces behind address-translating routers (root).
import { spawnSync } from 'node:child_process';
import { ensureChromium, firefoxEnv } from './browsers.mjs';
import { ensureBuilt } from './build.mjs';
import { bin, ensureInstalled, root } from './install.mjs';

ensureInstalled();
ensureBuilt();
const env = { ...process.env, CHROMIUM_PATH: ensureChromium(), ...firefoxEnv() };
const cli = bin('@playwright/test/cli.js');
const given = process.argv.slice(2);
const lab = given[0] === 'lab';
if (lab) env.E2E_LAB = '1';
const r = spawnSync(process.execPath, [cli, 'test', ...(lab ? given.slice(1) : given)], {
  cwd: root,
  stdio: 'inherit',
  env,
});
process.exit(r.status ?? 1);
