/**
 * The tables whose creators want them found. A listing is its creator's signed word (src/codec/listing.ts), checked
 * here though every page checks it again; which tables are open is otherwise nobody's business.
 *
 * Upon a listing from a creator: taken if it is well-formed, signed by the key its configuration names, of now, and of
 *   a table that somebody is at by this relay; a later one of the same table takes its place, one with no time left
 *   ends it. What was said no more is remembered until its words are too old to be said again.
 * Upon the listings of another relay of the federation: the same, but for who is at the table, with places of their
 *   own.
 * Upon its time being over: it is forgotten.
 */
import { tableIdOf } from '../src/codec/config.ts';
import { DecodeError, toHex } from '../src/codec/decode.ts';
import { decodeListing, type Listing, listingSigningBytes } from '../src/codec/listing.ts';
import { meetingKeyOf } from '../src/codec/meeting.ts';
import { checkRelayAddress } from '../src/net/relayAddresses.ts';
import { relayLimits } from './limits.ts';

export type ListingRefusal = 'malformed' | 'signature' | 'clock' | 'old' | 'not-here' | 'full';

interface Held {
  readonly bytes: Uint8Array;
  /** Under which its tabs meet, hexadecimal. */
  readonly meeting: string;
  readonly issuedAtMs: number;
  /** When nobody is told of it any more, and when its words could not be taken again. */
  readonly endsMs: number;
  readonly forgetMs: number;
  /** A client address, or a relay of the federation. */
  readonly from: string;
  readonly federated: boolean;
}

export interface ListingsOptions {
  /** Wall clock, milliseconds since 1970. */
  readonly nowMs: () => number;
  /** Somebody meets others under this key (src/codec/meeting.ts, hexadecimal) by this relay. */
  readonly isHere: (meeting: string) => boolean;
  readonly limits?: Partial<{ [K in keyof typeof relayLimits]: number }>;
}

export class Listings {
  private readonly held = new Map<string, Held>();
  private readonly limits: { [K in keyof typeof relayLimits]: number };

  constructor(private readonly o: ListingsOptions) {
    this.limits = { ...relayLimits, ...o.limits };
  }

  /** From a creator. @param address counts what one address lists */
  offer(bytes: Uint8Array, address: string): Promise<ListingRefusal | undefined> {
    return this.take(bytes, address, false);
  }

  /** From another relay of the federation. */
  offerFrom(relay: string, bytes: Uint8Array): Promise<ListingRefusal | undefined> {
    return this.take(bytes, relay, true);
  }

  /** What was listed here and holds. */
  own(): readonly Uint8Array[] {
    return this.current((h) => !h.federated);
  }

  /** And what the others of the federation list. */
  all(): readonly Uint8Array[] {
    return this.current(() => true);
  }

  private current(which: (held: Held) => boolean): readonly Uint8Array[] {
    this.forget();
    const now = this.o.nowMs();
    return [...this.held.values()].flatMap((h) =>
      which(h) && h.endsMs > now && (h.federated || this.o.isHere(h.meeting)) ? [h.bytes] : [],
    );
  }

  private async take(
    bytes: Uint8Array,
    from: string,
    federated: boolean,
  ): Promise<ListingRefusal | undefined> {
    const listing = read(bytes);
    if (listing === undefined) return 'malformed';
    const id = toHex(tableIdOf(listing.config));
    const meeting = toHex(meetingKeyOf(listing.config));
    const early = this.refusal(listing, id, meeting, from, federated);
    if (early !== undefined) return early;
    if (!(await isSigned(listing))) return 'signature';
    // Others may have come while the signature was judged.
    const late = this.refusal(listing, id, meeting, from, federated);
    if (late !== undefined) return late;
    const { listingClockMs } = this.limits;
    this.held.set(id, {
      ...{ bytes, meeting, from, federated, issuedAtMs: listing.issuedAtMs },
      endsMs: listing.issuedAtMs + listing.ttlSeconds * 1000,
      forgetMs: listing.issuedAtMs + Math.max(listing.ttlSeconds * 1000, listingClockMs) + listingClockMs,
    });
    return undefined;
  }

  /** Everything that costs no signature. */
  private refusal(
    { issuedAtMs, ttlSeconds }: Listing,
    id: string,
    meeting: string,
    from: string,
    federated: boolean,
  ): ListingRefusal | undefined {
    const { limits } = this;
    this.forget();
    if (ttlSeconds > limits.listingTtlSeconds) return 'malformed';
    const age = this.o.nowMs() - issuedAtMs;
    // A listing that was forwarded is as old as its time allows.
    const oldest = federated ? limits.listingClockMs + ttlSeconds * 1000 : limits.listingClockMs;
    if (age < -limits.listingClockMs || age > oldest) return 'clock';
    const known = this.held.get(id);
    if (known !== undefined && known.issuedAtMs >= issuedAtMs) return 'old';
    if (!federated && !this.o.isHere(meeting)) return 'not-here';
    // What was listed here is said here: a relay elsewhere can only repeat it.
    if (federated && known !== undefined && !known.federated) return 'old';
    if (known !== undefined && known.from === from) return undefined;
    const others = [...this.held.values()].filter((h) => h.federated === federated);
    const ofThis = others.filter((h) => h.from === from).length;
    if (ofThis >= (federated ? limits.listingsPerRelay : limits.listingsPerAddress)) return 'full';
    return others.length >= (federated ? limits.federatedListings : limits.listings) ? 'full' : undefined;
  }

  private forget(): void {
    const now = this.o.nowMs();
    for (const [id, { forgetMs }] of this.held) if (forgetMs <= now) this.held.delete(id);
  }
}

function read(bytes: Uint8Array): Listing | undefined {
  try {
    const listing = decodeListing(bytes);
    return listing.relays.every(checkRelayAddress) ? listing : undefined;
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

/** The platform's own check is enough: what two relays disagree about is whether a page is told of a table. */
async function isSigned(listing: Listing): Promise<boolean> {
  const { subtle } = globalThis.crypto;
  try {
    const key = await subtle.importKey('raw', Uint8Array.from(listing.config.creatorKey), 'Ed25519', false, [
      'verify',
    ]);
    const { signature } = listing;
    return await subtle.verify(
      'Ed25519',
      key,
      Uint8Array.from(signature),
      Uint8Array.from(listingSigningBytes(listing)),
    );
  } catch (error) {
    // Bytes that are no key.
    if (error instanceof DOMException) return false;
    throw error;
  }
}
