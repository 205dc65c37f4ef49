import { expect, it } from 'vitest';
import type { HandState } from '../../poker/state.ts';
import { hand as begun, play } from '../../testing/handScript.ts';
import { presentRunOut } from './presentRunOut.ts';

const shown = (engine: HandState) =>
  presentRunOut({ hand: { hand: 1, phase: 'play', engine } } as unknown as Parameters<
    typeof presentRunOut
  >[0]);

it('a run-out whose board came before the hands is told from where the betting ended', () => {
  const sketch = { blinds: [1, 2] as const, stacks: [100, 100], more: { boardFirst: true } };
  const flop = 'deal, p2 c, p1 x, deal 2c7d9h, p1 r 98, p2 c';
  const whole = play(begun(sketch), `${flop}, deal Js, deal 3c`);
  expect(shown(whole)).toBeUndefined();
  const open = play(whole, 'p1 show AsAh, p2 show KdKc');
  expect(shown(open)).toMatchObject({ fromCards: 3, boardCards: 5 });
  expect(shown(open)?.equities.map((e) => e.cards)).toEqual([3, 4, 5]);
});

it('a hand played to the river has none, nor has one whose river never comes', () => {
  const sketch = { blinds: [1, 2] as const, stacks: [100, 100], more: { boardFirst: true } };
  const river = play(
    begun(sketch),
    'deal, p2 c, p1 x, deal 2c7d9h, p1 x, p2 x, deal Js, p1 x, p2 x, deal 3c, p1 x, p2 x',
  );
  expect(shown(play(river, 'p1 show AsAh, p2 show KdKc'))).toBeUndefined();
  const kept = play(
    begun(sketch),
    'deal, p2 r 100, p1 c, deal 2c7d9h, deal Js, stop, p1 show AsAh, p2 show KdKc',
  );
  expect(shown(kept)).toBeUndefined();
});
