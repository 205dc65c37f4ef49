/** What a player in the lobby should know or do next, in one sentence. */
import type { TableView } from '../../client/contract/view.ts';
import type { Messages } from '../messages/en/index.ts';
import { isolated } from '../text/names.ts';

/** What one who asks for a seat at a running table should know. */
function asking({ standing, admission }: NonNullable<TableView['lobby']>, m: Messages): string {
  if (standing === undefined) return admission === 'open' ? m.lobby.status.joining : m.entry.standing.asked;
  const { yes, needed } = standing;
  return standing.standing === 'asked' && needed > 0
    ? m.entry.askedCount(yes, needed)
    : m.entry.standing[standing.standing];
}

export function lobbyStatus(view: TableView, m: Messages): string {
  const lobby = view.lobby;
  if (!lobby) return '';
  const list = (names: readonly string[]) => names.map(isolated).join(', ');
  if (view.beginnings) {
    const [one = [], other = []] = view.beginnings;
    return m.entry.twoBeginnings(list(one), list(other));
  }
  if (view.past?.pasts) {
    const [one = [], other = []] = view.past.pasts;
    return m.past.two(list(one), list(other));
  }
  if (lobby.setback) return m.entry.setback[lobby.setback];
  if (view.phase === 'signing') {
    const names = lobby.seats.filter((s) => lobby.awaitingSignatures.includes(s.seat)).map((s) => s.nickname);
    return names.length > 0 ? m.opening.awaiting(list(names)) : m.entry.sealing;
  }
  if (lobby.yourSeat === undefined) {
    if (!lobby.running) return m.lobby.status.takeSeat;
    if (lobby.admission === 'closed') return m.entry.standing.closed;
    return lobby.admission === 'asked' ? m.entry.joinAsked : m.lobby.status.joinRunning;
  }
  if (lobby.running && lobby.youAreReady) return asking(lobby, m);
  if (lobby.canStart && lobby.youAreCreator) return m.lobby.status.canStart;
  if (!lobby.youAreReady) return m.lobby.status.sayReady;
  const others = lobby.seats.filter((s) => !s.you);
  if (others.length === 0) return m.lobby.status.alone;
  const notReady = others.filter((s) => !s.ready);
  if (notReady.length > 0) return m.lobby.status.notReady(list(notReady.map((s) => s.nickname)));
  const linked = new Set(view.links.filter((l) => l.kind !== 'none').map((l) => l.seat));
  const notLinked = others.filter((s) => !linked.has(s.seat));
  if (notLinked.length > 0) return m.lobby.status.notLinked(list(notLinked.map((s) => s.nickname)));
  if (!lobby.youAreCreator) return m.lobby.status.creatorStarts;
  return m.lobby.status.almost;
}
