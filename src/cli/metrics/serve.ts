/** `/metrics` of a witness, bots or a rail, for Prometheus; by default for this machine only. */
import type { Registry } from 'prom-client';
import { listening } from '../listening.ts';

export interface MetricsAddress {
  readonly host: string;
  readonly port: number;
}

/** `--metrics 9464` or `--metrics 0.0.0.0:9464`; a sentence when it is neither. */
export function readMetricsAddress(text: string): MetricsAddress | string {
  const parts = /^(?:\[?([0-9a-z.:-]+?)\]?:)?(\d{1,5})$/i.exec(text);
  const port = Number(parts?.[2]);
  if (parts === null || port > 65_535) return '--metrics: a port, or an address and a port (0.0.0.0:9464)';
  return { host: parts[1] ?? '127.0.0.1', port };
}

/**
 * @returns the port, and its end
 * @throws when the port is taken
 */
export async function serveMetrics(
  { host, port }: MetricsAddress,
  registry: Registry,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  return listening({ port, host, connections: 32 }, (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
}
