import { expect, test } from '@playwright/test';
import { agree, playOut, waitForHand } from './support/play.ts';
import { TestTable } from './support/table.ts';

/**
 * Runs in the cheater's page before the app: what comes back from the proving worker is bent on its way. The
 * shuffled deck gets one card twice, under the proof of the honest shuffle.
 */
function duplicateACard(): void {
  const bend = (data: unknown): void => {
    const value = (data as { value?: { deck?: unknown; proof?: unknown } } | undefined)?.value;
    if (value?.deck instanceof Uint8Array && value.proof instanceof Uint8Array)
      value.deck.copyWithin(96, 0, 96);
  };
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (this: EventTarget, type, listener, options) {
    const fromWorker = this instanceof MessagePort || this instanceof Worker;
    if (!fromWorker || type !== 'message' || typeof listener !== 'function')
      return listen.call(this, type, listener, options);
    const wrapped = (event: Event): void => {
      bend((event as MessageEvent).data);
      listener.call(this, event);
    };
    return listen.call(this, type, wrapped, options);
  };
}

test('a tab that shuffles a card twice is named by the others, and they play on without it', async ({
  browser,
}) => {
  const table = await TestTable.open(
    browser,
    ['Alice', 'Bob', 'Mallory', 'Dave'],
    {},
    { Mallory: duplicateACard },
  );
  const honest = table.tabs.filter((t) => t.name !== 'Mallory');
  const seat = await table.tab('Mallory').seatNumber();
  for (const tab of honest) {
    const banner = tab.page.getByTestId('fault-banner');
    await expect(banner).toHaveAttribute('data-seat', String(seat), { timeout: 300_000 });
    await expect(banner).toHaveAttribute('data-step', 'shuffle');
    await expect(banner).toContainText('Mallory');
  }
  await waitForHand(table, 1, honest);
  for (const tab of honest) {
    expect(Number(await tab.attribute('data-attempt'))).toBeGreaterThan(0);
    await expect(tab.page.getByTestId('card')).toHaveCount(2);
  }
  await playOut(table, 1, (tab) => tab.checkOrCall().then(() => undefined), honest);
  await agree(table, honest);
  await table.close();
});
