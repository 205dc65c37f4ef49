import { expect, type Page, test } from '@playwright/test';
import { startTestRelay } from './support/relay.ts';
import { fillCreateForm, TestTable } from './support/table.ts';

const failure = (page: Page) => page.getByTestId('failure');

test('a wrong table URL is one clear sentence', async ({ page }) => {
  const relay = await startTestRelay();
  await page.goto(`${relay.url}/t/abc#c=xyz`);
  await expect(failure(page)).toHaveAttribute('data-code', 'bad-url');
  await page.goto(relay.url);
  await fillCreateForm(page, {});
  await page.waitForURL(/\/t\/[0-9a-f]{64}/);
  const honest = new URL(page.url());
  const bent = honest.href.replace(/\/t\/[0-9a-f]/, (m) => `/t/${m.endsWith('0') ? '1' : '0'}`);
  await page.goto('about:blank');
  await page.goto(bent);
  await expect(failure(page)).toHaveAttribute('data-code', 'wrong-id');
  await expect(failure(page)).toContainText(/\S+ \S+/);
  await relay.stop();
});

test('a browser without WebRTC, and one without IndexedDB, are told so', async ({ browser }) => {
  const relay = await startTestRelay();
  const host = await (await browser.newContext()).newPage();
  await host.goto(relay.url);
  await fillCreateForm(host, {});
  await host.waitForURL(/\/t\/[0-9a-f]{64}/);
  const visit = async (script: () => void) => {
    const page = await (await browser.newContext()).newPage();
    await page.addInitScript(script);
    await page.goto(host.url());
    return page;
  };
  const mute = await visit(() =>
    Object.defineProperty(globalThis, 'RTCPeerConnection', { value: undefined }),
  );
  await expect(failure(mute)).toHaveAttribute('data-code', 'no-webrtc');
  // As in private windows that have a database and let nothing be stored in it.
  const forgetful = await visit(() => {
    indexedDB.open = () => {
      throw new DOMException('not here', 'SecurityError');
    };
  });
  await expect(failure(forgetful)).toHaveAttribute('data-code', 'no-indexeddb');
  const without = await visit(() => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }));
  await expect(without.getByTestId('lacking')).toContainText('store');
  for (const page of [mute, forgetful, without]) await page.context().close();
  await host.context().close();
  await relay.stop();
});

test('who comes to a full table that is being played is told so', async ({ browser }) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob']);
  const late = await (await browser.newContext({ permissions: ['microphone'] })).newPage();
  await late.goto(table.url);
  await expect(failure(late)).toHaveAttribute('data-code', 'table-full');
  // Nothing is wrong with the table: watching it is what there is to press first.
  await expect(failure(late)).not.toContainText('cannot be opened');
  await failure(late).getByRole('button').first().click();
  await expect(late.getByTestId('table')).toHaveAttribute('data-watching', '');
  await late.context().close();
  await table.close();
});

test('four tabs of one browser are four players', async ({ browser }) => {
  const relay = await startTestRelay();
  const context = await browser.newContext({ permissions: ['microphone'] });
  const pages: Page[] = [await context.newPage()];
  await pages[0]!.goto(relay.url);
  await fillCreateForm(pages[0]!, { seats: 4 });
  await pages[0]!.waitForURL(/\/t\/[0-9a-f]{64}/);
  const url = pages[0]!.url();
  for (let i = 1; i < 4; i++) {
    const page = await context.newPage();
    await page.goto(url);
    pages.push(page);
  }
  for (const page of pages)
    await expect(page.locator('[data-testid="peer-row"][data-kind="direct"]')).toHaveCount(3);
  for (const [seat, page] of pages.entries()) {
    await page.getByTestId('nickname').fill(`P${seat}`);
    await page.getByTestId(`seat-${seat}`).click();
  }
  for (const page of pages) {
    for (let seat = 0; seat < 4; seat++)
      await expect(page.getByTestId(`seat-${seat}`)).toHaveAttribute('data-taken', 'true');
  }
  await expect(pages[2]!.getByTestId('seat-2')).toHaveAttribute('data-you', 'true');
  await context.close();
  await relay.stop();
});

test('rubbish from a peer changes nothing, is counted, and shows in the network panel', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob']);
  const { parseTableUrl } = await import('../src/client/create/tableUrl.ts');
  const { meetingKeyOf } = await import('../src/codec/meeting.ts');
  const { createNodeNetwork } = await import('../src/net/libp2pNode.ts');
  const address = parseTableUrl(new URL(table.url));
  if (typeof address === 'string') throw new Error(address);
  const seed = crypto.getRandomValues(new Uint8Array(32));
  const hostile = await createNodeNetwork({
    meetingKey: meetingKeyOf(address.config),
    relayAddresses: address.relays,
    privateKeySeed: seed,
  });
  await expect.poll(() => hostile.links().length).toBe(2);
  for (let i = 0; i < 20; i++) hostile.broadcast(crypto.getRandomValues(new Uint8Array(1 + (i % 64))));
  for (const tab of table.tabs) {
    await tab.page.getByTestId('status-strip').click();
    await expect(tab.page.getByTestId('refused-row').first()).toBeVisible();
    const counts = await tab.page
      .getByTestId('refused-row')
      .evaluateAll((rows) => rows.map((r) => Number(r.getAttribute('data-count'))));
    expect(counts.reduce((a, b) => a + b, 0)).toBeGreaterThan(0);
    await tab.page.getByTestId('details-close').click();
  }
  await hostile.stop();
  const actor = await table.actor();
  await actor.fold();
  await expect.poll(() => actor.attribute('data-final-hand')).toBe('1');
  await table.close();
});
