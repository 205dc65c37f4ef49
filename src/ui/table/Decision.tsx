import { type RefObject, useRef, useState } from 'react';
import type { TableAction } from '../../client/contract/actions.ts';
import type { LegalView, PendingView, TableView } from '../../client/contract/view.ts';
import { useShortcuts } from '../hooks/useShortcuts.ts';
import { AllIn } from './AllIn.tsx';
import { DecisionButtons } from './DecisionButtons.tsx';
import { RaiseControl } from './RaiseControl.tsx';
import { RaiseTotals } from './RaiseTotals.tsx';
import { useRaise } from './useRaise.ts';

export interface DecisionProps {
  readonly view: TableView;
  readonly legal: LegalView;
  readonly pending: PendingView | undefined;
  /** The buttons have been on the screen long enough to be meant. */
  readonly awake: boolean;
  readonly act: (action: TableAction) => void;
}

/** The buttons of one decision; a new decision is a new instance, so no typed amount outlives its own. */
export function Decision({ view, legal, pending, awake, act }: DecisionProps) {
  const [confirming, setConfirming] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const raise = useRaise(view, legal);
  const off = !awake || pending !== undefined;
  const at = { hand: legal.hand, decision: legal.decision };
  const sendRaise = () => {
    if (off || raise.allowed === undefined) return;
    const ask = raise.allIn && !confirming;
    setConfirming(ask);
    if (!ask) act({ kind: 'raiseTo', amountChips: raise.allowed, at });
  };
  const fold = () => !off && legal.fold && act({ kind: 'fold', at });
  const checkOrCall = () => {
    if (off) return;
    if (legal.check) act({ kind: 'check', at });
    else if (legal.callChips !== undefined) act({ kind: 'call', at });
  };
  const choosing = legal.raise !== undefined && !raise.fixed && !pending;
  const preset = (i: number) => () => choosing && raise.preset(i);
  const step = (by: 1 | -1) => () => choosing && raise.step(by);
  useShortcuts({
    // Folding where checking is free is never meant by a single key.
    f: () => !legal.check && fold(),
    c: checkOrCall,
    r: () => focusAmount(field, sendRaise),
    '1': preset(0),
    '2': preset(1),
    '3': preset(2),
    '4': preset(3),
    '+': step(1),
    '=': step(1),
    '-': step(-1),
  });
  return (
    <>
      {legal.raise && !raise.fixed && legal.raise.totalsChips && (
        <RaiseTotals totals={legal.raise.totalsChips} raise={raise} disabled={pending !== undefined} />
      )}
      {legal.raise && !raise.fixed && !legal.raise.totalsChips && (
        <RaiseControl
          fieldRef={field}
          amount={raise.amount}
          onAmount={raise.set}
          onEnter={sendRaise}
          bounds={legal.raise}
          presets={raise.presets}
          bigBlindChips={view.bigBlindChips}
          maxIsAllIn={raise.maxIsAllIn}
          disabled={pending !== undefined}
        />
      )}
      <DecisionButtons
        view={view}
        legal={legal}
        raise={raise}
        off={off}
        fold={fold}
        checkOrCall={checkOrCall}
        sendRaise={sendRaise}
      />
      <AllIn
        open={confirming}
        setOpen={setConfirming}
        chips={raise.chips ?? 0}
        disabled={off}
        send={sendRaise}
      />
    </>
  );
}

/** Where there is no field to type into, a fixed limit's, the key bets what is chosen. */
function focusAmount(field: RefObject<HTMLInputElement | null>, send: () => void): void {
  if (field.current) {
    field.current.focus();
    field.current.select();
  } else send();
}
