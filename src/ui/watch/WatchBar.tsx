import type { TableClient } from '../../client/contract/actions.ts';
import type { TableView } from '../../client/contract/view.ts';
import { Button } from '../components/Button.tsx';
import { Words } from '../components/Words.tsx';
import { RecentEvents } from '../log/RecentEvents.tsx';
import { useMessages } from '../messages/context.ts';
import { onLinkClick } from '../platform/navigation.ts';
import { testIds } from '../testIds.ts';
import { stageWords } from '../words/tableWords.ts';
import { RailTalk } from './RailTalk.tsx';
import { RailWords } from './RailWords.tsx';
import styles from './Watch.module.css';

/** In the place of the action bar, for one who has no seat: nothing can be done but to take one, or to go. */
export function WatchBar({
  view,
  client,
  watchOnly,
}: {
  view: TableView;
  client: TableClient;
  /** Opened by a link for watching: no seat is offered. */
  watchOnly: boolean;
}) {
  const m = useMessages();
  const { watching } = view;
  const maySit = watching?.maySit === true && !watchOnly;
  return (
    <section className={styles.bar} aria-label={m.watch.bar} data-testid={testIds.watchBar}>
      <p className={styles.words} role="status">
        {watching?.noRoom ? m.watch.noRoom : <Words text={`${m.watch.title} ${stageWords(view, m)}.`} />}
      </p>
      <RailWords view={view} />
      <RecentEvents events={view.events} count={3} />
      <div className={styles.buttons}>
        {maySit && (
          <Button testId={testIds.watchTakeSeat} onClick={() => client.watch(false)}>
            {m.watch.takeSeat}
          </Button>
        )}
        {!maySit && view.rail === undefined && (
          <Button look="quiet" testId={testIds.watchLeave} onClick={() => client.watch(false)}>
            {m.watch.leave}
          </Button>
        )}
        {view.rail && client.sayOnRail && <RailTalk lines={view.rail.lines ?? []} say={client.sayOnRail} />}
        {view.rail && (
          <a href="/" onClick={onLinkClick} data-testid={testIds.watchLeave}>
            {m.rail.leave}
          </a>
        )}
      </div>
    </section>
  );
}
