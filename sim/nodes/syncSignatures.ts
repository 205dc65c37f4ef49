/**
 * Ed25519 that answers at once, by Node's own cryptography: in virtual time nobody waits for a thread, and whoever
 * reads what was played afterwards checks real signatures.
 */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { toHex } from '../../src/codec/decode.ts';
import { createEd25519, type Ed25519 } from '../../src/crypto/ed25519.ts';

/** RFC 8410: what stands before the 32 bytes of a seed or a public key. */
const PRIVATE = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC = Buffer.from('302a300506032b6570032100', 'hex');

export async function createSyncSignatures(): Promise<Ed25519> {
  const keys = new Map<string, KeyObject>();
  const known = (bytes: Uint8Array, make: () => KeyObject): KeyObject => {
    const id = toHex(bytes);
    const key = keys.get(id) ?? make();
    keys.set(id, key);
    return key;
  };
  const der = (head: Buffer, bytes: Uint8Array) =>
    ({ key: Buffer.concat([head, bytes]), format: 'der' }) as const;
  return {
    ...(await createEd25519()),
    sign: async (seed, message) => {
      const key = known(seed, () => createPrivateKey({ ...der(PRIVATE, seed), type: 'pkcs8' }));
      return new Uint8Array(sign(null, message, key));
    },
    verify: async (publicKey, message, signature) => {
      if (publicKey.length !== 32 || signature.length !== 64) return false;
      const key = known(publicKey, () => createPublicKey({ ...der(PUBLIC, publicKey), type: 'spki' }));
      return verify(null, message, key, signature);
    },
  };
}
