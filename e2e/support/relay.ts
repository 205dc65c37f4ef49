/** The real relay as its own process, on any free port; it can be killed and started again on the same one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { endsWithUs } from './children.ts';

const root = join(import.meta.dirname, '..', '..');

export interface RunningRelay {
  readonly url: string;
  /** Ends the process; resolves when it is gone. */
  stop(): Promise<void>;
}

/** Until a relay's process has printed its address. */
export function untilListening(child: ChildProcess, port: number): Promise<void> {
  return listening(child, `:${port}`);
}

export function startTestRelay(port?: number, env: NodeJS.ProcessEnv = {}): Promise<RunningRelay> {
  const all = { HOST: '127.0.0.1', LOG_LEVEL: 'warn', ...env };
  return serve([join(root, 'node_modules/tsx/dist/cli.mjs'), 'relay/main.ts'], port, all);
}

/** What a developer runs: the sources as they are, with hot reload, behind a relay of its own. */
export function startDevServer(): Promise<RunningRelay> {
  return serve(['scripts/dev.mjs'], undefined, { LOG_LEVEL: 'warn' });
}

async function serve(
  args: readonly string[],
  port: number | undefined,
  env: NodeJS.ProcessEnv,
): Promise<RunningRelay> {
  const chosen = port ?? (await freePort());
  const child = endsWithUs(
    spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, PORT: String(chosen), ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  const url = `http://localhost:${chosen}`;
  await listening(child, url);
  return {
    url,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Until the process has printed its address. What it prints later is read and thrown away: it must not block on it. */
function listening(child: ChildProcess, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (printed.includes(url) || printed.includes(url.replace('localhost', '127.0.0.1'))) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${printed}`)));
  });
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
