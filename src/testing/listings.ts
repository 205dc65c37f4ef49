/** Tables that want to be found, signed as their creators sign. */
import { encodeTableConfig, type TableConfig } from '../codec/config.ts';
import { encodeListing, type Listing, listingSigningBytes } from '../codec/listing.ts';
import { createEd25519 } from '../crypto/ed25519.ts';
import { systemRandom } from '../workers/inProcess.ts';
import { sealedConfig } from './lobbyRoom.ts';

export const listedAddress = '/dns4/b.example.org/tcp/443/tls/ws';

export async function newCreator() {
  const ed25519 = await createEd25519(crypto.subtle);
  const { secretKey, publicKey } = ed25519.generateKeyPair(systemRandom);
  const config: TableConfig = {
    ...sealedConfig,
    name: new TextEncoder().encode('Friday'),
    creatorKey: publicKey,
    salt: systemRandom(16),
  };
  const sign = (message: Uint8Array): Promise<Uint8Array> => ed25519.sign(secretKey, message);
  /** What it says of its table, or what somebody makes of that. */
  const listing = async (change: Partial<Listing> = {}, by = sign): Promise<Uint8Array> => {
    const said: Listing = {
      config,
      configBytes: encodeTableConfig(config),
      relays: [listedAddress],
      freeSeats: 4,
      playing: 0,
      issuedAtMs: 1_000_000,
      ttlSeconds: 90,
      signature: new Uint8Array(64),
      ...change,
    };
    return encodeListing({ ...said, signature: await by(listingSigningBytes(said)) });
  };
  return { config, sign, listing };
}
