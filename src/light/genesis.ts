/** Whether a genesis is what it says: signed by everybody it names, and sealed by the table's creator. */
import {
  type Genesis,
  genesisSigningBytes,
  isSealed,
  sealSigningBytes,
  signaturesUnder,
} from '../codec/genesis.ts';
import type { Ed25519 } from '../crypto/ed25519.ts';

/** Every member's signature over the body, under an admissible key, and the creator's seal where there is one. */
export async function genesisHolds(
  genesis: Genesis,
  ed25519: Pick<Ed25519, 'verify' | 'isAdmissibleKey'>,
): Promise<boolean> {
  const { body, signatures } = genesis;
  if (signatures.length !== signaturesUnder(body)) return false;
  // First, for a stranger can make all the others.
  if (isSealed(body.config) && !(await sealHolds(genesis, ed25519))) return false;
  const bytes = genesisSigningBytes(body);
  for (const [i, member] of body.members.entries()) {
    if (!ed25519.isAdmissibleKey(member.key)) return false;
    if (!(await ed25519.verify(member.key, bytes, signatures[i]!))) return false;
  }
  return true;
}

async function sealHolds(
  { body, signatures }: Genesis,
  ed25519: Pick<Ed25519, 'verify' | 'isAdmissibleKey'>,
): Promise<boolean> {
  const { creatorKey } = body.config;
  const seal = signatures[body.members.length]!;
  return ed25519.isAdmissibleKey(creatorKey) && ed25519.verify(creatorKey, sealSigningBytes(body), seal);
}
