/** Hands that were won unseen, in every format: as a muck with the pot, and read back to the same stacks. */
import { describe, expect, it } from 'vitest';
import { hand, play, type Sketch } from '../../testing/handScript.ts';
import type { ClaimRelation, HandState } from '../state.ts';
import { decodeOhh } from './ohh/read.ts';
import { PLAY_MONEY } from './ohh/types.ts';
import { encodeOhh } from './ohh/write.ts';
import { decodePhh, encodePhh } from './phh.ts';
import { encodePokerStars } from './pokerstars.ts';
import { courseOf, historyOf } from './record.ts';
import { checkHistory } from './replay.ts';

const names = new Map([
  [1, 'Ann'],
  [2, 'Bob'],
  [3, 'Cy'],
]);
const script =
  'deal, p3 c, p1 c, p2 x, deal 9c7d8h, p1 x, p2 x, p3 x, deal Js, p1 x, p2 x, p3 x, deal Qc, p1 x, p2 x, p3 x, p1 show KsKh, p2 muck';

function won(relation: ClaimRelation, sketch: Partial<Sketch> = {}): HandState {
  return play(hand({ stacks: [1000, 1000, 1000], ...sketch }), `${script}, p3 claim ${relation}`);
}

describe.each([
  ['better', [900, 900, 1200]],
  ['equal', [1050, 900, 1050]],
] as const)('a hand proved %s', (relation, stacks) => {
  it('is `sm ????` in PHH, and replays to the stacks it names', () => {
    const text = encodePhh(historyOf(won(relation), { names }));
    expect(text).toContain('p3 sm ????');
    expect(text).not.toMatch(/dh p3 (?!\?\?\?\?)/);
    expect(decodePhh(text).finishingStacks).toEqual(stacks);
    expect(checkHistory(decodePhh(text))).toBeUndefined();
    const wrong = text.replace(/finishing_stacks = .*/, 'finishing_stacks = [1000, 900, 1100]');
    expect(checkHistory(decodePhh(wrong))).toMatch(/finishing stacks are/);
  });

  it('is mucked with the pot in OHH', () => {
    const state = won(relation);
    const text = encodeOhh(historyOf(state, { names }), courseOf(state), {
      siteName: 'x',
      networkName: 'x',
      startDateUtc: '2026-11-26T00:00:00Z',
      currency: PLAY_MONEY,
      tableSize: 3,
      heroSeat: null,
      tournament: undefined,
    });
    const { rounds, pots } = JSON.parse(text).ohh;
    expect(rounds.at(-1).actions.at(-1)).toEqual({
      action_number: 3,
      player_id: 4,
      action: 'Mucks Cards',
      amount: 0,
      is_allin: false,
    });
    expect(pots[0].player_wins.find((w: { player_id: number }) => w.player_id === 4).win_amount).toBe(
      relation === 'better' ? 300 : 150,
    );
    for (const read of [decodeOhh(text)].flat()) expect(checkHistory(read)).toBeUndefined();
  });

  it('is mucked and has collected in PokerStars', () => {
    const text = encodePokerStars(won(relation), {
      handNumber: '1',
      startedAtMs: 0,
      tableName: 't',
      tableSize: 3,
      names,
      smallBlindChips: 50,
      bigBlindChips: 100,
    });
    const chips = relation === 'better' ? 300 : 150;
    expect(text).toContain('Cy: mucks hand');
    expect(text).toContain(`Cy collected ${chips} from pot`);
    expect(text).toContain(`Seat 4: Cy (button) collected (${chips})`);
    expect(text).toMatch(
      relation === 'better' ? /Ann .*showed .* and lost/ : /Ann .*showed .* and won \(150\)/,
    );
  });
});

it('a muck that won nothing is still a muck', () => {
  const mucked = play(hand({ stacks: [1000, 1000, 1000] }), `${script}, p3 muck`);
  const text = encodePhh(historyOf(mucked, { names }));
  expect(text).not.toContain("????'");
  expect(checkHistory(decodePhh(text))).toBeUndefined();
});
