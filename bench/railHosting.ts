/**
 * What a host's processes cost while a table is played: `npm start -- --witness --rail` as it is, a table of four whose
 * devices link through it, one who watches. Memory and processor by each process's own numbers, bytes by the devices'.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { watchFromRail } from '../src/cli/watchTable.ts';
import { meetingKeyOf } from '../src/codec/meeting.ts';
import { createEd25519 } from '../src/crypto/ed25519.ts';
import { createNodeNetwork } from '../src/net/libp2pNode.ts';
import { fetchRelayAddresses } from '../src/net/relayAddresses.ts';
import { witnesses } from '../src/node/lobby/seating.ts';
import { until } from '../src/testing/nodes.ts';
import { systemRandom } from '../src/workers/inProcess.ts';
import { createNodeThreadDeckWorker } from '../src/workers/nodeThreads.ts';
import { shareDeckWorker } from '../src/workers/shared.ts';
import { createTable, MEMBERS, play } from './railTable.ts';
import { trafficMetrics } from './railTraffic.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Cost {
  readonly residentMb: number;
  readonly processorSeconds: number;
  readonly receivedKb: number;
  readonly sentKb: number;
}

export async function measureHosting(hands: number): Promise<Record<string, number>> {
  const host = await startHost();
  const relayAddresses = await fetchRelayAddresses(host.origin);
  const table = await createTable();
  const deck = shareDeckWorker(await createNodeThreadDeckWorker({ deckSize: 52, threads: 1 }));
  const meetingKey = meetingKeyOf(table.config);
  const traffic = { sent: 0, received: 0 };
  for (let i = 0; i < MEMBERS; i++) {
    const network = await createNodeNetwork({
      ...{ meetingKey, relayAddresses, privateKeySeed: systemRandom(32) },
      ...(i === 0 ? { metrics: trafficMetrics(traffic) } : {}),
    });
    await table.open(i, `P${i}`, network, 'player', () => deck.handle());
  }
  const members = [...table.nodes];
  await until(members, 'a witness', () => members.every((n) => witnesses(n.lobby).length === 1));
  await table.start(MEMBERS, 1);
  const watcher = await watchFromRail({
    table: { config: table.config, relays: relayAddresses, mark: undefined },
    ed25519: await createEd25519(crypto.subtle),
    worker: deck.handle(),
    say: () => undefined,
  });
  await until([watcher.node], 'the table', () => watcher.node.phase === 'watching');
  const before = await host.costs();
  Object.assign(traffic, { sent: 0, received: 0 });
  const beganMs = performance.now();
  await play(table, members, hands);
  const seconds = (performance.now() - beganMs) / 1000;
  const after = await host.costs();
  await watcher.stop();
  await table.stop();
  deck.close();
  host.stop();
  const found: Record<string, number> = { hosting_seconds: seconds };
  for (const [name, cost] of Object.entries(after)) {
    const processor = (100 * (cost.processorSeconds - before[name]!.processorSeconds)) / seconds;
    console.log(
      `  ${name}: ${cost.residentMb.toFixed(0)} MB resident (${before[name]!.residentMb.toFixed(0)} as the play began), ${processor.toFixed(1)} % of a core`,
    );
    found[`${name}_mb`] = cost.residentMb;
    found[`${name}_processor_percent`] = processor;
  }
  const [was, is] = [before.relay!, after.relay!];
  console.log(
    `  ${hands} hands in ${seconds.toFixed(0)} s; the relay carried ${(is.receivedKb - was.receivedKb).toFixed(0)} KB in, ${(is.sentKb - was.sentKb).toFixed(0)} KB out; a member sent ${(traffic.sent / 1024).toFixed(0)} KB to five and got ${(traffic.received / 1024).toFixed(0)} KB`,
  );
  return {
    ...found,
    relay_in_kb: is.receivedKb - was.receivedKb,
    relay_out_kb: is.sentKb - was.sentKb,
    member_sent_kb: traffic.sent / 1024,
    member_received_kb: traffic.received / 1024,
  };
}

async function startHost() {
  const args = ['--witness', '--witness-metrics', '0', '--rail', '--rail-metrics', '0'];
  const child = spawn(process.execPath, ['--import', 'tsx', 'relay/main.ts', ...args], {
    cwd: root,
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = await printed(
    child,
    (text) => /"witness":.*\/metrics/.test(text) && /"rail":.*\/metrics/.test(text),
  );
  const at = (pattern: RegExp): string => pattern.exec(lines)?.[1] ?? '';
  const origin = at(/(http:\/\/localhost:\d+)/);
  const places = {
    relay: `${origin}/metrics`,
    witness: at(/"witness":"[^"]*(http:\/\/127\.0\.0\.1:\d+\/metrics)/),
    rail: at(/"rail":"[^"]*(http:\/\/127\.0\.0\.1:\d+\/metrics)/),
  };
  return {
    origin,
    costs: async (): Promise<Record<string, Cost>> =>
      Object.fromEntries(
        await Promise.all(Object.entries(places).map(async ([name, place]) => [name, await costAt(place)])),
      ),
    stop: () => void child.kill('SIGTERM'),
  };
}

function printed(child: ChildProcess, isAll: (text: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += String(chunk);
      if (isAll(text) && text.includes('http://localhost')) resolve(text);
    });
    child.once('exit', (code) => reject(new Error(`the host ended with ${code}`)));
  });
}

async function costAt(place: string): Promise<Cost> {
  const text = await (await fetch(place)).text();
  const value = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
  return {
    residentMb: value('process_resident_memory_bytes') / 1024 / 1024,
    processorSeconds: value('process_cpu_seconds_total'),
    receivedKb: value('dealerless_relay_received_bytes_total') / 1024,
    sentKb: value('dealerless_relay_sent_bytes_total') / 1024,
  };
}
