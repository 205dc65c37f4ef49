/** Hands have names in the language of the table, wherever they are read or heard. */
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { namesOfHands } from '../../testing/handNames.ts';
import { tableFixtures } from '../gallery/fixtures.ts';
import { MessagesContext } from '../messages/context.ts';
import { de } from '../messages/de/index.ts';
import { en, type Messages } from '../messages/en/index.ts';
import { es } from '../messages/es/index.ts';
import { spokenTurn } from '../words/spoken.ts';
import { seatLabel } from '../words/tableWords.ts';
import { Seat } from './Seat.tsx';
import { seatPlaces } from './seatGeometry.ts';

const view = tableFixtures.showdown!;
const ENGLISH =
  /\b(pair|of a kind|high|over|and|board|twos?|threes?|fours?|fives?|six(es)?|sevens?|eights?|nines?|tens?|jacks?|queens?|kings?|aces?)\b/i;

function drawn(m: Messages, name: string | undefined, strength: string | undefined): string {
  const seat = { ...view.seats[0]!, nickname: 'Zoe', handName: name };
  return renderToStaticMarkup(
    <MessagesContext value={m}>
      <Seat
        seat={seat}
        place={seatPlaces(2, 'wide')[0]!}
        clock={undefined}
        nowMs={() => 0}
        dealtAt={0}
        dealtOf={2}
        strength={strength}
        said={undefined}
      />
    </MessagesContext>,
  );
}

describe('names of hands', () => {
  it.each([
    ['de', de, 'Straße, Ass hoch', 'Ein Paar Könige'],
    ['es', es, 'Escalera al as', 'Pareja de reyes'],
    ['en', en, 'Straight, ace high', 'Pair of kings'],
  ] as const)('stand at the seat in %s, shown or one’s own', (_, m, straight, pair) => {
    const shown = drawn(m, 'Straight, ace high', undefined);
    expect(shown).toContain(`${straight}</span>`);
    const own = drawn(m, undefined, 'Pair of kings');
    expect(own).toContain(`${pair}</span>`);
    for (const html of m === en ? [] : [shown, own]) expect(html).not.toMatch(/Straight, ace|Pair of/);
    // And for somebody who listens.
    expect(seatLabel({ ...view.seats[0]!, handName: 'Straight, ace high' }, m)).toContain(straight);
    const turn = tableFixtures['your-turn']!;
    const strong = { handName: 'Pair of kings', mayShow: [], bigBlindNext: false };
    expect(spokenTurn({ ...turn, own: strong }, m)).toContain(pair);
  });

  it('are none of them English in German and Spanish, in any game', () => {
    const all = namesOfHands(300);
    expect(all.length).toBeGreaterThan(150);
    for (const name of all) {
      expect(name).not.toBe('');
      for (const m of [de, es]) expect(m.handName(name), name).not.toMatch(ENGLISH);
    }
  });
});
