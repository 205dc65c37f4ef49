import { Icon } from '../components/Icon.tsx';
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
      <span className={styles.countWords}>{m.watch.count(count)}</span>
      <span className={styles.countShort} aria-hidden="true">
        <Icon name="eye" size={16} />
        {count}
      </span>
      <span className="visually-hidden"> {m.watch.countNote}</span>
    </span>
  );
}
