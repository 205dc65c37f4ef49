import { describe, expect, it } from 'vitest';
import { fitBytes, initialOf, isolated, pieces, shownName, utf8Bytes } from './names.ts';

describe('names of other people', () => {
  it('are shortened by characters as people count them', () => {
    expect(shownName('a'.repeat(10_000))).toBe(`${'a'.repeat(19)}…`);
    expect(shownName('👨‍👩‍👧‍👦'.repeat(3))).toBe('👨‍👩‍👧‍👦'.repeat(3));
  });
  it('lose everything that acts on the text around them', () => {
    expect(shownName('\u202eevil\u2066\u0007')).toBe('evil');
    expect(shownName('a\n\n b')).toBe('a b');
    expect(shownName('\u200b\u200b')).toBe('?');
    expect(shownName(undefined)).toBe('?');
  });
  it.each([
    0x3164, 0x2800, 0xad, 0x34f, 0x2062, 0x2063, 0x180e, 0xffa0, 0xfe0f, 0x200d, 0x17b4, 0xfff9, 0xe0041,
  ])('of what nobody sees are none, and behind a name it is nothing (U+%s)', (code) => {
    const mark = String.fromCodePoint(code);
    expect(shownName(mark)).toBe('?');
    expect(shownName(mark.repeat(3))).toBe('?');
    expect(shownName(`Eva${mark}`)).toBe('Eva');
    expect(shownName(`${mark}E${mark}va`)).toBe('Eva');
  });
  it('keep what pictures, flags and joined letters are made of', () => {
    for (const name of ['❤️ Eva', '👩‍💻', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', '🇩🇪', 'क्‍ष']) expect(shownName(name)).toBe(name);
  });
  it('keep markup as plain text', () => {
    expect(shownName('<img src=x>')).toBe('<img src=x>');
  });
  it('a letter under a tower of accents becomes a box', () => {
    expect(shownName(`Z${'\u0301'.repeat(60)}o`)).toBe('□o');
  });
  it('are set apart within a sentence', () => {
    expect(pieces(`Seat 3 (${isolated('Bob')}): late`).map((p) => [p.text, p.isolate])).toEqual([
      ['Seat 3 (', false],
      ['Bob', true],
      ['): late', false],
    ]);
    expect(pieces('plain')).toHaveLength(1);
  });
  it('fit the protocol’s byte caps without cutting a character', () => {
    expect(fitBytes('ééé', 5)).toBe('éé');
    expect(utf8Bytes(fitBytes('🎲'.repeat(40), 48))).toBeLessThanOrEqual(48);
  });
  it('leave behind what the protocol refuses, however they were pasted', () => {
    const fitted = fitBytes('<b>\u202eeve\u0007\ufeff</b>', 48);
    expect(fitted).toBe('<b> eve  </b>');
    expect(fitted).not.toMatch(/[\p{Cc}\p{Bidi_Control}\ufeff]/u);
    expect(fitBytes('👩‍👩‍👧 Ñandú', 48)).toBe('👩‍👩‍👧 Ñandú');
  });
  it('have an initial', () => {
    expect(initialOf('émile')).toBe('É');
  });
});
