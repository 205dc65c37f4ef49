/** Every "no" that a person can meet, read on the very pages that say it, in each language. */
import { expect, type Page, test } from '@playwright/test';
import type { ActRefusal } from '../src/client/contract/refusals.ts';
import { testIds } from '../src/ui/testIds.ts';
import { ACT_REFUSALS } from '../src/ui/words/refusals.ts';
import { type RunningRelay, startTestRelay } from './support/relay.ts';

let relay: RunningRelay;
test.beforeAll(async () => {
  relay = await startTestRelay();
});
test.afterAll(() => relay.stop());

interface Said {
  readonly code: string;
  readonly words: string;
  /** It begins in sight, without any scrolling, and goes over neither side. */
  readonly seen: boolean;
}

/** Presses a button once for each code that it is refused with, and reads what the page says to that. */
function refuse(page: Page, button: string, codes: readonly ActRefusal[]): Promise<Said[]> {
  return page.evaluate(
    async ({ selector, all }) => {
      const said: { code: string; words: string; seen: boolean }[] = [];
      for (const code of all) {
        window.dispatchEvent(new CustomEvent('gallery-refuse', { detail: code }));
        const pressed = document.querySelector<HTMLButtonElement>(selector);
        pressed?.scrollIntoView({ block: 'center' });
        pressed?.click();
        await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
        const alert = document.querySelector<HTMLElement>('[role="alert"]');
        const box = alert?.getBoundingClientRect();
        const across = box !== undefined && box.left >= 0 && box.right <= innerWidth;
        // What lies there is the sentence itself, or part of it.
        const seen = across && alert?.contains(document.elementFromPoint(box.left + 5, box.top + 8));
        said.push({ code, words: alert?.textContent ?? '', seen: seen === true });
      }
      return said;
    },
    { selector: `[data-testid="${button}"]`, all: codes },
  );
}

const places = [
  // Whoever pressed twice knows that the first is on its way.
  { item: 'your-turn', button: testIds.actionFold, quiet: ['pending'] },
  { item: 'lobby', button: testIds.ready, quiet: [] },
  { item: 'votes', button: testIds.voteYes, quiet: [] },
] as const;

for (const locale of ['en-GB', 'de-DE', 'es-ES'])
  test(`every refusal is a sentence in sight on a small phone, and so is every failure (${locale})`, async ({
    browser,
  }) => {
    const context = await browser.newContext({
      ...{ locale, viewport: { width: 320, height: 568 }, reducedMotion: 'reduce' },
    });
    const page = await context.newPage();
    for (const { item, button, quiet } of places) {
      await page.goto(`${relay.url}/gallery/${item}`);
      await expect(page.getByTestId(button).first()).toBeEnabled();
      await expect(page.locator('html')).toHaveAttribute('lang', locale.slice(0, 2));
      for (const { code, words, seen } of await refuse(page, button, ACT_REFUSALS)) {
        if (quiet.some((q) => q === code)) {
          expect(words, `${item}: ${code}`).toBe('');
          continue;
        }
        expect(words, `${item}: ${code}`).toMatch(/^[\p{Lu}¿¡].{10,}[.!?]$/u);
        expect(words, `${item}: ${code}`).not.toMatch(/\.\.|\(\)|undefined/);
        if (code.includes('-')) expect(words).not.toContain(code);
        expect(seen, `${item}: "${words}" is not in sight`).toBe(true);
      }
    }

    // What keeps a page from opening at all.
    await page.goto(`${relay.url}/gallery`);
    const links = page.locator('a[href^="/gallery/failure-"]');
    await links.first().waitFor();
    const failures = await links.allTextContents();
    expect(failures.length).toBeGreaterThan(10);
    for (const item of failures) {
      const code = item.slice('failure-'.length);
      // Within the app, as a tap on a link goes.
      await page.getByRole('link', { name: item, exact: true }).click();
      const failure = page.getByTestId(testIds.failure);
      await expect(failure).toHaveAttribute('data-code', code);
      const words = await failure.innerText();
      expect(words, code).toMatch(/[\p{L}].{20,}[.!?]/u);
      expect(words, code).not.toMatch(/\.\.(?!\.)|undefined/);
      if (code.includes('-')) expect(words).not.toContain(code);
      await page.goBack();
      await links.first().waitFor();
    }
    await context.close();
  });
