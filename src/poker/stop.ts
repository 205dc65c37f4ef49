/** Cards that never come: betting is over, live hands are tabled, and the pots are divided by what each would win. */
import { awardDivided, fitsDivision } from './divided.ts';
import type { Division } from './division.ts';
import { draftOf, finish, note } from './draft.ts';
import { afterStop } from './flow.ts';
import { demand, refuse } from './refusal.ts';
import type { Applied, HandState, Refusal } from './state.ts';

function verifyStop(state: HandState): Refusal | undefined {
  if (state.phase === 'over') return refuse('hand-over');
  return state.phase === 'deal' && state.street > 0 ? undefined : refuse('no-deal-due');
}

/** The cards now due cannot be dealt, by nobody: betting is over, live hands are tabled. @throws RuleError */
export function applyStop(state: HandState): Applied {
  demand(verifyStop(state));
  const draft = draftOf(state);
  note(draft, { kind: 'stop' });
  afterStop(draft);
  return { state: finish(draft), record: draft.records[state.records.length]! };
}

function verifyDivide(state: HandState, division: Division): Refusal | undefined {
  if (state.phase !== 'divide') return refuse('not-dividing');
  return fitsDivision(state, division) ? undefined : refuse('wrong-division');
}

/** `division`: what `divide` makes of `divisionOf(state)`. @throws RuleError */
export function applyDivide(state: HandState, division: Division): Applied {
  demand(verifyDivide(state, division));
  const draft = draftOf(state);
  note(draft, { kind: 'divide', division });
  awardDivided(draft, division);
  return { state: finish(draft), record: draft.records[state.records.length]! };
}
