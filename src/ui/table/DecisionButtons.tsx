import type { LegalView, TableView } from '../../client/contract/view.ts';
import { Button } from '../components/Button.tsx';
import { useMessages } from '../messages/context.ts';
import { usePreferences } from '../platform/preferences.ts';
import { testIds } from '../testIds.ts';
import { formatBigBlinds, formatChips } from '../text/amounts.ts';
import styles from './ActionBar.module.css';
import type { Raise } from './useRaise.ts';

export interface DecisionButtonsProps {
  readonly view: TableView;
  readonly legal: LegalView;
  readonly raise: Raise;
  readonly off: boolean;
  readonly fold: () => void;
  readonly checkOrCall: () => void;
  readonly sendRaise: () => void;
}

/** Fold, check or call, and raise, always in the same three places. */
export function DecisionButtons(props: DecisionButtonsProps) {
  const { legal, raise, off, fold, sendRaise } = props;
  const m = useMessages();
  const { bigBlindChips } = props.view;
  return (
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
        <CheckOrCall {...props} />
      </div>
      <div className={styles.slot}>
        {legal.raise && (
          <Button
            className={styles.raise}
            data-allin={raise.allIn ? '' : undefined}
            disabled={off || raise.allowed === undefined}
            testId={testIds.actionRaise}
            onClick={sendRaise}
            aria-keyshortcuts={m.action.raiseKey}
          >
            <Label
              verb={raise.allIn ? m.action.allIn : legal.raise.isBet ? m.action.bet : m.action.raiseTo}
              chips={raise.chips}
              bigBlindChips={bigBlindChips}
            />
          </Button>
        )}
      </div>
    </div>
  );
}

function CheckOrCall({ view, legal, off, checkOrCall }: DecisionButtonsProps) {
  const m = useMessages();
  const { callChips } = legal;
  const shared = { disabled: off, onClick: checkOrCall, 'aria-keyshortcuts': m.action.checkKey };
  if (legal.check) {
    return (
      <Button className={styles.check} testId={testIds.actionCheck} {...shared}>
        {m.action.check}
      </Button>
    );
  }
  if (callChips === undefined) return null;
  const you = view.seats.find((s) => s.you);
  const allIn = you !== undefined && callChips >= you.stackChips;
  const verb = allIn ? m.action.allIn : legal.bringIn ? m.action.bringIn : m.action.call;
  return (
    <Button className={styles.call} testId={testIds.actionCall} {...shared}>
      <Label verb={verb} chips={callChips} bigBlindChips={view.bigBlindChips} />
    </Button>
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
