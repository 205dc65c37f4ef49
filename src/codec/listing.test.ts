import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newCreator } from '../testing/listings.ts';
import { encodeTableConfig, tableIdOf } from './config.ts';
import { DecodeError } from './decode.ts';
import { limits } from './limits.ts';
import { decodeListing, encodeListing } from './listing.ts';

const creator = await newCreator();

/** The reason for which it is refused; undefined if it is not. */
function refused(bytes: Uint8Array): string | undefined {
  try {
    decodeListing(bytes);
    return undefined;
  } catch (error) {
    if (error instanceof DecodeError) return error.reason;
    throw error;
  }
}

describe('a listing', () => {
  it('comes back as it was written, with the table it is about', async () => {
    const bytes = await creator.listing();
    const listing = decodeListing(bytes);
    expect(tableIdOf(listing.config)).toEqual(tableIdOf(creator.config));
    expect(listing).toMatchObject({ freeSeats: 4, playing: 0, ttlSeconds: 90 });
    expect(encodeListing(listing)).toEqual(bytes);
  });

  it('of a table that cannot be, with ten kilobytes of name, or with no relay, is refused', async () => {
    const { config } = creator;
    const encoded = (change: Partial<typeof config>) => encodeTableConfig({ ...config, ...change });
    expect(refused(await creator.listing({ configBytes: encoded({ seats: 1 }) }))).toBe('out-of-range');
    expect(refused(await creator.listing({ relays: [] }))).toBe('out-of-range');
    expect(refused(await creator.listing({ relays: ['/dns4/a b/tcp/1/ws'] }))).toBe('out-of-range');
    expect(refused(await creator.listing({ freeSeats: 7 }))).toBe('out-of-range');
    expect(refused(await creator.listing({ playing: 2 }))).toBe('out-of-range');
    const long = await creator.listing();
    expect(refused(new Uint8Array([...long, ...new Uint8Array(10_240).fill(0x61)]))).toBe('oversized');
    const padded = new Uint8Array(limits.configBytes).fill(0x61);
    padded.set(encodeTableConfig(config));
    expect(refused(await creator.listing({ configBytes: padded }))).toBeDefined();
  });

  it('of random bytes, or with any of its own changed, is refused or is another one; nothing else is thrown', async () => {
    const good = await creator.listing();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => refused(bytes) !== undefined));
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bent = Uint8Array.from(good);
        bent[at]! ^= flip;
        refused(bent);
        return true;
      }),
    );
  });
});
