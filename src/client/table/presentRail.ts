/** What a tab that watches from the rail knows of it, as a view. */
import type { RailSpectator } from '../../node/rail/spectator.ts';
import type { RailView } from '../contract/rail.ts';

export function presentRail(rail: Pick<RailSpectator, 'neighbours' | 'history' | 'chat'>): RailView {
  const { refused } = rail.history();
  return {
    neighbours: rail.neighbours().length,
    ...(refused && { historyRefused: refused }),
    lines: [...rail.chat.lines],
  };
}
