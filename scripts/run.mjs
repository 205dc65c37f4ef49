// Runs one of the project's TypeScript programs on a checkout that may be fresh: node scripts/run.mjs FILE [ARGS].
import { spawn } from 'node:child_process';
import { ensureInstalled, root, tsxCli } from './install.mjs';

ensureInstalled();
const child = spawn(process.execPath, [tsxCli, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
