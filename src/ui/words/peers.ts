/** Who is shown as linked to this tab, and who as lost. */
import type { LinkView, TableView } from '../../client/contract/view.ts';

/** Who sits, and who is linked. */
interface Seated {
  readonly links: readonly LinkView[];
  readonly seats: readonly { readonly seat: number; readonly nickname: string; readonly you: boolean }[];
}

const lost = ({ seat, nickname }: { readonly seat: number; readonly nickname: string }): LinkView => ({
  peerId: `seat-${seat}`,
  seat,
  nickname,
  kind: 'none',
  rttMs: undefined,
  refused: {},
});

/** Every link there is, and as 'none' each seated player to whom there is none; nobody else who is gone is missed. */
export function peerLinks({ links, seats }: Seated): LinkView[] {
  const live = links.filter((l) => l.kind !== 'none');
  const linked = new Set(live.map((l) => l.seat));
  return [...live, ...seats.filter((s) => !s.you && !linked.has(s.seat)).map(lost)];
}

/** These, and whoever was refused something and is gone: what was refused stays to be read. */
export function peerRows(view: Seated): LinkView[] {
  const shown = peerLinks(view);
  const gone = view.links.filter((l) => l.kind === 'none');
  const missing = new Set(gone.map((l) => l.seat));
  return [...shown.filter((l) => l.kind !== 'none' || !missing.has(l.seat)), ...gone];
}

/** True when every one of these players and witnesses has no link to this tab. */
export function allLost({ links, seats }: Seated, nicknames: readonly string[]): boolean {
  const live = links.filter((l) => l.kind !== 'none');
  return nicknames.every((name) => {
    const player = seats.find((s) => s.nickname === name);
    return !live.some((l) => (player === undefined ? l.nickname === name : l.seat === player.seat));
  });
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
