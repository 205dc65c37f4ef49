import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { formatChips } from '../text/amounts.ts';
import styles from './RaiseControl.module.css';
import type { Raise } from './useRaise.ts';

/** Two fixed bets to choose from: a button for each. */
export function RaiseTotals({
  totals,
  raise,
  disabled,
}: {
  totals: readonly number[];
  raise: Raise;
  disabled: boolean;
}) {
  const m = useMessages();
  return (
    <div className={styles.control}>
      <div className={styles.presets}>
        {totals.map((total) => (
          <button
            key={total}
            type="button"
            className={styles.preset}
            aria-label={`${m.action.amount}: ${formatChips(total)}`}
            aria-pressed={raise.chips === total}
            disabled={disabled}
            data-testid={testIds.raiseTotal}
            data-chips={total}
            onClick={() => raise.set(String(total))}
          >
            {formatChips(total)}
          </button>
        ))}
      </div>
    </div>
  );
}
