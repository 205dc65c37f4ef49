/** A test that fails, or whose time is up, says what it was waiting for. */
import { beforeEach } from 'vitest';
import { awaited } from './awaited.ts';

beforeEach(({ onTestFailed }) => {
  awaited.clear();
  onTestFailed(() => {
    for (const say of awaited) console.log(`still awaited: ${say()}`);
  });
});
