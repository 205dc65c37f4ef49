import { describe, expect, it } from 'vitest';
import { SECOND_DEFAULTS } from '../../codec/config.ts';
import { cardText } from '../../poker/cards.ts';
import { hand, play } from '../../testing/handScript.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import { rebuysAwaited } from '../play/rebuy.ts';
import { limits } from '../state/limits.ts';
import { tableView } from '../view/view.ts';
import { awardsOf, shownName, streetsRunOut } from './awards.ts';

const two = { stacks: [1000, 1000], more: { runItTwice: true } };
const allIn = 'deal, p2 r 1000, p1 c, p1 show AsAh, p2 show KsKh';
const texts = (list: readonly number[]) => list.map(cardText);

describe('what a hand paid', () => {
  it('is told per board when the hand was run twice', () => {
    const s = play(hand(two), `${allIn}, p1 twice, p2 twice, deal 2c3d4h, deal 8s, deal 9c, deal KdKc2s3h7d`);
    expect(awardsOf(s).map(({ cards: _, ...a }) => a)).toEqual([
      { board: 0, twice: true, seat: 1, chips: 1000, handName: 'Pair of aces' },
      { board: 1, twice: true, seat: 2, chips: 1000, handName: 'Four of a kind, kings' },
    ]);
    expect(texts(awardsOf(s)[1]!.cards).sort()).toEqual(['7d', 'Kc', 'Kd', 'Kh', 'Ks'].sort());
    expect(streetsRunOut(s)).toEqual({ first: 3, second: 3 });
  });

  it('is one line for all pots of a seat on one board', () => {
    const s = play(
      hand({ stacks: [100, 1000, 1000] }),
      'deal, p3 r 1000, p1 c, p2 c, p1 show AsAh, p2 show KsKh, p3 show QsQh, deal 2c3d4h, deal 8s, deal 9c',
    );
    expect(awardsOf(s).map((a) => [a.seat, a.chips])).toEqual([
      [2, 1800],
      [1, 300],
    ]);
    expect(awardsOf(s).every((a) => !a.twice && a.cards.length === 5)).toBe(true);
  });

  it('names no hand and no cards of whoever won without showing', () => {
    const s = play(hand({ stacks: [1000, 1000] }), 'deal, p2 f');
    expect(awardsOf(s)).toEqual([
      { board: 0, twice: false, seat: 1, chips: 100, handName: undefined, cards: [] },
    ]);
    expect(streetsRunOut(s)).toEqual({ first: 0, second: 0 });
  });
});

describe('kickers', () => {
  const board = 'deal 4c4d9h, deal 2s, deal Jc';
  const shown = (one: string, other: string) =>
    play(hand({ stacks: [1000, 1000] }), `deal, p2 r 1000, p1 c, p1 show ${one}, p2 show ${other}, ${board}`);

  it('are named where they decide', () => {
    const s = shown('4hAd', '4sKd');
    expect(shownName(s, 1, 0)).toBe('Three of a kind, fours, ace kicker');
    expect(shownName(s, 2, 0)).toBe('Three of a kind, fours, king kicker');
    expect(awardsOf(s)[0]?.handName).toBe('Three of a kind, fours, ace kicker');
  });

  it('are not named where the names differ or the hands are equal', () => {
    expect(shownName(shown('4hAd', 'KsKd'), 1, 0)).toBe('Three of a kind, fours');
    expect(shownName(shown('AhKd', 'AsKc'), 1, 0)).toBe('Pair of fours');
  });

  it('are the card that differs, not the first one', () => {
    expect(shownName(shown('AhTd', 'As8d'), 1, 0)).toBe('Pair of fours, ten kicker');
    // The board's own jack and nine count for both: what is left over decides nothing.
    expect(shownName(shown('Ah8d', 'As7d'), 1, 0)).toBe('Pair of fours');
  });
});

describe('the pause after a hand, by the second rules', () => {
  const start = (seats: number[]) => genesis(seats, { protocolVersion: 2, proofs: 0, claims: 0 });

  it('is short when nobody called', async () => {
    const p = new Play(start([0, 1]), clearDeck(seeded(3)));
    await p.deal();
    p.bet(p.toAct()!, 'fold');
    expect(p.state.deadline?.totalMs).toBe(SECOND_DEFAULTS.pauseUncalledMs);
  });

  it('is as long as the table says', async () => {
    const slow = { protocolVersion: 2, proofs: 0, claims: 0, pauseUncalledMs: 3_000, pauseShownMs: 7_000 };
    const p = new Play(genesis([0, 1], slow), clearDeck(seeded(3)));
    await p.deal();
    p.bet(p.toAct()!, 'fold');
    expect(p.state.deadline?.totalMs).toBe(3_000);
  });

  it('is as long as its run-out after an all-in', async () => {
    const p = new Play(start([0, 1, 2]), clearDeck(seeded(3)));
    await p.deal();
    p.bet(p.toAct()!, 'raiseTo', 200);
    p.bet(p.toAct()!, 'call');
    p.bet(p.toAct()!, 'fold');
    await p.work();
    expect(p.state.hand?.phase).toBe('done');
    const view = tableView(p.state, { seat: undefined });
    for (const seat of rebuysAwaited(p.state)) p.commit(seat, { kind: 'topUp', body: { chips: 200 } });
    expect(p.state.deadline?.totalMs).toBe(SECOND_DEFAULTS.pauseShownMs + limits.pauseRunOutMs[3]!);
    const winner = view.seats.find((s) => s.wonChips > 0)!;
    expect(winner.winning?.[0]).toHaveLength(5);
  });
});
