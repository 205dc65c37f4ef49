/**
 * `npm run load [-- --peers N]`: N idle peers at a real relay, each with its connection, reservation and place in a
 * directory; prints the relay's memory for each of them. They come by different loopback addresses (Linux), since the
 * relay lets only so many in by one.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createNodeNetwork } from '../src/net/libp2pNode.ts';
import type { Network } from '../src/net/network.ts';

const { values } = parseArgs({ options: { peers: { type: 'string', default: '500' } } });
const count = Number(values.peers);
if (!Number.isInteger(count) || count < 1 || count > 500) {
  console.error('--peers takes a number from 1 to 500, the most tables of one relay.');
  process.exit(2);
}
const PER_ADDRESS = 50;
const TOGETHER = 8;
const LIMIT_BYTES = 100 * 1024;
/** An idle process lets its garbage lie: what peers cost is what is left without it. */
const COLLECTING = 'data:text/javascript,setInterval(globalThis.gc, 2000).unref()';

const root = join(import.meta.dirname, '..');
const free = createServer().listen(0, '127.0.0.1');
await once(free, 'listening');
const { port } = free.address() as AddressInfo;
free.close();
await once(free, 'close');
const relay = spawn(
  process.execPath,
  ['--expose-gc', '--import', 'tsx', '--import', COLLECTING, 'relay/main.ts'],
  {
    cwd: root,
    env: { ...process.env, PORT: String(port), LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);
const networks: Network[] = [];
// What connects here goes on to the relay from another loopback address every so often.
let opened = 0;
const door = createServer((socket) => {
  const localAddress = `127.0.1.${1 + Math.floor(opened++ / PER_ADDRESS)}`;
  const target = connect({ host: '127.0.0.1', port, localAddress });
  for (const end of [socket, target])
    end
      .on('error', () => undefined)
      .on('close', () => {
        socket.destroy();
        target.destroy();
      });
  socket.pipe(target).pipe(socket);
}).listen(0, '127.0.0.1');
try {
  if (!door.listening) await once(door, 'listening');
  await once(relay.stdout!, 'data');
  const address = `/ip4/127.0.0.1/tcp/${(door.address() as AddressInfo).port}/ws`;
  const before = await settled();
  for (let from = 0; from < count; from += TOGETHER) {
    const batch = Array.from({ length: Math.min(TOGETHER, count - from) }, async (_, i) => {
      const tableId = new Uint8Array(32);
      new DataView(tableId.buffer).setUint32(0, from + i);
      const privateKeySeed = crypto.getRandomValues(new Uint8Array(32));
      const network = await createNodeNetwork({
        meetingKey: tableId,
        relayAddresses: [address],
        privateKeySeed,
        relayedOnly: true,
      });
      networks.push(network);
      if (network.relay() === 'connected') return;
      await new Promise<void>((resolve) => {
        network.subscribe((e) => {
          if (e.kind === 'relay' && e.state === 'connected') resolve();
        });
      });
    });
    await Promise.all(batch);
  }
  const after = await settled();
  if (after.reservations !== count)
    throw new Error(`${after.reservations} of ${count} peers hold a reservation`);
  const each = (after.memoryBytes - before.memoryBytes) / count;
  console.log(
    `${count} idle peers: ${kib(before.memoryBytes)} before, ${kib(after.memoryBytes)} with them, ${kib(each)} each (limit ${kib(LIMIT_BYTES)})`,
  );
  process.exitCode = each <= LIMIT_BYTES ? 0 : 1;
} finally {
  relay.kill('SIGKILL');
  door.close();
}
// Half a thousand peers need no farewell: their relay is gone.
process.exit();

/** The relay's resident memory, when two looks in a row agree. */
async function settled(): Promise<{ memoryBytes: number; reservations: number }> {
  let last = Number.POSITIVE_INFINITY;
  for (;;) {
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const reservations = Number(/^dealerless_relay_reservations (\d+)/m.exec(text)?.[1]);
    const memoryBytes =
      Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${relay.pid}/status`, 'utf8'))?.[1]) * 1024;
    if (Math.abs(memoryBytes - last) < last / 100) return { memoryBytes, reservations };
    last = memoryBytes;
    await new Promise((resolve) => setTimeout(resolve, 3_000));
  }
}

function kib(bytes: number): string {
  return `${Math.round(bytes / 1024)} KB`;
}
