import { useCallback, useMemo, useRef } from 'react';
import type { TableClient } from '../../client/contract/actions.ts';
import type { Services } from '../../client/contract/services.ts';
import type { TableView } from '../../client/contract/view.ts';
import { useStill } from '../hooks/useMedia.ts';
import { useOpenTable, useTableView } from '../hooks/useTable.ts';
import { useMessages } from '../messages/context.ts';
import { usePreferences } from '../platform/preferences.ts';
import { delayOf } from '../platform/tableLinks.ts';
import { Felt } from '../table/Felt.tsx';
import { equitiesAt } from '../table/runOut.ts';
import { usePaced } from '../table/usePaced.ts';
import { testIds } from '../testIds.ts';
import { finalHand } from '../words/peers.ts';
import { DelayedViews } from './delayed.ts';
import styles from './OverlayPage.module.css';

/** The table alone, on nothing: to be laid over a stream's picture. Nothing can be pressed. */
export function OverlayPage({ href, services }: { href: string; services: Services }) {
  const m = useMessages();
  const opened = useOpenTable(href, services.openOverlay);
  return (
    <div className={styles.overlay}>
      {opened.state === 'opening' && <p className={styles.note}>{m.rail.alone}</p>}
      {opened.state === 'failed' && <p className={styles.note}>{m.failure.sentences.internal}</p>}
      {opened.state === 'open' && <Delayed client={opened.client} delaySlots={delayOf(href)} />}
    </div>
  );
}

function Delayed({ client, delaySlots }: { client: TableClient; delaySlots: number }) {
  const now = useTableView(client);
  const delayed = useRef<DelayedViews>(undefined);
  delayed.current ??= new DelayedViews(delaySlots);
  const { current } = delayed;
  const view = useMemo(() => current.take(now), [current, now]);
  const m = useMessages();
  if (now.phase === 'failed')
    return <p className={styles.note}>{m.failure.sentences[now.failure ?? 'internal']}</p>;
  if (view === undefined) return <p className={styles.note}>{m.rail.late(delaySlots)}</p>;
  if (view.phase !== 'playing' && view.phase !== 'ended')
    return <p className={styles.note}>{view.rail?.neighbours ? m.rail.waiting : m.rail.alone}</p>;
  // A delayed clock stands where it stood.
  const frozenMs = delaySlots === 0 ? undefined : (view.chain?.tableTimeMs ?? 0);
  return <Picture view={view} client={client} frozenMs={frozenMs} />;
}

const NOBODY = new Map<never, never>();

function Picture({
  view: now,
  client,
  frozenMs,
}: {
  view: TableView;
  client: TableClient;
  frozenMs: number | undefined;
}) {
  const { view, step } = usePaced(now, useStill());
  const { fourColour } = usePreferences();
  const runOut = useMemo(
    () =>
      step === undefined || step.kind === 'result'
        ? undefined
        : {
            board: step.kind === 'board' ? step.board : (0 as const),
            cards: step.cards,
            equities: equitiesAt(view, step),
          },
    [step, view],
  );
  const nowMs = useCallback(() => frozenMs ?? client.nowMs(), [client, frozenMs]);
  return (
    <main
      className={styles.picture}
      data-testid={testIds.overlay}
      data-deck={fourColour ? 'four' : 'two'}
      data-hand={view.hand?.hand ?? ''}
      data-height={view.chain?.height ?? ''}
      data-final-hand={finalHand(view)}
      inert
    >
      <Felt view={view} nowMs={nowMs} said={NOBODY} runOut={runOut} />
    </main>
  );
}
