import { type RefObject, useRef, useState } from 'react';
import type { TableAction } from '../../client/contract/actions.ts';
import type { LegalView, PendingView, TableView } from '../../client/contract/view.ts';
import { Button } from '../components/Button.tsx';
import { Modal } from '../components/Modal.tsx';
import { useGuard } from '../guard/useGuard.ts';
import { useShortcuts } from '../hooks/useShortcuts.ts';
import { useMessages } from '../messages/context.ts';
import { usePreferences } from '../platform/preferences.ts';
import { testIds } from '../testIds.ts';
import { formatBigBlinds, formatChips, parseAmount, potPreset, stepAmount } from '../text/amounts.ts';
import styles from './ActionBar.module.css';
import { RaiseControl } from './RaiseControl.tsx';

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
  const m = useMessages();
  const { raise, callChips } = legal;
  const you = view.seats.find((s) => s.you);
  const stackTotal = you ? you.stackChips + you.betChips : 0;
  const [amount, setAmount] = useState(raise ? String(raise.minToChips) : '');
  const [confirming, setConfirming] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  // A fixed limit leaves nothing to choose.
  const fixed = view.structure === 'fixed-limit' && raise?.minToChips === raise?.maxToChips;
  const off = !awake || pending !== undefined;
  const at = { hand: legal.hand, decision: legal.decision };
  const parsed = parseAmount(amount);
  const inRange =
    raise &&
    parsed.ok &&
    (raise.totalsChips?.includes(parsed.chips) ??
      (parsed.chips >= raise.minToChips && parsed.chips <= raise.maxToChips));
  const allIn = inRange && parsed.chips >= stackTotal;
  const pot = {
    totalPotChips: view.hand?.totalPotChips ?? 0,
    yourBetChips: you?.betChips ?? 0,
    callChips: callChips ?? 0,
  };
  const presets = raise
    ? [...[0.5, 0.75, 1].map((share) => potPreset(share, pot, raise)), raise.maxToChips]
    : [];
  const sendRaise = () => {
    if (off || !inRange) return;
    if (allIn && !confirming) return setConfirming(true);
    setConfirming(false);
    act({ kind: 'raiseTo', amountChips: parsed.chips, at });
  };
  const fold = () => !off && legal.fold && act({ kind: 'fold', at });
  const checkOrCall = () => {
    if (off) return;
    if (legal.check) act({ kind: 'check', at });
    else if (callChips !== undefined) act({ kind: 'call', at });
  };
  const choosing = raise !== undefined && !fixed && !pending;
  const preset = (i: number) => () => choosing && setAmount(String(presets[i]));
  const step = (by: 1 | -1) => () => {
    if (!choosing) return;
    const from = parsed.ok ? parsed.chips : raise.minToChips;
    setAmount(String(stepAmount(from, by, view.bigBlindChips, raise)));
  };
  useShortcuts({
    // Folding where checking is free is never meant by a single key.
    f: () => !legal.check && fold(),
    c: checkOrCall,
    r: () => focusAmount(field, fixed, sendRaise),
    '1': preset(0),
    '2': preset(1),
    '3': preset(2),
    '4': preset(3),
    '+': step(1),
    '=': step(1),
    '-': step(-1),
  });
  const callWords =
    you && callChips !== undefined && callChips >= you.stackChips
      ? m.action.allIn
      : legal.bringIn
        ? m.action.bringIn
        : m.action.call;
  return (
    <>
      {raise && !fixed && (
        <RaiseControl
          fieldRef={field}
          amount={amount}
          onAmount={setAmount}
          onEnter={sendRaise}
          bounds={raise}
          presets={presets}
          bigBlindChips={view.bigBlindChips}
          maxIsAllIn={raise.maxToChips >= stackTotal}
          disabled={pending !== undefined}
        />
      )}
      <div className={styles.buttons}>
        <div className={styles.foldSlot}>
          {legal.fold && (
            <Button
              className={styles.fold}
              disabled={off}
              testId={testIds.actionFold}
              onClick={fold}
              aria-keyshortcuts={m.action.foldKey}
            >
              {m.action.fold}
            </Button>
          )}
        </div>
        <div className={styles.slot}>
          {legal.check ? (
            <Button
              className={styles.check}
              disabled={off}
              testId={testIds.actionCheck}
              onClick={checkOrCall}
              aria-keyshortcuts={m.action.checkKey}
            >
              {m.action.check}
            </Button>
          ) : (
            callChips !== undefined && (
              <Button
                className={styles.call}
                disabled={off}
                testId={testIds.actionCall}
                onClick={checkOrCall}
                aria-keyshortcuts={m.action.checkKey}
              >
                <Label verb={callWords} chips={callChips} bigBlindChips={view.bigBlindChips} />
              </Button>
            )
          )}
        </div>
        <div className={styles.slot}>
          {raise && (
            <Button
              className={styles.raise}
              data-allin={allIn ? '' : undefined}
              disabled={off || !inRange}
              testId={testIds.actionRaise}
              onClick={sendRaise}
              aria-keyshortcuts={m.action.raiseKey}
            >
              <Label
                verb={allIn ? m.action.allIn : raise.isBet ? m.action.bet : m.action.raiseTo}
                chips={parsed.ok ? parsed.chips : undefined}
                bigBlindChips={view.bigBlindChips}
              />
            </Button>
          )}
        </div>
      </div>
      <AllIn
        open={confirming}
        setOpen={setConfirming}
        chips={parsed.ok ? parsed.chips : 0}
        disabled={off}
        send={sendRaise}
      />
    </>
  );
}

/** With a fixed limit there is no amount to type: the key bets it. */
function focusAmount(field: RefObject<HTMLInputElement | null>, fixed: boolean, send: () => void): void {
  if (fixed) send();
  else {
    field.current?.focus();
    field.current?.select();
  }
}

interface AllInProps {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  readonly chips: number;
  readonly disabled: boolean;
  readonly send: () => void;
}

/** All in asks once; the answer sleeps like every fresh button. */
function AllIn({ open, setOpen, chips, disabled, send }: AllInProps) {
  const m = useMessages();
  const awake = useGuard(open ? 'all in?' : 'nothing');
  return (
    <Modal open={open} onOpenChange={setOpen} title={m.action.confirmTitle} narrow>
      <p>{m.action.confirmText(formatChips(chips))}</p>
      <div className={styles.confirm}>
        <Button large testId={testIds.allInCancel} onClick={() => setOpen(false)}>
          {m.action.confirmNo}
        </Button>
        <Button
          large
          look="primary"
          testId={testIds.allInConfirm}
          disabled={disabled || !awake}
          onClick={send}
        >
          {m.action.confirmYes}
        </Button>
      </div>
    </Modal>
  );
}

function Label({
  verb,
  chips,
  bigBlindChips,
}: {
  verb: string;
  chips: number | undefined;
  bigBlindChips: number;
}) {
  const m = useMessages();
  const { bigBlinds } = usePreferences();
  return (
    <span className={styles.label}>
      <span>{verb} </span>
      <strong>{chips === undefined ? '' : formatChips(chips)}</strong>
      {bigBlinds && chips !== undefined && (
        <span className={styles.bigBlinds}>({m.settings.bb(formatBigBlinds(chips, bigBlindChips))})</span>
      )}
    </span>
  );
}
