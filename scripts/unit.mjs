// `npm run test:fast` and `npm run test:watch`: the quick unit tests once, or again on every change. What is added
// goes to vitest: a part of a file's name, `-t "part of a test's name"`, `--project whole`.
import { spawn } from 'node:child_process';
import { bin, ensureInstalled, root } from './install.mjs';

ensureInstalled();
const [mode, ...rest] = process.argv.slice(2);
const project = rest.some((arg) => arg.startsWith('--project')) ? [] : ['--project', 'fast'];
const child = spawn(process.execPath, [bin('vitest/vitest.mjs'), mode, ...project, ...rest], {
  cwd: root,
  stdio: 'inherit',
});
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
