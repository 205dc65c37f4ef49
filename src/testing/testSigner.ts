/** A member's device as far as it signs with the table's key, work done where it is asked for; and a liar's words. */
import { ed25519 } from '@noble/curves/ed25519.js';
import type { KeyPartial } from '../codec/keyPartial.ts';
import { decodeMessage, encodeMessage } from '../codec/wire.ts';
import type { KeyJob } from '../mentalpoker/threshold/keyCrypto.ts';
import { KeySigner } from '../node/key/signer.ts';
import { type KeyPlay, seedOf } from './keyPlay.ts';

type Options = ConstructorParameters<typeof KeySigner>[0];
type Place = Pick<Options, 'index' | 'start' | 'storage' | 'network' | 'validatorOf' | 'peerOf' | 'nowMs'>;

/** @param jobs hears of each job that the device has done */
export function testSigner(t: KeyPlay, seat: number, place: Place, jobs: KeyJob['kind'][]): KeySigner {
  return new KeySigner({
    ...place,
    secretKey: seedOf(seat),
    worker: {
      key: async (job) => {
        jobs.push(job.kind);
        return t.crypto.perform(job, t.rng);
      },
    },
    ed25519: {
      sign: async (secret, message) => ed25519.sign(message, secret),
      verify: async (key, message, signature) => ed25519.verify(signature, message, key),
    },
    isStopped: () => false,
    isSilent: () => false,
    onFatal: (error) => {
      throw error;
    },
  });
}

/** What a device that `twist` bends sends in place of this message; undefined where it says nothing. */
export function bentBy(
  twist: (honest: KeyPartial) => KeyPartial | undefined,
  bytes: Uint8Array,
): Uint8Array | undefined {
  const message = decodeMessage(bytes);
  const bent = message.kind === 'keyPartial' ? twist(message.body) : undefined;
  return bent && encodeMessage({ kind: 'keyPartial', body: bent });
}
