import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeError } from './decode.ts';
import { limits } from './limits.ts';
import { decodeHistory, encodeHistory } from './railHistory.ts';

const messages = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 });

describe('an answer of a rail’s history', () => {
  it('holds what was put into it', () => {
    fc.assert(
      fc.property(messages, (all) => {
        expect(decodeHistory(encodeHistory(all))).toEqual(all);
      }),
    );
  });

  it('that is cut off in a message is refused, wherever that is', () => {
    fc.assert(
      fc.property(messages, fc.nat(), (all, cut) => {
        const whole = encodeHistory(all);
        const ends = new Set([0]);
        for (const { length } of all) ends.add(Math.max(...ends) + 4 + length);
        const part = whole.subarray(0, cut % (whole.length + 1));
        if (ends.has(part.length)) expect(decodeHistory(part).length).toBeLessThanOrEqual(all.length);
        else expect(() => decodeHistory(part)).toThrow(DecodeError);
      }),
    );
  });

  it('throws nothing but what a decoder may, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          decodeHistory(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
    );
    const tooLong = new Uint8Array(4);
    new DataView(tooLong.buffer).setUint32(0, limits.messageBytes + 1);
    expect(() => decodeHistory(tooLong)).toThrow('oversized');
  });
});
