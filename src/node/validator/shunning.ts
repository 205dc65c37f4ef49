/** What the core is told of members that the table knows to have lied. */
import type { ConsensusState } from '../../consensus/step.ts';
import { awaited } from '../../table/deck/turns.ts';
import type { TableState } from '../../table/state/state.ts';
import type { Untimed } from './coreLoop.ts';

/**
 * The state has the last word: whom it has expelled is shunned, and what it still asks of such a one is work. In the
 * order in which it is to be fed; looked at anew after each, because `core` changes with it.
 */
export function* shunning(
  table: TableState,
  { shunned, owed }: Pick<ConsensusState, 'shunned' | 'owed'>,
  self: number | undefined,
): Generator<Untimed> {
  const { validators } = table;
  for (const [validator, { expelled }] of validators.entries())
    if (expelled && validator !== self && !shunned.has(validator)) yield { kind: 'shun', validator };
  if (shunned.size === 0) return;
  const due = awaited(table);
  const seats = due?.what === 'shares' || due?.what === 'show' ? due.seats : [];
  const owing = [...shunned].filter((v) => seats.includes(validators[v]?.seat ?? -1));
  if (owing.length !== owed.size || owing.some((v) => !owed.has(v)))
    yield { kind: 'owed', validators: owing };
}
