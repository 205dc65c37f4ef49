import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeldBack } from './heldBack.ts';

const limits = { messages: 6, bytes: 100, messagesOfOne: 3, bytesOfOne: 50 };

describe('messages that came too early', () => {
  it('are handed on once, in the order in which they came', () => {
    const held = new HeldBack<string>(limits);
    for (const [from, what] of [
      ['a', 'one'],
      ['b', 'two'],
      ['a', 'three'],
    ] as const)
      held.add(from, what, 1);
    expect(held.take().map((h) => `${h.from} ${h.message}`)).toEqual(['a one', 'b two', 'a three']);
    expect(held.take()).toEqual([]);
  });

  it('one sender has its share and no more; what the others say still finds room', () => {
    const held = new HeldBack<number>(limits);
    for (let i = 0; i < 10; i++) held.add('loud', i, 10);
    expect(held.size).toBe(3);
    expect(held.add('loud', 0, 1)).toBe(false);
    expect(held.add('quiet', 0, 40)).toBe(true);
    expect(held.add('quiet', 0, 11)).toBe(false);
  });

  it('whoever leaves takes its own along, and a new word replaces the old one', () => {
    const held = new HeldBack<string>({ ...limits, messagesOfOne: 1 });
    held.add('a', 'old', 30);
    held.add('b', 'stays', 10);
    held.replace('a', 'new', 40);
    expect(held.take().map((h) => h.message)).toEqual(['stays', 'new']);
    held.add('a', 'x', 1);
    held.forget('a');
    expect(held).toMatchObject({ size: 0, bytes: 0 });
  });

  it('stays within every cap, whatever is said by whom', () => {
    const word = fc.record({
      from: fc.constantFrom('a', 'b', 'c', 'd'),
      bytes: fc.nat(60),
      again: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const held = new HeldBack<null>(limits);
        for (const { from, bytes, again } of words) {
          if (again) held.replace(from, null, bytes);
          else held.add(from, null, bytes);
          expect(held.size).toBeLessThanOrEqual(limits.messages);
          expect(held.bytes).toBeLessThanOrEqual(limits.bytes);
        }
        const list = held.take();
        for (const from of 'abcd') {
          const of = list.filter((h) => h.from === from);
          expect(of.length).toBeLessThanOrEqual(limits.messagesOfOne);
          expect(of.reduce((sum, h) => sum + h.bytes, 0)).toBeLessThanOrEqual(limits.bytesOfOne);
        }
      }),
    );
  });
});
