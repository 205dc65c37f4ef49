import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDirectory, directoryDecoder, encodeDirectory } from './directoryProtocol.ts';
import { encodeFrame, FrameDecoder, FramingError, MAX_PAYLOAD_BYTES, MessageAssembler } from './framing.ts';
import { netLimits } from './limits.ts';

/** Feeds hostile bytes; only FramingError may come out. */
function survives(feed: () => void): void {
  try {
    feed();
  } catch (error) {
    if (!(error instanceof FramingError)) throw error;
  }
}

describe('frames', () => {
  it('come out as they went in, however the stream is cut', () => {
    const payload = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(4), payload)),
        fc.array(fc.integer({ min: 1, max: 40 })),
        (frames, cuts) => {
          const wire = Buffer.concat(frames.map(([kind, bytes]) => encodeFrame(kind, bytes)));
          const decoder = new FrameDecoder(4);
          const out: unknown[] = [];
          let at = 0;
          for (let i = 0; at < wire.length; i++) {
            const length = cuts.length === 0 ? wire.length : cuts[i % cuts.length]!;
            out.push(...decoder.push(wire.subarray(at, at + length)));
            at += length;
          }
          expect(out).toEqual(frames.map(([kind, bytes]) => ({ kind, payload: bytes })));
        },
      ),
    );
  });

  it('of unknown kind or over the cap are refused before they are stored', () => {
    expect(() => new FrameDecoder(4).push(Uint8Array.of(5, 0, 0, 0))).toThrow(FramingError);
    expect(() => new FrameDecoder(4).push(Uint8Array.of(1, 255, 255, 255))).toThrow(FramingError);
    expect(() => new FrameDecoder(4, 10).push(Uint8Array.of(1, 0, 0, 11))).toThrow(FramingError);
  });

  it('survive ten thousand random byte strings, which throw FramingError or nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }), (pieces) => {
        survives(() => {
          const decoder = new FrameDecoder(4);
          const assembler = new MessageAssembler(1_000);
          for (const piece of pieces)
            for (const frame of decoder.push(piece)) assembler.add(frame.payload, frame.kind === 2);
        });
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('messages', () => {
  const split = (message: Uint8Array): { payload: Uint8Array; last: boolean }[] => {
    const parts: { payload: Uint8Array; last: boolean }[] = [];
    for (let at = 0; at < message.length; at += MAX_PAYLOAD_BYTES) {
      const end = Math.min(at + MAX_PAYLOAD_BYTES, message.length);
      parts.push({ payload: message.subarray(at, end), last: end === message.length });
    }
    return parts;
  };

  it.each([1, 100, MAX_PAYLOAD_BYTES, MAX_PAYLOAD_BYTES + 1, 3 * MAX_PAYLOAD_BYTES, netLimits.messageBytes])(
    'of %i bytes are put together again',
    (length) => {
      const message = new Uint8Array(length).map((_, i) => i % 249);
      const assembler = new MessageAssembler(netLimits.messageBytes);
      for (let round = 0; round < 2; round++) {
        const out = split(message).map(({ payload, last }) => assembler.add(payload, last));
        expect(out.slice(0, -1).every((o) => o === undefined)).toBe(true);
        expect(Buffer.from(out.at(-1)!).equals(Buffer.from(message))).toBe(true);
      }
    },
  );

  it('over the cap, with a short part in the middle or an empty one are refused', () => {
    const full = new Uint8Array(MAX_PAYLOAD_BYTES);
    const assembler = new MessageAssembler(MAX_PAYLOAD_BYTES + 5);
    assembler.add(full, false);
    expect(() => assembler.add(new Uint8Array(6), true)).toThrow('over');
    expect(() => new MessageAssembler(100).add(new Uint8Array(5), false)).toThrow('short');
    expect(() => new MessageAssembler(100).add(new Uint8Array(0), true)).toThrow('empty');
  });
});

describe('directory messages', () => {
  const decode = (bytes: Uint8Array, side: 'relay' | 'peer' = 'peer', max = 64): unknown =>
    directoryDecoder(side)
      .push(bytes)
      .map((frame) => decodeDirectory(frame, max))[0];
  const id = `12D3Koo${'a'.repeat(45)}`;

  it('come out as they went in', () => {
    for (const m of [
      { kind: 'join', key: new Uint8Array(32).fill(9) },
      { kind: 'peers', peers: [] },
      { kind: 'peers', peers: [id, `${id}b`] },
      { kind: 'refused', reason: 'table-full' },
      { kind: 'beat' },
    ] as const)
      expect(decode(encodeDirectory(m))).toEqual(m);
  });

  it('with a doubled peer, a strange one or too many are refused', () => {
    const list = (text: string): Uint8Array => encodeFrame(1, new TextEncoder().encode(text));
    expect(() => decode(list(`${id}\n${id}`))).toThrow(FramingError);
    expect(() => decode(list('../../etc'))).toThrow(FramingError);
    expect(() => decode(list(''.padEnd(97, 'a')))).toThrow(FramingError);
    expect(() => decode(encodeDirectory({ kind: 'peers', peers: [id, `${id}b`] }), 'peer', 1)).toThrow(
      'many',
    );
    expect(() => decode(list(id), 'relay')).toThrow(FramingError);
  });

  it('survive ten thousand random byte strings, which throw FramingError or nothing', () => {
    const bytes = fc
      .tuple(fc.nat(5), fc.uint8Array({ maxLength: 60 }))
      .map(([kind, rest]) => encodeFrame(kind, rest));
    fc.assert(
      fc.property(fc.oneof(bytes, fc.uint8Array({ maxLength: 80 })), fc.boolean(), (wire, relay) => {
        survives(() => decode(wire, relay ? 'relay' : 'peer'));
      }),
      { numRuns: 10_000 },
    );
  });
});
