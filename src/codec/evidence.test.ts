import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BlockContent,
  blockId,
  decodeSignedBlock,
  encodeSignedBlock,
  type SignedBlock,
} from './block.ts';
import { DecodeError, toHex } from './decode.ts';
import { decodeTwoBlocks, encodeTwoBlocks, headerId, headerOf } from './evidence.ts';
import { limits } from './limits.ts';
import { decodeTransaction, encodeTransaction, type Transaction } from './transactions.ts';
import { decodeMessage, encodeMessage } from './wire.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const u8 = fc.integer({ min: 0, max: 255 });
const contents: fc.Arbitrary<BlockContent> = fc
  .record({
    tableId: bytes(32),
    epoch: u32,
    author: u8,
    round: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
    parents: fc.array(fc.record({ author: u8, round: u32, digest: bytes(32) }), {
      maxLength: limits.parentsPerBlock,
    }),
    timeMs: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    transactions: fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 12 }),
  })
  .chain((c) =>
    fc
      .option(fc.record({ height: fc.nat(), root: bytes(32) }), { nil: undefined })
      .map((settled) => (settled === undefined ? c : { ...c, settled })),
  );

const content = (change: Partial<BlockContent> = {}): BlockContent => ({
  tableId: new Uint8Array(32).fill(1),
  epoch: 3,
  author: 2,
  round: 17,
  parents: [{ author: 2, round: 16, digest: new Uint8Array(32).fill(8) }],
  timeMs: 12_345,
  transactions: [new Uint8Array([1, 2, 3])],
  ...change,
});
const signed = (c: BlockContent, fill: number): SignedBlock => ({
  content: c,
  signature: new Uint8Array(64).fill(fill),
});
const one = signed(content(), 4);
const other = signed(content({ transactions: [] }), 5);

describe('the two versions of a block', () => {
  const settled = { height: 16, root: new Uint8Array(32).fill(3) };

  it('are read back as what they were, and have ids of their own', () => {
    fc.assert(
      fc.property(contents, (c) => {
        const block = signed(c, 4);
        expect(decodeSignedBlock(encodeSignedBlock(block))).toEqual(block);
        const { settled: _, ...first } = c;
        if (c.settled !== undefined) expect(toHex(blockId(first))).not.toBe(toHex(blockId(c)));
      }),
      { numRuns: 300 },
    );
    const zero = { height: 0, root: new Uint8Array(32) };
    expect(toHex(blockId(content({ settled: zero })))).not.toBe(toHex(blockId(content())));
  });

  it('any byte changed is another block or none, and nothing but a DecodeError is thrown', () => {
    const whole = encodeSignedBlock(signed(content({ settled }), 4));
    for (let at = 0; at < whole.length; at++) {
      const bent = whole.slice();
      bent[at]! ^= 1 + (at % 255);
      try {
        expect(encodeSignedBlock(decodeSignedBlock(bent))).toEqual(bent);
      } catch (error) {
        expect(error).toBeInstanceOf(DecodeError);
      }
    }
  });

  it('travel in messages of one kind', () => {
    const blocks = [signed(content(), 4), signed(content({ settled }), 5)];
    expect(decodeMessage(encodeMessage({ kind: 'blocks', body: { blocks } }))).toEqual({
      kind: 'blocks',
      body: { blocks },
    });
  });

  it('make evidence of either, never of both', () => {
    const second = encodeTwoBlocks(
      signed(content({ settled }), 4),
      signed(content({ settled, timeMs: 9 }), 5),
    );
    expect(second.length).toBe(434);
    expect(encodeTwoBlocks(one, other).length).toBe(354);
    const { a, b } = decodeTwoBlocks(second);
    expect([a.header.settled, b.header.settled]).toEqual([settled, settled]);
    expect(() => encodeTwoBlocks(one, signed(content({ settled }), 5))).toThrow(RangeError);
  });
});

describe('the header of a block', () => {
  it('has the id of the block, whatever is in it', () => {
    fc.assert(
      fc.property(contents, (c) => {
        expect(toHex(headerId(headerOf(c)))).toBe(toHex(blockId(c)));
      }),
      { numRuns: 300 },
    );
  });

  it('has it for an empty block and for the fullest', () => {
    const full = content({
      parents: Array.from({ length: limits.parentsPerBlock }, (_, i) => ({
        author: i % 13,
        round: i,
        digest: new Uint8Array(32).fill(i),
      })),
      transactions: Array.from({ length: limits.transactionsPerBlock }, (_, i) =>
        new Uint8Array(900).fill(i),
      ),
    });
    for (const c of [content({ parents: [], transactions: [] }), full])
      expect(toHex(headerId(headerOf(c)))).toBe(toHex(blockId(c)));
  });
});

describe('evidence of two blocks', () => {
  it('is 354 bytes, and the same bytes whichever block comes first', () => {
    const evidence = encodeTwoBlocks(one, other);
    expect(evidence).toHaveLength(354);
    expect(encodeTwoBlocks(other, one)).toEqual(evidence);
    const { a, b } = decodeTwoBlocks(evidence);
    expect([a, b].map((x) => toHex(headerId(x.header))).sort()).toEqual(
      [one, other].map((x) => toHex(blockId(x.content))).sort(),
    );
    expect(encodeTwoBlocks(one, other).length).toBeLessThanOrEqual(limits.evidenceBytes);
  });

  it('every flipped byte is refused or says something else', () => {
    const honest = encodeTwoBlocks(one, other);
    for (let i = 0; i < honest.length; i++) {
      for (const bit of [1, 0x80]) {
        const bent = honest.slice();
        bent[i]! ^= bit;
        try {
          expect(decodeTwoBlocks(bent), `byte ${i}`).not.toEqual(decodeTwoBlocks(honest));
        } catch (error) {
          expect(error, `byte ${i}`).toBeInstanceOf(DecodeError);
        }
      }
    }
  });

  it('random bytes of any length throw only the decoder’s own error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 600 }), bytes(354)), (b) => {
        try {
          decodeTwoBlocks(b);
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it('refuses the two in the other order, one block twice, round 0, and anything longer or shorter', () => {
    const honest = encodeTwoBlocks(one, other);
    const half = honest.length / 2;
    const turned = new Uint8Array([...honest.subarray(half), ...honest.subarray(0, half)]);
    expect(() => decodeTwoBlocks(turned)).toThrow('evidence: order: not-canonical');
    const twice = new Uint8Array([...honest.subarray(0, half), ...honest.subarray(0, half)]);
    expect(() => decodeTwoBlocks(twice)).toThrow('evidence: order: not-canonical');
    expect(() => encodeTwoBlocks(one, one)).toThrow(RangeError);
    const zero = encodeTwoBlocks(signed(content({ round: 0 }), 4), other);
    expect(() => decodeTwoBlocks(zero)).toThrow('evidence: round: out-of-range');
    expect(() => decodeTwoBlocks(honest.subarray(1))).toThrow(DecodeError);
    expect(() => decodeTwoBlocks(new Uint8Array([...honest, 0]))).toThrow(DecodeError);
    expect(() => decodeTwoBlocks(new Uint8Array(limits.evidenceBytes + 1))).toThrow('evidence: oversized');
  });
});

describe('the transaction that carries it', () => {
  const tx = (change: object = {}): Transaction => ({
    kind: 'evidence',
    nonce: 3,
    body: { kind: 1, accused: 2, bytes: encodeTwoBlocks(one, other), ...change },
  });
  it('comes back as it was sent', () => {
    expect(decodeTransaction(encodeTransaction(tx()))).toEqual(tx());
  });
  it('of a kind that does not exist, or about a number no validator has, is refused', () => {
    for (const change of [{ kind: 0 }, { kind: 3 }, { accused: limits.validators }, { accused: 255 }])
      expect(() => decodeTransaction(encodeTransaction(tx(change)))).toThrow(DecodeError);
  });
});
