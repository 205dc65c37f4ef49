import { describe, expect, expectTypeOf, it } from 'vitest';
import { type GenesisRoot, sameId, type TableId } from './ids.ts';

describe('the two names of a table', () => {
  it('are bytes, and neither is taken for the other', () => {
    expectTypeOf<TableId>().toExtend<Uint8Array>();
    expectTypeOf<Uint8Array>().toExtend<TableId>();
    expectTypeOf<TableId>().not.toExtend<GenesisRoot>();
    expectTypeOf<GenesisRoot>().not.toExtend<TableId>();
    expectTypeOf(sameId<TableId>)
      .parameter(0)
      .toEqualTypeOf<TableId>();
  });

  it('are equal byte by byte', () => {
    const id: TableId = new Uint8Array(32).fill(1);
    expect(sameId(id, Uint8Array.from(id))).toBe(true);
    expect(sameId(id, new Uint8Array(32))).toBe(false);
  });
});
