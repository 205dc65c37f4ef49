/**
 * A complaint: receiver j shows D = k_j·U_i with a proof that it is (Chaum–Pedersen), so that everybody can open what
 * dealer i sealed for it and judge. One of the two has lied, and everybody sees who.
 *
 * D opens this one value and tells nothing else: U_i's maker has proved to know u, so it knew D already.
 *
 * Bytes: D (48), proof (128).
 */
import { DecodeError } from '../../codec/decode.ts';
import { DLEQ_PROOF_BYTES, proveDleq, verifyDleq } from '../../crypto/dleq.ts';
import { decodeScalar } from '../../crypto/fr.ts';
import type { G1, G1Group, RandomBytes } from '../../crypto/group.ts';
import { type Transcript, tags } from '../../crypto/transcript.ts';
import { type Dealing, shareUnder } from './dealing.ts';
import { openSharing, receiverOf, type SharingTerms } from './terms.ts';

const G1_BYTES = 48;
export const COMPLAINT_BYTES = G1_BYTES + DLEQ_PROOF_BYTES;

/** Whose dealing, and who complains about it. */
export interface ComplaintParties {
  readonly dealer: number;
  readonly complainer: number;
}

/** @throws DecodeError for one who receives nothing. `channelSecret` is SECRET and stays so. */
export function makeComplaint(
  group: G1Group,
  terms: SharingTerms,
  parties: ComplaintParties,
  dealing: Dealing,
  channelSecret: Uint8Array,
  rng: RandomBytes,
): Uint8Array {
  const secret = decodeScalar(channelSecret, 'channel key');
  const publicKey = group.decode(receiverOf(terms, parties.complainer).channelKey);
  const shared = group.mul(dealing.ephemeral, secret);
  const statement = { publicKey, bases: [dealing.ephemeral], images: [shared] };
  const proof = proveDleq(group, transcriptOf(terms, parties, dealing), statement, secret, rng);
  const out = new Uint8Array(COMPLAINT_BYTES);
  out.set(group.encode(shared));
  out.set(proof, G1_BYTES);
  return out;
}

/**
 * Who lied. The complainer, too, where its complaint is malformed or proves nothing: no honest tab sends that.
 * Never throws on hostile `complaint` bytes. @throws DecodeError for a complainer who receives nothing
 */
export function judgeComplaint(
  group: G1Group,
  terms: SharingTerms,
  parties: ComplaintParties,
  dealing: Dealing,
  complaint: Uint8Array,
): keyof ComplaintParties {
  const publicKey = group.decode(receiverOf(terms, parties.complainer).channelKey);
  if (complaint.length !== COMPLAINT_BYTES) return 'complainer';
  let shared: G1;
  try {
    shared = group.decode(complaint.subarray(0, G1_BYTES));
  } catch (error) {
    if (error instanceof DecodeError) return 'complainer';
    throw error;
  }
  const statement = { publicKey, bases: [dealing.ephemeral], images: [shared] };
  const transcript = transcriptOf(terms, parties, dealing);
  if (!verifyDleq(group, transcript, statement, complaint.subarray(G1_BYTES))) return 'complainer';
  const share = shareUnder(group, terms, parties.dealer, dealing, parties.complainer, shared);
  return share === undefined ? 'dealer' : 'complainer';
}

function transcriptOf(terms: SharingTerms, parties: ComplaintParties, dealing: Dealing): Transcript {
  return openSharing(tags.complaint, terms, parties.complainer)
    .absorbNumber('dealer', parties.dealer)
    .absorb('ephemeral', dealing.ephemeralBytes);
}
