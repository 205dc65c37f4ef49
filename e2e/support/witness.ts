/** `npm run witness` and `npm run bots` as processes of their own, as people run them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { endsWithUs } from './children.ts';

const root = join(import.meta.dirname, '..', '..');

export interface RunningProgram {
  /** Resolves when it has printed a line with `text`. */
  said(text: string): Promise<void>;
  /** As Ctrl-C does; resolves with the exit code. */
  stop(): Promise<number | null>;
}

export function startWitness(url: string): RunningProgram {
  return start('src/cli/witness.ts', ['--url', url]);
}

/** One bot that does not think long. */
export function startBot(url: string): RunningProgram {
  return start('src/cli/bots.ts', ['--url', url, '--seats', '1', '--think', '150']);
}

function start(file: string, args: readonly string[]): RunningProgram {
  const child = endsWithUs(
    spawn(process.execPath, ['scripts/run.mjs', file, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
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
        child.once('exit', (code) => reject(new Error(`${file} ended with ${code}: ${printed}`)));
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
