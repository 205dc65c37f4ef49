/** What the host can watch. Nothing here names a table or a player. */
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

export interface Gauges {
  readonly connections: () => number;
  readonly reservations: () => number;
  readonly tables: () => number;
  readonly peers: () => number;
}

export interface Metrics {
  readonly registry: Registry;
  request(status: number): void;
  refused(reason: string): void;
  stunAnswered(): void;
  watch(gauges: Gauges): void;
}

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
  return {
    registry,
    request: (status) => requests.inc({ status }),
    refused: (reason) => refusals.inc({ reason }),
    stunAnswered: () => stun.inc(),
    watch: (gauges) => {
      gauge('connections', 'Open WebSocket connections', gauges.connections);
      gauge('reservations', 'Peers that can be reached through the relay', gauges.reservations);
      gauge('tables', 'Tables in the directory', gauges.tables);
      gauge('peers', 'Peers in the directory', gauges.peers);
    },
  };
}
