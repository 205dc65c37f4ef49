/**
 * The witness that a host may offer beside its relay, as a process of its own (src/cli/witnessHost.ts). The relay
 * hands it the ids of tables that appear in the directory, and nothing else; what it does with them is between it
 * and the players. It ends when this process does, however that ends: its standard input closes.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { relayLimits } from './limits.ts';

export interface WitnessProcess {
  /** Somebody opened this table (64 hexadecimal digits). */
  offer(tableId: string): void;
  /** Lets it say goodbye at its tables. */
  stop(): Promise<void>;
}

export interface WitnessProcessOptions {
  /** Multiaddr of the relay on this machine. */
  readonly relayAddress: string;
  /** Where it keeps keys and journals; undefined = in memory. */
  readonly stateDir: string | undefined;
  /** [HOST:]PORT where it serves its numbers; undefined = nowhere. */
  readonly metrics: string | undefined;
  /** All tables there are, for a process that had to be started again. */
  readonly tables: () => readonly string[];
  readonly log: (line: string) => void;
}

export function startWitnessProcess(o: WitnessProcessOptions): WitnessProcess {
  const program = fileURLToPath(new URL('../src/cli/witnessHost.ts', import.meta.url));
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const args = ['--import', loader, program, '--relay', o.relayAddress];
  if (o.stateDir !== undefined) args.push('--state', o.stateDir);
  if (o.metrics !== undefined) args.push('--metrics', o.metrics);
  let child: ChildProcess;
  let restart: ReturnType<typeof setTimeout> | undefined;
  let stopping = false;
  let gone: Promise<void>;

  const start = (): void => {
    const started = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    child = started;
    let printed = '';
    started.stdout.setEncoding('utf8');
    started.stdout.on('data', (text: string) => {
      const lines = (printed + text).split('\n');
      printed = lines.pop() ?? '';
      for (const line of lines) o.log(line);
    });
    // A line to a process that has just died is lost with it; the next one is told of all tables.
    started.stdin.on('error', () => undefined);
    gone = new Promise((resolve) => {
      const end = (): void => {
        resolve();
        if (stopping || restart !== undefined) return;
        o.log('the witness process ended and is started again');
        restart = setTimeout(() => {
          restart = undefined;
          start();
          for (const table of o.tables()) offer(table);
        }, relayLimits.witnessRestartMs);
      };
      started.once('exit', end);
      started.once('error', end);
    });
  };
  const offer = (tableId: string): void => {
    child.stdin?.write(`${tableId}\n`);
  };
  start();
  return {
    offer,
    async stop() {
      stopping = true;
      clearTimeout(restart);
      child.stdin?.end();
      const late = setTimeout(() => child.kill('SIGKILL'), relayLimits.witnessGoodbyeMs);
      await gone;
      clearTimeout(late);
    },
  };
}
