/** A table of three, and twice as many who watch as it has room for: what they cost those who play is nothing. */
import { expect, test } from '@playwright/test';
import { testIds } from '../src/ui/testIds.ts';
import { agree, playOut, playUntil, waitForHand } from './support/play.ts';
import { startCrowd, startForger } from './support/railCrowd.ts';
import { Tab, TestTable } from './support/table.ts';

const CROWD = 20;

/** Every card that a tab draws at the seats: '??' for a back. */
function cardsAtSeats(tab: Tab): Promise<string[]> {
  return tab.page
    .locator('[data-testid^="tseat-"] [data-card]')
    .evaluateAll((cards) => cards.map((c) => c.getAttribute('data-card') ?? ''));
}

/** Peers that a tab is linked to, as its details name them. */
async function links(tab: Tab): Promise<number> {
  await tab.page.getByTestId(testIds.statusStrip).click();
  const rows = tab.page.getByTestId(testIds.details).getByTestId(testIds.peerRow);
  const linked = await rows.evaluateAll(
    (all) => all.filter((r) => r.getAttribute('data-kind') !== 'none').length,
  );
  await tab.page.getByTestId(testIds.detailsClose).click();
  return linked;
}

test('two tabs and twenty others watch from the rail; a liar is cut off, a feeder leaves, the rail goes on', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol'], {
    seats: 3,
    // Nobody is to run out of time while so many come to watch on one machine.
    seconds: 600,
  });
  const three = [...table.tabs];
  const crowd = startCrowd(CROWD, table.url);
  const watch = async (name: string): Promise<Tab> => {
    const context = await browser.newContext();
    const tab = new Tab(name, await context.newPage(), context);
    await tab.page.goto(`${table.url}&w=1`);
    table.tabs.push(tab);
    return tab;
  };
  const two = [await watch('Wanda'), await watch('Walter')];
  await waitForHand(table, 1);
  await crowd.following();
  for (const tab of two) {
    await expect(tab.table).toHaveAttribute('data-watching', '');
    await expect(tab.page.getByTestId(testIds.railWords)).toHaveAttribute('data-neighbours', /^[1-9]/);
    expect(await cardsAtSeats(tab)).toEqual(Array(6).fill('??'));
  }
  const forger = await startForger(table.url);
  await expect.poll(forger.listeners, 'somebody takes its gossip').toBeGreaterThan(0);

  // To the river: what is forged meanwhile stops nobody, and costs its forger every link it has.
  await playUntil(
    1,
    async () => (await three[0]!.attribute('data-stage')) === 'river',
    async (tab) => {
      for (const watcher of two)
        if (/^(preflop|flop|turn)$/.test(await watcher.attribute('data-stage')))
          expect((await cardsAtSeats(watcher)).every((card) => card === '??')).toBe(true);
      forger.lie();
      await tab.checkOrCall();
    },
    three,
  );
  const before = await agree(table);
  expect(before.totalChips).toBe(600);
  await expect.poll(forger.heard).toBeGreaterThan(0);
  await expect
    .poll(() => {
      forger.lie();
      return forger.cut() > 0 && forger.links() === 0;
    })
    .toBe(true);
  for (const tab of three) {
    expect(await links(tab)).toBe(2);
    await expect(tab.page.getByTestId(testIds.watchCount)).toHaveCount(0);
  }
  await forger.stop();

  // One of the two who feed leaves the table; the rail goes on into the next epoch.
  const feeds = await Promise.all(
    three.map((tab) => tab.table.evaluate((e) => e.hasAttribute('data-feeds'))),
  );
  expect(feeds.filter(Boolean)).toHaveLength(2);
  const leaver = three[feeds.indexOf(true)]!;
  const stay = three.filter((tab) => tab !== leaver);
  const press = (testId: string) => leaver.page.getByTestId(testId).click();
  await press(testIds.seatMenu);
  await press(testIds.sitOutNext);
  await playOut(table, 1, (tab) => tab.checkOrCall());
  await press(testIds.seatMenu);
  await press(testIds.standUp);
  await press(testIds.standUpConfirm);
  const rest = [...stay, ...two];
  await waitForHand(table, 2, rest);
  await playOut(table, 2, (tab) => tab.fold(), rest);
  await expect(leaver.table).toHaveAttribute('data-phase', 'lobby');
  await leaver.context.close();
  table.tabs.splice(table.tabs.indexOf(leaver), 1);
  await waitForHand(table, 3, rest);
  await (await table.actor(stay)).checkOrCall();
  const { height, root } = await agree(table);
  await expect
    .poll(async () =>
      (await crowd.reports()).map((one) => `${one.epoch} ${one.height} ${one.root} ${one.early}`),
    )
    .toEqual(Array(CROWD).fill(`1 ${height} ${root} 0`));

  // Those who watch talk; who plays, or shows the table in a stream, hears nothing of it, and a tap mutes it.
  const [wanda, walter] = two.map((tab) => tab.page);
  await wanda!.getByTestId(testIds.railChatOpen).click();
  await wanda!.getByTestId(testIds.railChatInput).fill('what a hand');
  await wanda!.getByTestId(testIds.railChatSend).click();
  const heard = walter!.getByTestId(testIds.railChatLine);
  await expect(walter!.getByTestId(testIds.railChatOpen)).toContainText('1');
  await walter!.getByTestId(testIds.railChatOpen).click();
  await expect(heard).toContainText('what a hand');
  await walter!.keyboard.press('Escape');
  await walter!.getByTestId(testIds.railChatMute).click();
  await walter!.getByTestId(testIds.railChatOpen).click();
  await expect(heard).toHaveCount(0);
  for (const tab of stay) await expect(tab.page.getByText('what a hand')).toHaveCount(0);

  // For a stream, in the browser of one who plays: nothing but the table, and no card of this player.
  const overlay = await stay[0]!.context.newPage();
  await overlay.goto(table.url.replace('/t/', '/overlay/'));
  const picture = overlay.getByTestId(testIds.overlay);
  await expect(picture).toHaveAttribute('data-height', String(height));
  const cards = picture.locator('[data-testid^="tseat-"] [data-card]');
  expect(await cards.evaluateAll((all) => all.map((c) => c.getAttribute('data-card')))).toEqual(
    Array(4).fill('??'),
  );
  await expect(overlay.getByRole('button')).toHaveCount(0);
  await expect(overlay.getByText('what a hand')).toHaveCount(0);
  expect(await overlay.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
    'rgba(0, 0, 0, 0)',
  );
  await crowd.stop();
  await table.close();
});
