/**
 * A process that a host may run beside its relay for the tables there: a witness (src/cli/witnessHost.ts), a rail
 * (src/cli/railHost.ts). The relay hands it the keys under which tables meet, and nothing else; what it does with them
 * is between it and the players. It ends when this process does, however that ends: its standard input closes.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { relayLimits } from './limits.ts';

export interface HostProcess {
  /** Somebody opened this table (64 hexadecimal digits). */
  offer(table: string): void;
  /** Lets it say goodbye at its tables. */
  stop(): Promise<void>;
}

interface HostProcessOptions {
  readonly program: 'witnessHost' | 'railHost';
  readonly args: readonly string[];
  /** All tables that it is to know of, for a process that had to be started again. */
  readonly tables: () => readonly string[];
  /** What it says of itself, other than by lines. */
  readonly told?: (message: unknown) => void;
  /** It has ended; unless the host stops, it is started again. */
  readonly ended?: () => void;
  readonly log: (line: string) => void;
}

function startHostProcess(o: HostProcessOptions): HostProcess {
  const program = fileURLToPath(new URL(`../src/cli/${o.program}.ts`, import.meta.url));
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const args = ['--import', loader, program, ...o.args];
  let child: ChildProcess;
  let restart: ReturnType<typeof setTimeout> | undefined;
  let stopping = false;
  let gone: Promise<void>;

  const start = (): void => {
    const started = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit', 'ipc'] });
    child = started;
    let printed = '';
    started.stdout!.setEncoding('utf8');
    started.stdout!.on('data', (text: string) => {
      const lines = (printed + text).split('\n');
      printed = lines.pop() ?? '';
      for (const line of lines) o.log(line);
    });
    started.on('message', (message) => o.told?.(message));
    // A line to a process that has just died is lost with it; the next one is told of all tables.
    started.stdin!.on('error', () => undefined);
    gone = new Promise((resolve) => {
      const end = (): void => {
        resolve();
        o.ended?.();
        if (stopping || restart !== undefined) return;
        o.log('the process ended and is started again');
        restart = setTimeout(() => {
          restart = undefined;
          start();
          for (const table of o.tables()) offer(table);
        }, relayLimits.hostRestartMs);
      };
      started.once('exit', end);
      started.once('error', end);
    });
  };
  const offer = (table: string): void => {
    child.stdin?.write(`${table}\n`);
  };
  start();
  return {
    offer,
    async stop() {
      stopping = true;
      clearTimeout(restart);
      child.stdin?.end();
      const late = setTimeout(() => child.kill('SIGKILL'), relayLimits.hostGoodbyeMs);
      await gone;
      clearTimeout(late);
    },
  };
}

/** The witness that a host offers. */
export interface WitnessSettings {
  /** Where it keeps keys and journals; undefined = in memory. */
  readonly stateDir: string | undefined;
  /** [HOST:]PORT where it serves its numbers; undefined = nowhere. */
  readonly metrics?: string | undefined;
}

/** The rail that a host runs. */
export interface RailSettings {
  readonly metrics?: string | undefined;
}

type Common = Pick<HostProcessOptions, 'tables' | 'log' | 'told' | 'ended'>;

const given = (name: string, value: string | undefined): string[] =>
  value === undefined ? [] : [name, value];

/** @param relayAddress multiaddr of the relay on this machine */
export const startWitness = (relayAddress: string, { stateDir, metrics }: WitnessSettings, o: Common) =>
  startHostProcess({
    ...o,
    program: 'witnessHost',
    args: ['--relay', relayAddress, ...given('--state', stateDir), ...given('--metrics', metrics)],
  });

/** @param relayAddress multiaddr of the relay on this machine */
export const startRail = (relayAddress: string, { metrics }: RailSettings, o: Common) =>
  startHostProcess({
    ...o,
    program: 'railHost',
    args: ['--relay', relayAddress, ...given('--metrics', metrics)],
  });
