/** Whether a genesis is what it says: signed by everybody it names, and begun by the table's creator. */
import { equalBytes, toHex } from '../../codec/decode.ts';
import {
  type Genesis,
  type GenesisBody,
  genesisRootOf,
  genesisSigningBytes,
  isSealed,
  sealSigningBytes,
  signaturesUnder,
} from '../../codec/genesis.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import type { PeerId } from '../../net/network.ts';
import type { LobbyState } from './state.ts';

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

/**
 * Of tables without a seal: did the table's creator begin it? Whoever knows a table's id can have keys of its own
 * sign a genesis, so everybody's signature is not enough. The creator is vouched for by its own signature where it
 * plays. Where it does not: by its own proposal, or by its own tab's word where that is linked. Only where it neither
 * plays nor is there, the members are believed.
 * @param from who sent it
 */
export function isBegunByCreator(s: LobbyState, from: PeerId, body: GenesisBody): boolean {
  const { creatorKey } = s.config;
  if (body.members.some((m) => equalBytes(m.key, creatorKey))) return true;
  const root = toHex(genesisRootOf(body));
  if (s.proposal !== undefined) return s.proposal.root === root;
  if (equalBytes(s.key, creatorKey)) return false;
  const creators = [...s.others].flatMap(([peer, h]) => (equalBytes(h.key, creatorKey) ? [peer] : []));
  return creators.length === 0 || creators.includes(from);
}
