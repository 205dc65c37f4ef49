/**
 * `npm run watch -- --url URL [--feed [--delay SLOTS]]`: watches a table without a screen, from its rail, and checks
 * all that is said there by itself; prints the state's root after every hand, so that two of them can be compared.
 * With --feed it watches by way of the members, takes one place there, and feeds the rail: then hundreds may watch, and
 * a member sends no more for them than for one. --delay keeps the rail so many committed slots behind the table.
 * Exit code 0 when the table is over or after Ctrl-C, 1 when it cannot go on, 2 for a wrong command line.
 */
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gameOf } from '../client/create/gameOf.ts';
import { toHex } from '../codec/decode.ts';
import { createEd25519, describeEd25519 } from '../crypto/ed25519.ts';
import { keyNameOf } from '../crypto/shuffleKey.ts';
import { hashTreesInWasm } from '../crypto/treeHasher.ts';
import { railLimits } from '../net/rail/limits.ts';
import type { GameNode } from '../node/gameNode.ts';
import { createNodeThreadDeckWorker } from '../workers/nodeThreads.ts';
import { readTableArgument, type TableArgument, tableOrExitCode, toldToEnd } from './tableArgument.ts';
import { watchAndFeed, watchFromRail } from './watchTable.ts';

const USAGE = 'usage: npm run watch -- --url URL [--feed [--delay SLOTS]]';

interface Options {
  readonly table: TableArgument;
  readonly feeds: boolean;
  readonly delaySlots: number;
}

/** A sentence when the command line makes no sense. */
export function readWatchOptions(argv: readonly string[]): Options | string {
  let values: { url?: string; feed?: boolean; delay?: string };
  try {
    const string = { type: 'string' } as const;
    const options = { url: string, feed: { type: 'boolean' }, delay: string } as const;
    ({ values } = parseArgs({ args: [...argv], options }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const table = readTableArgument(values.url);
  if (typeof table === 'string') return table;
  const delaySlots = Number(values.delay ?? 0);
  const most = railLimits.maxDelaySlots;
  if (!Number.isInteger(delaySlots) || delaySlots < 0 || delaySlots > most)
    return `--delay: 0 to ${most} slots`;
  if (values.delay !== undefined && values.feed !== true)
    return '--delay is for whoever feeds the rail (--feed)';
  return { table, feeds: values.feed === true, delaySlots };
}

/** Says how far it is; resolves when there is nothing left to watch. */
function follow(node: GameNode, say: (line: string) => void): Promise<'over' | 'failed'> {
  let phase = '';
  let finished = 0;
  return new Promise((resolve) => {
    const look = (): void => {
      if (node.phase !== phase) {
        phase = node.phase;
        say(phase === 'started-without-us' ? 'is played; nobody has let us watch yet' : phase);
      }
      const { table, validator } = node;
      if (node.phase === 'failed') resolve('failed');
      if (table?.hand?.phase === 'done' && table.hand.hand > finished && validator) {
        finished = table.hand.hand;
        say(`hand ${finished}: height ${validator.settled.height}, root ${toHex(validator.root)}`);
      }
      if (table?.over) resolve('over');
    };
    node.subscribe(look);
    look();
  });
}

async function main(argv: readonly string[]): Promise<number> {
  const o = readWatchOptions(argv);
  if (typeof o === 'string') {
    console.error(`${o}\n${USAGE}`);
    return 2;
  }
  const signal = toldToEnd();
  const interrupted = new Promise<'closed'>((resolve) => {
    signal.addEventListener('abort', () => resolve('closed'));
  });
  await hashTreesInWasm();
  const ed25519 = await createEd25519(crypto.subtle);
  const found = await tableOrExitCode(o.table, {
    ed25519,
    identities: [],
    signal,
  });
  if (typeof found === 'number') return found;
  const { config } = found.address;
  const say = (line: string): void => console.log(`table "${new TextDecoder().decode(config.name)}" ${line}`);
  say(describeEd25519(ed25519));
  const { deckSize } = gameOf(config);
  const worker = await createNodeThreadDeckWorker({
    deckSize,
    table: keyNameOf(config, deckSize),
    threads: 1,
  });
  const options = { table: found.address, ed25519, worker, say };
  const watching = await (o.feeds ? watchAndFeed(options, o.delaySlots) : watchFromRail(options));
  const how = await Promise.race([interrupted, follow(watching.node, say)]);
  if (how === 'failed') console.error('Watching cannot go on:', watching.node.fatal ?? 'see above');
  await watching.stop();
  say('left');
  return how === 'failed' ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exit(await main(process.argv.slice(2)));
