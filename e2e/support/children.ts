/** Processes that tests start: none of them outlives the test runner. */
import type { ChildProcess } from 'node:child_process';

/** Ends the process with this one, however this one ends: a run that is stopped in the middle leaves nothing behind. */
export function endsWithUs<C extends ChildProcess>(child: C): C {
  const end = (): void => void child.kill('SIGTERM');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  return child;
}
