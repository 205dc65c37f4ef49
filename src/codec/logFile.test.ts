/** Log files of both versions: what is read, and what is refused by its form alone. */
import { describe, expect, it } from 'vitest';
import { decodeLogFile, encodeLogFile, type LogFile } from './logFile.ts';

const signature = (n: number) => new Uint8Array(48).fill(n);
const log: LogFile = {
  genesis: Uint8Array.of(1, 2, 3),
  epochs: [{ epoch: 1, checkpoint: Uint8Array.of(4), state: Uint8Array.of(5) }],
  slots: [{ height: 1, epoch: 0, round: 2, author: 3, timeMs: 4, blockIds: [new Uint8Array(32).fill(6)] }],
  blocks: [Uint8Array.of(7, 8)],
  signed: [
    { height: 1, what: 2, signature: signature(1) },
    { height: 7, what: 0, signature: signature(2) },
    { height: 7, what: 3, signature: signature(3) },
  ],
};
const bare = { ...log, signed: [] };

/** As it was written before: without the last list of the container, which is empty. */
function asFirst(file: Uint8Array): Uint8Array {
  const body = file.slice(8);
  const view = new DataView(body.buffer);
  for (let at = 0; at < 16; at += 4) view.setUint32(at, view.getUint32(at, true) - 4, true);
  return Uint8Array.of(...file.subarray(0, 7), 1, ...body.subarray(0, 16), ...body.subarray(20));
}

describe('a log file', () => {
  it('is read as it was written', () => {
    const bytes = encodeLogFile(log);
    expect(bytes[7]).toBe(2);
    expect(decodeLogFile(bytes)).toEqual(log);
    expect(encodeLogFile(decodeLogFile(bytes))).toEqual(bytes);
  });

  it('of the first version is one without signatures; of a later one it is refused', () => {
    expect(decodeLogFile(asFirst(encodeLogFile(bare)))).toEqual(bare);
    const later = encodeLogFile(log);
    for (const version of [0, 3, 255]) {
      later[7] = version;
      expect(() => decodeLogFile(later)).toThrow('log file: unknown-kind');
    }
    // A file of one version is none of the other.
    for (const [version, file] of [
      [1, encodeLogFile(log)],
      [2, asFirst(encodeLogFile(bare))],
    ] as const) {
      file[7] = version;
      expect(() => decodeLogFile(file)).toThrow('log file');
    }
  });

  it('has its signatures in one order, each once, and no more than a log can have', () => {
    const [a, b, c] = log.signed as [LogFile['signed'][number], ...LogFile['signed']];
    for (const signed of [
      [b!, a],
      [a, a],
      [c!, b!],
      [a, b!, b!],
    ])
      expect(() => decodeLogFile(encodeLogFile({ ...log, signed }))).toThrow('not-canonical');
    const many = new Uint8Array(53 * (2 ** 20 + 1));
    const none = encodeLogFile(bare);
    const oversized = new Uint8Array(none.length + many.length);
    oversized.set(none);
    expect(() => decodeLogFile(oversized)).toThrow('log file');
    for (const more of [1, 52])
      expect(() => decodeLogFile(Uint8Array.of(...none, ...many.subarray(0, more)))).toThrow();
  });
});
