/**
 * `npm start -- --witness --rail` as a process: a table that somebody opens at the relay finds a witness in its lobby,
 * and a rail as soon as somebody watches.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { PROTOCOL_VERSION, type TableConfig, tableIdOf } from '../src/codec/config.ts';
import { fromHex, toHex } from '../src/codec/decode.ts';
import { railKeyOf } from '../src/codec/meeting.ts';
import { crs } from '../src/crypto/crsDigests.ts';
import { createEd25519 } from '../src/crypto/ed25519.ts';
import { createNodeNetwork } from '../src/net/libp2pNode.ts';
import { historyHost } from '../src/net/rail/historyHosts.ts';
import { createNodeRail } from '../src/net/rail/railNode.ts';
import { fetchRelayAddresses } from '../src/net/relayAddresses.ts';
import { systemScheduler } from '../src/node/clock.ts';
import { witnesses } from '../src/node/lobby/seating.ts';
import { openNode } from '../src/node/openNode.ts';
import { messageIdOf } from '../src/node/rail/judge.ts';
import { createMemoryGame } from '../src/storage/memory.ts';
import { systemRandom } from '../src/workers/inProcess.ts';
import { createNodeDeckWorker } from '../src/workers/nodeWorker.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

it('a relay with a witness and a rail offers them to a table, and all end at once', async () => {
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
      '--rail',
    ],
    {
      cwd: root,
      env: { ...process.env, PORT: '0', LOG_LEVEL: 'info' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let printed = '';
  const looks = new Set<() => void>();
  child.stdout.on('data', (chunk) => {
    printed += String(chunk);
    for (const look of looks) look();
  });
  const heard = (...words: string[]): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!words.every((word) => printed.includes(word))) return;
        looks.delete(look);
        resolve();
      };
      looks.add(look);
      look();
    });
  await heard('offered a witness', 'has a rail: it is fed', '/metrics');
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
  // Nobody watches yet, so nobody feeds a rail.
  expect(printed).not.toContain(`table ${toHex(tableId).slice(0, 8)} has a rail`);
  const key = railKeyOf(tableId);
  const host = historyHost(origin, key);
  const nothing = { idOf: messageIdOf, judge: async () => 'ignore' as const, failed: () => undefined };
  const watcher = await createNodeRail({
    ...{ meetingKey: tableId, isFeeder: false, judge: nothing, privateKeySeed: systemRandom(32) },
    relayAddresses: await fetchRelayAddresses(origin),
  });
  await heard(`table ${toHex(tableId).slice(0, 8)} has a rail`);
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (watcher.network.links().length > 0) resolve();
    };
    watcher.network.subscribe(look);
    look();
  });
  // The game has not begun: there is no past of it.
  expect(await host.ask({ epoch: 0, fromRound: 1 }, AbortSignal.timeout(60_000))).toBe('none');
  await watcher.network.stop();
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
