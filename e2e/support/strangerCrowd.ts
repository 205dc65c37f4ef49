/**
 * One stranger with a script of its own and as many peers as there are places: each joins the relay's directory, links
 * itself to every tab that it finds there, says who it is so that it may stay, and comes again whenever it is let go.
 */
import type { Connection } from '../../src/net/libp2pStream.ts';
import type { PeerId } from '../../src/net/network.ts';

export interface Crowd {
  /** How many places it holds in the directory, and at each tab that it knows of, the fullest first. */
  held(): { readonly directory: number; readonly atTabs: readonly number[] };
  /** From now on each of them is somebody new every few seconds, so that none has ever been there for long. */
  renew(everyMs: number): void;
  stop(): Promise<void>;
}

interface Stranger {
  readonly id: PeerId;
  readonly isListed: boolean;
  readonly tabs: readonly PeerId[];
  stop(): Promise<void>;
}

/** Of two peers the lower id dials: it keeps the lowest of so many keys, and nobody has to call it. */
const KEYS_PER_STRANGER = 40;
const TICK_MS = 250;

export async function crowdAt(url: string, size: number): Promise<Crowd> {
  const comesBack = goElsewhere();
  const { parseTableUrl } = await import('../../src/client/create/tableUrl.ts');
  const address = parseTableUrl(new URL(url));
  if (typeof address === 'string') throw new Error(address);
  const become = await strangers(address);
  const all: Stranger[] = [];
  /** Its own, the ones it no longer is included. */
  const own = new Set<PeerId>();
  const open = async (): Promise<Stranger> => {
    const stranger = await become((id) => own.add(id), own);
    all.push(stranger);
    return stranger;
  };
  await Promise.all(Array.from({ length: size }, open));
  let renewing: ReturnType<typeof setInterval> | undefined;
  const leaving = new Set<Promise<void>>();
  return {
    held() {
      const atTab = new Map<PeerId, number>();
      for (const { tabs } of all) for (const tab of tabs) atTab.set(tab, (atTab.get(tab) ?? 0) + 1);
      return {
        directory: all.filter((s) => s.isListed).length,
        atTabs: [...atTab.values()].sort((a, b) => b - a),
      };
    },
    renew(everyMs) {
      renewing = setInterval(() => {
        const oldest = all.shift();
        if (oldest === undefined) return;
        const gone = oldest.stop().then(() => open());
        const over = gone.then(() => void leaving.delete(over));
        leaving.add(over);
      }, everyMs / size);
    },
    async stop() {
      clearInterval(renewing);
      await Promise.all(leaving);
      await Promise.all(all.map((s) => s.stop()));
      comesBack();
    },
  };
}

/**
 * From now on this process reaches relays behind a proxy from another address than the tabs.
 * @returns what ends it
 */
function goElsewhere(): () => void {
  const plain = globalThis.WebSocket;
  globalThis.WebSocket = class extends plain {
    constructor(url: string | URL) {
      // Node's takes headers where a page's takes protocols.
      const options: unknown = { headers: { 'x-forwarded-for': '198.51.100.7' } };
      super(url, options as string[]);
    }
  };
  return () => {
    globalThis.WebSocket = plain;
  };
}

type Address = Exclude<
  ReturnType<typeof import('../../src/client/create/tableUrl.ts')['parseTableUrl']>,
  string
>;

/** What makes one more of them. */
async function strangers(address: Address) {
  const [{ circuitRelayTransport }, { generateKeyPair }, { identify }, { noise }] = await Promise.all([
    import('@libp2p/circuit-relay-v2'),
    import('@libp2p/crypto/keys'),
    import('@libp2p/identify'),
    import('@libp2p/noise'),
  ]);
  const [{ peerIdFromPrivateKey }, { webSockets }, { yamux }, { createLibp2p }, { multiaddr }] =
    await Promise.all([
      import('@libp2p/peer-id'),
      import('@libp2p/websockets'),
      import('@libp2p/yamux'),
      import('libp2p'),
      import('@multiformats/multiaddr'),
    ]);
  const { meetingKeyOf } = await import('../../src/codec/meeting.ts');
  const { byteStreamOf } = await import('../../src/net/libp2pStream.ts');
  const { netLimits } = await import('../../src/net/limits.ts');
  const { PeerTable } = await import('../../src/net/peerTable.ts');
  const { RelayClient } = await import('../../src/net/relayClient.ts');
  const { createHellos } = await import('./hellos.ts');
  const meetingKey = meetingKeyOf(address.config);
  const helloOf = await createHellos(address);
  const lowestKey = async () => {
    const keys = await Promise.all(
      Array.from({ length: KEYS_PER_STRANGER }, () => generateKeyPair('Ed25519')),
    );
    const named = keys.map((key) => ({ key, id: peerIdFromPrivateKey(key).toString() }));
    return named.sort((a, b) => (a.id < b.id ? -1 : 1))[0]!;
  };
  return async (called: (id: PeerId) => void, own: ReadonlySet<PeerId>): Promise<Stranger> => {
    const { key, id } = await lowestKey();
    called(id);
    const hello = await helloOf(id);
    const node = await createLibp2p({
      privateKey: key,
      transports: [webSockets(), circuitRelayTransport()],
      connectionEncrypters: [noise()],
      streamMuxers: [yamux()],
      connectionManager: { reconnectRetries: 0 },
      connectionMonitor: { enabled: false },
      services: { identify: identify() },
    });
    const links = new PeerTable({
      meetingKey,
      ableDirect: () => false,
      limits: { ...netLimits, peers: 1_000 },
      now: () => performance.now(),
      changed: () => undefined,
      random: () => 0,
    });
    links.subscribe((event) => {
      if (event.kind === 'link' && event.link !== undefined) links.send(event.peer, hello);
    });
    const dialling = new Set<PeerId>();
    // It keeps no place for those who would call it, so it waits for none.
    const places = { ask: async () => true };
    const limits = { ...netLimits, relayRetryMs: [1_000] };
    const relay = new RelayClient(node, address.relays[0]!, meetingKey, limits, places, {
      state: () => undefined,
      peers: () => undefined,
      ice: () => undefined,
      leaving: () => undefined,
    });
    const link = async (peer: PeerId, via: string): Promise<void> => {
      const signal = AbortSignal.timeout(netLimits.dialTimeoutMs);
      let connection: Connection | undefined;
      try {
        connection = await node.dial(multiaddr(`${via}/p2p/${peer}`), { signal, force: true });
        const stream = await connection.newStream('/dealerless/link/1', {
          signal,
          runOnLimitedConnection: true,
        });
        links.add(peer, 'relayed', byteStreamOf(stream, connection));
      } catch {
        connection?.abort(new Error('no link'));
      }
    };
    relay.start();
    const timer = setInterval(() => {
      links.tick();
      const { via } = relay;
      if (via === undefined) return;
      for (const peer of relay.peers) {
        if (own.has(peer) || links.has(peer) || dialling.has(peer) || peer < id) continue;
        dialling.add(peer);
        void link(peer, via).finally(() => dialling.delete(peer));
      }
    }, TICK_MS);
    return {
      id,
      get isListed() {
        return relay.state === 'connected';
      },
      get tabs() {
        return links.links().map((l) => l.peer);
      },
      async stop() {
        clearInterval(timer);
        await relay.stop();
        await links.close(0);
        await node.stop();
      },
    };
  };
}
