import { formatNet } from '../text/amounts.ts';
import styles from './SessionPage.module.css';

/** '+120', green or red; the sign says it too. */
export function Net({ chips }: { chips: number }) {
  return (
    <strong className={styles.net} data-sign={Math.sign(chips)}>
      {formatNet(chips)}
    </strong>
  );
}
