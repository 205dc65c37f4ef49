import { expect, test } from '@playwright/test';
import { agree, playOut, playUntil, waitForHand } from '../support/play.ts';
import { type Tab, TestTable } from '../support/table.ts';

/**
 * Six tabs: with six validators one may be missing and the other five are exactly a quorum, for blocks and for
 * opening an escrow alike, so that nothing here works by luck of numbers.
 */
const names = ['Alice', 'Bob', 'Carol', 'Dave', 'Erin', 'Frank'];
const stack = 200;
const bond = 30;
const all = names.length * stack;

// Six tabs on a small machine: what costs two minutes on two cores may cost ten on busy ones.
test.describe.configure({ timeout: 900_000 });

const shownCards = (tab: Tab, seat: number): Promise<(string | null)[]> =>
  tab
    .seat(seat)
    .locator('[data-card]')
    .evaluateAll((cards) => cards.map((c) => c.getAttribute('data-card')).filter((c) => c));

test('six tabs, one closed during the deal when it has seen its cards: redealt without it, for a penalty', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, names, { stack, bond }, { Frank: 'no-first-shares' });
  const leaver = table.tab('Frank');
  const seat = await leaver.seatNumber();
  const others = table.tabs.filter((t) => t !== leaver);
  for (const tab of others) {
    await expect(tab.table).toHaveAttribute('data-stage', 'deal', { timeout: 300_000 });
    await expect(tab.page.locator('[data-awaited="shares"]')).toHaveCount(1);
    await expect(tab.seat(seat)).toHaveAttribute('data-awaited', 'shares');
  }
  // Everybody else's shares are there: it sees its cards, and nobody else sees any.
  await expect.poll(() => leaver.ownCards()).not.toContain('??');
  expect(await leaver.ownCards()).toHaveLength(2);
  const before = await agree(table);
  expect(before.totalChips).toBe(all);
  expect(before.bonds[seat]).toBe(bond);
  await leaver.context.close();

  for (const tab of others) {
    const banner = tab.faultBanner(seat);
    await expect(banner).toHaveAttribute('data-step', 'shares', { timeout: 180_000 });
    await expect(banner).toHaveAttribute('data-reason', 'silent');
    await expect(banner).toContainText('Frank');
  }
  await waitForHand(table, 1, others);
  for (const tab of others) await expect(tab.table).toHaveAttribute('data-attempt', '1');
  const redealt = await agree(table, others);
  const penalty = 2 * 2;
  expect(redealt.totalChips).toBe(all);
  expect(redealt.stacks[seat], 'two big blinds').toBe(stack - bond - penalty);
  expect(redealt.bonds[seat], 'silence does not cost the bond').toBe(bond);
  expect(redealt.potChips, 'the penalty lies in the new pot, with both blinds').toBe(penalty + 1 + 2);
  for (const tab of others) {
    await expect(tab.page.getByTestId('card')).toHaveCount(2);
    expect(await shownCards(tab, seat)).toEqual([]);
  }
  await playOut(table, 1, (tab) => tab.fold(), others);
  const agreed = await agree(table, others);
  expect(agreed.totalChips).toBe(all);
  expect(agreed.stacks[seat]).toBe(stack - bond - penalty);
  await table.close();
});

test('six tabs: a false river share costs hand, bond and seat; then one is closed at its own showdown and mucked', async ({
  browser,
}) => {
  const table = await TestTable.open(
    browser,
    names,
    { stack, bond },
    { Erin: 'false-river-share', Frank: 'never-shows' },
  );
  const [alice, bob, liar, leaver] = ['Alice', 'Bob', 'Erin', 'Frank'].map((n) => table.tab(n));
  const liarSeat = await liar!.seatNumber();
  const leaverSeat = await leaver!.seatNumber();
  const callOrFold =
    (...stay: (Tab | undefined)[]) =>
    (tab: Tab): Promise<unknown> =>
      stay.includes(tab) ? tab.checkOrCall() : tab.fold();

  await test.step('hand 1: the share for the river is another point', async () => {
    await waitForHand(table, 1);
    const honest = table.tabs.filter((t) => t !== liar);
    const named = (): Promise<boolean> => alice!.faultBanner(liarSeat).isVisible();
    await playUntil(1, named, callOrFold(alice, bob, liar), table.tabs);
    for (const tab of table.tabs) {
      const banner = tab.faultBanner(liarSeat);
      await expect(banner).toHaveAttribute('data-step', 'shares');
      await expect(banner).not.toHaveAttribute('data-reason', 'silent');
      await expect(banner).toContainText('Erin');
      await expect(tab.seat(liarSeat)).toHaveAttribute('data-folded', 'true');
      await expect(tab.table).toHaveAttribute('data-stage', 'river');
      expect((await tab.board())?.split(' '), 'the others have opened the river').toHaveLength(5);
    }
    const slashed = await agree(table);
    expect(slashed.totalChips).toBe(all);
    expect(slashed.bonds[liarSeat]).toBe(0);
    const each = bond / honest.length;
    for (const tab of honest) {
      const seat = await tab.seatNumber();
      expect(slashed.bonds[seat]).toBe(bond);
      expect(slashed.credits[seat], 'an equal part of the bond').toBe(each);
    }
    await alice!.page.getByTestId('status-strip').click();
    const opened = alice!.page.locator('[data-testid="proof-row"][data-step="escrow"][data-ok="true"]');
    await expect(opened, 'one opening from each of the others').toHaveCount(honest.length);
    await alice!.page.getByTestId('details-close').click();
    await playOut(table, 1, callOrFold(alice, bob), honest);
    for (const tab of honest) await expect(tab.seat(liarSeat)).toHaveAttribute('data-out', 'true');
    expect((await agree(table, honest)).totalChips).toBe(all);
    // The next epoch is without the liar.
    await expect(liar!.table).toHaveAttribute('data-your-seat', '');
  });

  await test.step('hand 2: the last to bet on the river is first to show, and goes', async () => {
    const players = table.tabs.filter((t) => t !== liar);
    const others = players.filter((t) => t !== leaver);
    await waitForHand(table, 2, players);
    const owed = (): Promise<boolean> =>
      alice!
        .seat(leaverSeat)
        .getAttribute('data-awaited')
        .then((what) => what === 'show');
    let bet = false;
    await playUntil(
      2,
      owed,
      async (tab) => {
        if (tab !== leaver || bet || (await tab.attribute('data-stage')) !== 'river')
          return callOrFold(alice, bob, leaver)(tab);
        bet = true;
        return tab.raiseTo(10);
      },
      players,
    );
    const before = await agree(table, players);
    expect(before.totalChips).toBe(all);
    await leaver!.context.close();
    await playOut(table, 2, () => Promise.resolve(), others);
    for (const tab of others) expect(await shownCards(tab, leaverSeat), 'never shown').toEqual([]);
    const agreed = await agree(table, others);
    expect(agreed.totalChips).toBe(all);
    expect(agreed.bonds[leaverSeat], 'silence does not cost the bond').toBe(bond);
    // The next hand may have begun: it can only have become less.
    expect(agreed.stacks[leaverSeat], 'nothing of the pot').toBeLessThanOrEqual(before.stacks[leaverSeat]!);
  });
  await table.close();
});
