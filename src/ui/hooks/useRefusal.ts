import { useState } from 'react';
import type { ActResult } from '../../client/contract/actions.ts';
import type { ActRefusal } from '../../client/contract/refusals.ts';
import { useMessages } from '../messages/context.ts';
import { refusalWords } from '../words/refusals.ts';

export interface Refusal {
  /** Why the last attempt came to nothing, in a sentence; undefined where it did not. */
  readonly words: string | undefined;
  /** Notes what came of an attempt; true where it was taken. Without a table there is nothing to note. */
  attempt(result: ActResult | undefined): boolean;
}

export function useRefusal(): Refusal {
  const m = useMessages();
  const [reason, setReason] = useState<ActRefusal>();
  return {
    words: reason && refusalWords(reason, m),
    attempt(result) {
      setReason(result === undefined || result.ok ? undefined : result.reason);
      return result?.ok === true;
    },
  };
}
