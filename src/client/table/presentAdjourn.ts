/** What the screen shows of a table that misses somebody and could go on without. */
import type { GameNode } from '../../node/gameNode.ts';
import type { Validator } from '../../node/validator/validator.ts';
import { judgeAdjournment } from '../../table/hand/aside.ts';
import { limits } from '../../table/state/limits.ts';
import type { AdjournView } from '../contract/view.ts';

const SHOWN = { 'nobody-left': 'nobody-left', tournament: 'tournament', 'too-many-aside': 'full' } as const;

/** @param away author numbers of those out of reach */
export function presentAdjourn(
  node: GameNode,
  { table, observes, index }: Validator,
  away: readonly number[],
): AdjournView | undefined {
  const [missing] = away;
  if (missing === undefined || away.length !== 1 || observes) return undefined;
  const reason = judgeAdjournment(table, missing);
  const refused = reason === undefined ? undefined : SHOWN[reason as keyof typeof SHOWN];
  // With more validators nobody has to be waited for.
  if (reason !== undefined && refused === undefined) return undefined;
  const adjourners = node.adjourners(missing);
  const nameOf = (author: number) => table.validators[author]?.nickname ?? '';
  return {
    member: missing,
    nickname: nameOf(missing),
    afterMs: limits.absentMs,
    agreed: adjourners.map(nameOf),
    youAgreed: index !== undefined && adjourners.includes(index),
    refused,
  };
}
