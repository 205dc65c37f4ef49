import type { TableClient } from '../../client/contract/actions.ts';
import { Button } from '../components/Button.tsx';
import { useRefusal } from '../hooks/useRefusal.ts';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import styles from './Watch.module.css';

/** The choice to watch without a seat, and what that means. `wished`: it has been made, and the game has not begun. */
export function WatchOffer({
  client,
  wished,
  main = false,
}: {
  client: TableClient;
  wished: boolean;
  /** It is the best that can be done here. */
  main?: boolean;
}) {
  const m = useMessages();
  const refused = useRefusal();
  return (
    <div className={styles.offer}>
      <Button
        testId={testIds.watch}
        look={main ? 'primary' : 'plain'}
        aria-pressed={wished}
        onClick={() => refused.attempt(client.watch(!wished))}
      >
        {wished ? m.watch.stop : m.watch.watch}
      </Button>
      <p className={styles.note}>{wished ? m.watch.waiting : m.watch.note}</p>
      {refused.words && <p role="alert">{refused.words}</p>}
    </div>
  );
}
