/**
 * What peers that do nothing cost a relay: `npm start`'s own process, and peers that are connected, have a reservation
 * and are each at a table of their own. They come from a few addresses, as the relay lets one address have so many.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const PEERS = 500;
const ADDRESSES = 5;
const root = fileURLToPath(new URL('..', import.meta.url));

interface RelayNumbers {
  readonly relay_peers: number;
  readonly relay_idle_kb: number;
  readonly relay_peer_kb: number;
}

export async function measureRelay(peers = PEERS): Promise<RelayNumbers> {
  const relay = spawn(process.execPath, ['--import', 'tsx', '--expose-gc', 'bench/railRelayProcess.ts'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [{ addresses, port }] = (await once(relay, 'message')) as [{ addresses: string[]; port: number }];
  const idleBytes = await memoryOf(relay);
  const crowds: ChildProcess[] = [];
  const doors: { close(): void }[] = [];
  for (let i = 0; i < ADDRESSES; i++) {
    const door = await doorFrom(`127.0.0.${i + 2}`, port);
    doors.push(door);
    const at = addresses[0]!.replace(/\/tcp\/\d+\//, `/tcp/${door.port}/`);
    const count = Math.floor((peers + i) / ADDRESSES);
    crowds.push(
      fork(fileURLToPath(new URL('./railRelayPeers.ts', import.meta.url)), [String(count), at], {
        execArgv: ['--import', 'tsx'],
      }),
    );
  }
  await Promise.all(crowds.map((crowd) => once(crowd, 'message')));
  const fullBytes = await memoryOf(relay);
  for (const crowd of crowds) crowd.kill();
  for (const door of doors) door.close();
  relay.kill();
  return {
    relay_peers: peers,
    relay_idle_kb: idleBytes / 1024,
    relay_peer_kb: (fullBytes - idleBytes) / 1024 / peers,
  };
}

/** Resident, after a garbage collection. */
async function memoryOf(relay: ChildProcess): Promise<number> {
  relay.send('memory');
  const [{ residentBytes }] = (await once(relay, 'message')) as [{ residentBytes: number }];
  return residentBytes;
}

/** Whoever comes by this port comes from that address of this machine. */
async function doorFrom(localAddress: string, port: number) {
  const server = createServer((socket) => {
    const there = connect({ port, host: '127.0.0.1', localAddress });
    socket.pipe(there).pipe(socket);
    const end = (): void => {
      socket.destroy();
      there.destroy();
    };
    for (const one of [socket, there]) one.on('error', () => end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}
