import { describe, expect, it } from 'vitest';
import { toHex } from '../codec/decode.ts';
import { hand, play } from '../testing/handScript.ts';
import { decodeHandState, encodeHandState, handStateRoot } from './handBytes.ts';

const lines = [
  'deal',
  'p3 r 300',
  'p1 c',
  'p2 f',
  'deal 2c3d4h',
  'p1 x',
  'p3 x',
  'deal 8s',
  'p1 r 700',
  'p3 c',
  'p3 show KsKh',
  'p1 show AsAh',
  'p1 twice',
  'p3 twice',
  'deal 9c',
  'deal Kd',
];
const start = { stacks: [1000, 1000, 1000], more: { runItTwice: true, deadChips: 3 } } as const;
const upTo = (n: number) => (n === 0 ? hand(start) : play(hand(start), lines.slice(0, n).join(', ')));

describe('hand bytes', () => {
  it('decode to the same state at every point of a hand', () => {
    for (let n = 0; n <= lines.length; n++) {
      const state = upTo(n);
      const bytes = encodeHandState(state);
      expect(decodeHandState(bytes)).toEqual(state);
      expect(toHex(encodeHandState(upTo(n)))).toBe(toHex(bytes));
    }
    expect(upTo(lines.length).phase).toBe('over');
  });

  it('roots differ where states do', () => {
    const roots = new Set(Array.from({ length: lines.length + 1 }, (_, n) => toHex(handStateRoot(upTo(n)))));
    expect(roots.size).toBe(lines.length + 1);
  });

  it('of stud, antes and blinds of every kind survive', () => {
    const stud = play(
      hand({ game: 'stud-hilo', stacks: [40, 40, 3], blinds: [1, 2], ante: ['each', 1] }),
      'deal 2cKd9h, p1 c, p2 r 2, p3 kill',
    );
    expect(decodeHandState(encodeHandState(stud))).toEqual(stud);
    const posts = hand({
      stacks: [900, 900, 900, 900, 900],
      ante: ['big-blind', 100],
      more: { posts: [{ seat: 4, liveChips: 100, deadChips: 50 }], straddles: [{ seat: 3, chips: 200 }] },
    });
    expect(decodeHandState(encodeHandState(posts))).toEqual(posts);
  });

  it('of an illegal hand are refused', () => {
    const good = encodeHandState(upTo(2));
    expect(() => decodeHandState(good.slice(0, -1))).toThrow('malformed');
    expect(() => decodeHandState(new Uint8Array(0))).toThrow('malformed');
    const raise = good.lastIndexOf(300 & 0xff);
    const tooSmall = good.slice();
    tooSmall[raise] = 1;
    tooSmall[raise + 1] = 0;
    expect(() => decodeHandState(tooSmall)).toThrow('raise-too-small');
    const mutated = good.slice();
    for (let i = 0; i < good.length; i++) {
      mutated[i] = good[i]! ^ 0xff;
      try {
        decodeHandState(mutated);
      } catch (error) {
        expect((error as Error).name, `byte ${i}`).toBe('DecodeError');
      }
      mutated[i] = good[i]!;
    }
  });
});
