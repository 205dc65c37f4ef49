import { Gauge, Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { readMetricsAddress, serveMetrics } from './serve.ts';

it('an address is a port, or a host and a port', () => {
  expect(readMetricsAddress('9464')).toEqual({ host: '127.0.0.1', port: 9464 });
  expect(readMetricsAddress('0.0.0.0:9464')).toEqual({ host: '0.0.0.0', port: 9464 });
  expect(readMetricsAddress('[::1]:0')).toEqual({ host: '::1', port: 0 });
  for (const bad of ['', 'x', '70000', 'host:', '1.2.3.4:99999'])
    expect(readMetricsAddress(bad)).toMatch(/^--metrics/);
});

it('serves the numbers and nothing else, and says when its port is taken', async () => {
  const registry = new Registry();
  new Gauge({ name: 'answers', help: 'as asked', registers: [registry] }).set(42);
  const server = await serveMetrics({ host: '127.0.0.1', port: 0 }, registry);
  const at = `http://127.0.0.1:${server.port}`;
  const answer = await fetch(`${at}/metrics`);
  expect(answer.headers.get('content-type')).toBe(registry.contentType);
  expect(await answer.text()).toContain('answers 42');
  expect((await fetch(`${at}/`)).status).toBe(404);
  expect((await fetch(`${at}/metrics`, { method: 'POST', body: 'x' })).status).toBe(404);
  await expect(serveMetrics({ host: '127.0.0.1', port: server.port }, registry)).rejects.toThrow(
    'EADDRINUSE',
  );
  await server.close();
});
