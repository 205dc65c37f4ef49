/**
 * Antes, blinds, straddles and posts, before the first card. An ante goes before a blind when a stack is short,
 * but for a big blind's ante.
 */
import { type Draft, note, setPlayer } from './draft.ts';
import { firstFromButton, indexOfSeat } from './order.ts';

export function postAntes(draft: Draft): void {
  const { setup } = draft;
  const count = setup.seats.length;
  const first = firstFromButton(setup);
  for (let k = 0; k < count; k++) {
    const i = (first + k) % count;
    const p = draft.players[i]!;
    const chips = Math.min(setup.antesChips[i]!, p.stackChips);
    if (chips === 0) continue;
    setPlayer(draft, i, {
      stackChips: p.stackChips - chips,
      anteChips: chips,
      allIn: p.stackChips === chips,
    });
    note(draft, { kind: 'ante', seat: p.seat, chips });
  }
  if (setup.trimAntes) trimHighestAnte(draft);
}

/** A trimmed ante that nobody matches goes back, like a bet. */
function trimHighestAnte(draft: Draft): void {
  const antes = draft.players.map((p) => p.anteChips).sort((a, b) => b - a);
  const excess = antes[0]! - antes[1]!;
  if (excess === 0) return;
  const i = draft.players.findIndex((p) => p.anteChips === antes[0]);
  const p = draft.players[i]!;
  setPlayer(draft, i, { stackChips: p.stackChips + excess, anteChips: antes[1]!, allIn: false });
  note(draft, { kind: 'refund', seat: p.seat, chips: excess });
}

export function postForced(draft: Draft): void {
  const { setup } = draft;
  for (const bet of setup.forced) {
    const i = indexOfSeat(setup, bet.seat);
    const p = draft.players[i]!;
    const liveChips = Math.min(bet.liveChips, p.stackChips);
    const deadChips = Math.min(bet.deadChips, p.stackChips - liveChips);
    if (liveChips + deadChips === 0) continue;
    setPlayer(draft, i, {
      stackChips: p.stackChips - liveChips - deadChips,
      betChips: p.betChips + liveChips,
      liveChips: p.liveChips + liveChips,
      deadChips: p.deadChips + deadChips,
      allIn: p.stackChips === liveChips + deadChips,
    });
    note(draft, { kind: 'forced', seat: p.seat, bet: bet.kind, liveChips, deadChips });
  }
}
