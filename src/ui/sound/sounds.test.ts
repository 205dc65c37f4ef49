import { describe, expect, it } from 'vitest';
import type { EventView, TableView } from '../../client/contract/view.ts';
import { tableFixtures } from '../gallery/fixtures.ts';
import { soundsFor } from './sounds.ts';

const waiting = tableFixtures['side-pots']!;
const event = (kind: EventView['kind'], seat: number, id: number): EventView => ({
  id,
  timeMs: 0,
  kind,
  seat,
  nickname: 'Bob',
  chips: 10,
  cards: [],
  text: undefined,
});
const withEvents = (...more: EventView[]): TableView => ({
  ...waiting,
  events: [...waiting.events, ...more],
});
const next = (waiting.events.at(-1)?.id ?? 0) + 1;

describe('sounds', () => {
  it('are silent when a table is opened and when nothing happens', () => {
    expect(soundsFor(undefined, waiting)).toEqual([]);
    expect(soundsFor(waiting, waiting)).toEqual([]);
  });
  it('follow what others do', () => {
    expect(soundsFor(waiting, withEvents(event('check', 1, next)))).toEqual(['check']);
    expect(soundsFor(waiting, withEvents(event('raise', 1, next), event('call', 2, next + 1)))).toEqual([
      'bet',
    ]);
  });
  it('your turn is heard once for each decision, and last', () => {
    const turn = {
      ...withEvents(event('fold', 3, next)),
      legal: tableFixtures['your-turn']!.legal,
    };
    expect(soundsFor(waiting, turn)).toEqual(['fold', 'turn']);
    expect(soundsFor(turn, turn)).toEqual([]);
    expect(soundsFor(turn, { ...turn, pending: { verb: 'call', amountChips: 0 } })).toEqual([]);
  });
  it('dealing and winning are heard', () => {
    expect(
      soundsFor(tableFixtures.shuffling, { ...waiting, events: tableFixtures.shuffling!.events }),
    ).toContain('deal');
    const won = { ...waiting, seats: waiting.seats.map((s) => (s.you ? { ...s, wonChips: 10 } : s)) };
    expect(soundsFor(waiting, won)).toEqual(['win']);
  });
  it('a flood of chat is one sound, and one’s own chat none', () => {
    const flood = Array.from({ length: 40 }, (_, i) => event('chat', 1, next + i));
    expect(soundsFor(waiting, withEvents(...flood))).toEqual(['chat']);
    expect(soundsFor(waiting, withEvents(event('chat', 0, next)))).toEqual([]);
  });
});
