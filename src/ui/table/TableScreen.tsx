import { memo, useCallback, useMemo, useState } from 'react';
import type { TableClient } from '../../client/contract/actions.ts';
import type { TableView } from '../../client/contract/view.ts';
import { OtherRules } from '../apps/Apps.tsx';
import { heard } from '../chat/chatLines.ts';
import { Reactions, type Talk } from '../chat/Reactions.tsx';
import { useBubbles } from '../chat/useBubbles.ts';
import { Modal } from '../components/Modal.tsx';
import { useStill } from '../hooks/useMedia.ts';
import { useShortcuts } from '../hooks/useShortcuts.ts';
import { Door } from '../house/Door.tsx';
import { HouseBanners } from '../house/HouseBanners.tsx';
import { Invite } from '../lobby/Invite.tsx';
import { EventLog } from '../log/EventLog.tsx';
import { LatestEvent } from '../log/RecentEvents.tsx';
import { useMessages } from '../messages/context.ts';
import { usePreferences } from '../platform/preferences.ts';
import { inviteLink, overlayLink, watchLink } from '../platform/tableLinks.ts';
import { Schedule } from '../schedule/Schedule.tsx';
import { EndHere } from '../scores/EndHere.tsx';
import { Scores } from '../scores/Scores.tsx';
import { useAlerts } from '../sound/useAlerts.ts';
import { testIds } from '../testIds.ts';
import { WatchBar } from '../watch/WatchBar.tsx';
import { BigBlindContext, MoneyContext } from '../words/chips.ts';
import { SelfContext } from '../words/self.ts';
import { ActionBar } from './ActionBar.tsx';
import { Banners } from './Banners.tsx';
import { DetailsPanel } from './details/DetailsPanel.tsx';
import { ExitBanner } from './ExitBanner.tsx';
import { Felt } from './Felt.tsx';
import { Header, type Panel } from './Header.tsx';
import { KeysPanel } from './KeysPanel.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import { BustNotice, LeaveNotice } from './Moments.tsx';
import { equitiesAt } from './runOut.ts';
import { SeatMenu, Standing } from './SeatMenu.tsx';
import { SettingsPanel } from './SettingsPanel.tsx';
import { StatusStrip } from './StatusStrip.tsx';
import { sameGame } from './sameGame.ts';
import styles from './TableScreen.module.css';
import { usePaced } from './usePaced.ts';
import { useWishes } from './useWishes.ts';

/** The table while a game is played. Without a client it is a picture: nothing can be done (replay). */
export function TableScreen({
  view: now,
  client,
  watchOnly = false,
}: {
  view: TableView;
  client: TableClient | undefined;
  /** Opened by a link for watching. */
  watchOnly?: boolean;
}) {
  const m = useMessages();
  const { view, step, skip } = usePaced(now, useStill() || client === undefined);
  const runOut = useMemo(
    () =>
      step === undefined || step.kind === 'result'
        ? undefined
        : {
            board: step.kind === 'board' ? step.board : (0 as const),
            cards: step.cards,
            equities: equitiesAt(view, step),
            skip,
          },
    [step, view, skip],
  );
  const { bigBlinds, money, bubbles, motion } = usePreferences();
  const [panel, setPanel] = useState<Panel>();
  const frozen = view.chain?.tableTimeMs ?? 0;
  const nowMs = useCallback(() => (client ? client.nowMs() : frozen), [client, frozen]);
  const list = useWishes(now, client);
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
    <SelfContext value={view.practice ? view.yourSeat : undefined}>
      <BigBlindContext value={bigBlinds ? view.bigBlindChips : 0}>
        <MoneyContext value={money ? view.money : undefined}>
          <div
            className={styles.screen}
            data-replay={client ? undefined : ''}
            data-motion={motion ? undefined : 'off'}
          >
            {client && <Alerts view={view} />}
            <Header view={view} client={client} nowMs={nowMs} open={setPanel} />
            <main className={styles.stage}>
              <div className={styles.notices}>
                <Banners view={view} client={client} open={setPanel} />
                <ExitBanner view={view} nowMs={nowMs} open={setPanel} />
                <LeaveNotice view={now} list={list} />
                <BustNotice view={view} nowMs={nowMs} />
                <OtherRules apps={view.apps} />
                <HouseBanners house={view.house} client={client} nowMs={nowMs} />
                {client && (
                  <Door
                    door={now.door}
                    seated={view.seats.map((s) => s.nickname)}
                    client={client}
                    nowMs={nowMs}
                  />
                )}
              </div>
              <Felt
                view={view}
                nowMs={nowMs}
                said={said}
                runOut={runOut}
                share={view.watching ? undefined : client?.shareHand}
              />
            </main>
            {client && (
              <div className={styles.actions}>
                <div className={styles.ticker}>
                  <LatestEvent events={events} onOpen={() => setPanel('log')} />
                  {talk && <Reactions talk={talk} />}
                </div>
                {view.watching ? (
                  <WatchBar view={view} client={client} watchOnly={watchOnly} />
                ) : (
                  <ActionBar view={view} client={client} nowMs={nowMs} />
                )}
              </div>
            )}
            <aside className={styles.side}>
              <EventLog events={view.events} talk={talk} testId={testIds.eventLog} />
            </aside>
            <footer className={styles.strip}>
              <StatusStrip view={view} replay={client === undefined} onOpen={() => setPanel('details')} />
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
            {view.tournament && (
              <Modal {...is('schedule')} title={m.schedule.title} narrow>
                <Standing tournament={view.tournament} />
                <Schedule levels={view.tournament.schedule} now={view.tournament.level} />
              </Modal>
            )}
            {client && (
              <>
                <Modal {...is('seat')} title={m.offers.menuTitle} narrow>
                  <SeatMenu view={view} client={client} list={list} done={() => setPanel(undefined)} />
                </Modal>
                <Modal {...is('scores')} title={m.scores.title} closeTestId={testIds.scoresClose}>
                  <Scores view={view} client={client} />
                </Modal>
                <Modal {...is('end')} title={m.scores.end.title} closeTestId={testIds.endClose}>
                  <EndHere view={view} client={client} />
                </Modal>
                <Modal {...is('invite')} title={m.scores.invite} closeTestId={testIds.inviteClose} narrow>
                  <Invite
                    url={inviteLink(window.location.href, view)}
                    watchUrl={watchLink(window.location.href, view)}
                    overlayUrl={overlayLink(window.location.href, view)}
                    table={view.name}
                  />
                </Modal>
                <Modal
                  {...is('settings')}
                  title={m.settings.title}
                  closeTestId={testIds.settingsClose}
                  testId={testIds.settings}
                  narrow
                >
                  <SettingsPanel
                    {...(view.practice ? {} : { addressHidden: view.addressHidden === true })}
                    seated={view.practice !== true && view.yourSeat !== undefined}
                    onKeys={() => setPanel('keys')}
                  />
                </Modal>
                <Modal
                  {...is('keys')}
                  title={m.keys.title}
                  closeTestId={testIds.helpClose}
                  testId={testIds.help}
                >
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
        </MoneyContext>
      </BigBlindContext>
    </SelfContext>
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

/** Where the log stands beside the table its field is there already; otherwise it has to be opened first. */
function focusChat(open: () => void): void {
  const field = document.querySelector<HTMLInputElement>(`[data-testid="${testIds.chatInput}"]`);
  if (field && field.offsetParent !== null) field.focus();
  else open();
}
