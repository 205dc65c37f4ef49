// Runs a script that needs Chromium, on a checkout that may be fresh: node scripts/pictures.mjs FILE. With --built
// the web app is built first.
import { spawnSync } from 'node:child_process';
import { ensureChromium } from './browsers.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, root, tsxCli } from './install.mjs';

const [file, ...flags] = process.argv.slice(2);
ensureInstalled();
if (flags.includes('--built')) ensureBuilt();
const env = { ...process.env, CHROMIUM_PATH: ensureChromium() };
const r = spawnSync(process.execPath, [tsxCli, file], { cwd: root, stdio: 'inherit', env });
process.exit(r.status ?? 1);
