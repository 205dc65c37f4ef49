/** `npm run verify` as people run it: a process of its own, on files; and the example of the documents. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Its exit code and everything it printed. */
export const verify = (...files: string[]): Promise<Printed> =>
  run(join(root, 'node_modules/tsx/dist/cli.mjs'), 'src/cli/verify.ts', ...files);

/** The same of `docs/examples/check-receipt.mjs`, which uses nothing of ours. */
export const example = (file: string): Promise<Printed> => run('docs/examples/check-receipt.mjs', file);

interface Printed {
  readonly code: number;
  readonly printed: string;
}

async function run(...command: string[]): Promise<Printed> {
  const child = spawn(process.execPath, command, { cwd: root });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      printed += String(chunk);
    });
  const [code] = (await once(child, 'close')) as [number];
  return { code, printed };
}
