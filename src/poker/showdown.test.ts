import { describe, expect, it } from 'vitest';
import { cards, hand, play, stacks } from '../testing/handScript.ts';
import { awaiting, mustOpen, result, showdownOrder, verifyKill, verifyMuck, verifyShow } from './hand.ts';

const three = { stacks: [1000, 1000, 1000] };
const toRiver = 'deal, p3 c, p1 c, p2 x, deal 2c3d4h, p1 x, p2 x, p3 x, deal 8s, p1 x, p2 x, p3 x, deal 9c';

describe('showdown order', () => {
  it('begins with the last aggressor of the river', () => {
    const s = play(hand(three), `${toRiver}, p1 x, p2 r 100, p3 c, p1 c`);
    expect(showdownOrder(s)).toEqual([2, 3, 1]);
    expect(awaiting(s)).toEqual({ kind: 'showdown', seat: 2 });
    expect(verifyShow(s, 3, cards('AsAd'))?.code).toBe('not-your-show');
  });

  it('else with the first live player left of the button', () => {
    const s = play(hand(three), `${toRiver}, p1 x, p2 x, p3 x`);
    expect(showdownOrder(s)).toEqual([1, 2, 3]);
    expect(showdownOrder(play(hand(three), `${toRiver}, p1 f, p2 x, p3 x`))).toEqual([2, 3]);
  });

  it('a bet of an earlier street does not matter', () => {
    const s = play(
      hand(three),
      'deal, p3 c, p1 c, p2 x, deal 2c3d4h, p1 x, p2 x, p3 r 100, p1 c, p2 c, deal 8s, p1 x, p2 x, p3 x, deal 9c, p1 x, p2 x, p3 x',
    );
    expect(showdownOrder(s)).toEqual([1, 2, 3]);
  });

  it('side pots come before the main pot', () => {
    const s = play(
      hand({ stacks: [100, 1000, 1000] }),
      'deal, p3 c, p1 c, p2 x, deal 2c3d4h, p2 r 100, p3 c, deal 8s, p2 x, p3 x, deal 9c, p2 x, p3 x',
    );
    expect(mustOpen(s)).toEqual([2, 3, 1]);
  });
});

describe('tabling and mucking', () => {
  it('a beaten hand may be mucked, the last hand left need not be shown', () => {
    const s = play(hand(three), `${toRiver}, p1 x, p2 x, p3 x, p1 muck, p2 muck`);
    expect(s.phase).toBe('over');
    expect(stacks(s)).toEqual([900, 900, 1200]);
    expect(result(s)[2]).toMatchObject({ netChips: 200, wonChips: 300, handName: '' });
  });

  it('a mucked hand wins nothing, whatever it was', () => {
    const s = play(hand(three), `${toRiver}, p1 x, p2 x, p3 x, p1 muck, p2 show KsKh, p3 show QsQh`);
    expect(stacks(s)).toEqual([900, 1200, 900]);
  });

  it('the best shown hand wins and is named', () => {
    const s = play(hand(three), `${toRiver}, p1 x, p2 x, p3 x, p1 show AsAh, p2 show KsKh, p3 muck`);
    expect(result(s)[0]).toMatchObject({ netChips: 200 });
    expect(result(s)[0]!.handName).toMatch(/aces/i);
  });

  it('once all-in with no action left all live hands are face up before the run-out', () => {
    const s = play(hand(three), 'deal, p3 r 1000, p1 c, p2 f');
    expect(awaiting(s)).toEqual({ kind: 'open', seats: [3, 1] });
    expect(verifyMuck(s, 1)?.code).toBe('must-show');
    const tabled = play(s, 'p1 show AsAh, p3 show KsKh');
    expect(awaiting(tabled).kind).toBe('deal');
    expect(stacks(play(tabled, 'deal 2c3d4h, deal 8s, deal 9c'))).toEqual([2100, 900, 0]);
  });

  it('all-in and called on the river: no muck either', () => {
    const s = play(hand(three), `${toRiver}, p1 r 900, p2 c, p3 f`);
    expect(mustOpen(s)).toEqual([1, 2]);
  });
});

describe('shows that are refused', () => {
  const s = play(hand(three), `${toRiver}, p1 x, p2 x, p3 x`);
  it.each([
    ['As', 'wrong-card-count'],
    ['AsAs', 'duplicate-card'],
    ['As2c', 'duplicate-card'],
  ])('%s: %s', (text, code) => {
    expect(verifyShow(s, 1, cards(text))?.code).toBe(code);
  });
  it('a card shown by another', () => {
    expect(verifyShow(play(s, 'p1 show AsAh'), 2, cards('AsKh'))?.code).toBe('duplicate-card');
  });
  it('a card that is none, and a seat that has shown', () => {
    expect(verifyShow(s, 1, [52, 3])?.code).toBe('bad-card');
    const allIn = play(hand(three), 'deal, p3 r 1000, p1 c, p2 f, p1 show AsAh');
    expect(verifyShow(allIn, 1, cards('AsAh'))?.code).toBe('already-shown');
  });
  it('before the showdown', () => {
    expect(verifyShow(play(hand(three), 'deal'), 1, cards('AsAh'))?.code).toBe('not-showdown');
    expect(verifyMuck(play(hand(three), 'deal'), 1)?.code).toBe('not-showdown');
  });
});

describe('a hand killed by the layer above', () => {
  it('is like a fold, at once, and its chips stay in the pot', () => {
    const s = play(hand(three), 'deal, p3 r 300, p1 c, p3 kill, p2 f');
    expect(s.phase).toBe('over');
    expect(stacks(s)).toEqual([1400, 900, 700]);
  });

  it('passes the turn on', () => {
    const s = play(hand(three), 'deal, p3 kill');
    expect(awaiting(s)).toMatchObject({ kind: 'act', seat: 1 });
  });

  it('all-in: the refuser of a show loses his share, the last hand cannot be killed', () => {
    const s = play(hand(three), 'deal, p3 r 1000, p1 c, p2 f, p3 kill');
    expect(stacks(s)).toEqual([2100, 900, 0]);
    expect(verifyKill(s, 1)?.code).toBe('hand-over');
  });

  it('a side pot whose contenders are all dead falls to the pot below', () => {
    const s = play(
      hand({ stacks: [100, 1000, 1000, 100] }),
      'deal, p3 r 500, p4 c, p1 c, p2 c, deal 2c3d4h, p2 kill, p3 kill, p1 show AsAh, p4 show KsKh, deal 8s, deal 9c',
    );
    expect(stacks(s)).toEqual([1200, 500, 500, 0]);
  });
});

describe('run it twice', () => {
  const allIn = 'deal, p2 r 1000, p1 c, p1 show AsAh, p2 show KsKh';
  const start = { stacks: [1000, 1000], more: { runItTwice: true } };

  it('is asked once at least one is all-in and no action is pending', () => {
    expect(awaiting(play(hand(start), allIn))).toEqual({ kind: 'choose', seats: [1, 2] });
    expect(awaiting(play(hand({ stacks: [1000, 1000] }), allIn)).kind).toBe('deal');
  });

  it('needs everybody', () => {
    const s = play(hand(start), `${allIn}, p1 twice, p2 once`);
    expect(stacks(play(s, 'deal 2c3d4h, deal 8s, deal 9c'))).toEqual([2000, 0]);
  });

  it('deals a second board after the first and splits the pot by boards', () => {
    const s = play(hand(start), `${allIn}, p2 twice, p1 twice, deal 2c3d4h, deal 8s, deal 9c`);
    const due = awaiting(s);
    expect(due.kind === 'deal' && due.requests.map((r) => [r.board, r.index, r.position])).toEqual([
      [1, 0, 9],
      [1, 1, 10],
      [1, 2, 11],
      [1, 3, 12],
      [1, 4, 13],
    ]);
    expect(stacks(play(s, 'deal KdKc2s3h7d'))).toEqual([1000, 1000]);
  });

  it('shares the cards that lay before the choice; the odd chip goes to the first board', () => {
    const s = play(
      hand({ ...start, more: { runItTwice: true, deadChips: 1 } }),
      'deal, p2 c, p1 x, deal 2c3d4h, p1 r 900, p2 c, p1 show AsAh, p2 show KsKh, p1 twice, p2 twice, deal 8s, deal 9c, deal KdKc',
    );
    expect(s.secondBoard.slice(0, 3)).toEqual(s.board.slice(0, 3));
    expect(stacks(s)).toEqual([1001, 1000]);
  });
});

describe('bomb pot', () => {
  it('equal antes straight to the flop, the button does not matter before it', () => {
    const s = play(hand({ ...three, more: { bombPotChips: 50 } }), 'deal');
    expect(stacks(s)).toEqual([950, 950, 950]);
    expect(awaiting(s).kind).toBe('deal');
    const flop = play(s, 'deal 2c3d4h');
    expect(awaiting(flop)).toMatchObject({ kind: 'act', seat: 1 });
  });
});
