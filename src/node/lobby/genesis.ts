/** Whether a genesis is what it says: signed by everybody it names. */
import { type Genesis, genesisSigningBytes } from '../../codec/genesis.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';

/** Every member's signature over the body, under an admissible key. */
export async function genesisHolds(
  genesis: Genesis,
  ed25519: Pick<Ed25519, 'verify' | 'isAdmissibleKey'>,
): Promise<boolean> {
  const { body, signatures } = genesis;
  if (signatures.length !== body.members.length) return false;
  const bytes = genesisSigningBytes(body);
  for (const [i, member] of body.members.entries()) {
    if (!ed25519.isAdmissibleKey(member.key)) return false;
    if (!(await ed25519.verify(member.key, bytes, signatures[i]!))) return false;
  }
  return true;
}
