/** Where short links lead: over links in memory, with a table's answers written by hand. */
import { afterEach, describe, expect, it } from 'vitest';
import { meetingKeyOf } from '../../codec/meeting.ts';
import { encodeMessage } from '../../codec/wire.ts';
import { createEd25519 } from '../../crypto/ed25519.ts';
import type { Network } from '../../net/network.ts';
import { systemScheduler } from '../../node/clock.ts';
import type { IdentityRecord } from '../../storage/storage.ts';
import { sealedConfig } from '../../testing/lobbyRoom.ts';
import { createMemoryHub, type MemoryHub } from '../../testing/memoryNetwork.ts';
import { formatTablePath } from '../create/tableUrl.ts';
import { resolveShort } from './resolve.ts';

const ed25519 = await createEd25519(crypto.subtle);
const meetingKey = meetingKeyOf(sealedConfig);
const opened: Network[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((network) => network.stop()));
});

const newHub = (): MemoryHub =>
  createMemoryHub({ scheduler: { now: () => performance.now(), after: systemScheduler.after } });

/** Somebody at the table who answers every word with this configuration. */
function answering(hub: MemoryHub, name: string, config = sealedConfig): void {
  const network = hub.join(name);
  opened.push(network);
  network.subscribe((event) => {
    if (event.kind === 'message')
      network.send(event.from, encodeMessage({ kind: 'tableConfig', body: config }));
  });
}

function resolving(hub: MemoryHub, identities: readonly { readonly path: string }[] = []) {
  const closing = new AbortController();
  const said: string[] = [];
  const joined: Network[] = [];
  const resolved = resolveShort({
    short: { meetingKey, relays: [] },
    device: { loadIdentities: async () => identities as IdentityRecord[] },
    ed25519,
    client: { asking: (relay) => said.push(relay), closing: closing.signal },
    connect: async () => {
      const network = hub.join('newcomer');
      opened.push(network);
      joined.push(network);
      return network;
    },
  });
  return { resolved, closing, said, joined };
}

describe('a short link', () => {
  it('leads to the table whose rules a player sends, and the table is played over the same links', async () => {
    const hub = newHub();
    answering(hub, 'alice');
    const { resolved, joined, said } = resolving(hub);
    const found = await resolved;
    expect(found?.address).toMatchObject({ config: sealedConfig, relays: [] });
    expect(found?.network).toBe(joined[0]);
    expect(said.length).toBeGreaterThan(0);
  });

  it('believes no rules that its key is not of, whoever sends them first', async () => {
    const hub = newHub();
    answering(hub, 'liar', { ...sealedConfig, bigBlindChips: 4 });
    const { resolved, joined } = resolving(hub);
    // Asked when the link came, and perhaps once more as one of those who were linked already.
    const lies = (): number => joined[0]?.penalties().get('liar')?.['wrong-table'] ?? 0;
    await expect.poll(lies, { timeout: 30_000 }).toBeGreaterThanOrEqual(1);
    // The link is still good once somebody honest is there.
    answering(hub, 'alice');
    expect((await resolved)?.address.config).toEqual(sealedConfig);
  });

  it('to a table that this device knows asks nobody', async () => {
    const paths = [{ path: '/t/nonsense' }, { path: formatTablePath(sealedConfig, ['/dns4/a/tcp/1/ws']) }];
    const { resolved, joined } = resolving(newHub(), paths);
    expect((await resolved)?.address).toMatchObject({ config: sealedConfig, relays: ['/dns4/a/tcp/1/ws'] });
    expect(joined).toEqual([]);
  });

  it('waits for somebody, and no longer than the page', async () => {
    const hub = newHub();
    const { resolved, closing, joined } = resolving(hub);
    await expect.poll(() => joined.length, { timeout: 30_000 }).toBe(1);
    closing.abort();
    expect(await resolved).toBeUndefined();
  });
});
