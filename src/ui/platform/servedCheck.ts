/**
 * Whether the host still serves what this page runs, asked by the page itself: minutes after it was opened and then
 * every hour, one file after the other, never while a hand is on. What it finds is shown; nothing is done about it.
 */
import type { ServedBuild } from '../../client/contract/build.ts';
import { type Watched, watched } from '../../client/contract/watched.ts';
import { freeMoment } from './newBuild.ts';

const firstAfterMs = 2 * 60_000;
const againAfterMs = 60 * 60_000;
/** A host that is asked for a hundred files has others to serve, and this page has other things to do. */
const betweenFilesMs = 250;

export interface CheckSurroundings {
  /** Rejects where the host does not answer; undefined where there is nothing to compare with. */
  compare(beforeEach: () => Promise<void>): Promise<ServedBuild | undefined>;
  /** Resolves when no hand is on. */
  free(): Promise<void>;
  sleep(ms: number): Promise<void>;
}

const found = watched<ServedBuild | undefined>(undefined);
/** What was found last; undefined before the first time. */
export const servedNow: Omit<Watched<ServedBuild | undefined>, 'set'> = found;

/** One look. A host that is away is nothing to speak of here: it is asked again later. */
export async function lookOnce({ compare, free, sleep }: CheckSurroundings): Promise<void> {
  try {
    const now = await compare(async () => {
      await sleep(betweenFilesMs);
      await free();
    });
    if (now !== undefined) found.set(now);
  } catch (error) {
    console.info('The host was not compared with this page:', error);
  }
}

/** Begins to look, for as long as the page is open. */
export async function watchServed(compare: CheckSurroundings['compare']): Promise<void> {
  // The development server has no build to compare.
  if (!import.meta.env.PROD) return;
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  await sleep(firstAfterMs);
  for (;;) {
    await lookOnce({ compare, free: freeMoment, sleep });
    await sleep(againAfterMs);
  }
}
