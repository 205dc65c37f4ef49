import { useEffect, useRef, useState } from 'react';
import type { TableAction } from '../../client/contract/actions.ts';
import type { TableView } from '../../client/contract/view.ts';
import {
  type Armed,
  type Choice,
  isChosen,
  type Situation,
  situationOf,
  stepPreaction,
} from './preaction.ts';

export interface Preaction {
  /** What could be chosen ahead now. */
  readonly situation: Situation | undefined;
  readonly armed: Armed | undefined;
  /** A choice that named an amount was taken back because the amount has changed. */
  readonly cleared: boolean;
  toggle(choice: Choice): void;
}

/** One choice made ahead, sent by itself when the turn comes. */
export function usePreaction(view: TableView, act: (action: TableAction) => void): Preaction {
  const [armed, setArmed] = useState<Armed>();
  const [cleared, setCleared] = useState(false);
  // What is armed, beyond React's own pace: two views in one frame must not send one choice twice.
  const current = useRef<Armed>(undefined);
  const latestAct = useRef(act);
  useEffect(() => {
    latestAct.current = act;
  });
  useEffect(() => {
    const before = current.current;
    if (before === undefined) {
      if (view.legal) setCleared(false);
      return;
    }
    const step = stepPreaction(before, view);
    if (step.armed === before) return;
    current.current = step.armed;
    setArmed(step.armed);
    setCleared(
      step.armed === undefined && !view.legal && situationOf(view)?.street === before.situation.street,
    );
    if (step.send && view.legal) {
      const { hand, decision } = view.legal;
      latestAct.current({ kind: step.send.kind, at: { hand, decision } });
    }
  }, [view]);
  const situation = situationOf(view);
  return {
    situation,
    // What no longer fits is not shown as chosen, not even for one picture.
    armed: armed && stepPreaction(armed, view).armed,
    cleared: cleared && situation !== undefined,
    toggle(choice) {
      if (!situation) return;
      const next = isChosen(current.current, choice) ? undefined : { choice, situation };
      current.current = next;
      setArmed(next);
      setCleared(false);
    },
  };
}
