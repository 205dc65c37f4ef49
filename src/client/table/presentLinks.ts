/** The links of this tab, and what was held against those at their other ends. */
import type { GameNode } from '../../node/gameNode.ts';
import type { LinkView } from '../contract/view.ts';

export function presentLinks(node: GameNode): LinkView[] {
  return node.links().map(({ peer: peerId, ...link }) => ({ peerId, ...link }));
}
