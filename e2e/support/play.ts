/** Playing on: waiting for hands, acting until a hand is over, and comparing what all tabs show. */
import { expect } from '@playwright/test';
import type { Tab, TestTable } from './table.ts';

/** Until hand `n` has cards and somebody may act, in every tab. */
export async function waitForHand(
  table: TestTable,
  n: number,
  tabs: readonly Tab[] = table.tabs,
): Promise<void> {
  for (const tab of tabs) {
    await expect(tab.table).toHaveAttribute('data-hand', String(n));
    await expect(tab.table).toHaveAttribute('data-stage', /^(preflop|betting)$/, { timeout: 300_000 });
  }
}

/** Lets whoever is to act do `act`, until hand `n` is over in every tab. */
export async function playOut(
  table: TestTable,
  n: number,
  act: (tab: Tab) => Promise<void>,
  tabs: readonly Tab[] = table.tabs,
): Promise<void> {
  const over = async (): Promise<boolean> => {
    for (const tab of tabs) if (Number(await tab.attribute('data-final-hand')) < n) return false;
    return true;
  };
  await expect(async () => {
    while (!(await over())) {
      const actor = await firstWhoCan(tabs, n);
      if (!actor) break;
      await act(actor);
      await expect.poll(() => actor.canAct()).toBe(false);
    }
    expect(await over(), `hand ${n} is over in every tab`).toBe(true);
  }).toPass({ timeout: 480_000, intervals: [100] });
}

async function firstWhoCan(tabs: readonly Tab[], n: number): Promise<Tab | undefined> {
  for (const tab of tabs) {
    if ((await tab.attribute('data-hand')) === String(n) && (await tab.canAct())) return tab;
  }
  return undefined;
}

export interface Agreed {
  readonly height: number;
  readonly root: string;
  readonly stacks: Record<number, number>;
}

/** Waits until all tabs show the same committed height, and expects the same root and stacks there. */
export async function agree(table: TestTable, tabs: readonly Tab[] = table.tabs): Promise<Agreed> {
  let agreed: Agreed | undefined;
  await expect(async () => {
    const shown = await Promise.all(
      tabs.map(async (t) => ({
        height: Number(await t.attribute('data-height')),
        root: await t.attribute('data-state-root'),
        stacks: await t.stacks(),
        again: Number(await t.attribute('data-height')),
      })),
    );
    const [first] = shown;
    // A tab that moved on while it was being read says nothing.
    for (const s of shown) expect([s.height, s.again]).toEqual([first!.height, first!.height]);
    for (const s of shown) expect(s.root).toBe(first!.root);
    for (const s of shown) expect(s.stacks).toEqual(first!.stacks);
    expect(first!.root).toMatch(/^[0-9a-f]{64}$/);
    agreed = first;
  }).toPass({ timeout: 240_000, intervals: [50] });
  return agreed!;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
