/** A table of real tabs for the tests: what people do, in the words they would use. */
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import { testIds } from '../../src/ui/testIds.ts';
import { watchLongTasks } from './longTasks.ts';
import { type RunningRelay, startTestRelay } from './relay.ts';
import { type Bend, bendWorker } from './worker.ts';

const id = (name: string): string => `[data-testid="${name}"]`;

/** Longer than any button sleeps or any page is busy. */
const PRESS_MS = 10_000;

export interface TableOptions {
  readonly game?: string;
  readonly seats?: number;
  /** As it is typed. */
  readonly smallBlind?: number | string;
  readonly bigBlind?: number | string;
  readonly stack?: number | string;
  readonly seconds?: number;
  /** On unless given. */
  readonly escrow?: boolean;
  /** Among three as well; off unless given. */
  readonly escrowOfThree?: boolean;
  /** Chips locked out of each stack; none unless given. */
  readonly bond?: number;
  /** Both kinds unless given. */
  readonly proofs?: 'transparent' | 'groth16';
  /** Off unless given. */
  readonly rabbitHunt?: boolean;
  /** Whom the creator lets in unless given. */
  readonly admission?: 'open';
}

/** What a tab shows at one moment. */
export interface Shown {
  readonly height: number;
  readonly root: string;
  /** By seat. */
  readonly stacks: Record<number, number>;
  readonly bonds: Record<number, number>;
  /** Shares of a lost bond that reach the stacks when the hand is over. */
  readonly credits: Record<number, number>;
  readonly potChips: number;
  /** All of it together. */
  readonly totalChips: number;
}

/** One player's tab. */
export class Tab {
  readonly errors: string[] = [];
  constructor(
    readonly name: string,
    readonly page: Page,
    readonly context: BrowserContext,
  ) {
    page.on('pageerror', (e) => this.errors.push(String(e)));
    // What the Content-Security-Policy or the Integrity-Policy forbids is a mistake of ours, wherever it happens.
    page.on('console', (m) => {
      if (/Content Security Policy|integrity/i.test(m.text())) this.errors.push(m.text());
    });
  }

  get table() {
    return this.page.locator(id(testIds.table));
  }

  async attribute(name: string): Promise<string> {
    return (await this.table.getAttribute(name)) ?? '';
  }

  seatNumber(): Promise<number> {
    return this.attribute('data-your-seat').then(Number);
  }

  async sit(seat: number): Promise<void> {
    await this.page.locator(id(testIds.nickname)).fill(this.name);
    await this.page.locator(id(testIds.lobbySeat(seat))).click();
    await expect(this.page.locator(id(testIds.lobbySeat(seat)))).toHaveAttribute('data-you', 'true');
  }

  async ready(): Promise<void> {
    await this.page.locator(id(testIds.ready)).click();
  }

  /** Read in one go, so that nothing moves in between. */
  shown(): Promise<Shown> {
    return this.table.evaluate((table, pot) => {
      const number = (e: Element | null, name: string): number => Number(e?.getAttribute(name) ?? Number.NaN);
      const seats = [...table.querySelectorAll('[data-testid^="tseat-"]')];
      const bySeat = (name: string): Record<number, number> =>
        Object.fromEntries(
          seats.map((s) => [Number(s.getAttribute('data-testid')?.slice('tseat-'.length)), number(s, name)]),
        );
      const potChips = number(table.querySelector(pot), 'data-chips');
      const [stacks, bonds, credits] = [bySeat('data-stack'), bySeat('data-bond'), bySeat('data-credit')];
      const all = [stacks, bonds, credits].flatMap((chips) => Object.values(chips));
      return {
        height: number(table, 'data-height'),
        root: table.getAttribute('data-state-root') ?? '',
        stacks,
        bonds,
        credits,
        potChips,
        totalChips: all.reduce((a, b) => a + b, potChips),
      };
    }, id(testIds.pot));
  }

  async stacks(): Promise<Record<number, number>> {
    return (await this.shown()).stacks;
  }

  seat(seat: number) {
    return this.page.locator(id(testIds.tableSeat(seat)));
  }

  faultBanner(seat: number) {
    return this.page.locator(`${id(testIds.faultBanner)}[data-seat="${seat}"]`);
  }

  async ownCards(): Promise<string[]> {
    return this.page
      .locator(id(testIds.ownCard))
      .evaluateAll((cards) => cards.map((c) => c.getAttribute('data-card') ?? ''));
  }

  /** From tapping to final, of this tab's own bets, milliseconds; the table keeps them for its status panel. */
  async actionLatenciesMs(): Promise<number[]> {
    const text = await this.attribute('data-latencies');
    return text === '' ? [] : text.split(' ').map(Number);
  }

  board(): Promise<string | null> {
    return this.page.locator(id(testIds.board)).getAttribute('data-cards');
  }

  /** It is this tab's turn: something can be done (folding cannot, where a bring-in is due). */
  async canAct(): Promise<boolean> {
    const actions = [testIds.actionFold, testIds.actionCheck, testIds.actionCall].map(
      (a) => `${id(a)}:enabled`,
    );
    return (await this.page.locator(actions.join(', ')).count()) > 0;
  }

  /** Asked whether to show a hand that wins: it shows. False when it is not asked. */
  async showsWinner(): Promise<boolean> {
    const show = this.page.locator(`${id(testIds.claimShow)}:enabled`);
    if ((await show.count()) === 0) return false;
    await show.click();
    return true;
  }

  /**
   * Presses a button of this decision. Buttons of one that has just been taken go away: whoever still saw them is told
   * by an error and looks again, instead of waiting for a turn that may never come.
   */
  private async press(button: string): Promise<void> {
    await this.page.locator(id(button)).click({ timeout: PRESS_MS });
  }

  async fold(): Promise<void> {
    await this.press(testIds.actionFold);
  }

  /** Checks, or calls what there is to call. */
  async checkOrCall(): Promise<'check' | 'call'> {
    const check = (await this.page.locator(id(testIds.actionCheck)).count()) > 0;
    await this.press(check ? testIds.actionCheck : testIds.actionCall);
    return check ? 'check' : 'call';
  }

  async raiseTo(chips: number): Promise<void> {
    await this.page.locator(id(testIds.raiseAmount)).fill(String(chips));
    await this.press(testIds.actionRaise);
  }

  /** Everything in: by a raise where one is possible, otherwise by calling. */
  async allIn(): Promise<void> {
    const preset = this.page.locator(id(testIds.presetAllIn));
    if ((await preset.count()) === 0) {
      await this.checkOrCall();
      return;
    }
    await preset.click({ timeout: PRESS_MS });
    await this.press(testIds.actionRaise);
    await this.press(testIds.allInConfirm);
  }
}

/** Where a table is played: on this machine by default, in one browser, beside the relay. */
export interface Setting {
  readonly relay: () => Promise<RunningRelay>;
  /** The n-th player's own browser profile. */
  readonly context: (n: number) => Promise<BrowserContext>;
  /** Before the n-th player's page loads anything. */
  readonly prepare?: (page: Page, n: number) => Promise<void>;
  /** Until a tab is linked to so many others as it should be. */
  readonly linked: (tab: Tab, others: number) => Promise<void>;
}

export function settingOf(browser: Browser): Setting {
  return {
    relay: () => startTestRelay(),
    context: () => browser.newContext({ permissions: ['microphone'] }),
    linked: waitForPeers,
  };
}

/** Relay, browser contexts and tabs of one table. */
export class TestTable {
  private constructor(
    private readonly setting: Setting,
    readonly relay: RunningRelay,
    readonly tabs: Tab[],
    readonly url: string,
    /** From opening the URL to all links direct, milliseconds. */
    readonly linkedAfterMs: number,
  ) {}

  /** Opens a tab per name, seats everyone in order, starts the table. */
  static async open(
    place: Browser | Setting,
    names: readonly string[],
    options: TableOptions = {},
    /** Whose tab does not do what it should. */
    bends: Readonly<Record<string, Bend>> = {},
    /** When everybody sits, before anybody is ready. */
    beforeStart: (host: Tab) => Promise<void> = async () => undefined,
  ): Promise<TestTable> {
    const setting = 'linked' in place ? place : settingOf(place);
    const relay = await setting.relay();
    const tabs: Tab[] = [];
    const openTab = async (name: string): Promise<Tab> => {
      const context = await setting.context(tabs.length);
      const tab = new Tab(name, await context.newPage(), context);
      await tab.page.addInitScript(watchLongTasks);
      const bend = bends[name];
      if (bend) await tab.page.addInitScript(bendWorker, bend);
      await setting.prepare?.(tab.page, tabs.length);
      tabs.push(tab);
      return tab;
    };
    const host = await openTab(names[0]!);
    await host.page.goto(relay.url);
    await fillCreateForm(host.page, { seats: Math.max(2, names.length), ...options });
    await host.page.waitForURL(/\/t\/[0-9a-f]{64}/);
    const url = host.page.url();
    for (const name of names.slice(1)) await openTab(name);
    const opened = performance.now();
    for (const tab of tabs.slice(1)) void tab.page.goto(url);
    await Promise.all(tabs.map((t) => setting.linked(t, names.length - 1)));
    const linkedAfterMs = performance.now() - opened;
    for (const [seat, tab] of tabs.entries()) await tab.sit(seat);
    await beforeStart(tabs[0]!);
    for (const tab of tabs) await tab.ready();
    await host.page.locator(id(testIds.start)).click();
    const table = new TestTable(setting, relay, tabs, url, linkedAfterMs);
    await Promise.all(tabs.map((t) => expect(t.table).toBeVisible()));
    return table;
  }

  /** Somebody else opens the URL while the table is being played. */
  async join(name: string): Promise<Tab> {
    const context = await this.setting.context(this.tabs.length);
    const tab = new Tab(name, await context.newPage(), context);
    await tab.page.goto(this.url);
    this.tabs.push(tab);
    return tab;
  }

  /** The browser kills the tab's process: nothing in it runs to its end. */
  async crash(tab: Tab): Promise<void> {
    const crashed = tab.page.waitForEvent('crash');
    // Nothing answers that address: the tab is dead before it could.
    void tab.page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    await tab.page.close();
  }

  /** The same player opens the URL again, in the same browser profile. */
  async reopen(tab: Tab): Promise<Tab> {
    const back = new Tab(tab.name, await tab.context.newPage(), tab.context);
    this.tabs[this.tabs.indexOf(tab)] = back;
    await back.page.goto(this.url);
    return back;
  }

  tab(name: string): Tab {
    const tab = this.tabs.find((t) => t.name === name);
    if (!tab) throw new Error(`no tab of ${name}`);
    return tab;
  }

  /** The tab whose turn it is, as soon as it can act. */
  async actor(among: readonly Tab[] = this.tabs): Promise<Tab> {
    let found: Tab | undefined;
    await expect(async () => {
      for (const t of among) if (await t.canAct()) found = t;
      expect(found, 'somebody can act').toBeDefined();
    }).toPass({ timeout: 180_000, intervals: [50] });
    return found!;
  }

  async close(): Promise<void> {
    const errors = this.tabs.flatMap((t) => t.errors.map((e) => `${t.name}: ${e}`));
    await Promise.all(this.tabs.map((t) => t.context.close()));
    await this.relay.stop();
    expect(errors, 'uncaught errors in the pages').toEqual([]);
  }
}

export async function fillCreateForm(page: Page, o: TableOptions): Promise<void> {
  const fill = (name: string, value: number | string) => page.locator(id(name)).fill(String(value));
  const form = page.locator(id(testIds.createName));
  // Where it does not come, the failure quotes the page.
  const shown = async (): Promise<string> =>
    (await form.isVisible()) ? 'the form' : `${page.url()}: ${await page.locator('body').innerText()}`;
  await expect.poll(shown).toBe('the form');
  if (o.game) await page.locator(id(testIds.createGame)).selectOption(o.game);
  await fill(testIds.createName, 'Test table');
  await fill(testIds.createSmallBlind, o.smallBlind ?? 1);
  await fill(testIds.createBigBlind, o.bigBlind ?? 2);
  await fill(testIds.createStack, o.stack ?? 200);
  await fill(testIds.createSeats, o.seats ?? 4);
  await fill(testIds.createSeconds, o.seconds ?? 120);
  await page.locator(id(testIds.createMore)).click();
  if (o.rabbitHunt) await page.locator(id(testIds.createRabbitHunt)).check();
  if (o.admission) await page.locator(id(testIds.createAdmission)).selectOption(o.admission);
  if (o.proofs) await page.locator(id(testIds.createProofs)).selectOption(o.proofs);
  if (o.escrowOfThree) await page.locator(id(testIds.createEscrowOfThree)).check();
  if (o.escrow === false) await page.locator(id(testIds.createEscrow)).uncheck();
  await fill(testIds.createBond, o.bond ?? 0);
  await page.locator(id(testIds.createSubmit)).click();
}

/** All the others linked directly. */
export async function waitForPeers(tab: Tab, count: number): Promise<void> {
  const direct = tab.page.locator(`${id(testIds.peerRow)}[data-kind="direct"]`);
  await expect(direct).toHaveCount(count, { timeout: 240_000 });
}
