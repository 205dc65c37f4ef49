/**
 * `npm run witness -- --url URL [--state DIR] [--name NAME] [--metrics [HOST:]PORT]`: a validator without cards. It
 * votes on the order of actions, keeps time with the players, and opens board cards together with others when a
 * player has gone; so three players with a witness play on when one tab is closed. It joins through the table's
 * relay, before the game starts. With --state key and journal are kept there, and a restarted process goes on as the
 * same witness.
 * Exit code 0 when the table is over or after Ctrl-C, 1 when it cannot take part, 2 for a wrong command line.
 */

import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gameOf } from '../client/create/gameOf.ts';
import { DecodeError, encodeText } from '../codec/decode.ts';
import { limits } from '../codec/limits.ts';
import { meetingKeyOf } from '../codec/meeting.ts';
import { createEd25519, describeEd25519 } from '../crypto/ed25519.ts';
import { keyNameOf } from '../crypto/shuffleKey.ts';
import { hashTreesInWasm } from '../crypto/treeHasher.ts';
import { createNodeNetwork } from '../net/libp2pNode.ts';
import { systemScheduler } from '../node/clock.ts';
import { systemRandom } from '../workers/inProcess.ts';
import { createNodeThreadDeckWorker } from '../workers/nodeThreads.ts';
import { railOf } from './feedRail.ts';
import { measure } from './metrics/measure.ts';
import { type MetricsAddress, readMetricsAddress } from './metrics/serve.ts';
import { readTableArgument, type TableArgument, tableOrExitCode, toldToEnd } from './tableArgument.ts';
import { openDevice, runWitness, witnessIdentity } from './witnessTable.ts';

const USAGE = 'usage: npm run witness -- --url URL [--state DIR] [--name NAME] [--metrics [HOST:]PORT]';

interface Options {
  readonly table: TableArgument;
  readonly state: string | undefined;
  readonly nickname: string;
  /** Where its numbers are served; nowhere unless asked for. */
  readonly metrics: MetricsAddress | undefined;
}

/** A sentence when the command line makes no sense. */
export function readWitnessOptions(argv: readonly string[]): Options | string {
  let values: { url?: string; state?: string; name?: string; metrics?: string };
  try {
    const string = { type: 'string' } as const;
    const options = { url: string, state: string, name: string, metrics: string };
    ({ values } = parseArgs({ args: [...argv], options }));
    encodeText(values.name ?? '', limits.nicknameBytes, 'name');
  } catch (error) {
    if (error instanceof DecodeError) return `--name: at most ${limits.nicknameBytes} bytes of plain text`;
    return error instanceof Error ? error.message : String(error);
  }
  const table = readTableArgument(values.url);
  if (typeof table === 'string') return table;
  const metrics = values.metrics === undefined ? undefined : readMetricsAddress(values.metrics);
  if (typeof metrics === 'string') return metrics;
  return { table, state: values.state, nickname: values.name ?? 'Witness', metrics };
}

async function main(argv: readonly string[]): Promise<number> {
  const o = readWitnessOptions(argv);
  if (typeof o === 'string') {
    console.error(`${o}\n${USAGE}`);
    return 2;
  }
  const signal = toldToEnd();
  const interrupted = new Promise<'closed'>((resolve) => {
    signal.addEventListener('abort', () => resolve('closed'));
  });
  const { device, end } = await openDevice(o.state);
  await hashTreesInWasm();
  const ed25519 = await createEd25519(crypto.subtle);
  const identities = await device.loadIdentities();
  const found = await tableOrExitCode(o.table, { ed25519, identities, signal });
  if (typeof found === 'number') return found;
  const { config, tableId, relays, mark } = found.address;
  const tableName = new TextDecoder().decode(config.name);
  const say = (line: string): void => console.log(`table "${tableName}" ${line}`);
  say(describeEd25519(ed25519));
  const identity = await witnessIdentity(device, ed25519, { tableId, path: found.path, tableName });
  const { deckSize } = gameOf(config);
  const table = keyNameOf(config, deckSize);
  const measured = o.metrics && (await measure(o.metrics, say));
  const proving = await createNodeThreadDeckWorker({ deckSize, table, threads: 1 });
  const worker = measured?.timed(proving) ?? proving;
  const network = await createNodeNetwork({
    meetingKey: meetingKeyOf(config),
    relayAddresses: relays,
    privateKeySeed: systemRandom(32),
  });
  const witness = runWitness({
    config,
    network,
    identity,
    device,
    worker,
    ed25519,
    nickname: o.nickname,
    scheduler: systemScheduler,
    say,
    aloneMs: undefined,
    linkMark: mark,
    rail: railOf(meetingKeyOf(config), relays),
  });
  measured?.watch(witness.node);
  const how = await Promise.race([interrupted, witness.ended]);
  if (how === 'without')
    console.error('The game began without this witness: it must be there before the start.');
  if (how === 'failed') console.error('The witness cannot go on:', witness.node.fatal ?? 'see above');
  await witness.close();
  await measured?.close();
  await end();
  say('left');
  return how === 'over' || how === 'closed' ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exit(await main(process.argv.slice(2)));
