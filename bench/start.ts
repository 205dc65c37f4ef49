/**
 * From pressing Start to the first decision: four tabs in Chromium on this machine, the built app behind its relay.
 * `bench start [ROUNDS] [EARLIER]`; medians of wall-clock milliseconds, because waiting is what people feel.
 * CHROMIUM_PATH overrides the browser. Tables of fresh profiles: nothing is warm but what the lobby has warmed.
 *
 * EARLIER: the folder of an earlier commit, installed, whose bench has this name. Its table and this one's are played
 * in turn, so that whatever else the machine does is the same for both, and both are printed.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { startTestRelay } from '../e2e/support/relay.ts';
import { TestTable, waitForPeers } from '../e2e/support/table.ts';
import config from '../playwright.config.ts';
import { ensureChromium } from '../scripts/browsers.mjs';
import { ensureBuilt } from '../scripts/build.mjs';
import { testIds } from '../src/ui/testIds.ts';
import { median } from './shuffle.ts';

const NAMES = ['Alice', 'Bob', 'Carol', 'Dave'];
const ROUNDS = 3;
/** What a tab shows one after the other; each figure is the time until it is there. */
const PARTS = ['waiting', 'keys', 'shuffle', 'deal', 'decision'] as const;
type Part = (typeof PARTS)[number];

declare global {
  interface Window {
    /** When what was seen first, milliseconds of the wall clock. */
    seen?: Record<string, number>;
  }
}

export async function run({ args }: { args: string[] }): Promise<Record<string, number>> {
  const rounds = Number(args[0] ?? ROUNDS);
  const earlier = args[1];
  if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError('rounds: 1 or more');
  ensureBuilt();
  const { launchOptions } = config.use!;
  const browser = await chromium.launch({ ...launchOptions, executablePath: ensureChromium() });
  try {
    const all: Times[] = [];
    const before: Times[] = [];
    for (let round = 0; round < rounds; round++) {
      if (earlier !== undefined) before.push(await onceIn(earlier));
      all.push(await once(browser));
    }
    const now = medians(all);
    const then = medians(before);
    console.log(
      `from Start to the first decision: ${NAMES.length} tabs in Chromium, medians of ${rounds} tables`,
    );
    for (const part of PARTS) {
      const [ms, wasMs] = [now[part], then[part]];
      if (ms === undefined && wasMs === undefined) continue;
      const ratio = ms !== undefined && wasMs !== undefined ? `  ${(ms / wasMs).toFixed(2)}` : '';
      const was = earlier === undefined ? '' : `  before ${shown(wasMs)}${ratio}`;
      console.log(`  ${part.padEnd(8)} ${shown(ms)}${was}`);
    }
    return { ...named(now, 'ms'), ...named(then, 'before_ms') };
  } finally {
    await browser.close();
  }
}

type Times = Partial<Record<Part, number>>;

function medians(all: readonly Times[]): Times {
  return Object.fromEntries(
    PARTS.flatMap((part) => {
      const times = all.flatMap((of) => of[part] ?? []);
      return times.length === 0 ? [] : [[part, median(times)]];
    }),
  );
}

/** A stage that no picture shows in every tab has no figure. */
const shown = (ms: number | undefined): string => `${ms === undefined ? '–' : Math.round(ms)} ms`.padStart(8);

const named = (times: Times, unit: string): Record<string, number> =>
  Object.fromEntries(Object.entries(times).map(([part, ms]) => [`${part}_${unit}`, ms]));

/** One table of another checkout, by its own bench. */
async function onceIn(root: string): Promise<Times> {
  const bench = [join(root, 'node_modules/tsx/dist/cli.mjs'), 'bench/main.ts', 'start', '1', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, bench, { cwd: root });
  const printed: unknown = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
  if (typeof printed !== 'object' || printed === null)
    throw new Error(`${root}: its bench printed no figures`);
  const figures = printed as Record<string, unknown>;
  return Object.fromEntries(
    PARTS.flatMap((part) => {
      const ms = figures[`${part}_ms`];
      return typeof ms === 'number' && ms >= 0 ? [[part, ms]] : [];
    }),
  );
}

async function once(browser: Browser): Promise<Partial<Record<Part, number>>> {
  const table = await TestTable.open(
    {
      relay: () => startTestRelay(),
      context: async () => {
        const context = await browser.newContext({ permissions: ['microphone'] });
        // The loader of this process names functions by a helper that pages do not have.
        await context.addInitScript('globalThis.__name = (f) => f');
        await context.addInitScript(watch, {
          start: testIds.start,
          table: testIds.table,
          bar: testIds.actionBar,
        });
        return context;
      },
      linked: waitForPeers,
    },
    NAMES,
  );
  await table.actor();
  const seen = await Promise.all(table.tabs.map((t) => t.page.evaluate(() => window.seen ?? {})));
  await table.close();
  const start = seen[0]!.start!;
  // The last tab counts, but for the decision, which is one tab's.
  return Object.fromEntries(
    // A stage that a page went through between two pictures is seen by nobody: no figure rather than half of one.
    PARTS.flatMap((part) => {
      const at = seen.flatMap((times) => times[part] ?? []);
      const wanted = part === 'decision' ? 1 : seen.length;
      return at.length < wanted ? [] : [[part, Math.max(...at) - start]];
    }),
  );
}

/** Runs in the page from its beginning. */
function watch(ids: { start: string; table: string; bar: string }): void {
  const seen: Record<string, number> = {};
  window.seen = seen;
  const note = (what: string): void => {
    seen[what] ??= Date.now();
  };
  const select = (id: string): string => `[data-testid="${id}"]`;
  document.addEventListener(
    'click',
    (event) => {
      if ((event.target as Element).closest(select(ids.start))) note('start');
    },
    { capture: true },
  );
  new MutationObserver(() => {
    // The lobby stands in the same place before.
    const table = document.querySelector(`${select(ids.table)}[data-phase="playing"]`);
    if (!table) return;
    note(table.getAttribute('data-stage') || 'waiting');
    if (document.querySelector(select(ids.bar))?.hasAttribute('data-yours')) note('decision');
  }).observe(document, { subtree: true, childList: true, attributes: true });
}
