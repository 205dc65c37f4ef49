import { describe, expect, it } from 'vitest';
import { browserFailures, unitFailures } from './failures.mjs';

const red = '\u001b[31m';

describe('which tests failed, by name', () => {
  it('names a unit test with its file, its groups and how its error begins; none that passed', () => {
    const report = {
      testResults: [
        {
          name: '/home/p/src/poker/betting.test.ts',
          status: 'failed',
          message: '',
          assertionResults: [
            { ancestorTitles: ['a raise'], title: 'is legal', status: 'passed', failureMessages: [] },
            {
              ancestorTitles: ['a raise', 'all-in'],
              title: 'reopens',
              status: 'failed',
              failureMessages: [`${red}AssertionError: expected 1 to be 2\n    at somewhere`],
            },
            { ancestorTitles: [], title: 'left', status: 'skipped', failureMessages: [] },
          ],
        },
        {
          name: '/home/p/src/broken.test.ts',
          status: 'failed',
          message: "Cannot find module './x.ts'",
          assertionResults: [],
        },
        { name: '/home/p/src/good.test.ts', status: 'passed', message: '', assertionResults: [] },
      ],
    };
    expect(unitFailures(report, '/home/p')).toEqual([
      'src/poker/betting.test.ts › a raise › all-in › reopens: AssertionError: expected 1 to be 2',
      'src/poker/betting.test.ts › left: not run (skipped)',
      "src/broken.test.ts: Cannot find module './x.ts'",
    ]);
  });

  it('names a browser test with its file, and what went wrong outside of any', () => {
    const spec = (title: string, status: string, message?: string) => ({
      title,
      file: 'table/turn.spec.ts',
      tests: [{ status, results: message === undefined ? [] : [{ error: { message } }] }],
    });
    const report = {
      suites: [
        {
          title: 'table/turn.spec.ts',
          specs: [spec('plays a hand', 'unexpected', '\nTest timeout of 600000ms exceeded.\n  at x')],
          suites: [
            {
              title: 'four tabs',
              specs: [
                spec('fold', 'expected'),
                spec('call', 'flaky', 'Error: closed'),
                spec('raise', 'skipped'),
              ],
            },
          ],
        },
      ],
      errors: [{ message: 'Error: no tests found' }],
    };
    expect(browserFailures(report, 'e2e')).toEqual([
      'e2e/table/turn.spec.ts › plays a hand: Test timeout of 600000ms exceeded.',
      'e2e/table/turn.spec.ts › four tabs › call: flaky, Error: closed',
      'e2e/table/turn.spec.ts › four tabs › raise: skipped',
      'outside of any test: Error: no tests found',
    ]);
  });
});
