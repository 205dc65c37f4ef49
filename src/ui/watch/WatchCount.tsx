import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import styles from './Watch.module.css';

/** How many watch through this tab; nothing where nobody does. */
export function WatchCount({ count }: { count: number }) {
  const m = useMessages();
  if (count === 0) return null;
  return (
    <span
      className={styles.count}
      title={m.watch.countNote}
      data-testid={testIds.watchCount}
      data-count={count}
    >
      {m.watch.count(count)}
      <span className="visually-hidden"> {m.watch.countNote}</span>
    </span>
  );
}
