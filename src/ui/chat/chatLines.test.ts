import { describe, expect, it } from 'vitest';
import type { EventView } from '../../client/contract/view.ts';
import { isReaction, latestTalk, logItems, REACTIONS } from './chatLines.ts';

const nobody = new Set<number>();
let id = 0;
function line(kind: EventView['kind'], seat: number | undefined, text = 'hi'): EventView {
  id += 1;
  return { id, timeMs: 0, kind, seat, nickname: `P${seat}`, chips: undefined, cards: [], text };
}
const shape = (events: EventView[], muted = nobody, opened = nobody) =>
  logItems(events, muted, opened).map((x) => (x.kind === 'more' ? `+${x.count}` : (x.event.text ?? '')));

describe('the log under a flood', () => {
  const flood = Array.from({ length: 50 }, (_, i) => line('chat', 1, `m${i}`));
  const game = [line('check', 2, 'check'), line('bet', 0, 'bet')];
  it('folds a long run of one talker and keeps the game in sight', () => {
    expect(shape([game[0]!, ...flood, game[1]!])).toEqual(['check', '+47', 'm47', 'm48', 'm49', 'bet']);
  });
  it('opens it where asked', () => {
    expect(shape(flood, nobody, new Set([flood[0]!.id]))).toHaveLength(50);
  });
  it('leaves a talk between two as it is', () => {
    const talk = Array.from({ length: 10 }, (_, i) => line('chat', i % 2, `t${i}`));
    expect(shape(talk)).toHaveLength(10);
    expect(shape(flood.slice(0, 4))).toHaveLength(4);
  });
  it('leaves out who is muted, and nothing else', () => {
    expect(shape([game[0]!, ...flood, line('chat', 2, 'me too'), game[1]!], new Set([1]))).toEqual([
      'check',
      'me too',
      'bet',
    ]);
    expect(shape([line('fold', 1, 'fold')], new Set([1]))).toEqual(['fold']);
  });
});

describe('bubbles', () => {
  it('have the latest of each seat that is new', () => {
    const events = [line('chat', 1, 'old'), line('chat', 1, 'a'), line('chat', 2, 'b'), line('chat', 1, 'c')];
    const said = latestTalk(events, events[0]!.id);
    expect([...said].map(([seat, s]) => [seat, s.text])).toEqual([
      [1, 'c'],
      [2, 'b'],
    ]);
  });
  it('know a reaction from a line', () => {
    expect(isReaction('👍')).toBe(true);
    expect(isReaction('👍👍')).toBe(false);
    expect(isReaction(undefined)).toBe(false);
    // Small enough for the protocol's cap, whatever is chosen.
    for (const r of REACTIONS) expect(new TextEncoder().encode(r).length).toBeLessThanOrEqual(16);
  });
});
