/** The relay of `bench rail` in a process of its own. Asked for 'memory' it collects garbage, and says what it has. */
import { setTimeout as wait } from 'node:timers/promises';
import { startRelay } from '../relay/relay.ts';

const relay = await startRelay({ port: 0, host: '127.0.0.1', dist: '/nonexistent', logLevel: 'silent' });
process.on('message', async () => {
  for (let i = 0; i < 3; i++) {
    globalThis.gc?.();
    await wait(200);
  }
  process.send?.({ residentBytes: process.memoryUsage.rss() });
});
process.once('disconnect', () => process.exit());
process.send?.({ addresses: relay.addresses, port: relay.port });
