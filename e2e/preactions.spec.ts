import { expect, type Page, test } from '@playwright/test';
import { waitForHand } from './support/play.ts';
import { startTestRelay } from './support/relay.ts';
import { type Tab, TestTable } from './support/table.ts';

const stackOf = async (tab: Tab): Promise<string | null> =>
  tab.page.getByTestId(`tseat-${await tab.seatNumber()}`).getAttribute('data-stack');

interface Sleep {
  /** Milliseconds from the first picture of the fold button to the first in which it could be pressed. */
  readonly sleptMs: number;
  /** Largest move of a button or of the bar while they slept, pixels. */
  readonly movedPx: number;
}

/** Watches the next decision of a tab as it comes up; asked for before, read afterwards. */
function watchGuard(page: Page): Promise<Sleep> {
  return page.evaluate(
    () =>
      new Promise<Sleep>((resolve) => {
        const fold = () => document.querySelector<HTMLButtonElement>('[data-testid="action-fold"]');
        const places = () =>
          [...document.querySelectorAll('[data-testid="action-bar"], [data-testid^="action-"] > button')].map(
            (e) => e.getBoundingClientRect(),
          );
        let since: number | undefined;
        let first: DOMRect[] = [];
        let movedPx = 0;
        const look = (now: number) => {
          const button = fold();
          if (button && since === undefined) {
            since = now;
            first = places();
          }
          if (button && since !== undefined) {
            for (const [i, p] of places().entries()) {
              const before = first[i];
              if (before) movedPx = Math.max(movedPx, Math.abs(p.x - before.x), Math.abs(p.y - before.y));
            }
            if (!button.disabled) return resolve({ sleptMs: now - since, movedPx });
          }
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
  );
}

/** The little play on the gallery page goes on by one step. */
async function next(page: Page): Promise<void> {
  await page.getByTestId('action-bar').waitFor();
  await page.evaluate(() => void window.dispatchEvent(new Event('gallery-next')));
}

/** What is pressed becomes final; and the words for it, which are shown for a moment only. */
function becomesFinal(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const look = (): void => {
          const words = document.querySelector('[data-testid="final"]')?.textContent;
          if (!words) return;
          watcher.disconnect();
          resolve(words);
        };
        const watcher = new MutationObserver(look);
        watcher.observe(document.body, { subtree: true, childList: true, characterData: true });
        window.dispatchEvent(new Event('gallery-final'));
      }),
  );
}

test('step by step: a choice is sent once, as named, or not at all', async ({ page }) => {
  const relay = await startTestRelay();
  const play = (name: string) => page.goto(`${relay.url}/gallery/play-${name}`);
  const pending = page.getByTestId('pending');

  await test.step('the named call is sent when the turn comes', async () => {
    await play('called');
    await page.getByTestId('pre-call').click();
    await next(page);
    await expect(pending).toHaveAttribute('data-verb', 'call');
    await expect(pending).toHaveAttribute('data-amount', '40');
    expect(await becomesFinal(page)).toBe('Call 40');
    await expect(pending).toHaveCount(0);
  });
  await test.step('a raise takes the call back, and says so; the key chooses the new one', async () => {
    await play('raised');
    await page.getByTestId('pre-call').click();
    await next(page);
    await expect(page.getByTestId('pre-cleared')).toBeVisible();
    const call = page.getByTestId('pre-call');
    await expect(call).toHaveAttribute('data-chips', '80');
    await expect(call).toHaveAttribute('aria-pressed', 'false');
    await expect(call).toBeEnabled();
    await page.keyboard.press('c');
    await expect(call).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('c');
    await expect(call).toHaveAttribute('aria-pressed', 'false');
    const guard = watchGuard(page);
    await next(page);
    const { sleptMs, movedPx } = await guard;
    console.log(`fresh buttons slept ${Math.round(sleptMs)} ms and moved ${movedPx} px`);
    expect(sleptMs).toBeGreaterThanOrEqual(380);
    expect(movedPx).toBe(0);
    await expect(pending).toHaveCount(0);
  });
  await test.step('check or fold: a check where it is free, a fold facing a bet', async () => {
    for (const [name, verb] of [
      ['checked', 'check'],
      ['bet', 'fold'],
    ] as const) {
      await play(name);
      await page.getByTestId('pre-check-fold').click();
      await next(page);
      await expect(pending).toHaveAttribute('data-verb', verb);
    }
  });
  await test.step('a check made ahead never becomes a call', async () => {
    await play('bet');
    await page.getByTestId('pre-check').click();
    await next(page);
    await expect(page.getByTestId('action-call')).toBeEnabled();
    await expect(pending).toHaveCount(0);
  });
  await test.step('the Enter that opens the question of all in does not answer it', async () => {
    await play('bet');
    await next(page);
    await expect(page.getByTestId('action-raise')).toBeEnabled();
    await page.keyboard.press('4');
    await page.keyboard.press('r');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('all-in-confirm')).toBeEnabled();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(pending).toHaveAttribute('data-amount', '700');
  });
  await relay.stop();
});

test('choices made ahead are sent once and only as named; fresh buttons sleep', async ({ browser }) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol']);
  await waitForHand(table, 1);
  const a = await table.actor();
  // Three at the table: the button acts first, then the small blind, then the big blind.
  const seat = await a.seatNumber();
  const bySeat = new Map<number, Tab>();
  for (const tab of table.tabs) bySeat.set(await tab.seatNumber(), tab);
  const b = bySeat.get((seat + 1) % 3)!;
  const c = bySeat.get((seat + 2) % 3)!;

  await test.step('a choice names its amount and is gone when the amount changes', async () => {
    await expect(b.page.getByTestId('pre-call')).toHaveAttribute('data-chips', '1');
    await b.page.getByTestId('pre-call').click();
    await expect(b.page.getByTestId('pre-call')).toHaveAttribute('aria-pressed', 'true');
    await c.page.getByTestId('pre-check').click();
    const guard = watchGuard(b.page);
    await a.raiseTo(10);
    await expect(c.page.getByTestId('pre-cleared')).toBeVisible();
    await expect(c.page.getByTestId('pre-call')).toHaveAttribute('data-chips', '8');
    await expect(c.page.getByTestId('pre-call')).toHaveAttribute('aria-pressed', 'false');
    const { sleptMs, movedPx } = await guard;
    console.log(`fresh buttons slept ${Math.round(sleptMs)} ms and moved ${movedPx} px`);
    expect(sleptMs).toBeGreaterThanOrEqual(380);
    expect(movedPx).toBe(0);
    // Bob's call of 1 did not become a call of 9.
    expect(await b.canAct()).toBe(true);
    expect(await stackOf(b)).toBe('199');
  });

  await test.step('the named call is sent when the turn comes', async () => {
    await c.page.getByTestId('pre-call').click();
    await b.fold();
    await expect.poll(() => c.attribute('data-stage')).toBe('flop');
    expect(await stackOf(c)).toBe('190');
  });

  await test.step('a check made ahead checks; a double click acts once', async () => {
    await a.page.getByTestId('pre-check').click();
    await c.page.getByTestId('action-check').dblclick();
    await expect.poll(() => a.attribute('data-stage')).toBe('turn');
    expect(await stackOf(a)).toBe('190');
    // Carol's second click was not a check on the turn: she is still to act there.
    await expect.poll(() => c.canAct()).toBe(true);
  });

  await test.step('a check made ahead never becomes a call, check or fold folds', async () => {
    await a.page.getByTestId('pre-check').click();
    await c.raiseTo(4);
    await expect.poll(() => a.canAct()).toBe(true);
    expect(await stackOf(a)).toBe('190');
    await a.checkOrCall();
    await expect.poll(() => c.attribute('data-stage')).toBe('river');
    await a.page.getByTestId('pre-check-fold').click();
    await c.raiseTo(20);
    await expect.poll(() => c.attribute('data-final-hand')).toBe('1');
    expect(await stackOf(a)).toBe('186');
    expect(await stackOf(c)).toBe('215');
  });
  await table.close();
});
