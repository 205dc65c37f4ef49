import { describe, expect, it } from 'vitest';
import { tableFixtures } from '../gallery/fixtures.ts';
import { en } from '../messages/en/index.ts';
import { spokenCards, spokenNews, spokenTurn } from './spoken.ts';

const view = tableFixtures['your-turn']!;
const flop = tableFixtures['side-pots']!;

describe('for a screen reader', () => {
  it('cards have names', () => {
    expect(spokenCards(view, en)).toBe('Your cards: ace of hearts, king of diamonds');
    expect(spokenNews(flop.events, -1, en)).toContain(
      'Flop: queen of spades, ten of diamonds, four of diamonds',
    );
  });
  it('cards that are not all there yet, or folded, are not read out', () => {
    const you = (change: object) => ({
      ...view,
      seats: view.seats.map((s) => (s.you ? { ...s, ...change } : s)),
    });
    for (const change of [{ cards: ['Ah', null] }, { cards: [] }, { folded: true }, { inHand: false }])
      expect(spokenCards(you(change), en)).toBe('');
  });
  it('a turn says what it costs and what is in the pot', () => {
    expect(spokenTurn(view, en)).toBe('Your turn. 40 to call. Pot 55.');
    expect(spokenTurn(tableFixtures.check!, en)).toBe('Your turn. Checking is free. Pot 55.');
    expect(spokenTurn(flop, en)).toBe('');
    expect(spokenTurn(tableFixtures.pending!, en)).toBe('');
  });
  it('a flood is cut to its end, and a long line to its beginning', () => {
    const chat = { ...view.events[0]!, kind: 'chat', text: 'x'.repeat(10_000) } as const;
    const flood = Array.from({ length: 100 }, (_, i) => ({ ...chat, id: 1000 + i }));
    const news = spokenNews(flood, 999, en);
    expect(news).toHaveLength(6);
    expect(news[0]!.length).toBeLessThan(160);
  });
});
