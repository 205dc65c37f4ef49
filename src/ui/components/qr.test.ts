import { describe, expect, it } from 'vitest';
import { qrPicture } from './qr.ts';

/** The picture as rows of dark (1) and light (0) modules. */
function modules(text: string): number[][] {
  const { side, path } = qrPicture(text)!;
  const rows = Array.from({ length: side }, () => new Array<number>(side).fill(0));
  for (const [, x, y, w] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    rows[Number(y)]!.fill(1, Number(x), Number(x) + Number(w));
  return rows;
}
/** The 7 × 7 square that readers look for in three corners. */
const finder = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'];

describe('the invitation as a QR code', () => {
  it('has its three finders inside a quiet zone of four modules', () => {
    const rows = modules(`https://example.org/t/${'a'.repeat(64)}#c=${'b'.repeat(400)}`);
    const side = rows.length;
    expect((side - 8 - 17) % 4).toBe(0);
    const corner = (x: number, y: number) => rows.slice(y, y + 7).map((r) => r.slice(x, x + 7).join(''));
    expect(corner(4, 4)).toEqual(finder);
    expect(corner(side - 11, 4)).toEqual(finder);
    expect(corner(4, side - 11)).toEqual(finder);
    for (const i of [0, 1, 2, 3, side - 4, side - 1]) {
      expect(rows[i]!.includes(1)).toBe(false);
      expect(rows.some((r) => r[i] === 1)).toBe(false);
    }
  });
  it('holds the longest link there is, and says when a text is too long', () => {
    expect(qrPicture('x'.repeat(2_953))).toBeDefined();
    expect(qrPicture('x'.repeat(2_954))).toBeUndefined();
    expect(qrPicture('é'.repeat(1_477))).toBeUndefined();
  });
});
