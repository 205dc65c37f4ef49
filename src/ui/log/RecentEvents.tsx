/** The end of the event log where there is no room for all of it. */
import { useContext } from 'react';
import type { EventView } from '../../client/contract/view.ts';
import { Words } from '../components/Words.tsx';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { eventWords } from '../words/eventWords.ts';
import { SelfContext } from '../words/self.ts';
import styles from './EventLog.module.css';

/** The last thing that happened, in one line; opens the whole log. */
export function LatestEvent({ events, onOpen }: { events: readonly EventView[]; onOpen: () => void }) {
  const m = useMessages();
  const self = useContext(SelfContext);
  const last = events.at(-1);
  return (
    <button type="button" className={styles.latest} onClick={onOpen} data-testid={testIds.eventLogOpen}>
      <span className={styles.latestText} data-testid={testIds.eventLogLatest}>
        {last ? <Words text={eventWords(m, last, undefined, self)} /> : m.log.empty}
      </span>
      <span className={styles.latestOpen}>{m.log.open}</span>
    </button>
  );
}

/**
 * Where the buttons stand on one's turn, a small screen shows the last lines meanwhile. The log itself has them
 * for readers.
 */
export function RecentEvents({ events, count }: { events: readonly EventView[]; count: number }) {
  const m = useMessages();
  const self = useContext(SelfContext);
  return (
    // Drawn anew with each event: lines that wander up would be things that move beside buttons.
    <ol key={`${events.at(-1)?.id} ${count}`} className={styles.recent} aria-hidden="true">
      {events.slice(-count).map((event) => (
        <li key={event.id}>
          <Words text={eventWords(m, event, undefined, self)} />
        </li>
      ))}
    </ol>
  );
}
