/** The links of this tab, and what was held against those at their other ends. */
import { decodeText, equalBytes } from '../../codec/decode.ts';
import { limits } from '../../codec/limits.ts';
import type { PeerLink } from '../../net/network.ts';
import type { GameNode } from '../../node/gameNode.ts';
import type { LinkView } from '../contract/view.ts';

export function presentLinks(node: GameNode): LinkView[] {
  const penalties = node.network.penalties();
  const links = new Map<string, PeerLink | undefined>(node.network.links().map((l) => [l.peer, l]));
  for (const peer of penalties.keys()) if (!links.has(peer)) links.set(peer, undefined);
  return [...links].map(([peerId, link]) => {
    const hello = node.lobby.others.get(peerId);
    const seat = hello && hello.seat < node.lobby.config.seats ? hello.seat : undefined;
    const refused: Record<string, number> = {};
    // What its link was refused, and what it had committed and the table refused: out of turn, stale, wrong.
    const member = hello && node.validator?.table.validators.find((v) => equalBytes(v.key, hello.key));
    for (const [reason, count] of Object.entries(member?.refused ?? {})) refused[reason] = count;
    for (const [reason, count] of Object.entries(penalties.get(peerId) ?? {}))
      if (count !== undefined) refused[reason] = count;
    return {
      peerId,
      seat,
      nickname: hello ? decodeText(hello.nickname, limits.nicknameBytes, 'nickname') : undefined,
      kind: link?.kind ?? 'none',
      rttMs: link?.rttMs,
      refused,
    };
  });
}
