/**
 * A page that came from the copy on this device while its host cannot be reached shows the history instead of the start
 * page. What the browser says of its network is a hint only: it says "offline" on machines with odd interfaces, too.
 */
import { type Watched, watched } from '../../client/contract/watched.ts';

/** Any answer at all, even of another kind than expected, is a host that can be reached. */
const HEALTH = '/healthz';
const waitForHostMs = 2_000;
const askAgainMs = 5_000;

export interface Surroundings {
  /** What the browser says of the network. */
  readonly onLine: boolean;
  /** A service worker gave this page; without one it came from the host just now. */
  readonly kept: boolean;
  fetch(path: string, init: RequestInit): Promise<unknown>;
}

export const browserSurroundings = (): Surroundings => ({
  onLine: navigator.onLine,
  kept: Boolean(navigator.serviceWorker?.controller),
  fetch: (path, init) => fetch(path, init),
});

/** Whether anything answers at this page's origin. */
async function hostAnswers(fetching: Surroundings['fetch']): Promise<boolean> {
  try {
    // 'no-store' passes the service worker by.
    await fetching(HEALTH, { cache: 'no-store', signal: AbortSignal.timeout(waitForHostMs) });
    return true;
  } catch {
    // Whatever kept the answer away, nobody was reached.
    return false;
  }
}

/** Whether a page that is being opened has nobody behind it. Asks the host only where that is likely. */
export async function opensAway({ onLine, kept, fetch: fetching }: Surroundings): Promise<boolean> {
  return kept && !onLine && !(await hostAnswers(fetching));
}

export type HostAway = 'no' | 'away' | 'back';

const state = watched<HostAway>('no');
export const hostAway: Omit<Watched<HostAway>, 'set'> = state;

/** The start page was left out: asks for the host until it answers, so that the way back can be shown. */
export function watchForHost(): void {
  state.set('away');
  let asking = false;
  const ask = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    const back = await hostAnswers(browserSurroundings().fetch);
    asking = false;
    if (!back || state.get() !== 'away') return;
    clearInterval(timer);
    window.removeEventListener('online', ask);
    state.set('back');
  };
  const timer = setInterval(ask, askAgainMs);
  window.addEventListener('online', ask);
}
