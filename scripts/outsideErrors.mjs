// A reporter of vitest: what was thrown outside of any test fails the run, and vitest's JSON report does not hold it.
// Written to the file that OUTSIDE_ERRORS names, as a JSON array of texts.
import { writeFileSync } from 'node:fs';

export default class OutsideErrors {
  onTestRunEnd(_modules, errors) {
    const texts = errors.map((error) => {
      const { VITEST_TEST_PATH: path, VITEST_TEST_NAME: test, message, name } = error;
      return [path, test, `${name}: ${message}`].filter((part) => part !== undefined).join(' › ');
    });
    writeFileSync(process.env.OUTSIDE_ERRORS, JSON.stringify(texts));
  }
}
