/** `npm run verify` as people run it: a process of its own, on a file. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Its exit code and everything it printed. */
export async function verify(file: string): Promise<{ code: number; printed: string }> {
  const command = [join(root, 'node_modules/tsx/dist/cli.mjs'), 'src/cli/verify.ts', file];
  const child = spawn(process.execPath, command, { cwd: root });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      printed += String(chunk);
    });
  const [code] = (await once(child, 'close')) as [number];
  return { code, printed };
}
