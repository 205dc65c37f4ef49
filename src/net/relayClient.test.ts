/** A relay that is away, and a device that comes back before the next attempt would be made. */
import type { Libp2p } from 'libp2p';
import { afterEach, describe, expect, it } from 'vitest';
import { DIRECTORY_PROTOCOLS } from './directoryProtocol.ts';
import { netLimits } from './limits.ts';
import { RelayClient } from './relayClient.ts';

let client: RelayClient | undefined;
afterEach(() => client?.stop());

/** Hears of every attempt; each fails. */
function away() {
  let heard: () => void = () => undefined;
  const seen = { dials: 0, lost: 0 };
  const node = {
    dial: () => {
      seen.dials++;
      return Promise.reject(new Error('no network'));
    },
  };
  client = new RelayClient(
    node as unknown as Libp2p,
    '/ip4/127.0.0.1/tcp/1/ws',
    new Uint8Array(32),
    // Nobody waits for an hour here: what is not hurried is never tried again.
    { ...netLimits, relayRetryMs: [3_600_000] },
    { ask: async () => true },
    {
      state: () => {
        seen.lost++;
        heard();
      },
      peers: () => undefined,
      ice: () => undefined,
      leaving: () => undefined,
    },
  );
  const made = client;
  const dialled = async (times: number): Promise<void> => {
    while (seen.dials < times) await new Promise<void>((resolve) => setImmediate(resolve));
  };
  const lost = new Promise<void>((resolve) => {
    heard = resolve;
  });
  return { client: made, seen, dialled, lost };
}

describe('a relay that is away', () => {
  it('is tried again at once by a device that comes back, and not before', async () => {
    const { client: relay, seen, dialled, lost } = away();
    relay.start();
    await lost;
    expect(seen.dials).toBe(1);
    relay.awake();
    await dialled(2);
    relay.awake();
    await dialled(3);
    expect(relay.state).toBe('lost');
    // A state is told once.
    expect(seen.lost).toBe(1);
  });
});

describe('a relay that is there', () => {
  /** Every connection's streams end at once, as of a relay that does not know the protocol. */
  it('is asked for a place before its directory, and for any directory where the newest is none of its own', async () => {
    const asked: string[] = [];
    let enough: () => void = () => undefined;
    const twice = new Promise<void>((resolve) => {
      enough = resolve;
    });
    const connection = {
      remotePeer: 'relay',
      newStream: (protocols: readonly string[]) => {
        asked.push(protocols.join(' '));
        if (asked.length >= 4) enough();
        return Promise.reject(new Error('spoken by nobody'));
      },
      abort: () => undefined,
    };
    client = new RelayClient(
      { dial: async () => connection } as unknown as Libp2p,
      '/ip4/127.0.0.1/tcp/1/ws',
      new Uint8Array(32),
      { ...netLimits, relayRetryMs: [0] },
      {
        ask: async (relay) => {
          asked.push(`place at ${String(relay)}`);
          return true;
        },
      },
      { state: () => undefined, peers: () => undefined, ice: () => undefined, leaving: () => undefined },
    );
    client.start();
    await twice;
    const [newest, older] = DIRECTORY_PROTOCOLS;
    expect(asked).toEqual(['place at relay', newest, 'place at relay', `${newest} ${older}`]);
  });

  it('is asked again for a place while it gives none, and then now and then at most', async () => {
    let asked = 0;
    let given: () => void = () => undefined;
    const place = new Promise<void>((resolve) => {
      given = resolve;
    });
    const connection = {
      remotePeer: 'relay',
      // Its directory says nothing until we leave.
      newStream: (_protocols: readonly string[], { signal }: { readonly signal: AbortSignal }) =>
        new Promise<never>((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        ),
      abort: () => undefined,
    };
    client = new RelayClient(
      { dial: async () => connection } as unknown as Libp2p,
      '/ip4/127.0.0.1/tcp/1/ws',
      new Uint8Array(32),
      { ...netLimits, placeRetryMs: [0], directoryPingEveryMs: 3_600_000 },
      {
        ask: async () => {
          asked++;
          if (asked === 3) given();
          return asked === 3;
        },
      },
      { state: () => undefined, peers: () => undefined, ice: () => undefined, leaving: () => undefined },
    );
    client.start();
    await place;
    for (let turn = 0; turn < 20; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
    await client.stop();
    expect(asked).toBe(3);
  });
});
