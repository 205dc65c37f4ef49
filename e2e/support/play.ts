/** Playing on: waiting for hands, acting until a hand is over, and comparing what all tabs show. */
import { expect } from '@playwright/test';
import type { Shown, Tab, TestTable } from './table.ts';

/** Until hand `n` has cards and somebody may act, in every tab. */
export async function waitForHand(
  table: TestTable,
  n: number,
  tabs: readonly Tab[] = table.tabs,
): Promise<void> {
  for (const tab of tabs) {
    await expect(tab.table).toHaveAttribute('data-hand', String(n));
    await expect(tab.table).toHaveAttribute('data-stage', /^(preflop|betting)$/, { timeout: 420_000 });
  }
}

/** Lets whoever is to act do `act`, until hand `n` is over in every tab. */
export async function playOut(
  table: TestTable,
  n: number,
  act: (tab: Tab) => Promise<unknown>,
  tabs: readonly Tab[] = table.tabs,
): Promise<void> {
  const over = async (): Promise<boolean> => {
    for (const tab of tabs) if (Number(await tab.attribute('data-final-hand')) < n) return false;
    return true;
  };
  await playUntil(n, over, act, tabs);
}

/** Lets whoever is to act in hand `n` do `act`, until `done`. */
export async function playUntil(
  n: number,
  done: () => Promise<boolean>,
  act: (tab: Tab) => Promise<unknown>,
  tabs: readonly Tab[],
): Promise<void> {
  await expect(async () => {
    while (!(await done())) {
      const actor = await firstWhoCan(tabs, n);
      if (!actor) {
        for (const tab of tabs) await tab.showsWinner();
        break;
      }
      await act(actor);
      await expect.poll(() => actor.canAct(), { intervals: [100] }).toBe(false);
    }
    expect(await done(), `hand ${n} has come so far`).toBe(true);
  }).toPass({ timeout: 480_000, intervals: [50] });
}

async function firstWhoCan(tabs: readonly Tab[], n: number): Promise<Tab | undefined> {
  for (const tab of tabs) {
    if ((await tab.attribute('data-hand')) === String(n) && (await tab.canAct())) return tab;
  }
  return undefined;
}

/** Waits until all tabs show the same committed height, and expects the same root and the same chips there. */
export async function agree(table: TestTable, tabs: readonly Tab[] = table.tabs): Promise<Shown> {
  let agreed: Shown | undefined;
  await expect(async () => {
    // An all-in is told card by card: what is paid shows when that is over.
    for (const t of tabs) expect(await t.page.getByTestId('run-out-skip').count()).toBe(0);
    const [first, ...others] = await Promise.all(tabs.map((t) => t.shown()));
    for (const s of others) expect(s.height).toBe(first!.height);
    for (const s of others) expect(s).toEqual(first);
    expect(first!.root).toMatch(/^[0-9a-f]{64}$/);
    agreed = first;
  }).toPass({ timeout: 240_000, intervals: [50] });
  return agreed!;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
