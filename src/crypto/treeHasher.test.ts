/** Both hashers against one another: blocks of every shape have one id. */

import * as trees from '@chainsafe/persistent-merkle-tree';
import { hasher as noble } from '@chainsafe/persistent-merkle-tree/hasher/noble';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type BlockContent, blockId } from '../codec/block.ts';
import { hashTreesInWasm } from './treeHasher.ts';

afterEach(() => trees.setHasher(noble));

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const content = fc.record({
  tableId: bytes(32),
  epoch: fc.nat(),
  author: fc.integer({ min: 0, max: 255 }),
  round: fc.nat(),
  parents: fc.array(
    fc.record({ author: fc.integer({ min: 0, max: 255 }), round: fc.nat(), digest: bytes(32) }),
    { maxLength: 9 },
  ),
  timeMs: fc.nat(),
  transactions: fc.array(fc.uint8Array({ minLength: 1, maxLength: 700 }), { maxLength: 5 }),
});

describe('trees hashed in WebAssembly', () => {
  it('have the roots that JavaScript finds', async () => {
    await fc.assert(
      fc.asyncProperty(content, async (made) => {
        // An id is kept with its content, so each hasher gets one of its own.
        trees.setHasher(noble);
        const inJavaScript = blockId({ ...made } as BlockContent);
        await hashTreesInWasm();
        expect(trees.hasher.name).toBe('as-sha256');
        expect(blockId({ ...made } as BlockContent)).toEqual(inJavaScript);
      }),
      { verbose: true },
    );
  });
});
