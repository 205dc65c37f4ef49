import { describe, expect, it } from 'vitest';
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import { es } from './es/index.ts';
import { formatIn, localeOf } from './format.ts';
import { isLanguage, LANGUAGES, loadMessages, preferredLanguage } from './language.ts';

/** What is asked for by name. */
const GIVEN: Record<string, readonly string[]> = {
  '.table.card': ['A', 's'],
  '.game': ['omaha'],
  '.structure': ['pot-limit'],
  '.gameName': ['pot-limit', 'omaha'],
};

/** Every sentence and every word of a catalogue with its place; functions are called with plain arguments. */
function sentences(part: unknown, at: string): [string, string][] {
  if (typeof part === 'string') return [[at, part]];
  if (typeof part === 'function') {
    const one = part.length === 1 && /lines|seatLabel|\.self\./.test(at);
    const given = GIVEN[at] ?? (one ? [line] : ['2', '3', '4', '5']);
    const said: unknown = Reflect.apply(part, undefined, given);
    return typeof said === 'string' ? [[at, said]] : [];
  }
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, inner]) => sentences(inner, `${at}.${key}`));
}
const line = {
  name: 'Ada',
  chips: '40',
  cards: 'A♠',
  text: 'flop',
  seat: 1,
  stack: '100',
  bet: '',
  flags: ['x'],
};

describe('the catalogues', () => {
  it.each([
    ['de', de],
    ['es', es],
  ] as const)(
    '%s says everything English says, with nothing left empty or in the other’s words',
    (_, other) => {
      const english = new Map(sentences(en, ''));
      const said = new Map(sentences(other, ''));
      expect([...said.keys()].sort()).toEqual([...english.keys()].sort());
      for (const [at, text] of said) {
        expect(text === '' && english.get(at) !== '', at).toBe(false);
        expect(text, at).not.toMatch(/undefined|NaN|\[object/);
        // Words of poker may be the same everywhere; whole sentences may not.
        if (text.length > 40) expect(text, at).not.toBe(english.get(at));
      }
    },
  );
  it('have the keys that single letters stand for', () => {
    for (const m of [en, de, es]) {
      const letters = [m.action.foldKey, m.action.checkKey, m.action.raiseKey];
      expect(new Set(letters).size).toBe(3);
    }
  });
  it('count one and many', () => {
    expect([de.history.table(1), de.history.table(2)]).toEqual(['1 Hand', '2 Hände']);
    expect([es.history.table(1), es.history.table(2)]).toEqual(['1 mano', '2 manos']);
  });
  it('name hands as the rules do, in their own words', () => {
    const full = 'Full house, kings over threes';
    expect([de.handName(full), es.handName(full)]).toEqual([
      'Full House, Könige und Dreien',
      'Full de reyes y treses',
    ]);
    const queenHigh = 'Flush, queen high';
    expect([de.handName(queenHigh), es.handName(queenHigh)]).toEqual(['Flush, Dame hoch', 'Color a la dama']);
    expect(de.handName('Royal flush')).toBe('Royal Flush');
    expect(es.handName('Straight, nine high')).toBe('Escalera al nueve');
    expect(de.handName('Two pair, aces and fours; low 8-6-4-3-A')).toBe(
      'Zwei Paare, Asse und Vieren; Low 8-6-4-3-A',
    );
    expect(es.handName('Pair of tens; second board: High card, ace')).toBe(
      'Pareja de dieces; segunda mesa: Carta alta, as',
    );
  });
  it('every kind of hand has a name in each language, and what is unknown stays', () => {
    const names = [
      'Straight flush, nine high',
      'Four of a kind, sixes',
      'Flush, ace high',
      'Straight, five high',
      'Three of a kind, jacks',
      'Pair of twos',
      'High card, seven',
      'Low, 7-5-4-3-A',
    ];
    for (const m of [de, es]) {
      for (const text of names) expect(m.handName(text)).not.toBe(text);
      expect(m.handName('Something new')).toBe('Something new');
      expect(m.handName('Pair of __proto__')).toBe('Pair of __proto__');
      expect(m.handName('')).toBe('');
    }
  });
});

describe('languages', () => {
  it('follow the browser, by the main part of its tags', () => {
    expect(preferredLanguage(['fr-FR', 'de-AT', 'en'])).toBe('de');
    expect(preferredLanguage(['ES-mx'])).toBe('es');
    expect(preferredLanguage(['pt', 'zz'])).toBe('en');
    expect(preferredLanguage([])).toBe('en');
  });
  it('load their own catalogue', async () => {
    for (const language of LANGUAGES) expect((await loadMessages(language)).language).toBe(language);
    for (const bad of [null, '', 'xx', 'constructor']) expect(isLanguage(bad)).toBe(false);
  });
  it('write numbers as their readers do', () => {
    expect(formatIn('de').decimal(2.5)).toBe('2,5');
    expect(formatIn('en').decimal(2.5)).toBe('2.5');
    expect(formatIn('de').percent(0.431)).toMatch(/^43\s%$/);
    expect(localeOf('en', ['de-DE', 'en-GB'])).toBe('en-GB');
    expect(localeOf('es', ['de-DE'])).toBe('es');
  });
});
