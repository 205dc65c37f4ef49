/**
 * The host's one process: serves the app, introduces the peers of a table to one another, and carries their
 * encrypted links where they cannot reach each other directly. It sees no card and orders nothing; a table
 * whose peers are connected goes on without it.
 */
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { webOriginOf } from '../src/net/relayAddresses.ts';
import { relayAddressFor } from './address.ts';
import { startFederation } from './federation.ts';
import {
  type HostProcess,
  type RailSettings,
  startRail,
  startWitness,
  type WitnessSettings,
} from './hostProcess.ts';
import { createHttp } from './http.ts';
import { type IceOptions, IceServers, iceFault } from './iceServers.ts';
import { isLoopbackAddress } from './ipPrefix.ts';
import { startLibp2pRelay } from './libp2pRelay.ts';
import { relayLimits } from './limits.ts';
import { Listings } from './listings.ts';
import { createMetrics } from './metrics.ts';
import { precompress } from './precompress.ts';
import { askStun, type StunServer, startStun } from './stun.ts';
import { proxyUpgrades } from './upgrade.ts';
import { WatchedTables } from './watchedTables.ts';

export interface RelayOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Folder of the built app; `dist/` of this repository by default. */
  readonly dist?: string;
  /** Where the relay's key is kept, so that its peer id survives a restart. */
  readonly keyFile?: string | undefined;
  /** Multiaddrs without peer id that pages are told instead of what their request says. */
  readonly announce?: readonly string[];
  /** A proxy in front of us sets X-Forwarded-For. */
  readonly trustProxy?: boolean;
  readonly logLevel?: string;
  /** Multiaddrs of the host's other relays (siblings.ts); both stand in new links. */
  readonly siblings?: readonly string[];
  /** Web origins whose pages may use this relay, besides its own and its siblings'; all by default. */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** STUN and TURN servers for the tabs; the relay's own STUN server by default. */
  readonly ice?: IceOptions;
  /** Offers a witness to every table; with a folder it outlives a restart. */
  readonly witness?: WitnessSettings | undefined;
  /** Runs a rail: feeds those who watch tables here, and keeps for them what they miss. */
  readonly rail?: RailSettings | undefined;
  /** Web origins of other hosts' relays whose open tables are shown here as well. */
  readonly federation?: readonly string[];
  /** How long one relayed connection lives; relayLimits.relayedConnectionMs by default. Peers make it anew. */
  readonly relayedConnectionMs?: number;
  /** Milliseconds of a steady clock, by which requests are counted; the platform's by default. */
  readonly nowMs?: () => number;
}

export interface Relay {
  /** Where the page is, for people. */
  readonly url: string;
  readonly port: number;
  readonly peerId: string;
  /** Multiaddrs for peers on this machine. */
  readonly addresses: readonly string[];
  /** Lets nobody in any more, tells the tabs to go elsewhere, and waits until they have, some seconds at most. */
  drain(): Promise<void>;
  /** Asks the other relays of the federation for their open tables now. */
  askFederation(): Promise<void>;
  stop(): Promise<void>;
}

/** A setting that nothing can be done with, said in a sentence. */
export class RelaySettingsError extends Error {
  override name = 'RelaySettingsError';
}

/**
 * Where tabs find the relay's own STUN server. A proxy's UDP port is not ours, and what listens on loopback only is
 * reached by pages of this machine only.
 */
function ownStunPort(
  { trustProxy, host }: RelayOptions,
  stun: StunServer | undefined,
  page: string | undefined,
): number | undefined {
  if (stun === undefined || trustProxy === true) return undefined;
  const here = (name: string): boolean => name === 'localhost' || isLoopbackAddress(name);
  return here(host) && !(page !== undefined && here(page)) ? undefined : stun.port;
}

/** @throws when the port is taken, the key file cannot be read, or a setting is of no use */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const log = pino({ level: options.logLevel ?? 'info', base: null });
  const metrics = createMetrics();
  const dist = resolve(options.dist ?? fileURLToPath(new URL('../dist', import.meta.url)));
  const refused = (reason: string): void => {
    metrics.refused(reason);
    // The reason only: whose connection it was is nobody's business.
    log.debug({ reason }, 'refused');
  };
  let witness: HostProcess | undefined;
  let rail: HostProcess | undefined;
  let railPort: number | undefined;
  let stun: StunServer | undefined;
  const nowMs = options.nowMs ?? (() => performance.now());
  const trustProxy = options.trustProxy === true;
  const fault = iceFault(options.ice ?? {});
  if (fault !== undefined) throw new RelaySettingsError(fault);
  const ice = new IceServers(options.ice ?? {}, (host) => ownStunPort(options, stun, host), Date.now);
  const siblings = options.siblings ?? [];
  let notReady = (): string | undefined => 'starting';
  const announced = (options.announce ?? []).map((a) => a.replace(/\/p2p\/.*$/, ''));
  const watchedTables: WatchedTables = new WatchedTables({
    nowMs,
    isOpen: (table) => libp2p.directory.has(table),
    isWatched: (key) => libp2p.rail.has(key),
    offer: (table) => rail?.offer(table),
  });
  const addresses = new Map<number, string>();
  const libp2p = await startLibp2pRelay({
    keyFile: options.keyFile,
    announce: announced.length > 0 ? announced : [`/ip4/127.0.0.1/tcp/${options.port || 4600}/ws`],
    refused,
    addressOf: (port) => addresses.get(port),
    tableOpened: (table) => {
      witness?.offer(table);
      watchedTables.opened(table);
    },
    railWatched: (key) => watchedTables.watched(key),
    handshake: metrics.handshake,
    joined: metrics.joined,
    relayedConnectionMs: options.relayedConnectionMs ?? relayLimits.relayedConnectionMs,
    ice: () => ice.offer(),
  });
  const listings = new Listings({
    nowMs: Date.now,
    isHere: (meeting) => libp2p.directory.has(meeting),
  });
  try {
    await precompress(dist).catch((error: Error) =>
      log.debug({ reason: error.message }, 'not precompressed'),
    );
    const http = await createHttp({
      nowMs,
      dist,
      trustProxy,
      peerId: libp2p.peerId,
      announce: announced.map((a) => `${a}/p2p/${libp2p.peerId}`),
      witness: options.witness !== undefined,
      metrics,
      iceServers: (host) => ice.list(host),
      siblings,
      notReady: () => notReady(),
      listings,
      railPort: () => railPort,
      warn: (line) => log.warn(line),
    });
    const { allowedOrigins } = options;
    const upgrades = proxyUpgrades(http.server, {
      targetPort: libp2p.port,
      addresses,
      trustProxy,
      refused,
      upgraded: metrics.upgraded,
      received: metrics.received,
      sent: metrics.sent,
      allowedOrigins:
        allowedOrigins && new Set([...allowedOrigins, ...siblings.flatMap((a) => webOriginOf(a) ?? [])]),
    });
    let draining: Promise<void> | undefined;
    const built = existsSync(join(dist, 'index.html'));
    notReady = () => {
      if (draining !== undefined) return 'draining';
      if (!built) return 'the app is not built';
      return upgrades.hasRoom() ? undefined : 'full';
    };
    const drain = async (): Promise<void> => {
      upgrades.closeDoor();
      libp2p.directory.announceLeaving();
      libp2p.rail.announceLeaving();
      log.info('draining');
      const endMs = performance.now() + relayLimits.drainMs;
      while (upgrades.count() > 0 && performance.now() < endMs)
        await new Promise((resolve) => setTimeout(resolve, relayLimits.drainCheckMs));
    };
    await http.listen({ port: options.port, host: options.host });
    metrics.watch({
      connections: () => upgrades.count(),
      reservations: () => libp2p.reservationCount(),
      tables: () => libp2p.directory.tableCount,
      peers: () => libp2p.directory.peerCount,
      circuits: () => libp2p.circuitCount(),
    });
    const { port } = http.server.address() as AddressInfo;
    stun = await startStun({
      port,
      host: options.host,
      nowMs,
      refused,
      answered: metrics.stunAnswered,
    }).catch((error: Error) => {
      log.warn({ reason: error.message }, 'no STUN server: the UDP port could not be taken');
      return undefined;
    });
    void ice
      .check((server) => askStun(server))
      .then((said) => {
        for (const line of said) log.warn(line);
      });
    const federation = startFederation({ origins: options.federation ?? [], listings, refused });
    void federation.ask();
    const anywhere = options.host === '0.0.0.0' || options.host === '::' || options.host === '127.0.0.1';
    const name = anywhere ? 'localhost' : options.host;
    const shown = `${name.includes(':') ? `[${name}]` : name}:${port}`;
    const local = relayAddressFor(`${anywhere ? '127.0.0.1' : name}:${port}`, false, libp2p.peerId);
    if (options.witness !== undefined && local !== undefined)
      witness = startWitness(local, options.witness, {
        tables: () => libp2p.directory.tables,
        log: (line) => log.info({ witness: line }),
      });
    if (options.rail !== undefined && local !== undefined)
      rail = startRail(local, options.rail, {
        tables: () => watchedTables.all(),
        told: (message) => {
          railPort = portIn(message);
        },
        ended: () => {
          railPort = undefined;
        },
        log: (line) => log.info({ rail: line }),
      });
    log.info({ port, host: options.host, peerId: libp2p.peerId }, 'relay is up');
    let stopping: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      await Promise.all([witness?.stop(), rail?.stop()]);
      upgrades.stop();
      await federation.stop();
      await stun?.stop();
      await http.close();
      await libp2p.stop();
      log.info('relay has stopped');
    };
    return {
      url: `http://${shown}`,
      port,
      peerId: libp2p.peerId,
      addresses: local === undefined ? [] : [local],
      askFederation: () => federation.ask(),
      drain: () => {
        draining ??= drain();
        return draining;
      },
      stop: () => {
        stopping ??= stop();
        return stopping;
      },
    };
  } catch (error) {
    await libp2p.stop();
    throw error;
  }
}

/** What a rail's process says of itself. */
function portIn(message: unknown): number | undefined {
  const port =
    typeof message === 'object' && message !== null && 'port' in message ? message.port : undefined;
  return typeof port === 'number' ? port : undefined;
}
