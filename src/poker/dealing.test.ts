import { describe, expect, it } from 'vitest';
import { cards, hand, play } from '../testing/handScript.ts';
import { cardsText, parseCard, parseCards } from './cards.ts';
import { gameNamed } from './catalogue.ts';
import { dealPlan } from './dealing.ts';
import { awaiting, verifyDeal } from './hand.ts';

describe('the visibility list', () => {
  it("of hold'em: one card at a time from the left of the button, then the board, no burns", () => {
    const plan = dealPlan(gameNamed('holdem'), [2, 5, 7], 5);
    expect(plan.map((c) => `${c.to}${c.faceUp ? '+' : ''}`)).toEqual([
      '7',
      '2',
      '5',
      '7',
      '2',
      '5',
      ...Array(5).fill('board+'),
    ]);
    expect(plan.map((c) => c.position)).toEqual(plan.map((_, i) => i));
    expect(plan.slice(-2).map((c) => c.street)).toEqual(['turn', 'river']);
  });

  it('is what the hand asks for when nobody folds', () => {
    const plan = dealPlan(gameNamed('omaha'), [1, 2], 2);
    let s = hand({ game: 'omaha', stacks: [500, 500] });
    const asked = [];
    for (const line of ['deal, p2 c, p1 x', 'deal 2c3d4h, p1 x, p2 x', 'deal 8s, p1 x, p2 x', 'deal 9c']) {
      const due = awaiting(s);
      if (due.kind === 'deal') asked.push(...due.requests);
      s = play(s, line);
    }
    expect(asked).toEqual(plan.map(({ street: _, ...request }) => request));
  });

  it('of stud: two down and one up, three up, one down', () => {
    const plan = dealPlan(gameNamed('stud'), [0, 1], 1);
    expect(plan.filter((c) => c.to === 0).map((c) => c.faceUp)).toEqual([
      false,
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  it('of stud with eight players ends with a common card', () => {
    const plan = dealPlan(gameNamed('stud'), [1, 2, 3, 4, 5, 6, 7, 8], 8);
    expect(plan).toHaveLength(49);
    expect(plan[48]).toMatchObject({ to: 'board', position: 48, street: 'seventh' });
  });

  it('of short deck uses 36 cards', () => {
    expect(gameNamed('short-deck').deck).toHaveLength(36);
    expect(gameNamed('short-deck').deck).not.toContain(parseCard('5s'));
  });
});

describe('deals that are refused', () => {
  const flop = play(hand({ stacks: [500, 500, 500] }), 'deal, p3 c, p1 c, p2 x');
  it.each([
    ['2c3d', 'wrong-card-count'],
    ['2c3d2c', 'duplicate-card'],
    ['2c3d??', 'bad-card'],
  ])('%s: %s', (text, code) => {
    expect(verifyDeal(flop, parseCards(text)!)?.code).toBe(code);
  });
  it('a card that is not in the deck', () => {
    expect(verifyDeal(flop, [0, 1, 52])?.code).toBe('bad-card');
    const short = play(hand({ game: 'short-deck', stacks: [500, 500, 500] }), 'deal, p3 c, p1 c, p2 x');
    expect(verifyDeal(short, cards('5s6s7s'))?.code).toBe('bad-card');
  });
  it('when nothing is due', () => {
    expect(verifyDeal(play(flop, 'deal 2c3d4h'), cards('5s'))?.code).toBe('no-deal-due');
  });
});

describe('card texts', () => {
  it('name all cards and read them back', () => {
    const all = cardsText(Array.from({ length: 52 }, (_, i) => i));
    expect(parseCards(all)).toEqual(Array.from({ length: 52 }, (_, i) => i));
    expect(all.slice(0, 8)).toBe('2c2d2h2s');
    expect(cardsText([null, 51])).toBe('??As');
    expect(parseCards('A')).toBeUndefined();
    expect(parseCards('1s')).toBeUndefined();
    expect(parseCards('Ax')).toBeUndefined();
  });
});
