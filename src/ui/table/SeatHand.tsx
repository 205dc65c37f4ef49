import { useMessages } from '../messages/context.ts';
import { useFormat } from '../messages/format.ts';
import { testIds } from '../testIds.ts';
import styles from './SeatHand.module.css';

/** What a hand is called, inside its seat: there it covers no card. `own`: the best so far of this tab’s player. */
export function SeatHand({ name, own }: { name: string | undefined; own: boolean }) {
  const m = useMessages();
  if (name === undefined || name === '') return null;
  return (
    <span className={styles.hand} data-testid={own ? testIds.handStrength : testIds.handName}>
      {m.handName(name)}
    </span>
  );
}

/** Everybody is all in: what this hand gets of the pot on average. */
export function Equity({ share }: { share: number }) {
  const format = useFormat();
  return (
    <span
      className={styles.equity}
      data-testid={testIds.equity}
      data-share={share.toFixed(3)}
      aria-hidden="true"
    >
      {format.percent(share)}
    </span>
  );
}
