import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import type { TableClient } from '../../client/contract/actions.ts';
import { afterHand } from '../../client/contract/afterHand.ts';
import { failureReport } from '../../client/contract/report.ts';
import type { Services } from '../../client/contract/services.ts';
import type { FailureCode, TableView } from '../../client/contract/view.ts';
import { StorageNote } from '../components/StorageNote.tsx';
import { useOpenTable, useTableView } from '../hooks/useTable.ts';
import { Lobby } from '../lobby/Lobby.tsx';
import { useMessages } from '../messages/context.ts';
import { holdPage } from '../platform/newBuild.ts';
import { usePreferences } from '../platform/preferences.ts';
import { inviteLink, isWatchLink, overlaidTable } from '../platform/tableLinks.ts';
import { TableScreen } from '../table/TableScreen.tsx';
import { testIds } from '../testIds.ts';
import { ownAvatar } from '../text/avatarLook.ts';
import { shownName } from '../text/names.ts';
import { RailWaiting } from '../watch/RailWaiting.tsx';
import { WatchOffer } from '../watch/WatchOffer.tsx';
import { finalHand } from '../words/peers.ts';
import { TableDrawingFault } from './DrawingFault.tsx';
import { FailureScreen } from './FailureScreen.tsx';
import { LeftPage } from './LeftPage.tsx';
import { OpeningScreen } from './OpeningScreen.tsx';
import { OverlayPage } from './OverlayPage.tsx';

const reload = () => window.location.reload();

export function TablePage({ href, services }: { href: string; services: Services }) {
  const overlaid = overlaidTable(href);
  if (overlaid !== undefined) return <OverlayPage href={overlaid} services={services} />;
  return <PlayedTable href={href} services={services} />;
}

function PlayedTable({ href, services }: { href: string; services: Services }) {
  const m = useMessages();
  const opened = useOpenTable(href, services.openTable);
  if (opened.state === 'failed') {
    const report = failureReport({ code: 'internal', error: opened.error });
    return (
      <FailureScreen sentence={m.failure.sentences.internal} code="internal" retry={reload} report={report} />
    );
  }
  if (opened.state === 'opening') {
    return (
      <div data-testid={testIds.table} data-phase="opening">
        <OpeningScreen view={undefined} />
      </div>
    );
  }
  return (
    <>
      <StorageNote services={services} />
      <OpenTable client={opened.client} watchOnly={isWatchLink(href)} />
    </>
  );
}

/** What cannot be drawn, or an effect that fails, must never close a validator: all of that lies below its client. */
export function OpenTable({ client, watchOnly = false }: { client: TableClient; watchOnly?: boolean }) {
  return (
    <ErrorBoundary fallbackRender={(fault) => <TableDrawingFault {...fault} client={client} />}>
      <ShownTable client={client} watchOnly={watchOnly} />
    </ErrorBoundary>
  );
}

function ShownTable({ client, watchOnly }: { client: TableClient; watchOnly: boolean }) {
  const view = useTableView(client);
  useTurnTitle(view);
  useWatching(client, view, watchOnly);
  useNewBuildAfterHand(client, view);
  useOwnLook(client, view);
  const { fourColour } = usePreferences();
  return (
    <div
      data-testid={testIds.table}
      data-deck={fourColour ? 'four' : 'two'}
      data-phase={view.phase}
      data-hand={view.hand?.hand ?? ''}
      data-attempt={view.hand?.attempt ?? ''}
      data-stage={view.hand?.stage ?? ''}
      data-final-hand={finalHand(view)}
      data-latencies={(view.chain?.actionMs ?? []).map(Math.round).join(' ')}
      data-state-root={view.chain?.stateRoot ?? ''}
      data-height={view.chain?.height ?? ''}
      data-table-time={view.chain?.tableTimeMs ?? ''}
      data-your-seat={view.yourSeat ?? ''}
      data-watching={view.watching ? '' : undefined}
      data-feeds={view.feeds ? '' : undefined}
    >
      <Phase client={client} view={view} watchOnly={watchOnly && view.yourSeat === undefined} />
    </div>
  );
}

/** The picture chosen on this device is told to the table; words of absence are gone once their player is back. */
function useOwnLook(client: TableClient, view: TableView): void {
  const avatar = useSyncExternalStore(ownAvatar.subscribe, ownAvatar.get, ownAvatar.get);
  const open = view.phase !== 'opening' && view.phase !== 'failed';
  const you = view.seats.find((s) => s.you);
  const back = you?.inHand === true && !you.sittingOut;
  useEffect(() => {
    if (open) client.setLook({ avatar });
  }, [open, avatar, client]);
  useEffect(() => {
    if (back) client.setLook({ away: '' });
  }, [back, client]);
}

/** Nothing that a page could do again would mend these: they need another link. */
const BAD_LINKS: readonly FailureCode[] = ['bad-url', 'cut-off', 'wrong-id'];

/** A link for watching needs no choice: whoever has no seat here watches. */
function useWatching(client: TableClient, view: TableView, watchOnly: boolean): void {
  const waits = view.phase === 'lobby' && view.lobby?.yourSeat === undefined;
  const wanted = watchOnly && waits && view.lobby?.watching === false && view.beginnings === undefined;
  useEffect(() => {
    if (wanted) client.watch(true);
  }, [wanted, client]);
}

function Phase({ client, view, watchOnly }: { client: TableClient; view: TableView; watchOnly: boolean }) {
  const m = useMessages();
  const [left, again] = useLeft(view);
  switch (view.phase) {
    case 'opening':
    case 'connecting':
      return <OpeningScreen view={view} />;
    case 'lobby':
    case 'signing':
      if (view.rail) return <RailWaiting view={view} />;
      if (left) return <LeftPage client={client} view={view} again={again} />;
      return (
        <Lobby
          client={client}
          view={view}
          inviteUrl={inviteLink(window.location.href, view)}
          watchOnly={watchOnly}
        />
      );
    case 'playing':
    case 'ended':
      return <TableScreen client={client} view={view} watchOnly={watchOnly} />;
    case 'failed': {
      const code = view.failure ?? 'internal';
      const mayWatch = code === 'table-full' || code === 'already-started';
      return (
        <FailureScreen
          {...(mayWatch && { title: m.doors.taken })}
          {...((code === 'storage-deleted' || code === 'other-state') && { title: m.device.stopped })}
          sentence={view.elsewhere && mayWatch ? m.doors.elsewhere : m.failure.sentences[code]}
          code={code}
          {...(!mayWatch && !BAD_LINKS.includes(code) && { retry: reload })}
          report={view.report}
        >
          {mayWatch && <WatchOffer client={client} wished={false} main />}
        </FailureScreen>
      );
    }
  }
}

/** Reloads once this page has given way to a newer version; any other change of the page waits for the hand's end. */
function useNewBuildAfterHand(client: TableClient, view: TableView): void {
  const gaveWay = view.failure === 'gave-way';
  useEffect(() => {
    if (gaveWay) reload();
  }, [gaveWay]);
  useEffect(() => holdPage((then) => void afterHand(client, then)), [client]);
}

/** Whoever played here and is outside now has left: that is an end, not a lobby; until the seats are asked for. */
function useLeft(view: TableView): readonly [boolean, () => void] {
  const [was, setWas] = useState<'outside' | 'seated' | 'again'>('outside');
  const seated = view.phase === 'playing' && view.yourSeat !== undefined;
  if (seated && was !== 'seated') setWas('seated');
  const again = useCallback(() => setWas('again'), []);
  return [was === 'seated' && view.lobby?.running === true, again];
}

/** The tab's title says whose turn it is when it is yours. */
function useTurnTitle(view: TableView): void {
  const m = useMessages();
  const yours = view.legal !== undefined && view.pending === undefined;
  useEffect(() => {
    const name = shownName(view.name, 40);
    document.title = yours ? m.action.titleTurn(name) : `${name} – ${m.app.name}`;
    return () => {
      document.title = m.app.name;
    };
  }, [yours, view.name, m]);
}
