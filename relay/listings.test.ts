import { describe, expect, it } from 'vitest';
import { encodeTableConfig } from '../src/codec/config.ts';
import { toHex } from '../src/codec/decode.ts';
import { meetingKeyOf } from '../src/codec/meeting.ts';
import { newCreator } from '../src/testing/listings.ts';
import { relayLimits } from './limits.ts';
import { Listings } from './listings.ts';

const NOW = 1_000_000;

function list(limits: ConstructorParameters<typeof Listings>[0]['limits'] = {}) {
  const clock = { ms: NOW };
  const here = { says: (_id: string) => true };
  const listings = new Listings({ nowMs: () => clock.ms, isHere: (id) => here.says(id), limits });
  return { clock, here, listings };
}

describe('open tables', () => {
  it('are listed by their creators, until they say so no more or say nothing', async () => {
    const { clock, listings } = list();
    const [ada, bob] = [await newCreator(), await newCreator()];
    const first = await ada.listing();
    expect(await listings.offer(first, 'home')).toBeUndefined();
    expect(await listings.offer(await bob.listing(), 'home')).toBeUndefined();
    expect(listings.all().length).toBe(2);
    clock.ms += 30_000;
    const later = await ada.listing({ issuedAtMs: clock.ms, freeSeats: 1 });
    expect(await listings.offer(later, 'home')).toBeUndefined();
    expect(listings.all()).toContainEqual(later);
    expect(listings.all().length).toBe(2);
    clock.ms += 61_000;
    expect(listings.all(), 'Bob’s time is over').toEqual([later]);
    expect(
      await listings.offer(await ada.listing({ issuedAtMs: clock.ms, ttlSeconds: 0 }), 'home'),
    ).toBeUndefined();
    expect(listings.all()).toEqual([]);
    expect(await listings.offer(later, 'home'), 'said again by somebody else').toBe('old');
    clock.ms += 300_000;
    expect(await listings.offer(later, 'home'), 'and when all is forgotten').toBe('clock');
  });

  it('are nobody’s to list but their creator’s, and only as they are', async () => {
    const { here, listings } = list();
    const [ada, mallory] = [await newCreator(), await newCreator()];
    expect(await listings.offer(await ada.listing({}, mallory.sign), 'x'), 'another key').toBe('signature');
    const bent = encodeTableConfig({ ...ada.config, bigBlindChips: 4 });
    const bytes = await ada.listing();
    const at = bytes.findIndex((_, i) => encodeTableConfig(ada.config).every((b, j) => bytes[i + j] === b));
    bytes.set(bent, at);
    expect(await listings.offer(bytes, 'x'), 'other rules under the same signature').toBe('signature');
    const noKey = encodeTableConfig({ ...ada.config, creatorKey: new Uint8Array(32).fill(0xff) });
    expect(await listings.offer(await ada.listing({ configBytes: noKey }), 'x')).toBe('signature');
    expect(await listings.offer(await ada.listing({ ttlSeconds: 3_600 }), 'x'), 'for an hour').toBe(
      'malformed',
    );
    expect(await listings.offer(await ada.listing({ relays: ['/dns4/a/udp/1/quic'] }), 'x')).toBe(
      'malformed',
    );
    expect(await listings.offer(new Uint8Array(10_240).fill(0x61), 'x')).toBe('malformed');
    expect(await listings.offer(await ada.listing({ issuedAtMs: NOW - 121_000 }), 'x'), 'expired').toBe(
      'clock',
    );
    expect(await listings.offer(await ada.listing({ issuedAtMs: NOW + 121_000 }), 'x'), 'of tomorrow').toBe(
      'clock',
    );
    here.says = () => false;
    expect(await listings.offer(await ada.listing(), 'x'), 'nobody is there').toBe('not-here');
    expect(listings.all()).toEqual([]);
  });

  it('are shown while somebody is there', async () => {
    const { here, listings } = list();
    const ada = await newCreator();
    expect(await listings.offer(await ada.listing(), 'x')).toBeUndefined();
    here.says = (id) => id !== toHex(meetingKeyOf(ada.config));
    expect(listings.all()).toEqual([]);
    here.says = () => true;
    expect(listings.all().length).toBe(1);
  });

  it('one address lists only so many, all together only so many, and who is listed may say so again', async () => {
    const { listings } = list({ listings: 3, listingsPerAddress: 2 });
    const makers = await Promise.all(Array.from({ length: 4 }, newCreator));
    const offers = makers.map((m) => m.listing());
    const said = async (i: number, from: string) => listings.offer(await offers[i]!, from);
    expect([await said(0, 'a'), await said(1, 'a'), await said(2, 'a')]).toEqual([
      undefined,
      undefined,
      'full',
    ]);
    expect([await said(2, 'b'), await said(3, 'c')]).toEqual([undefined, 'full']);
    expect(await listings.offer(await makers[0]!.listing({ issuedAtMs: NOW + 1 }), 'a')).toBeUndefined();
  });

  it('of another relay take no place of this one’s, and a flood of one relay takes none of the others’', async () => {
    const { here, listings } = list({ listings: 2, federatedListings: 3, listingsPerRelay: 2 });
    here.says = (id) => id === toHex(meetingKeyOf(own.config));
    const own = await newCreator();
    const makers = await Promise.all(Array.from({ length: 5 }, newCreator));
    const from = async (relay: string, i: number) => listings.offerFrom(relay, await makers[i]!.listing());
    expect([await from('flood', 0), await from('flood', 1), await from('flood', 2)]).toEqual([
      undefined,
      undefined,
      'full',
    ]);
    expect([await from('calm', 3), await from('calm', 4)]).toEqual([undefined, 'full']);
    expect(await listings.offer(await own.listing(), 'x')).toBeUndefined();
    expect(listings.own().length).toBe(1);
    expect(listings.all().length).toBe(4);
    expect(await listings.offerFrom('flood', await own.listing({ issuedAtMs: NOW + 5 })), 'ours').toBe('old');
  });

  it('the caps of a federation fit into the answer that is read of one of them', () => {
    expect(relayLimits.listings * 6_400 * (4 / 3)).toBeLessThan(relayLimits.federationAnswerBytes);
  });
});
