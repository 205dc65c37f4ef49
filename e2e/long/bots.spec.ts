/** Bots: a Node process that joins a real table, and the ones of this browser's workers. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { testIds } from '../../src/ui/testIds.ts';
import { median } from '../support/play.ts';
import { startTestRelay } from '../support/relay.ts';
import { fillCreateForm, Tab } from '../support/table.ts';

const root = join(import.meta.dirname, '..', '..');
/** An evening's worth is played with BOT_HANDS=30. */
const hands = Number(process.env.BOT_HANDS ?? 3);

function startBots(url: string, count: number): { child: ChildProcess; printed: () => string } {
  const command = [join(root, 'node_modules/tsx/dist/cli.mjs'), 'src/cli/bots.ts'];
  const child = spawn(
    process.execPath,
    [...command, '--url', url, '--seats', String(count), '--think', '150'],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let text = '';
  child.stdout!.on('data', (chunk) => {
    text += String(chunk);
  });
  child.stderr!.on('data', (chunk) => {
    text += String(chunk);
    console.error(`bots: ${String(chunk)}`);
  });
  return { child, printed: () => text };
}

/** Ends the process as Ctrl-C does, and expects a clean exit. */
async function interrupt(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGINT');
  expect(await exit).toEqual([0, null]);
}

/** Checks, calls the blind, folds to more, until hand `last` is over; returns the seconds that each hand took. */
async function playCheaply(tab: Tab, last: number): Promise<number[]> {
  const seconds: number[] = [];
  let done = 0;
  let startedMs = performance.now();
  while (done < last) {
    await expect(async () => {
      await comeBack(tab);
      const final = Number(await tab.attribute('data-final-hand'));
      expect(final > done || (await tab.canAct())).toBe(true);
    }).toPass({ timeout: 240_000, intervals: [50] });
    const final = Number(await tab.attribute('data-final-hand'));
    if (final > done) {
      seconds.push((performance.now() - startedMs) / 1000);
      startedMs = performance.now();
      done = final;
    } else await answer(tab);
  }
  return seconds;
}

/** On a machine with far too much to do a tab is late with its deck work, and sits out. */
async function comeBack({ page }: Tab): Promise<void> {
  const back = page.getByTestId(testIds.sitIn);
  if (await back.isVisible()) await back.click({ timeout: 2_000 }).catch(() => undefined);
}

async function answer(tab: Tab): Promise<void> {
  const { page } = tab;
  // A free check first. Whatever was there may be gone again: the clock decides too.
  for (const action of [testIds.actionCheck, testIds.actionFold]) {
    const button = page.locator(`[data-testid="${action}"]:enabled`);
    if ((await button.count()) === 0) continue;
    await button.click({ timeout: 2_000 }).catch(() => undefined);
    break;
  }
  await expect.poll(() => tab.canAct(), { intervals: [50] }).toBe(false);
}

test(`five bots from Node fill a table made by hand and play ${hands} hands`, async ({ browser }) => {
  test.setTimeout(300_000 + hands * 60_000);
  const relay = await startTestRelay();
  const context = await browser.newContext({ permissions: ['microphone'] });
  const tab = new Tab('Host', await context.newPage(), context);
  await tab.page.goto(relay.url);
  await fillCreateForm(tab.page, { seats: 6, stack: 400 });
  await tab.page.waitForURL(/\/t\/[0-9a-f]{64}/);
  await expect(tab.page.getByTestId(testIds.lobby)).toBeVisible();
  await tab.sit(0);
  await tab.ready();
  const bots = startBots(tab.page.url(), 5);
  for (let seat = 1; seat < 6; seat++)
    await expect(tab.page.getByTestId(testIds.lobbySeat(seat)), bots.printed()).toHaveAttribute(
      'data-ready',
      'true',
    );
  await tab.page.getByTestId(testIds.start).click();
  const seconds = await playCheaply(tab, hands);
  console.log(
    `${hands} hands of six, five of them bots in one process: median ${median(seconds).toFixed(1)} s, longest ${Math.max(...seconds).toFixed(1)} s`,
  );
  // Bots that lose bring more: what was there at first is still there.
  expect((await tab.shown()).totalChips).toBeGreaterThanOrEqual(6 * 400);
  await interrupt(bots.child);
  expect(bots.printed()).toContain('hand 1 took');
  expect(tab.errors).toEqual([]);
  await context.close();
  await relay.stop();
});

test('practising with bots in this browser: one click, and the relay may go', async ({ browser }) => {
  test.setTimeout(900_000);
  const relay = await startTestRelay();
  const context = await browser.newContext();
  const tab = new Tab('You', await context.newPage(), context);
  await tab.page.goto(relay.url);
  await tab.page.getByTestId(testIds.practise).click();
  await tab.page.waitForURL(/\/t\/[0-9a-f]{64}/);
  await expect(tab.table).toHaveAttribute('data-stage', 'preflop', { timeout: 240_000 });
  await relay.stop();
  const seconds = await playCheaply(tab, 2);
  console.log(`practice with three bots: hands took ${seconds.map((s) => s.toFixed(1)).join(' and ')} s`);
  expect((await tab.shown()).totalChips).toBeGreaterThanOrEqual(4 * 200);
  // Whoever practises is spoken to, in good grammar.
  const log = (await tab.page.getByTestId(testIds.eventLog).textContent()) ?? '';
  expect(log).toContain('You shuffled');
  expect(log).not.toMatch(/You (posts|wins|folds|checks|calls)/);
  expect(tab.errors).toEqual([]);
  await context.close();
});

test('a practice table that is opened again is said to be over', async ({ browser }) => {
  const relay = await startTestRelay();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(relay.url);
  await page.getByTestId(testIds.practise).click();
  await page.waitForURL(/\/t\/[0-9a-f]{64}/);
  await page.reload();
  await expect(page.getByTestId(testIds.failure)).toHaveAttribute('data-code', 'practice-over');
  await context.close();
  await relay.stop();
});
