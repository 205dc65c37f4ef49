import { memo, useCallback, useEffect, useMemo, useState } from 'react';
import type { TableClient } from '../../client/contract/actions.ts';
import type { TableView } from '../../client/contract/view.ts';
import { heard } from '../chat/chatLines.ts';
import { Reactions, type Talk } from '../chat/Reactions.tsx';
import { useBubbles } from '../chat/useBubbles.ts';
import { Modal } from '../components/Modal.tsx';
import { useShortcuts } from '../hooks/useShortcuts.ts';
import { HouseBanners } from '../house/HouseBanners.tsx';
import { EventLog } from '../log/EventLog.tsx';
import { LatestEvent } from '../log/RecentEvents.tsx';
import { useMessages } from '../messages/context.ts';
import { usePreferences } from '../platform/preferences.ts';
import { useAlerts } from '../sound/useAlerts.ts';
import { testIds } from '../testIds.ts';
import { WatchBar } from '../watch/WatchBar.tsx';
import { BigBlindContext } from '../words/chips.ts';
import { ActionBar } from './ActionBar.tsx';
import { Banners } from './Banners.tsx';
import { DetailsPanel } from './details/DetailsPanel.tsx';
import { ExitBanner } from './ExitBanner.tsx';
import { Felt } from './Felt.tsx';
import { Header, type Panel } from './Header.tsx';
import { KeysPanel } from './KeysPanel.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import { SeatMenu } from './SeatMenu.tsx';
import { SettingsPanel } from './SettingsPanel.tsx';
import { StatusStrip } from './StatusStrip.tsx';
import { sameGame } from './sameGame.ts';
import { shouldSitOutNow } from './sitOut.ts';
import styles from './TableScreen.module.css';

/** The table while a game is played. Without a client it is a picture: nothing can be done (replay). */
export function TableScreen({ view, client }: { view: TableView; client: TableClient | undefined }) {
  const m = useMessages();
  const { bigBlinds, bubbles, motion } = usePreferences();
  const [panel, setPanel] = useState<Panel>();
  const frozen = view.chain?.tableTimeMs ?? 0;
  const nowMs = useCallback(() => (client ? client.nowMs() : frozen), [client, frozen]);
  const sitOutAtBigBlind = useSitOutAtBigBlind(view, client);
  const talk = useTalk(view, client);
  const muted = talk?.muted ?? NOBODY;
  const events = useMemo(() => heard(view.events, muted), [view.events, muted]);
  const said = useBubbles(events, bubbles && client !== undefined);
  const is = (name: Panel) => ({
    open: panel === name,
    onOpenChange: (open: boolean) => setPanel(open ? name : undefined),
    closeLabel: m.details.close,
  });
  useShortcuts({
    p: () => setPanel('details'),
    ...(client && {
      s: () => setPanel('settings'),
      '?': () => setPanel('keys'),
      m: () => focusChat(() => setPanel('log')),
    }),
  });
  return (
    <BigBlindContext value={bigBlinds ? view.bigBlindChips : 0}>
      <div
        className={styles.screen}
        data-replay={client ? undefined : ''}
        data-motion={motion ? undefined : 'off'}
      >
        {client && <Alerts view={view} />}
        <Header view={view} client={client} nowMs={nowMs} open={setPanel} />
        <main className={styles.stage}>
          <Banners view={view} client={client} onDetails={() => setPanel('details')} />
          <ExitBanner view={view} nowMs={nowMs} />
          <HouseBanners house={view.house} client={client} nowMs={nowMs} />
          <Felt view={view} nowMs={nowMs} said={said} />
        </main>
        {client && (
          <div className={styles.actions}>
            <div className={styles.ticker}>
              <LatestEvent events={events} onOpen={() => setPanel('log')} />
              {talk && <Reactions talk={talk} />}
            </div>
            {view.watching ? (
              <WatchBar view={view} client={client} />
            ) : (
              <ActionBar view={view} client={client} nowMs={nowMs} />
            )}
          </div>
        )}
        <aside className={styles.side}>
          <EventLog events={view.events} talk={talk} testId={testIds.eventLog} />
        </aside>
        <footer className={styles.strip}>
          <StatusStrip view={view} nowMs={nowMs} onOpen={() => setPanel('details')} />
        </footer>
        <LiveRegion view={view} events={events} />
        <Modal
          {...is('details')}
          title={m.details.title}
          closeTestId={testIds.detailsClose}
          testId={testIds.details}
        >
          <DetailsPanel view={view} nowMs={nowMs} />
        </Modal>
        {client && (
          <>
            <Modal {...is('seat')} title={m.offers.menuTitle} narrow>
              <SeatMenu
                view={view}
                client={client}
                sitOutAtBigBlind={sitOutAtBigBlind}
                done={() => setPanel(undefined)}
              />
            </Modal>
            <Modal
              {...is('settings')}
              title={m.settings.title}
              closeTestId={testIds.settingsClose}
              testId={testIds.settings}
              narrow
            >
              <SettingsPanel onKeys={() => setPanel('keys')} />
            </Modal>
            <Modal {...is('keys')} title={m.keys.title} closeTestId={testIds.helpClose} testId={testIds.help}>
              <KeysPanel />
            </Modal>
          </>
        )}
        <Modal {...is('log')} title={m.log.title}>
          <div className={styles.logInDialog}>
            <EventLog events={view.events} talk={talk} />
          </div>
        </Modal>
      </div>
    </BigBlindContext>
  );
}

const NOBODY: ReadonlySet<number> = new Set();

/** Only a running table sounds; a component of its own, so that a replay has none. */
const Alerts = memo(function Alerts({ view }: { view: TableView }) {
  useAlerts(view);
  return null;
}, sameGame);

/** Chat, and whom this player has silenced for as long as the page is open. */
function useTalk(view: TableView, client: TableClient | undefined): Talk | undefined {
  const [muted, setMuted] = useState<ReadonlySet<number>>(NOBODY);
  const { seats } = view;
  // Whoever only watches reads what is said.
  const silent = !client || view.watching !== undefined;
  return useMemo(() => {
    if (silent) return undefined;
    return {
      say: (text: string) => client.act({ kind: 'chat', text }),
      others: seats.filter((s) => !s.you),
      muted,
      mute: (seat: number, on: boolean) =>
        setMuted((now) => new Set(on ? [...now, seat] : [...now].filter((s) => s !== seat))),
    };
  }, [silent, client, seats, muted]);
}

/** A wish of this tab that becomes a request when the next big blind is ours; once. */
function useSitOutAtBigBlind(view: TableView, client: TableClient | undefined) {
  const [on, set] = useState(false);
  const due = on && shouldSitOutNow(view);
  useEffect(() => {
    if (!due) return;
    set(false);
    client?.act({ kind: 'sitOut' });
  }, [due, client]);
  return { on, set };
}

/** Where the log stands beside the table its field is there already; otherwise it has to be opened first. */
function focusChat(open: () => void): void {
  const field = document.querySelector<HTMLInputElement>(`[data-testid="${testIds.chatInput}"]`);
  if (field && field.offsetParent !== null) field.focus();
  else open();
}
