/**
 * @chainsafe/ssz reaches for Node's Buffer for one thing: writing a length into a block. This is exactly that
 * much. The web build puts it into that library's modules (vite.config.ts) and nowhere else: a global Buffer
 * would make other libraries believe they run in Node.
 */
class LengthBlock extends Uint8Array {
  /** Little-endian, `count` ≤ 6 bytes, as Node's Buffer.writeUIntLE. */
  writeUIntLE(value: number, offset: number, count: number): number {
    for (let i = 0, rest = value; i < count; i++, rest = Math.floor(rest / 256))
      this[offset + i] = rest % 256;
    return offset + count;
  }
}

export const bufferStandIn = {
  /** A view of the same memory. */
  from: (memory: ArrayBuffer, offset: number, length: number): LengthBlock =>
    new LengthBlock(memory, offset, length),
  alloc: (length: number): LengthBlock => new LengthBlock(length),
};
