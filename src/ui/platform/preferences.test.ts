import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, parsePreferences } from './preferences.ts';

describe('what this device remembers', () => {
  it('comes back as it was stored', () => {
    const stored = { ...DEFAULT_PREFERENCES, nickname: 'Ada 🎲', fourColour: true, volume: 7, sound: false };
    expect(parsePreferences(JSON.stringify(stored))).toEqual(stored);
  });
  it('falls back one by one, not altogether', () => {
    const read = parsePreferences('{"nickname":"Bob","volume":"loud","sound":1,"fourColour":true}');
    expect(read).toEqual({ ...DEFAULT_PREFERENCES, nickname: 'Bob', fourColour: true });
  });
  it('keeps the volume within its scale', () => {
    expect(parsePreferences('{"volume":900}').volume).toBe(100);
    expect(parsePreferences('{"volume":-3}').volume).toBe(0);
    expect(parsePreferences('{"volume":1e999}').volume).toBe(DEFAULT_PREFERENCES.volume);
  });
  it('survives any text in storage', () => {
    for (const junk of [null, '', '{', '[]', 'null', '"x"', '{"__proto__":{"sound":false}}']) {
      expect(parsePreferences(junk)).toEqual(DEFAULT_PREFERENCES);
    }
    fc.assert(
      fc.property(fc.json(), (text) => {
        const read = parsePreferences(text);
        for (const [key, value] of Object.entries(DEFAULT_PREFERENCES)) {
          expect(typeof read[key as keyof typeof read]).toBe(typeof value);
        }
        expect(read.nickname.length).toBeLessThanOrEqual(48);
      }),
    );
  });
});
