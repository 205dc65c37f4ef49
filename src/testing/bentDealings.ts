/** Dealings that no honest tab makes, put together from the parts of others with a proof of U that holds. */
import { concatBytes } from '@noble/hashes/utils.js';
import type { G1Group, RandomBytes } from '../crypto/group.ts';
import { proveDlog } from '../crypto/schnorr.ts';
import { proveDlog2, SCHNORR2_PROOF_BYTES } from '../crypto/schnorr2.ts';
import { type Transcript, tags } from '../crypto/transcript.ts';
import { type DealerSecrets, drawDealer, makeDealing } from '../mentalpoker/threshold/dealing.ts';
import { openSharing, type SharingTerms } from '../mentalpoker/threshold/terms.ts';
import { seededRandom } from './seededRandom.ts';

export interface DealingParts {
  commitments: Uint8Array[];
  /** Empty where a key is dealt on. */
  constantProof: Uint8Array;
  ephemeral: Uint8Array;
  sealed: Uint8Array[];
}

export function dealingParts(terms: SharingTerms, bytes: Uint8Array): DealingParts {
  const q = terms.threshold;
  const proofAt = 96 * q;
  const uAt = proofAt + (terms.from === undefined ? SCHNORR2_PROOF_BYTES : 0);
  return {
    commitments: Array.from({ length: q }, (_, k) => bytes.slice(96 * k, 96 * (k + 1))),
    constantProof: bytes.slice(proofAt, uAt),
    ephemeral: bytes.slice(uAt, uAt + 48),
    sealed: terms.receivers.map((_, k) => bytes.slice(uAt + 128 + 48 * k, uAt + 128 + 48 * (k + 1))),
  };
}

/** The whole of them, with U's proof made anew by who knows u (SECRET), and the constant's if one is given. */
export function rebuiltDealing(
  group: G1Group,
  terms: SharingTerms,
  dealer: number,
  p: DealingParts,
  u: bigint,
  proveConstant?: (transcript: Transcript) => Uint8Array,
): Uint8Array {
  const transcript = openSharing(tags.dealing, terms, dealer);
  for (const a of p.commitments) transcript.absorb('commitment', a);
  transcript.absorb('ephemeral', p.ephemeral);
  const constantProof = proveConstant?.(transcript.clone()) ?? p.constantProof;
  transcript.absorb('constant-proof', constantProof);
  for (const sealed of p.sealed) transcript.absorb('sealed', sealed);
  const image = group.decode(p.ephemeral);
  const proof = proveDlog(group, transcript, { image }, u, seededRandom('again'));
  return concatBytes(...p.commitments, constantProof, p.ephemeral, proof, ...p.sealed);
}

/** A dealing that holds from outside and gives one receiver a value of another polynomial. */
export function wrongShareFor(
  group: G1Group,
  terms: SharingTerms,
  dealer: number,
  victim: number,
  rng: RandomBytes,
  share?: Uint8Array,
): Uint8Array {
  const secrets = drawDealer(terms, rng, share);
  const other: DealerSecrets = { ...drawDealer(terms, rng, share), ephemeral: secrets.ephemeral };
  const [right, wrong] = [secrets, other].map((s) =>
    dealingParts(terms, makeDealing(group, terms, dealer, s, rng)),
  ) as [DealingParts, DealingParts];
  const at = terms.receivers.findIndex((r) => r.index === victim);
  const bent = { ...right, sealed: right.sealed.map((s, k) => (k === at ? wrong.sealed[at]! : s)) };
  const prove = (t: Transcript): Uint8Array =>
    proveDlog2(group, t, group.decode2(right.commitments[0]!), secrets.coefficients[0]!, rng);
  return rebuiltDealing(group, terms, dealer, bent, secrets.ephemeral, terms.from ? undefined : prove);
}
