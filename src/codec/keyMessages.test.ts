import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { toHex } from './decode.ts';
import { type KeyMessage, keySigningBytes } from './keyMessages.ts';

const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const place = { instance: bytes(1), firstRoot: bytes(2), height: 570, timeMs: 3_600_000 };
const checkpoint = { ...place, table: bytes(3), rules: 2, epoch: 4, hand: 57, stateRoot: bytes(5) };
const words: KeyMessage[] = [
  { kind: 'checkpoint', ...checkpoint },
  { kind: 'standing', ...checkpoint },
  { kind: 'timeout', ...place, hand: 57, attempt: 0, decision: 3, seat: 2, deadlineMs: 900, tickMs: 2_000 },
  {
    kind: 'closing',
    ...place,
    table: bytes(3),
    rules: 2,
    epoch: 4,
    ledgerRoot: bytes(6),
    unfinished: [12, 40],
    closed: 1,
  },
  { kind: 'ready', digest: bytes(7) },
];
const text = new TextDecoder();
const tagOf = (word: KeyMessage): string => text.decode(keySigningBytes(word)).split('\0')[0]!;

describe('what the key signs', () => {
  it('changes with every field of the message', () => {
    for (const word of words) {
      const signed = toHex(keySigningBytes(word));
      for (const [field, value] of Object.entries(word)) {
        if (field === 'kind' || field === 'closed') continue;
        const other = typeof value === 'number' ? value + 1 : value instanceof Uint8Array ? bytes(99) : [12];
        const bent = { ...word, [field]: other } as KeyMessage;
        expect(toHex(keySigningBytes(bent)), `${word.kind}.${field}`).not.toBe(signed);
      }
    }
  });

  it('is of one kind: a checkpoint is no standing with the same fields', () => {
    const [a, b] = words.map((word) => toHex(keySigningBytes(word)));
    expect(a).not.toBe(b);
    expect(a!.slice(-64)).toBe(b!.slice(-64));
  });

  it('begins with a tag that no other message of the project begins with', () => {
    const src = fileURLToPath(new URL('..', import.meta.url));
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.ts') && !path.endsWith('.test.ts'),
    );
    const inCode = files.flatMap((path) =>
      [...readFileSync(join(src, path), 'utf8').matchAll(/'(dealerless\/[^'\n]*)'/g)].map((m) => m[1]!),
    );
    const tags = inCode.map((tag) => tag.replace('\\0', ''));
    for (const word of words) {
      const mine = tagOf(word);
      expect(tags.filter((tag) => tag === mine)).toHaveLength(1);
      const related = tags.filter((tag) => tag !== mine && (tag.startsWith(mine) || mine.startsWith(tag)));
      expect(related, mine).toEqual([]);
    }
  });

  it('is no closing that closes nothing, or whose hands are out of order', () => {
    const closing = words.find((word) => word.kind === 'closing')!;
    for (const wrong of [
      { closed: 0 },
      { unfinished: [40, 12] },
      { unfinished: [1, 1] },
      { unfinished: [1, 2, 3, 4, 5] },
    ]) {
      expect(() => keySigningBytes({ ...closing, ...wrong })).toThrow('closing');
    }
    expect(() => keySigningBytes({ ...closing, height: -1 })).toThrow('key message');
    expect(() => keySigningBytes({ ...closing, timeMs: 0.5 })).toThrow('key message');
  });
});
