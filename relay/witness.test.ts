/** `npm start -- --witness` as a process: a table that somebody opens at the relay finds a witness in its lobby. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { PROTOCOL_VERSION, type TableConfig, tableIdOf } from '../src/codec/config.ts';
import { fromHex } from '../src/codec/decode.ts';
import { crs } from '../src/crypto/crsDigests.ts';
import { createEd25519 } from '../src/crypto/ed25519.ts';
import { createNodeNetwork } from '../src/net/libp2pNode.ts';
import { fetchRelayAddresses } from '../src/net/relayAddresses.ts';
import { systemScheduler } from '../src/node/clock.ts';
import { witnesses } from '../src/node/lobby/seating.ts';
import { openNode } from '../src/node/openNode.ts';
import { createMemoryGame } from '../src/storage/memory.ts';
import { systemRandom } from '../src/workers/inProcess.ts';
import { createNodeDeckWorker } from '../src/workers/nodeWorker.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

it('a relay with a witness offers it to a table, and both end at once', async () => {
  const state = mkdtempSync(join(tmpdir(), 'witness-'));
  const child = spawn(
    process.execPath,
    [
      join(root, 'node_modules/tsx/dist/cli.mjs'),
      'relay/main.ts',
      '--witness',
      '--witness-state',
      state,
      '--witness-metrics',
      '0',
    ],
    {
      cwd: root,
      env: { ...process.env, PORT: '0', LOG_LEVEL: 'info' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.includes('offered a witness') && printed.includes('/metrics')) break;
  }
  const numbers = await fetch(/http:\/\/127\.0\.0\.1:\d+\/metrics/.exec(printed)?.[0] ?? '');
  expect(await numbers.text()).toContain('dealerless_tables 0');
  const origin = /http:\/\/localhost:\d+/.exec(printed)?.[0] ?? '';
  const answer: unknown = await (await fetch(`${origin}/relay.json`)).json();
  expect(answer).toMatchObject({ witness: true });

  const ed25519 = await createEd25519(crypto.subtle);
  const { secretKey, publicKey } = ed25519.generateKeyPair(systemRandom);
  const config: TableConfig = {
    protocolVersion: PROTOCOL_VERSION,
    name: new TextEncoder().encode('Friday'),
    game: 0,
    structure: 0,
    smallBlindChips: 1,
    bigBlindChips: 2,
    anteKind: 0,
    anteChips: 0,
    startingStackChips: 100,
    bondChips: 0,
    seats: 6,
    actionTimeMs: 30_000,
    timeBankMs: 0,
    escrow: 1,
    levels: [],
    payoutsBasisPoints: [],
    straddle: 0,
    runItTwice: 0,
    bombPotHands: 0,
    bombPotChips: 0,
    rabbitHunt: 0,
    crsDigest: fromHex(crs[52].vkey),
    creatorKey: publicKey,
    salt: systemRandom(16),
  };
  const tableId = tableIdOf(config);
  const platform = {
    ed25519,
    network: await createNodeNetwork({
      meetingKey: tableId,
      relayAddresses: await fetchRelayAddresses(origin),
      privateKeySeed: systemRandom(32),
    }),
    storage: createMemoryGame(),
    worker: await createNodeDeckWorker({ deckSize: 52 }),
    scheduler: systemScheduler,
    wallClockMs: () => 0,
  };
  const player = openNode(platform, config, { secretKey, nickname: 'Ann' });
  const seen = new Promise<void>((resolve) => {
    player.subscribe(() => {
      if (witnesses(player.lobby).length === 1) resolve();
    });
  });
  player.start();
  await seen;
  expect(player.network.links()).toHaveLength(1);
  const gone = new Promise<void>((resolve) => {
    player.subscribe(() => {
      if (witnesses(player.lobby).length === 0) resolve();
    });
  });
  child.kill('SIGTERM');
  await gone;
  if (child.exitCode === null) await once(child, 'exit');
  expect(child.exitCode).toBe(0);
  await player.stop();
  rmSync(state, { recursive: true });
}, 300_000);
