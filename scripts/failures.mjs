// Which tests failed, by name, from the JSON reports of the two runners. A log of which only the tail is kept still
// says what to look at. Plain JavaScript: scripts/test.mjs reads it before anything is installed.
import { relative } from 'node:path';

const STEP = ' › ';
const slashes = (path) => path.replaceAll('\\', '/');
// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's colours begin with the escape character
const colours = /\u001b\[[0-9;]*m/g;

/** One line: where, which test, and how its error begins. */
function line(path, titles, error) {
  const name = [path, ...titles].filter((part) => part !== '').join(STEP);
  const [begins = ''] = (error ?? '')
    .replace(colours, '')
    .split('\n')
    .map((text) => text.trim())
    .filter((text) => text !== '');
  return begins === '' ? name : `${name}: ${begins.slice(0, 200)}`;
}

/**
 * Failed and left out tests of a report of vitest, and files that could not be loaded.
 * @param report as `--reporter=json` writes it
 * @param root what file names are relative to
 */
export function unitFailures(report, root) {
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const path = slashes(relative(root, name));
    const tests = assertionResults.filter((test) => test.status !== 'passed');
    if (tests.length === 0) return status === 'failed' ? [line(path, [], message)] : [];
    return tests.map((test) =>
      line(
        path,
        [...test.ancestorTitles, test.title],
        test.status === 'failed' ? test.failureMessages?.[0] : `not run (${test.status})`,
      ),
    );
  });
}

/**
 * Failed, flaky and left out tests of a report of Playwright, and what went wrong outside of any test.
 * @param report as its reporter `json` writes it
 * @param folder of the tests, which file names in the report are relative to
 */
export function browserFailures(report, folder) {
  const inSuite = (suite, titles) => [
    ...(suite.specs ?? []).flatMap((spec) =>
      spec.tests
        .filter((test) => test.status !== 'expected')
        .map((test) => {
          const fault = test.results?.findLast((result) => result.error !== undefined)?.error.message;
          const why = test.status === 'unexpected' ? fault : `${test.status}${fault ? `, ${fault}` : ''}`;
          return line(`${folder}/${slashes(spec.file)}`, [...titles, spec.title], why);
        }),
    ),
    ...(suite.suites ?? []).flatMap((inner) => inSuite(inner, [...titles, inner.title])),
  ];
  return [
    // The outermost suites are the files, which every spec names itself.
    ...report.suites.flatMap((file) => inSuite(file, [])),
    ...(report.errors ?? []).map((error) => line('outside of any test', [], error.message)),
  ];
}
