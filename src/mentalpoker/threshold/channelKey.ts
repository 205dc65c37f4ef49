/**
 * The key under which a member receives dealt shares, K_j = k_j·G, for one epoch: announced with a proof that its owner
 * knows k_j, so that nobody can announce another's. It serves nothing else.
 */
import type { GenesisRoot } from '../../codec/ids.ts';
import { encodeScalar, randomNonzeroScalar } from '../../crypto/fr.ts';
import type { G1Group, RandomBytes } from '../../crypto/group.ts';
import { proveDlog, verifyDlog } from '../../crypto/schnorr.ts';
import { Transcript, tags } from '../../crypto/transcript.ts';
import type { KeyMaterial } from '../keys.ts';

/** Whose channel key, at which table, in which epoch (by its instance). */
export interface ChannelKeyHolder {
  readonly tableId: GenesisRoot;
  readonly instance: Uint8Array;
  /** Validator number, 1 and above. */
  readonly index: number;
}

function transcriptOf(holder: ChannelKeyHolder): Transcript {
  return new Transcript(tags.channelKey)
    .absorb('table-id', holder.tableId)
    .absorb('instance', holder.instance)
    .absorbNumber('party', holder.index);
}

export function makeChannelKey(group: G1Group, holder: ChannelKeyHolder, rng: RandomBytes): KeyMaterial {
  const secret = randomNonzeroScalar(rng);
  const image = group.fixedBase(group.generator).mul(secret);
  const proof = proveDlog(group, transcriptOf(holder), { image }, secret, rng);
  return { secret: encodeScalar(secret), publicKey: group.encode(image), proof };
}

/** @throws DecodeError for a key that is no point. */
export function verifyChannelKey(
  group: G1Group,
  holder: ChannelKeyHolder,
  publicKey: Uint8Array,
  proof: Uint8Array,
): boolean {
  return verifyDlog(group, transcriptOf(holder), { image: group.decode(publicKey) }, proof);
}
