import { useCallback, useState, useSyncExternalStore } from 'react';
import type { Services } from '../../client/contract/services.ts';
import { LanguagePicker } from '../components/LanguagePicker.tsx';
import { PageShell } from '../components/PageShell.tsx';
import { Unreadable } from '../components/Unreadable.tsx';
import { useAsync } from '../hooks/useAsync.ts';
import { useMessages } from '../messages/context.ts';
import { hostAway } from '../platform/hostAway.ts';
import { onLinkClick } from '../platform/navigation.ts';
import { testIds } from '../testIds.ts';
import { Device } from './Device.tsx';
import { HandList } from './HandList.tsx';
import styles from './HistoryPage.module.css';

export function HistoryPage({ services }: { services: Services }) {
  const m = useMessages();
  const [erased, setErased] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was erased is read no more
  const hands = useAsync(useCallback(() => services.listHands(), [services, erased]));
  const onErased = () => setErased((n) => n + 1);
  return (
    <PageShell aside={<LanguagePicker />}>
      <h1 className={styles.title}>{m.history.title}</h1>
      <p className={styles.lead}>{m.history.lead}</p>
      <HostAwayNote />
      {hands.state === 'loading' && <p role="status">{m.history.loading}</p>}
      {hands.state === 'failed' && (
        <Unreadable error={hands.error} otherwise={m.history.unreadable} code="history-failed" />
      )}
      {hands.state === 'loaded' && hands.value.length === 0 && (
        <p data-testid={testIds.historyEmpty}>{m.history.empty}</p>
      )}
      {hands.state === 'loaded' && <HandList hands={hands.value} services={services} onErased={onErased} />}
      {erased > 0 && <p role="status">{m.device.erased}</p>}
      {hands.state !== 'loading' && <Device key={erased} services={services} onErased={onErased} />}
    </PageShell>
  );
}

/** Why the history stands where the start page was asked for, and the way there once its host answers. */
function HostAwayNote() {
  const { away } = useMessages().history;
  const state = useSyncExternalStore(hostAway.subscribe, hostAway.get);
  if (state === 'no') return null;
  return (
    <p className={styles.away} role="status" data-testid={testIds.hostAway} data-state={state}>
      {state === 'away' ? (
        away.here
      ) : (
        <>
          {away.back}{' '}
          <a href="/" onClick={onLinkClick} data-testid={testIds.toStart}>
            {away.start}
          </a>
        </>
      )}
    </p>
  );
}
