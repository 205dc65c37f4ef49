/** What the screen shows of a table that misses somebody and could go on without. */
import type { GameNode } from '../../node/gameNode.ts';
import { limits } from '../../table/state/limits.ts';
import type { AdjournView } from '../contract/view.ts';

const SHOWN = { 'nobody-left': 'nobody-left', tournament: 'tournament', 'too-many-aside': 'full' } as const;

export function presentAdjourn(node: GameNode): AdjournView | undefined {
  const reading = node.adjournment();
  if (reading === undefined) return undefined;
  const { refused: reason, ...rest } = reading;
  const refused = reason === undefined ? undefined : SHOWN[reason as keyof typeof SHOWN];
  // With more validators nobody has to be waited for.
  if (reason !== undefined && refused === undefined) return undefined;
  return { ...rest, afterMs: limits.absentMs, refused };
}
