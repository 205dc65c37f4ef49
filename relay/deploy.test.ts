/**
 * The programs that a host runs beside the relay, as deploy/ configures them. What is not installed is said,
 * loudly.
 */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { bundleRelay } from '../scripts/bundle.mjs';
import { createNodeNetwork } from '../src/net/libp2pNode.ts';
import type { Network } from '../src/net/network.ts';
import { fetchRelayAddresses } from '../src/net/relayAddresses.ts';
import { turnCredentials } from './iceServers.ts';
import { type Relay, startRelay } from './relay.ts';
import { askTurn } from './turnProbe.ts';

const root = join(import.meta.dirname, '..');
const there = (program: string, ...args: string[]): boolean => spawnSync(program, args).error === undefined;
const caddy = there('caddy', 'version');
const coturn = there('turnserver', '--version');
if (!caddy) console.error('NOT TESTED: Caddy is not installed (Debian: apt-get install caddy).');
if (!coturn) console.error('NOT TESTED: coturn is not installed (Debian: apt-get install coturn).');

const children: ChildProcess[] = [];
const open: (Relay | Network)[] = [];
const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
afterEach(async () => {
  await Promise.all(open.splice(0).map((o) => o.stop()));
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function started(host: Partial<Parameters<typeof startRelay>[0]>): Promise<Relay> {
  const relay = await startRelay({
    port: 0,
    host: '127.0.0.1',
    dist: '/nonexistent',
    logLevel: 'silent',
    ...host,
  });
  open.push(relay);
  return relay;
}

async function startCoturn(): Promise<number> {
  const port = await freePort();
  const child = spawn(
    'turnserver',
    [
      ...[
        '-n',
        '-c',
        join(root, 'deploy/turnserver.conf'),
        `--listening-port=${port}`,
        '--listening-ip=127.0.0.1',
      ],
      ...[
        '--relay-ip=127.0.0.1',
        '--realm=test',
        '--static-auth-secret=north',
        '--log-file=stdout',
        '--no-tls',
        '--no-dtls',
      ],
      ...[`--pidfile=${join(folder, 'turn.pid')}`, `--userdb=${join(folder, 'turn.db')}`],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.push(child);
  child.stdout!.resume();
  const credentials = turnCredentials('north', Math.floor(Date.now() / 1000) + 60);
  await expect
    .poll(
      () => askTurn(`turn:127.0.0.1:${port}?transport=tcp`, credentials.username, credentials.credential),
      {
        timeout: 60_000,
      },
    )
    .toBe('ok');
  return port;
}

const check = (url: string): Promise<{ code: number; said: string }> =>
  promisify(execFile)(
    process.execPath,
    [join(root, 'node_modules/tsx/dist/cli.mjs'), 'deploy/check.ts', url],
    {
      cwd: root,
    },
  ).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, said: error.stdout }),
  );

if (caddy)
  describe('Caddy in front of the relay', () => {
    it('passes pages, host names and WebSockets', async () => {
      // Caddy sends nobody to a relay that is not ready, and without the app it is not.
      writeFileSync(join(folder, 'index.html'), '<!doctype html><title>app</title>');
      const relay = await started({ trustProxy: true, dist: folder });
      const port = await freePort();
      const child = spawn(
        'caddy',
        ['run', '--config', join(root, 'deploy/Caddyfile'), '--adapter', 'caddyfile'],
        {
          env: {
            ...process.env,
            SITE: `http://localhost:${port}`,
            UPSTREAM: `127.0.0.1:${relay.port}`,
            HOME: folder,
            XDG_CONFIG_HOME: folder,
            XDG_DATA_HOME: join(folder, 'data'),
            CADDY_ADMIN: 'off',
          },
          stdio: 'ignore',
        },
      );
      children.push(child);
      const ask = (): Promise<unknown> =>
        fetch(`http://localhost:${port}/relay.json`).then(
          (r) => r.json(),
          () => undefined,
        );
      await expect
        .poll(ask, { timeout: 60_000 })
        .toMatchObject({ addresses: [`/dns4/localhost/tcp/${port}/ws/p2p/${relay.peerId}`] });
      const options = {
        meetingKey: new Uint8Array(32).fill(3),
        relayAddresses: [`/dns4/localhost/tcp/${port}/ws`],
      };
      const [a, b] = await Promise.all(
        [1, 2].map((n) =>
          createNodeNetwork({ ...options, privateKeySeed: new Uint8Array(32).fill(n), relayedOnly: true }),
        ),
      );
      open.push(a!, b!);
      await expect.poll(() => a!.links().length, { timeout: 60_000 }).toBe(1);
    });
  });

if (coturn)
  describe('coturn beside the relay', () => {
    it('takes the credentials that the relay hands out, over UDP and TCP, and no others', async () => {
      const port = await startCoturn();
      const turnUrls = [`turn:127.0.0.1:${port}`, `turn:127.0.0.1:${port}?transport=tcp`];
      const relay = await started({ ice: { turnUrls, turnSecret: 'north' } });
      const { iceServers } = (await (await fetch(`http://127.0.0.1:${relay.port}/relay.json`)).json()) as {
        iceServers: { urls: string[]; username: string; credential: string }[];
      };
      const turn = iceServers.find((s) => s.username !== undefined)!;
      expect(turn.urls).toEqual(turnUrls);
      for (const url of turnUrls) {
        expect(await askTurn(url, turn.username, turn.credential)).toBe('ok');
        expect(await askTurn(url, turn.username, 'forged')).toContain('TURN_SECRET');
      }
      // Yesterday's are over.
      const old = turnCredentials('north', 1_000_000_000);
      expect(await askTurn(turnUrls[0]!, old.username, old.credential)).not.toBe('ok');
      const { said } = await check(`http://127.0.0.1:${relay.port}`);
      expect(said.match(/would carry traffic/g)).toHaveLength(2);
    });
  });

describe('the bundled relay', () => {
  it('runs from one file, where there are no node_modules, and stops when it is told to', async () => {
    await bundleRelay(folder);
    const child = spawn(process.execPath, [join(folder, 'relay.mjs')], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        PORT: '0',
        DIST: '/nonexistent',
        RELAY_KEY_FILE: join(folder, 'state', 'relay.key'),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const [line] = (await once(child.stdout!, 'data')) as [Buffer];
    const url = /http:\/\/\S+/.exec(String(line))![0];
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ ok: true });
    expect(await fetchRelayAddresses(url)).toHaveLength(1);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

describe('the check that a host runs', () => {
  it('says what works and what does not', async () => {
    const relay = await started({});
    const own = await check(`http://localhost:${relay.port}`);
    expect(own.code).toBe(1);
    expect(own.said).toContain(
      `ok    stun:localhost:${relay.port} answers; it sees this machine as 127.0.0.1`,
    );
    expect(own.said).toContain('reached from this house or machine only');
    const none = await started({ ice: { stunUrls: [] } });
    const said = await check(`http://localhost:${none.port}`);
    expect(said.said).toContain('The host names no STUN server');
    expect(said.said).toContain('will NOT get direct links');
    expect((await check(`http://localhost:${await freePort()}`)).said).toContain(
      'does not answer as a relay',
    );
  });
});
