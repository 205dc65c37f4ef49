import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapped } from './scoresPicture.ts';

const tenEach = (text: string): number => 10 * text.length;

describe('lines of a picture', () => {
  it('are broken between words, and none is lost', () => {
    expect(wrapped('short', tenEach)).toEqual(['short']);
    expect(wrapped(`${'a'.repeat(50)} ${'b'.repeat(27)} ${'c'.repeat(28)} d`, tenEach)).toEqual([
      `${'a'.repeat(50)} ${'b'.repeat(27)}`,
      `${'c'.repeat(28)} d`,
    ]);
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        const lines = wrapped(text, tenEach);
        expect(lines.join(' ')).toBe(text);
        // 78 letters of ten pixels are the most, but for a word that is longer.
        for (const line of lines) expect(line.length <= 78 || !line.includes(' ')).toBe(true);
      }),
    );
  });
});
