/**
 * Firefox as people have it, not a browser changed for tests: over WebDriver BiDi, with its default preferences, one
 * process per player so that every tab is a visible one.
 */
import { type Browser, launch, type Page } from 'puppeteer-core';
import { testIds } from '../../src/ui/testIds.ts';

const id = (name: string): string => `[data-testid="${name}"]`;

export class FirefoxTab {
  /** What was thrown and not caught, and what the Content-Security-Policy forbade. */
  readonly errors: string[] = [];

  private constructor(
    private readonly browser: Browser,
    private readonly page: Page,
  ) {
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (line) => {
      if (/Content.Security.Policy/.test(line.text())) this.errors.push(line.text());
    });
  }

  static async open(executablePath: string): Promise<FirefoxTab> {
    const browser = await launch({ browser: 'firefox', executablePath, headless: true });
    return new FirefoxTab(browser, await browser.newPage());
  }

  get url(): string {
    return this.page.url();
  }

  async goto(url: string): Promise<void> {
    await this.page.goto(url);
  }

  async fill(testId: string, text: string): Promise<void> {
    await this.page.locator(id(testId)).setTimeout(120_000).fill(text);
  }

  async click(testId: string): Promise<void> {
    await this.page.locator(id(testId)).setTimeout(120_000).click();
  }

  /** Of the first element with that test id, all at one moment; empty where there is none. */
  async attributes(testId: string, ...names: readonly string[]): Promise<string[]> {
    return (await this.page.$$eval(id(testId), attributesOf, names))[0] ?? [];
  }

  /** Of every element with that test id. */
  async each(testId: string, name: string): Promise<string[]> {
    return (await this.page.$$eval(id(testId), attributesOf, [name])).flat();
  }

  /** Checks or calls if it is this tab's turn; false = it is not. */
  async checkOrCall(): Promise<boolean> {
    for (const action of [testIds.actionCheck, testIds.actionCall]) {
      const button = await this.page.$(`${id(action)}:enabled`);
      if (button === null) continue;
      await button.click();
      return true;
    }
    return false;
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

function attributesOf(elements: readonly Element[], names: readonly string[]): string[][] {
  return elements.map((element) => names.map((name) => element.getAttribute(name) ?? ''));
}
