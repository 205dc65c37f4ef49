/** Windows of `width` bits that hold any scalar below r (255 bits) and the carry of the last. */
export const scalarWindows = (width: number): number => Math.ceil(256 / width);

/** `count` digits of k ≥ 0 in base 2^width, least first, each in [−2^(width−1), 2^(width−1)]; k has to fit. */
export function signedDigits(k: bigint, width: number, count: number): Int32Array {
  const limbs = new BigUint64Array(5);
  for (let i = 0; i < 4; i++) limbs[i] = k >> BigInt(64 * i);
  const words = new Uint32Array(limbs.buffer);
  const out = new Int32Array(count);
  const mask = 2 ** width - 1;
  let carry = 0;
  for (let w = 0; w < count; w++) {
    const at = w * width;
    const shift = at & 31;
    let digit = words[at >>> 5]! >>> shift;
    if (shift + width > 32) digit |= words[(at >>> 5) + 1]! << (32 - shift);
    digit = (digit & mask) + carry;
    carry = digit > 2 ** (width - 1) ? 1 : 0;
    out[w] = digit - carry * 2 ** width;
  }
  return out;
}
