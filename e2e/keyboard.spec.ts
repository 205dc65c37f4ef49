import { expect, test } from '@playwright/test';
import { playOut, waitForHand } from './support/play.ts';
import { type Tab, TestTable } from './support/table.ts';

/** As soon as the buttons are awake; a key pressed earlier would do nothing, which is what they sleep for. */
async function press(tab: Tab, key: string): Promise<void> {
  await expect.poll(() => tab.canAct()).toBe(true);
  await tab.page.keyboard.press(key);
}

const focusedTestId = (tab: Tab): Promise<string | null> =>
  tab.page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? null);

test('a hand is played with the keyboard alone, and read out', async ({ browser }) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob']);
  const [alice] = table.tabs as [Tab, Tab];
  await waitForHand(table, 1);
  const first = await table.actor();
  const second = table.tabs.find((t) => t !== first)!;

  await test.step('a call, a check, and what a screen reader hears', async () => {
    await press(first, 'c');
    const said = second.page.getByTestId('live-region');
    await expect(said).toContainText('Your turn. Checking is free. Pot 4');
    await press(second, 'c');
    await expect.poll(() => first.attribute('data-stage')).toBe('flop');
  });

  await test.step('an amount is typed, the wrong ones are refused', async () => {
    await press(second, 'r');
    expect(await focusedTestId(second)).toBe('raise-amount');
    for (const wrong of ['1,000', '-10', '1e2', '10.5', '999999']) {
      await second.page.keyboard.press('ControlOrMeta+a');
      await second.page.keyboard.type(wrong);
      await second.page.keyboard.press('Enter');
      await expect(second.page.getByTestId('raise-hint')).toHaveAttribute('data-problem', '');
      await expect(second.page.getByTestId('action-raise')).toBeDisabled();
    }
    await second.page.keyboard.press('ControlOrMeta+a');
    await second.page.keyboard.type('10');
    await second.page.keyboard.press('ArrowUp');
    await expect(second.page.getByTestId('raise-amount')).toHaveValue('12');
    await second.page.keyboard.press('Enter');
    await expect(second.page.getByTestId(`tseat-${await second.seatNumber()}`)).toHaveAttribute(
      'data-bet',
      '12',
    );
    await press(first, 'c');
    await expect.poll(() => second.attribute('data-stage')).toBe('turn');
  });

  await test.step('all in asks once, and the first answer is no', async () => {
    await press(second, '4');
    await press(second, 'r');
    await second.page.keyboard.press('Enter');
    await expect(second.page.getByTestId('all-in-confirm')).toBeVisible();
    expect(await focusedTestId(second)).toBe('all-in-cancel');
    await second.page.keyboard.press('Escape');
    await expect(second.page.getByTestId('all-in-confirm')).toHaveCount(0);
    await expect(second.page.getByTestId('pending')).toHaveCount(0);
    // Out of the field the letters act again.
    await second.page.keyboard.press('Escape');
    await press(second, 'c');
    await press(first, '3');
    await press(first, '+');
    await press(first, 'r');
    await first.page.keyboard.press('Enter');
    await expect.poll(() => second.canAct()).toBe(true);
    await press(second, 'f');
    await expect.poll(() => first.attribute('data-final-hand')).toBe('1');
  });

  await test.step('keys, proof and settings open and close, and the settings are kept', async () => {
    const { page } = alice;
    await page.keyboard.press('?');
    await expect(page.getByTestId('help')).toContainText('Check or call');
    await page.keyboard.press('Escape');
    await page.keyboard.press('p');
    await expect(page.getByTestId('shield-words')).toContainText('Both players shuffled this deck.');
    await expect(page.getByTestId('shield-words')).toContainText('none failed');
    await page.keyboard.press('Escape');
    await page.keyboard.press('s');
    const fourColour = page.getByTestId('four-colour');
    await fourColour.focus();
    await page.keyboard.press('Space');
    await page.getByTestId('big-blinds').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await expect(alice.table).toHaveAttribute('data-deck', 'four');
    await expect(page.getByTestId('pot')).toContainText('BB');
    const kept = await page.evaluate(() => localStorage.getItem('dealerless.preferences'));
    expect(JSON.parse(kept ?? '')).toMatchObject({ fourColour: true, bigBlinds: true });
  });

  await test.step('single letters can be switched off', async () => {
    await waitForHand(table, 2);
    const actor = await table.actor();
    await actor.page.keyboard.press('s');
    await actor.page.getByTestId('shortcuts').focus();
    await actor.page.keyboard.press('Space');
    await actor.page.keyboard.press('Escape');
    await actor.page.keyboard.press('f');
    await actor.page.keyboard.press('?');
    await expect(actor.page.getByTestId('help')).toHaveCount(0);
    expect(await actor.canAct()).toBe(true);
    await playOut(table, 2, (tab) => tab.checkOrCall());
  });
  await table.close();
});
