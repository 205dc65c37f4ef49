/** Prometheus' own tool over the rules of deploy/prometheus, where it is installed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const alertFolder = join(import.meta.dirname, '../../deploy/prometheus');

export const promtoolIsThere = spawnSync('promtool', ['--version']).error === undefined;
if (!promtoolIsThere)
  console.error('NOT TESTED: promtool is not installed (Debian: apt-get install prometheus).');

/** What it prints; throws with that where it finds a fault. */
export function promtool(...args: string[]): string {
  const ran = spawnSync('promtool', args, { cwd: alertFolder, encoding: 'utf8' });
  const said = `${ran.stdout}${ran.stderr}`;
  if (ran.status !== 0) throw new Error(`promtool ${args.join(' ')}: ${said}`);
  return said;
}

/** Is the alert firing when every scrape of `minutes` had the values of this one, every quarter of a minute? */
export function fires(alert: string, scrape: string, minutes: number): boolean {
  const series = scrape
    .split('\n')
    .filter((line) => /^dealerless_[a-z_]+(\{[^}]*\})? [-+.\de]+$/.test(line))
    .map((line) => {
      const at = line.lastIndexOf(' ');
      return { series: line.slice(0, at), values: `${line.slice(at + 1)}x${4 * minutes}` };
    });
  const expectation = (samples: object[]) => ({
    rule_files: [join(alertFolder, 'alerts.yml')],
    evaluation_interval: '15s',
    tests: [
      {
        interval: '15s',
        input_series: series,
        promql_expr_test: [
          {
            expr: `count(ALERTS{alertname="${alert}",alertstate="firing"})`,
            eval_time: `${minutes}m`,
            exp_samples: samples,
          },
        ],
      },
    ],
  });
  // JSON is YAML.
  const holds = (samples: object[]): boolean => {
    const folder = mkdtempSync(join(tmpdir(), 'alerts-'));
    const file = join(folder, 'test.yml');
    writeFileSync(file, JSON.stringify(expectation(samples)));
    const { status } = spawnSync('promtool', ['test', 'rules', file]);
    rmSync(folder, { recursive: true });
    return status === 0;
  };
  const [firing, quiet] = [holds([{ value: 1 }]), holds([])];
  if (firing === quiet) throw new Error(`promtool does not understand this scrape:\n${scrape}`);
  return firing;
}
