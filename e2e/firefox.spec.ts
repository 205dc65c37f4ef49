/** Nothing in the game may need one maker's browser: two people with Firefox, who grant no permission. */
import { expect, test } from '@playwright/test';
import { testIds } from '../src/ui/testIds.ts';
import { FirefoxTab } from './support/firefox.ts';
import { startTestRelay } from './support/relay.ts';

const { FIREFOX_PATH: firefox } = process.env;
const names = ['Ada', 'Ben'] as const;

if (firefox === undefined) {
  console.log('Firefox is not on this machine (firefox-esr, or FIREFOX_PATH): nothing was tested in it.');
} else {
  test('two Firefox tabs link directly and play a hand', async () => {
    const relay = await startTestRelay();
    const tabs: FirefoxTab[] = [];
    try {
      for (const _ of names) tabs.push(await FirefoxTab.open(firefox));
      await play(tabs, relay.url);
      for (const tab of tabs) expect(tab.errors, 'uncaught errors in the pages').toEqual([]);
    } finally {
      for (const tab of tabs) await tab.close();
      await relay.stop();
    }
  });
}

async function play(tabs: readonly FirefoxTab[], url: string): Promise<void> {
  const [host, guest] = tabs as [FirefoxTab, FirefoxTab];
  await host.goto(url);
  await host.fill(testIds.createName, 'Test table');
  await host.fill(testIds.createSeats, '2');
  await host.fill(testIds.createStack, '200');
  await host.click(testIds.createSubmit);
  await expect.poll(() => host.url).toMatch(/\/t\/[0-9a-f]{64}/);
  await guest.goto(host.url);
  for (const tab of tabs) await expect.poll(() => tab.each(testIds.peerRow, 'data-kind')).toEqual(['direct']);

  for (const [seat, tab] of tabs.entries()) {
    await tab.fill(testIds.nickname, names[seat]!);
    await tab.click(testIds.lobbySeat(seat));
    await expect.poll(() => tab.attributes(testIds.lobbySeat(seat), 'data-you')).toEqual(['true']);
  }
  for (const tab of tabs) await tab.click(testIds.ready);
  await host.click(testIds.start);

  const finalHands = async (): Promise<string[]> => {
    for (const tab of tabs) await tab.checkOrCall();
    return (await Promise.all(tabs.map((tab) => tab.attributes(testIds.table, 'data-final-hand')))).flat();
  };
  await expect.poll(finalHands, { timeout: 480_000, intervals: [100] }).toEqual(['1', '1']);
  await expect(async () => {
    const shown = tabs.map((tab) => tab.attributes(testIds.table, 'data-height', 'data-state-root'));
    const [mine, theirs] = await Promise.all(shown);
    expect(mine![1]).toMatch(/^[0-9a-f]{64}$/);
    expect(mine).toEqual(theirs);
  }).toPass({ timeout: 120_000, intervals: [50] });
}
