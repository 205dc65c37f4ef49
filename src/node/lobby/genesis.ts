/** Whether a genesis was begun by the table's creator. */
import { equalBytes, toHex } from '../../codec/decode.ts';
import { type GenesisBody, genesisRootOf } from '../../codec/genesis.ts';
import type { PeerId } from '../../net/network.ts';
import type { LobbyState } from './state.ts';

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
