/** `npm run witness` as its own process, as a host would run it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export interface RunningWitness {
  /** Resolves when it has printed a line with `text`. */
  said(text: string): Promise<void>;
  /** As Ctrl-C does; resolves with the exit code. */
  stop(): Promise<number | null>;
}

export function startWitness(url: string): RunningWitness {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'src/cli/witness.ts', '--url', url], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    for (const look of waiting) look();
  });
  return {
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (printed.includes(text)) resolve();
        };
        waiting.add(look);
        child.once('exit', (code) => reject(new Error(`the witness ended with ${code}: ${printed}`)));
        look();
      }),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      return child.exitCode;
    },
  };
}
