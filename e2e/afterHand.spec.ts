import { expect, type Page, test } from '@playwright/test';
import { agree, waitForHand } from './support/play.ts';
import { startTestRelay } from './support/relay.ts';
import { TestTable } from './support/table.ts';

interface Seen {
  /** What would have come. */
  readonly rabbit: string;
  readonly board: string;
  /** Faces and backs of each seat, '??' is a back. */
  readonly cards: Record<string, string>;
}

/** The last that a page showed of hand `hand` and the pause after it; asked for before, read afterwards. */
function watchHand(page: Page, hand: number): Promise<Seen> {
  return page.evaluate(
    (number) =>
      new Promise<Seen>((resolve) => {
        let seen: Seen = { rabbit: '', board: '', cards: {} };
        const read = (): void => {
          const table = document.querySelector('[data-testid="table"]');
          const board = document.querySelector('[data-testid="board"]');
          const shown = Number(table?.getAttribute('data-hand'));
          if (shown > number) {
            observer.disconnect();
            resolve(seen);
          } else if (shown === number && board) {
            const seats = [...document.querySelectorAll('[data-testid^="tseat-"]')];
            seen = {
              rabbit: board.getAttribute('data-rabbit') ?? '',
              board: board.getAttribute('data-cards') ?? '',
              cards: Object.fromEntries(
                seats.map((s) => [
                  (s.getAttribute('data-testid') ?? '').slice('tseat-'.length),
                  [...s.querySelectorAll('[data-card]')].map((c) => c.getAttribute('data-card')).join(' '),
                ]),
              ),
            };
          }
        };
        const observer = new MutationObserver(read);
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
        read();
      }),
    hand,
  );
}

test('after everybody folded: one of two cards is shown, and what would have come; the result stands', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol'], { rabbitHunt: true });
  await waitForHand(table, 1);
  const seen = table.tabs.map((tab) => watchHand(tab.page, 1));
  const first = await table.actor();
  const cards = await first.ownCards();
  const seat = await first.seatNumber();
  await first.fold();
  const second = await table.actor(table.tabs.filter((t) => t !== first));
  const rabbit = first.page.getByTestId('rabbit');
  await expect(rabbit, 'not while the hand is played').toHaveCount(0);
  await second.fold();
  // Whoever folded first shows its second card, and whoever folded second asks.
  await first.page.locator(`[data-testid="show-card"][data-card="${cards[1]}"]`).click();
  await second.page.getByTestId('rabbit').click();
  const shown = await Promise.all(seen);
  for (const [i, { rabbit, board, cards: held }] of shown.entries()) {
    expect(rabbit.split(' '), 'the whole board').toHaveLength(5);
    expect(rabbit).toBe(shown[0]!.rabbit);
    expect(board).toBe('');
    if (table.tabs[i] !== first) expect(held[seat]).toBe(`?? ${cards[1]}`);
    // Nobody else has shown anything, and the hunt opened nothing of theirs.
    const others = [0, 1, 2].filter((s) => s !== seat && s !== i);
    for (const other of others)
      expect(held[other], `seat ${other} as seat ${i} sees it`).toMatch(/^(\?\? \?\?)?$/);
  }
  await waitForHand(table, 2);
  const agreed = await agree(table);
  expect(agreed.totalChips).toBe(600);
  const log = first.page.getByTestId('event-log');
  await expect(log).toContainText(`${second.name} asks what would have come`);
  await expect(log).toContainText('Would have come');
  await table.close();
});

test('buttons for showing sleep like all fresh buttons and do not make the bar grow', async ({ page }) => {
  const relay = await startTestRelay();
  for (const size of [
    { width: 390, height: 844 },
    { width: 844, height: 390 },
    { width: 1280, height: 800 },
  ]) {
    await page.setViewportSize(size);
    await page.goto(`${relay.url}/gallery/waiting`);
    const bar = page.getByTestId('action-bar');
    await expect(page.getByTestId('pre-fold')).toBeEnabled();
    const before = await bar.boundingBox();
    await page.goto(`${relay.url}/gallery/after-omaha`);
    const cards = page.getByTestId('show-card');
    await expect(cards.first()).toBeDisabled();
    await expect(cards.first()).toBeEnabled();
    await expect(cards).toHaveCount(4);
    await expect(cards.first()).toHaveAccessibleName('Show ace of hearts');
    await expect(page.getByTestId('show-cards')).toHaveAccessibleName('Show all');
    await expect(page.getByTestId('rabbit')).toHaveText('What would have come?');
    expect(await bar.boundingBox(), `${size.width} × ${size.height}`).toEqual(before);
    const inside = await bar.evaluate((element) => {
      const box = element.getBoundingClientRect();
      return [...element.querySelectorAll('button')].every((b) => {
        const at = b.getBoundingClientRect();
        return at.left >= box.left && at.right <= box.right && at.top >= box.top && at.bottom <= box.bottom;
      });
    });
    expect(inside, 'every button is within the bar').toBe(true);
    await page.goto(`${relay.url}/gallery/claim`);
    await expect(page.getByTestId('claim-unseen')).toBeEnabled();
    await expect(page.getByTestId('claim')).toContainText('one of 137 hands');
    expect(await bar.boundingBox(), `asked to show, ${size.width} × ${size.height}`).toEqual(before);
    expect(await bar.evaluate((element) => element.scrollHeight <= element.clientHeight + 1)).toBe(true);
  }
  await relay.stop();
});
