import { expect, test } from '@playwright/test';
import { testIds } from '../src/ui/testIds.ts';
import { agree, playOut, playUntil, waitForHand } from './support/play.ts';
import { type Tab, TestTable } from './support/table.ts';

test('six tabs, one closed on the flop: the others open the board from escrow, its cards stay closed', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol', 'Dave', 'Erin', 'Frank'], {
    seats: 6,
    seconds: 12,
  });
  await waitForHand(table, 1);
  const onFlop = (): Promise<boolean> =>
    table.tabs[0]!.attribute('data-stage').then((stage) => stage === 'flop');
  await playUntil(1, onFlop, (tab) => tab.checkOrCall(), table.tabs);
  // One goes that is not the first to act, and faces a bet: the clock folds it once, and it owes shares all the same.
  const bettor = await table.actor();
  const leaver = table.tabs.find((t) => t !== bettor)!;
  const seat = await leaver.seatNumber();
  const others = table.tabs.filter((t) => t !== leaver);
  await leaver.context.close();
  await bettor.raiseTo(10);
  await expect.poll(() => bettor.canAct()).toBe(false);
  const onTurn = (): Promise<boolean> => bettor.attribute('data-stage').then((stage) => stage === 'turn');
  await playUntil(1, onTurn, (tab) => tab.checkOrCall(), others);
  await bettor.page.getByTestId('status-strip').click();
  const opened = bettor.page.locator('[data-testid="proof-row"][data-step="escrow"][data-ok="true"]');
  await expect(opened, 'its share of the turn came from all the others').toHaveCount(others.length);
  await bettor.page.getByTestId('details-close').click();
  await playOut(table, 1, (tab) => tab.checkOrCall(), others);
  for (const tab of others) {
    const cards = await tab
      .seat(seat)
      .locator('[data-card]')
      .evaluateAll((c) => c.map((x) => x.getAttribute('data-card')).filter((card) => card));
    expect(cards).toEqual([]);
  }
  expect((await others[0]!.board())?.split(' ')).toHaveLength(5);
  expect((await agree(table, others)).totalChips).toBe(1200);
  // The next hand is dealt without the one who is gone.
  await waitForHand(table, 2, others);
  await table.close();
});

test('without escrow the hand is suspended while a tab is away, and goes on when it is back', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol', 'Dave'], { escrow: false });
  await waitForHand(table, 1);
  for (let acted = 0; acted < 3; acted++) {
    const actor = await table.actor();
    await actor.checkOrCall();
    await expect.poll(() => actor.canAct()).toBe(false);
  }
  // One that has decided already goes: nothing but its shares of the flop will be missing.
  const last = await table.actor();
  const away = table.tabs.find((t) => t !== last)!;
  const others = table.tabs.filter((t) => t !== away);
  const url = away.page.url();
  await away.page.goto('about:blank');
  await last.checkOrCall();
  for (const tab of others) await expect(tab.table).toHaveAttribute('data-stage', 'suspended');
  await expect(last.page.getByTestId('stage-words')).toContainText(away.name);
  const before = await agree(table, others);
  await away.page.goto(url);
  for (const tab of table.tabs)
    await expect(tab.table).toHaveAttribute('data-stage', 'flop', { timeout: 240_000 });
  expect((await agree(table)).stacks).toEqual(before.stacks);
  await playOut(table, 1, (tab) => tab.checkOrCall().then(() => undefined));
  const agreed = await agree(table);
  expect(Object.values(agreed.stacks).reduce((a, b) => a + b, 0)).toBe(800);
  await table.close();
});

/** Both all-in before the flop; nothing is left to decide. */
async function bothAllIn(table: TestTable): Promise<void> {
  const first = await table.actor();
  await first.allIn();
  const [second] = table.tabs.filter((tab) => tab !== first) as [Tab];
  await table.actor([second]);
  await second.checkOrCall();
}

test('two, all-in: who keeps the river closed loses the pot; who is gone instead is in both books as owing cards', async ({
  browser,
}) => {
  const bends = { Mallory: 'keeps-river' } as const;
  const table = await TestTable.open(browser, ['Alice', 'Mallory'], { proofs: 'transparent' }, bends);
  const [alice, mallory] = [table.tab('Alice'), table.tab('Mallory')];
  await waitForHand(table, 1);
  await bothAllIn(table);
  // Its blocks go on, so it knows what it owes: a countdown, then its hand is dead.
  await expect(alice.page.getByTestId(testIds.exitBanner)).toHaveAttribute('data-stage', 'countdown');
  await expect(alice.table).toHaveAttribute('data-final-hand', '1', { timeout: 180_000 });
  const { stacks } = await alice.shown();
  expect(stacks[await alice.seatNumber()]).toBe(400);
  expect(stacks[await mallory.seatNumber()]).toBe(0);

  await mallory.page.getByTestId(testIds.rebuy).click();
  await waitForHand(table, 2);
  await bothAllIn(table);
  for (const tab of table.tabs) await expect(tab.table).toHaveAttribute('data-stage', 'suspended');
  await mallory.page.goto('about:blank');
  await alice.page.getByTestId(testIds.scoresOpen).click();
  await expect(alice.page.getByTestId(testIds.openHand)).toHaveAttribute('data-hand', '2');
  const owes = 'Unfinished, cards due from Mallory';
  await expect(alice.page.getByTestId(testIds.dueFrom)).toContainText(owes);
  const saved = alice.page.waitForEvent('download');
  await alice.page.getByTestId(testIds.scoresCsv).click();
  const csv = await (await saved).createReadStream();
  const text = Buffer.concat(await csv.toArray()).toString();
  expect(text).toMatch(/hand 2 \(river\): unfinished, cards due from Mallory; pot 400/);

  await mallory.page.goto(`${table.relay.url}/history`);
  const row = mallory.page.locator(`[data-testid="${testIds.historyRow}"][data-hand="2"]`);
  await expect(row).toHaveAttribute('data-unfinished', 'cards');
  await expect(row).toContainText(owes);
  await mallory.page.getByTestId(testIds.sessionLink).click();
  await expect(mallory.page.getByTestId(testIds.dueFrom)).toContainText(owes);
  await table.close();
});

test('three with escrow among them: the others open the river that one keeps closed', async ({ browser }) => {
  const options = { proofs: 'transparent', escrowOfThree: true } as const;
  const bends = { Mallory: 'keeps-river' } as const;
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Mallory'], options, bends);
  const others = ['Alice', 'Bob'].map((name) => table.tab(name));
  await waitForHand(table, 1);
  await playOut(table, 1, (tab) => tab.checkOrCall());
  for (const tab of others) expect((await tab.board())?.split(' ')).toHaveLength(5);
  expect((await agree(table)).totalChips).toBe(600);
  await others[0]!.page.getByTestId('status-strip').click();
  const opened = others[0]!.page.locator('[data-testid="proof-row"][data-step="escrow"][data-ok="true"]');
  await expect(opened, 'of the river, by both of them').toHaveCount(2);
  await table.close();
});
