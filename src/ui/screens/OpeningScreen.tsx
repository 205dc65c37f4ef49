import type { TableView } from '../../client/contract/view.ts';
import { Mark } from '../components/Mark.tsx';
import { PageShell } from '../components/PageShell.tsx';
import { useStartMessages } from '../messages/context.ts';
import { startTestIds as testIds } from '../startTestIds.ts';
import { shownName } from '../text/names.ts';
import styles from './OpeningScreen.module.css';

/** While code loads and the relay and peers are looked for. */
export function OpeningScreen({ view }: { view: TableView | undefined }) {
  const m = useStartMessages();
  const connecting = view !== undefined && view.phase !== 'opening';
  return (
    <PageShell>
      <section className={styles.opening} aria-live="polite">
        <span className={styles.mark}>
          <Mark size={72} />
        </span>
        <h1 className={styles.title}>
          {view?.name ? <bdi>{shownName(view.name, 40)}</bdi> : m.opening.title}
        </h1>
        <ol className={styles.steps}>
          <li data-state={connecting ? 'done' : 'now'}>
            {view?.replaying ? m.opening.replaying : m.opening.code}
          </li>
          <li data-state={!connecting ? 'later' : view.relay === 'connecting' ? 'now' : 'done'}>
            {m.opening.relay[view?.relay ?? 'connecting']}
          </li>
          <li data-state={connecting && view.relay !== 'connecting' ? 'now' : 'later'}>
            {connecting && view.links.length > 0 ? m.opening.links(view.links.length) : m.opening.connecting}
          </li>
        </ol>
        {connecting && view.tableId === '' && <p className={styles.wait}>{m.opening.rules}</p>}
        {view?.olderTab && (
          <p className={styles.wait} data-testid={testIds.olderTab}>
            {m.device.olderTab}
          </p>
        )}
      </section>
    </PageShell>
  );
}
