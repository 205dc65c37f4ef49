import { expect, test } from '@playwright/test';
import { agree, playOut, waitForHand } from './support/play.ts';
import { TestTable } from './support/table.ts';

const games = [
  { game: 'omaha', name: 'pot-limit Omaha', cards: 4, board: 5, proofs: 'transparent' },
  { game: 'short-deck', name: 'short deck', cards: 2, board: 5, proofs: 'groth16' },
  { game: 'stud', name: 'seven-card stud', cards: 7, board: 0, proofs: undefined },
] as const;

// A table of each kind of proofs among them; every other spec plays with both.
for (const { game, name, cards, board, proofs } of games) {
  test(`four tabs play a hand of ${name} through the real deck`, async ({ browser }) => {
    const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol', 'Dave'], {
      game,
      ...(proofs && { proofs }),
      smallBlind: 2,
      bigBlind: 4,
      stack: 400,
    });
    await waitForHand(table, 1);
    let most = 0;
    await playOut(table, 1, async (tab) => {
      await tab.checkOrCall();
      most = Math.max(most, (await tab.ownCards()).filter((c) => c !== '??').length);
    });
    expect(most, 'own cards seen').toBe(cards);
    if (board > 0) expect((await table.tabs[0]!.board())?.split(' ')).toHaveLength(board);
    const agreed = await agree(table);
    expect(Object.values(agreed.stacks).reduce((a, b) => a + b, 0)).toBe(1600);
    await table.close();
  });
}
