/** What a line of the event log is made of; names isolated, amounts and cards written out. */
import type { FaultView } from '../../client/contract/view.ts';

export interface LogParts {
  readonly name: string;
  readonly chips: string;
  readonly cards: string;
  readonly text: string;
}

export type FaultStep = FaultView['step'];

/** The text of a fault, '<step>: <reason>', looked up in a language's own words; what they do not know is undefined. */
export function faultIn(
  text: string,
  steps: Readonly<Record<FaultStep, string>>,
  reasons: Readonly<Record<string, string>>,
): {
  readonly step: FaultStep | undefined;
  readonly what: string | undefined;
  readonly silent: boolean;
  readonly why: string | undefined;
} {
  const [name = '', reason = ''] = text.split(': ');
  const step = Object.hasOwn(steps, name) ? (name as FaultStep) : undefined;
  return {
    step,
    what: step && steps[step],
    silent: reason === 'silent',
    why: Object.hasOwn(reasons, reason) ? reasons[reason] : undefined,
  };
}
