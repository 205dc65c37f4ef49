/**
 * Signatures for simulations: real keys, but a signature is a keyed hash that only the simulation can check. Elliptic
 * curves would take most of the time and find nothing here; Ed25519 has tests of its own.
 */
import { sha512 } from '@noble/hashes/sha2.js';
import { equalBytes, toHex } from '../../src/codec/decode.ts';
import { createEd25519, type Ed25519 } from '../../src/crypto/ed25519.ts';

export async function createSimSignatures(): Promise<Ed25519> {
  const real = await createEd25519();
  const secrets = new Map<string, Uint8Array>();
  const signed = (secretKey: Uint8Array, message: Uint8Array): Uint8Array =>
    sha512.create().update(secretKey).update(message).digest();
  return {
    ...real,
    generateKeyPair(random) {
      const pair = real.generateKeyPair(random);
      secrets.set(toHex(pair.publicKey), pair.secretKey);
      return pair;
    },
    sign: async (secretKey, message) => signed(secretKey, message),
    async verify(publicKey, message, signature) {
      const secret = secrets.get(toHex(publicKey));
      return secret !== undefined && equalBytes(signed(secret, message), signature);
    },
  };
}
