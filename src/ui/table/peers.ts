/**
 * Links as the table should show them: a seated player whose link has vanished from the list is 'none', not
 * forgotten.
 */
import type { LinkView, TableView } from '../../client/contract/view.ts';

export function peerLinks(view: TableView): LinkView[] {
  const linked = new Set(view.links.map((l) => l.seat));
  const gone = view.seats
    .filter((s) => !s.you && !linked.has(s.seat))
    .map((s) => ({
      peerId: `seat-${s.seat}`,
      seat: s.seat,
      nickname: s.nickname,
      kind: 'none' as const,
      rttMs: undefined,
      refused: {},
    }));
  return [...view.links, ...gone];
}

/** True when every one of these players has no link to this tab. */
export function allLost(view: TableView, nicknames: readonly string[]): boolean {
  return nicknames.every((name) => !view.links.some((l) => l.nickname === name && l.kind !== 'none'));
}

/** True when each of these players' tabs has said that it cannot go on. */
export function allStopped({ chain }: TableView, nicknames: readonly string[]): boolean {
  return nicknames.length > 0 && nicknames.every((name) => chain?.stopped?.includes(name));
}

/** The hand that was finished last; hands are numbered from 1. */
export function finalHand(view: TableView): number {
  const hand = view.hand;
  if (!hand) return 0;
  return hand.stage === 'over' || hand.stage === 'between-hands' ? hand.hand : hand.hand - 1;
}

export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
