/** What browsers do to a tab in a hand, and what it keeps: seat, cards, key and log. */
import { expect, type Page, test } from '@playwright/test';
import { networkOf, type TabNetwork } from './support/network.ts';
import { agree, playOut, waitForHand } from './support/play.ts';
import { startTestRelay } from './support/relay.ts';
import { settingOf, type Tab, TestTable } from './support/table.ts';

const OLD_TABLE = 'a1'.repeat(32);

/**
 * A page of an earlier build, whose database was version 4, with a hand to finish: asked to give way it keeps the
 * database open until it has stored the hand.
 */
async function earlierBuild(page: Page, host: string): Promise<void> {
  await page.goto(`${host}/license.txt`);
  await page.evaluate(async (tableId) => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('dealerless', 4);
      request.onerror = () => reject(request.error);
      request.onupgradeneeded = () => {
        for (const plain of ['genesis', 'secrets', 'verdicts', 'entries'])
          request.result.createObjectStore(plain);
        request.result.createObjectStore('identities', { keyPath: 'id' });
        request.result.createObjectStore('epochs', { keyPath: ['identity', 'epoch'] });
        request.result.createObjectStore('hands', { keyPath: ['identity', 'hand'] });
      };
      request.onsuccess = () => resolve(request.result);
    });
    const put = (store: string, record: unknown): Promise<void> =>
      new Promise((resolve, reject) => {
        const tx = db.transaction(store, 'readwrite');
        tx.objectStore(store).put(record);
        tx.oncomplete = () => resolve();
        tx.onabort = () => reject(tx.error);
      });
    const identity = 'b2'.repeat(16);
    const hand = (n: number) => ({
      ...{ identity, hand: n, height: n, finishedAt: n, yourSeat: 0, yourCards: [], board: [] },
      seats: [{ seat: 0, nickname: 'Alice', netChips: n }],
      winners: [{ nickname: 'Alice', chips: n }],
    });
    const secretKey = new Uint8Array(32).fill(7);
    const path = `/t/${tableId}`;
    await put('identities', { id: identity, tableId, secretKey, path, tableName: 'Last week', createdAt: 1 });
    await put('hands', hand(1));
    const asked = new Promise<void>((resolve) => {
      db.onversionchange = () => resolve();
    });
    Object.assign(window, {
      asked,
      async giveWay() {
        await put('hands', hand(2));
        db.close();
      },
    });
  }, OLD_TABLE);
}

declare global {
  interface Window {
    asked: Promise<void>;
    giveWay(): Promise<void>;
  }
}

/** As the next build will open the database: with one more version. */
function asNextBuild(): void {
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (name, version) {
    return open.call(this, name, name === 'dealerless' && version !== undefined ? version + 1 : version);
  };
}

/** Whatever the screen reads of its media makes the drawing fail, until it is mended. */
const breakDrawing = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { prototype } = MediaQueryList;
    const matches = Object.getOwnPropertyDescriptor(prototype, 'matches')!;
    Object.assign(window, { mend: () => Object.defineProperty(prototype, 'matches', matches) });
    Object.defineProperty(prototype, 'matches', {
      configurable: true,
      get() {
        throw new Error('no media');
      },
    });
  });
const mendDrawing = (page: Page): Promise<void> =>
  page.evaluate(() => (window as unknown as { mend(): void }).mend());

/** What writing answers when the quota is used up. Chromium's own, set small by its tools, is felt much later. */
const fillDisk = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const full = (): never => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
    Object.assign(IDBObjectStore.prototype, { put: full, add: full });
  });

const failure = (tab: Tab, code: string) => tab.page.locator(`[data-testid="failure"][data-code="${code}"]`);
/** Whatever is to be stored next ends the tab: what somebody does at the latest. */
async function untilStopped(tab: Tab, code: string, actor: Tab): Promise<void> {
  const stopped = failure(tab, code);
  await expect(async () => {
    if (!(await stopped.isVisible()) && (await actor.canAct())) await actor.checkOrCall();
    await expect(stopped).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
}

/** What the page gives to be handed on. */
async function copiedReport(page: Page): Promise<string> {
  await page.evaluate(() => {
    Object.assign(navigator.clipboard, {
      writeText: async (text: string) => void Object.assign(window, { copied: text }),
    });
  });
  await page.getByTestId('failure-copy').click();
  await page.waitForFunction(() => 'copied' in window);
  return page.evaluate(() => (window as unknown as { copied: string }).copied);
}

const boardCards = async (tab: Tab): Promise<number> =>
  ((await tab.board()) ?? '').split(' ').filter((card) => card !== '').length;

test('an earlier build’s tab, a display that breaks, a network that goes, a later build’s tab, a full disk: the seat stays and plays on', async ({
  browser,
}) => {
  const networks: TabNetwork[] = [];
  let host = '';
  let earlier: Page | undefined;
  let upgrade: Promise<void> | undefined;
  const setting = settingOf(browser);
  const table = await TestTable.open(
    {
      ...setting,
      async relay() {
        const relay = await startTestRelay();
        host = relay.url;
        return relay;
      },
      async prepare(page, n) {
        networks[n] = await networkOf(page);
        if (n > 0) return;
        earlier = await page.context().newPage();
        await earlierBuild(earlier, host);
        const older = earlier;
        // Making a table waits for the earlier build's hand, says so, and goes on by itself.
        upgrade = (async () => {
          await older.evaluate(() => window.asked);
          await expect(page.getByTestId('older-tab')).toBeVisible();
          await expect(page).toHaveURL(`${host}/`);
          await older.evaluate(() => window.giveWay());
          await expect(page.getByTestId('older-tab')).toHaveCount(0);
        })();
      },
    },
    ['Alice', 'Bob'],
  );
  await upgrade;
  await waitForHand(table, 1);
  const networkOfTab = (tab: Tab): TabNetwork => networks[table.tabs.indexOf(tab)]!;

  await test.step('a display that cannot be drawn, in a hand', async () => {
    const raiser = await table.actor();
    await raiser.raiseTo(6);
    const caller = await table.actor(table.tabs.filter((t) => t !== raiser));
    await breakDrawing(raiser.page);
    await caller.checkOrCall();
    await expect(failure(raiser, 'drawing')).toBeVisible();
    // The flop needs both of two validators and both keys: the one that cannot be seen has played its part.
    await expect.poll(() => boardCards(caller)).toBe(3);
    await caller.checkOrCall();
    await mendDrawing(raiser.page);
    await raiser.page.getByRole('button', { name: 'Draw it again' }).click();
    await expect.poll(() => raiser.canAct()).toBe(true);
    await raiser.checkOrCall();
    await expect.poll(() => boardCards(caller)).toBe(4);
  });

  await test.step('a network that is gone, and back', async () => {
    const acting = await table.actor();
    const other = table.tabs.find((t) => t !== acting)!;
    const cards = await acting.ownCards();
    await networkOfTab(acting).cut();
    await acting.checkOrCall();
    // Nothing gets through: what was done here needs the other's word, and each finds that the other is gone.
    for (const tab of table.tabs)
      await expect(tab.page.getByTestId('connected-status')).toHaveAttribute('data-lost');
    await expect(acting.page.getByTestId('pending')).toBeVisible();
    expect(await other.canAct()).toBe(false);
    await networkOfTab(acting).back();
    await expect.poll(() => other.canAct()).toBe(true);
    for (const tab of table.tabs)
      await expect(tab.page.getByTestId('connected-status')).not.toHaveAttribute('data-lost');
    expect(await acting.ownCards()).toEqual(cards);
    await other.checkOrCall();
    await expect.poll(() => boardCards(acting)).toBe(5);
  });

  const alice = table.tab('Alice');
  const bob = table.tab('Bob');
  await test.step('a later build in another tab gets the database after the hand', async () => {
    await alice.context.addInitScript(asNextBuild);
    const later = await alice.context.newPage();
    await later.goto(`${host}/history`);
    await expect(later.getByTestId('older-tab')).toBeVisible();
    const reloaded = alice.page.waitForEvent('load');
    await playOut(table, 1, (tab) => tab.checkOrCall(), [bob, alice]).catch(async (error: unknown) => {
      // Alice's page may have gone before it was asked whether the hand is over.
      if ((await bob.attribute('data-final-hand')) !== '1') throw error;
    });
    await reloaded;
    await expect(later.getByTestId('older-tab')).toHaveCount(0);
    // What the earlier build kept, also what it stored last, and the hand of this evening.
    const rows = later.getByTestId('history-row');
    await expect(rows.and(later.locator(`[data-table="${OLD_TABLE}"]`))).toHaveCount(2);
    await expect(rows.and(later.locator(`[data-hand="1"]:not([data-table="${OLD_TABLE}"])`))).toHaveCount(1);
    await later.close();
    await earlier?.close();
    await waitForHand(table, 2);
    await expect.poll(() => alice.ownCards()).not.toContain('??');
  });

  await test.step('a disk that is full in a hand, and has room again', async () => {
    const cards = await alice.ownCards();
    const actor = await table.actor();
    await fillDisk(alice.page);
    await untilStopped(alice, 'storage-full', actor);
    // Loaded anew, the page finds room.
    await alice.page.getByRole('button', { name: 'Try again' }).click();
    await expect(alice.table).toHaveAttribute('data-stage', /^(preflop|betting)$/);
    await expect.poll(() => alice.ownCards()).toEqual(cards);
    await playOut(table, 2, (tab) => tab.checkOrCall());
    expect((await agree(table)).totalChips).toBe(400);
    for (const tab of table.tabs) await expect(tab.page.getByTestId('fault-banner')).toHaveCount(0);
  });

  await test.step('a database that another page wants to delete is kept; one that the browser deletes ends the tab in one sentence', async () => {
    await waitForHand(table, 3);
    const another = await bob.context.newPage();
    await another.goto(`${host}/license.txt`);
    await another.evaluate(
      () =>
        new Promise<void>((resolve) => {
          indexedDB.deleteDatabase('dealerless').onblocked = () => resolve();
        }),
    );
    if ((await table.actor()) === bob) await bob.checkOrCall();
    await expect.poll(() => alice.canAct()).toBe(true);
    const cdp = await bob.context.newCDPSession(bob.page);
    // What she does makes his tab store something at the same moment.
    await Promise.all([
      alice.checkOrCall(),
      cdp.send('Storage.clearDataForOrigin', { origin: host, storageTypes: 'indexeddb' }),
    ]);
    await expect(failure(bob, 'storage-deleted')).toBeVisible();
    await expect(bob.page.getByRole('heading', { level: 1 })).toHaveText(['This tab has stopped']);
    expect(await copiedReport(bob.page)).toContain('\nfailure: storage-deleted\n');
    await expect(alice.page.getByTestId('missing-banner')).toContainText('The tab of Bob has stopped');
    await expect(alice.page.getByTestId('connected-status')).toContainText('The tab of Bob has stopped');
    for (const banner of ['fault-banner', 'failure'])
      await expect(alice.page.getByTestId(banner)).toHaveCount(0);
    await another.close();
    // With what was stored the key is gone: whoever opens the table there is somebody else.
    await bob.page.getByRole('button', { name: 'Try again' }).click();
    await expect(failure(bob, 'table-full').or(bob.page.getByTestId('lobby'))).toBeVisible();
    await expect(alice.page.getByTestId('missing-banner')).toContainText('Bob');
  });
  await table.close();
});
