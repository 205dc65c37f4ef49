/** What deploy/ has for Prometheus and Grafana: rules that fire when they should, and no number that is not there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createGameMetrics } from '../src/cli/metrics/gameMetrics.ts';
import { alertFolder, promtool, promtoolIsThere } from '../src/testing/promtool.ts';
import { createMetrics } from './metrics.ts';

describe('what a host is alerted of', () => {
  it.runIf(promtoolIsThere)(
    'is written as Prometheus reads it, and fires and keeps quiet as its tests say',
    () => {
      expect(promtool('check', 'rules', 'alerts.yml')).toContain('SUCCESS');
      expect(promtool('check', 'config', '--syntax-only', 'prometheus.yml')).toContain('SUCCESS');
      expect(promtool('test', 'rules', 'alerts.test.yml')).toContain('SUCCESS');
    },
  );

  it('is a matter of numbers that are there, each rule with a test', () => {
    const relay = createMetrics();
    const zero = () => 0;
    relay.watch({ connections: zero, reservations: zero, tables: zero, peers: zero, circuits: zero });
    const game = createGameMetrics({ nowMs: zero, version: '' });
    const names = new Set(
      [relay.registry, game.registry].flatMap((r) => r.getMetricsAsArray().map(({ name }) => name)),
    );
    const rules = readFileSync(join(alertFolder, 'alerts.yml'), 'utf8');
    const dashboard = readFileSync(join(alertFolder, '../grafana/dealerless.json'), 'utf8');
    const tests = readFileSync(join(alertFolder, 'alerts.test.yml'), 'utf8');
    for (const text of [rules, dashboard, tests]) {
      const used = [...text.matchAll(/\b(?:dealerless|process)_[a-z_]+/g)].map(([n]) =>
        n.replace(/_bucket$/, ''),
      );
      expect(used.length).toBeGreaterThan(8);
      expect(used.filter((name) => !names.has(name))).toEqual([]);
    }
    const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name!);
    expect(alerts.length).toBeGreaterThan(8);
    expect(alerts.filter((name) => !tests.includes(name))).toEqual([]);
  });
});
