/**
 * What a page costs whoever opens it: from opening the history of a device with 200 stored hands to its last row on the
 * screen, and how long a tab's own thread is blocked at a time while two tabs play. `bench page [LOADS]`. Chromium on
 * this machine, the built app behind its relay; figures of a machine that does something else are not the page's.
 */
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { takeLongTasks } from '../e2e/support/longTasks.ts';
import { playOut } from '../e2e/support/play.ts';
import { startTestRelay } from '../e2e/support/relay.ts';
import { type Tab, TestTable } from '../e2e/support/table.ts';
import config from '../playwright.config.ts';
import { ensureChromium } from '../scripts/browsers.mjs';
import { ensureBuilt } from '../scripts/build.mjs';
import { testIds } from '../src/ui/testIds.ts';
import { median } from './shuffle.ts';

const LOADS = 5;
const GAMES = 4;
const HANDS = 50;
/** Of one hand in the log: blocks, shuffles and proofs of four players. */
const LOG_BYTES = 160_000;
const HANDS_PLAYED = 3;
const WAIT_MS = 240_000;

/** The loader of this process names functions by a helper that pages do not have. */
const NAMES_HELPER = 'globalThis.__name = (f) => f';

export async function run({ args }: { args: string[] }): Promise<Record<string, number>> {
  const loads = Number(args[0] ?? LOADS);
  if (!Number.isInteger(loads) || loads < 1) throw new RangeError('loads: 1 or more');
  ensureBuilt();
  const { launchOptions } = config.use!;
  const browser = await chromium.launch({ ...launchOptions, executablePath: ensureChromium() });
  try {
    return { ...(await history(browser, loads)), ...(await twoTabs(browser)) };
  } finally {
    await browser.close();
  }
}

async function history(browser: Browser, loads: number): Promise<Record<string, number>> {
  const relay = await startTestRelay();
  const context = await browser.newContext();
  await context.addInitScript(NAMES_HELPER);
  const first = await context.newPage();
  await first.goto(`${relay.url}/history`);
  await first.getByTestId(testIds.historyEmpty).waitFor();
  await first.evaluate(store, { games: GAMES, hands: HANDS, logBytes: LOG_BYTES });
  await first.close();
  const times: number[] = [];
  for (let i = 0; i < loads; i++) times.push(await openHistory(context, relay.url));
  await context.close();
  await relay.stop();
  const figures = { history_ms: median(times), history_longest_ms: Math.max(...times) };
  console.log(
    `opening a device with ${GAMES * HANDS} stored hands, to the last row of its history, ${loads} times`,
  );
  console.log(
    `  median ${Math.round(figures.history_ms)} ms, longest ${Math.round(figures.history_longest_ms)} ms`,
  );
  return figures;
}

/** Milliseconds from the navigation's start to the first picture with all rows. */
async function openHistory(context: BrowserContext, host: string): Promise<number> {
  const page = await context.newPage();
  await page.goto(`${host}/history`);
  const shown = await page.waitForFunction(
    ({ row, count }) =>
      document.querySelectorAll(`[data-testid="${row}"]`).length >= count && performance.now(),
    { row: testIds.historyRow, count: GAMES * HANDS },
    { polling: 'raf', timeout: WAIT_MS },
  );
  const ms = Number(await shown.jsonValue());
  await page.close();
  return ms;
}

/** Runs in the page: games as the app stores them, their logs as heavy as real ones. */
async function store({
  games,
  hands,
  logBytes,
}: {
  games: number;
  hands: number;
  logBytes: number;
}): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('dealerless');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const tx = db.transaction(['identities', 'hands', 'entries'], 'readwrite');
  for (let game = 0; game < games; game++) {
    const identity = `${game}`.repeat(32);
    const tableId = `${game}`.repeat(64);
    tx.objectStore('identities').put({
      ...{ id: identity, tableId, secretKey: new Uint8Array(32).fill(1), path: `/t/${tableId}` },
      ...{ tableName: `Friday ${game}`, createdAt: game },
    });
    for (let hand = 1; hand <= hands; hand++) {
      const seats = [0, 1, 2, 3].map((seat) => ({
        seat,
        nickname: `player ${seat}`,
        netChips: 3 - 2 * seat,
      }));
      tx.objectStore('hands').put({
        ...{ identity, hand, height: hand * 40, finishedAt: 1.8e12 + hand * 60_000 + game * 86_400_000 },
        ...{ yourSeat: 0, yourCards: [hand % 52, (hand + 1) % 52], seats },
        board: [0, 1, 2, 3, 4].map((i) => (hand + 10 + i) % 52),
        winners: [{ nickname: 'player 0', chips: 6 }],
      });
      const block = {
        id: `${hand}`,
        epoch: 0,
        round: hand,
        author: 0,
        bytes: new Uint8Array(logBytes).fill(hand),
      };
      tx.objectStore('entries').put({ blocks: [block], slots: [] }, [identity, 0, hand]);
    }
  }
  await new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error);
  });
  db.close();
}

async function twoTabs(browser: Browser): Promise<Record<string, number>> {
  const table = await TestTable.open(
    {
      relay: () => startTestRelay(),
      context: async () => {
        const context = await browser.newContext({ permissions: ['microphone'] });
        await context.addInitScript(NAMES_HELPER);
        return context;
      },
      linked: async ({ page }) =>
        page.locator(`[data-testid="${testIds.peerRow}"][data-kind="direct"]`).waitFor({ timeout: WAIT_MS }),
    },
    ['Alice', 'Bob'],
  );
  const dealt = async (hand: number): Promise<void> => {
    for (const { page } of table.tabs) await untilDealt(page, hand);
  };
  await dealt(1);
  await takeAll(table.tabs);
  const tasks: number[] = [];
  for (let hand = 1; hand <= HANDS_PLAYED; hand++) {
    await playOut(table, hand, (tab) => tab.checkOrCall());
    await dealt(hand + 1);
    const found = await takeAll(table.tabs);
    tasks.push(...found);
    const which = found.length === 0 ? '' : `: ${found.map(Math.round).join(', ')} ms`;
    console.log(`hand ${hand} to the showdown, and the next deal: ${found.length} tasks over 50 ms${which}`);
  }
  await table.close();
  return { long_tasks: tasks.length, longest_task_ms: Math.max(0, ...tasks) };
}

async function untilDealt(page: Page, hand: number): Promise<void> {
  const at = (stage: string): string =>
    `[data-testid="${testIds.table}"][data-hand="${hand}"][data-stage="${stage}"]`;
  await page.waitForSelector(`${at('preflop')}, ${at('betting')}`, { timeout: WAIT_MS });
}

async function takeAll(tabs: readonly Tab[]): Promise<number[]> {
  return (await Promise.all(tabs.map((tab) => takeLongTasks(tab)))).flat();
}
