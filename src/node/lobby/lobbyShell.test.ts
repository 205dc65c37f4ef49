import { describe, expect, it } from 'vitest';
import { tableIdOf } from '../../codec/config.ts';
import { decodeMessage } from '../../codec/wire.ts';
import { createEd25519 } from '../../crypto/ed25519.ts';
import type { Network } from '../../net/network.ts';
import { createMemoryGame } from '../../storage/memory.ts';
import { config } from '../../testing/lobbyRoom.ts';
import { seededRandom } from '../../testing/seededRandom.ts';
import type { NodeOptions } from '../options.ts';
import { LobbyShell } from './lobbyShell.ts';

describe('the lobby of a tab', () => {
  it('says that its player is ready before it proposes a beginning, though signing takes a while', async () => {
    const plain = await createEd25519();
    const { secretKey, publicKey } = plain.generateKeyPair(seededRandom('creator'));
    // One signature at a time is made, and not before it is asked for here.
    const signing: (() => void)[] = [];
    const ed25519 = {
      ...plain,
      sign: () => new Promise<Uint8Array>((resolve) => signing.push(() => resolve(new Uint8Array(64)))),
    };
    const said: string[] = [];
    const broadcast = (bytes: Uint8Array): void => {
      const message = decodeMessage(bytes);
      said.push(message.kind === 'hello' ? `hello ${message.body.ready}` : message.kind);
    };
    const network = { self: 'me', broadcast, send: () => undefined } as unknown as Network;
    const table = { ...config, creatorKey: publicKey };
    const node = {
      ...{
        config: table,
        tableId: tableIdOf(table),
        publicKey,
        secretKey,
        nickname: 'Alice',
        ed25519,
        network,
      },
      ...{ storage: createMemoryGame(), scheduler: { nowMs: () => 0, after: () => () => undefined } },
    } as unknown as NodeOptions;
    const shell = new LobbyShell({
      node,
      epoch: () => 0,
      onStarted: () => undefined,
      onChange: () => undefined,
      onFatal: (error) => {
        throw error;
      },
    });
    const bob = { key: new Uint8Array(32).fill(2), nickname: new TextEncoder().encode('Bob') };
    shell.step({ kind: 'link', peer: 'bob', up: true });
    shell.step({
      kind: 'hello',
      from: 'bob',
      hello: { ...(await shellHello(shell, signing)), ...bob, seat: 1, ready: 1, revision: 9 },
    });
    said.length = 0;
    shell.step({ kind: 'seat', seat: 0 });
    shell.step({ kind: 'ready', ready: true });
    expect(shell.step({ kind: 'start', witnesses: false })).toBeUndefined();
    expect(said).toEqual([]);
    while (!said.includes('genesisSignature')) {
      signing.shift()?.();
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    expect(said).toEqual(['hello 1', 'hello 1', 'genesisProposal', 'genesisSignature']);
  });
});

/** What this tab would say of itself: others' hellos are made of it. */
async function shellHello(shell: LobbyShell, signing: (() => void)[]) {
  const hello = shell.signedHello();
  for (const sign of signing.splice(0)) sign();
  return hello;
}
