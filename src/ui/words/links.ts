/** How a link runs, in words. */
import type { LinkView } from '../../client/contract/view.ts';
import type { Messages } from '../messages/en/index.ts';
import { isolated } from '../text/names.ts';

type Note = keyof Messages['linkNotes'];

/** 'direct', 'through TURN', 'relayed', 'by way of NAME', 'no link'. */
export function linkWords(link: LinkView, m: Messages): string {
  const way = wayOfLink(link);
  if (way !== 'member') return m.link[way];
  return m.link.member(link.byNickname === undefined ? m.link.unknown : isolated(link.byNickname));
}

export function wayOfLink({ kind, by }: LinkView): Note | 'none' {
  if (by === undefined) return kind;
  return by === 'turn' ? 'turn' : 'member';
}

/** What the words of these links mean, each once. */
export function linkNotes(links: readonly LinkView[], m: Messages): string[] {
  const ways = new Set(links.map(wayOfLink));
  return (['direct', 'turn', 'relayed', 'member'] as const).flatMap((way) =>
    ways.has(way) ? [m.linkNotes[way]] : [],
  );
}
