/**
 * What the creator of a table says of it in public: that it may be found, and what one finds. Signed by the key that
 * the configuration names, so nobody lists another's table or bends its rules; it ends by itself unless it is said
 * again.
 */
import { ByteListType, ContainerType, ListCompositeType, type ValueOf } from '@chainsafe/ssz';
import { concatBytes } from '@noble/hashes/utils.js';
import { decodeTableConfig, type TableConfig } from './config.ts';
import { DecodeError, decodeSsz } from './decode.ts';
import { limits } from './limits.ts';
import { Bytes64, safe, U8, U16, U64 } from './primitives.ts';

const VERSION = 1;

const ListingType = new ContainerType(
  {
    version: U8,
    /** The table's configuration, encoded: its hash is the table's id. */
    config: new ByteListType(limits.configBytes),
    /** Multiaddrs of its relays. */
    relays: new ListCompositeType(new ByteListType(limits.relayAddressBytes), limits.relayAddresses),
    freeSeats: U8,
    /** 1 = the game has begun. */
    playing: U8,
    /** Milliseconds since 1970 by the creator's clock; of two listings the later holds. */
    issuedAtMs: U64,
    /** From then; 0 = listed no more. */
    ttlSeconds: U16,
    signature: Bytes64,
  },
  { typeName: 'Listing' },
);
type Fields = ValueOf<typeof ListingType>;

export interface Listing extends Omit<Fields, 'version' | 'config' | 'relays'> {
  readonly config: TableConfig;
  /** `config` as it was encoded. */
  readonly configBytes: Uint8Array;
  readonly relays: readonly string[];
}

const tag = new TextEncoder().encode('dealerless/listing/v1\0');

const ADDRESS = /^\/[!-~]+$/;

function fieldsOf(l: Listing): Fields {
  const { configBytes, relays, freeSeats, playing, issuedAtMs, ttlSeconds, signature } = l;
  const encoder = new TextEncoder();
  return {
    ...{ version: VERSION, config: configBytes, relays: relays.map((r) => encoder.encode(r)) },
    ...{ freeSeats, playing, issuedAtMs, ttlSeconds, signature },
  };
}

/** What the creator's key signs: a tag, then the hash tree root of the listing with an all-zero signature. */
export function listingSigningBytes(listing: Listing): Uint8Array {
  const root = ListingType.hashTreeRoot({ ...fieldsOf(listing), signature: new Uint8Array(64) });
  return concatBytes(tag, root);
}

export function encodeListing(listing: Listing): Uint8Array {
  return ListingType.serialize(fieldsOf(listing));
}

/** Everything but the signature and the time. @throws DecodeError */
export function decodeListing(bytes: Uint8Array): Listing {
  const what = 'listing';
  const {
    version,
    config: configBytes,
    relays,
    ...rest
  } = decodeSsz(ListingType, bytes, limits.listingBytes, what);
  if (version !== VERSION) throw new DecodeError('out-of-range', `${what}: version`);
  const config = decodeTableConfig(configBytes);
  safe(what, rest.issuedAtMs);
  const addresses = relays.map((r) => new TextDecoder().decode(r));
  if (addresses.length === 0 || addresses.some((a) => !ADDRESS.test(a)))
    throw new DecodeError('out-of-range', `${what}: relays`);
  if (rest.freeSeats > config.seats || rest.playing > 1) throw new DecodeError('out-of-range', what);
  return { ...rest, config, configBytes, relays: addresses };
}
