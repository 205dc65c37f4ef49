import { formatNet } from '../text/amounts.ts';
import styles from './Accounts.module.css';

/** '+120', green or red; the sign says it too. */
export function Net({ chips, words = formatNet(chips) }: { chips: number; words?: string }) {
  return (
    <strong className={styles.net} data-sign={Math.sign(chips)}>
      {words}
    </strong>
  );
}
