/** What the host can watch. Nothing here names a table or a player. */
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import packageJson from '../package.json' with { type: 'json' };
import { relayLimits } from './limits.ts';

export interface Gauges {
  readonly connections: () => number;
  readonly reservations: () => number;
  readonly tables: () => number;
  readonly peers: () => number;
  /** Relayed connections between two peers. */
  readonly circuits: () => number;
}

export interface Metrics {
  readonly registry: Registry;
  request(status: number): void;
  refused(reason: string): void;
  stunAnswered(): void;
  /** A WebSocket was let in; and a peer has proven on one who it is. */
  upgraded(): void;
  handshake(): void;
  joined(): void;
  /** Came from a peer. */
  received(bytes: number): void;
  sent(bytes: number): void;
  /** Of a rail's history, over HTTP. */
  historySent(bytes: number): void;
  watch(gauges: Gauges): void;
}

const { version } = packageJson;

export function createMetrics(): Metrics {
  const registry = new Registry();
  const prefix = 'dealerless_relay_';
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Counter({
    name: `${prefix}http_requests_total`,
    help: 'HTTP requests answered, by status',
    labelNames: ['status'],
    registers,
  });
  const refusals = new Counter({
    name: `${prefix}refused_total`,
    help: 'Connections, streams and requests refused, by reason',
    labelNames: ['reason'],
    registers,
  });
  const stun = new Counter({
    name: `${prefix}stun_answers_total`,
    help: 'STUN requests answered',
    registers,
  });
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name: `${prefix}${name}`,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
  const counter = (name: string, help: string) =>
    new Counter({ name: `${prefix}${name}_total`, help, registers });
  const upgrades = counter('upgrades', 'WebSockets let in');
  const handshakes = counter(
    'handshakes',
    'Peers who proved their id; less than the upgrades by those who did not',
  );
  const joins = counter('directory_joins', 'Peers who joined a table’s directory');
  const received = counter(
    'received_bytes',
    'Bytes that came over WebSockets, nearly all of them relayed links',
  );
  const sent = counter('sent_bytes', 'Bytes that went over WebSockets');
  const history = counter('rail_history_bytes', 'Bytes of a rail’s history that were sent over HTTP');
  new Gauge({
    name: `${prefix}connections_limit`,
    help: 'WebSocket connections at most',
    registers,
  }).set(relayLimits.connections);
  new Gauge({
    name: 'dealerless_build_info',
    help: 'Always 1; which version this is',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);
  return {
    registry,
    request: (status) => requests.inc({ status }),
    refused: (reason) => refusals.inc({ reason }),
    stunAnswered: () => stun.inc(),
    upgraded: () => upgrades.inc(),
    handshake: () => handshakes.inc(),
    joined: () => joins.inc(),
    received: (bytes) => received.inc(bytes),
    sent: (bytes) => sent.inc(bytes),
    historySent: (bytes) => history.inc(bytes),
    watch: (gauges) => {
      gauge('connections', 'Open WebSocket connections', gauges.connections);
      gauge('reservations', 'Peers that can be reached through the relay', gauges.reservations);
      gauge('tables', 'Tables in the directory', gauges.tables);
      gauge('peers', 'Peers in the directory', gauges.peers);
      gauge('circuits', 'Relayed connections between two peers', gauges.circuits);
    },
  };
}
