import { describe, expect, it } from 'vitest';
import { bufferStandIn } from './bufferShim.ts';

describe('the stand-in for Buffer', () => {
  it('writes lengths as Node does, into the memory it was given', () => {
    for (const value of [0, 1, 255, 256, 65_535, 2 ** 32 - 1, 2 ** 32, 2 ** 48 - 1]) {
      const [ours, nodes] = [new Uint8Array(40), new Uint8Array(40)];
      bufferStandIn.from(ours.buffer, 4, 32).writeUIntLE(value, 2, 6);
      Buffer.from(nodes.buffer, 4, 32).writeUIntLE(value, 2, 6);
      expect(ours).toEqual(nodes);
      const block = bufferStandIn.alloc(32);
      block.writeUIntLE(value, 0, 6);
      expect([...block.subarray(0, 6)]).toEqual([...nodes.subarray(6, 12)]);
    }
  });
});
