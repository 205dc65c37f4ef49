import type { TableView } from '../../client/contract/view.ts';
import { PageShell } from '../components/PageShell.tsx';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { shownName } from '../text/names.ts';
import { RailWords } from './RailWords.tsx';
import styles from './Watch.module.css';

/** For one who watches from the rail while there is nothing to see: the players' lobby is not passed on there. */
export function RailWaiting({ view }: { view: TableView }) {
  const m = useMessages();
  return (
    <PageShell>
      <section className={styles.waiting} data-testid={testIds.railWaiting}>
        <h1>
          <bdi>{shownName(view.name, 40)}</bdi>
        </h1>
        <p role="status">{m.rail.waiting}</p>
        <RailWords view={view} />
        <p className={styles.note}>{m.entry.watchOnly}</p>
      </section>
    </PageShell>
  );
}
