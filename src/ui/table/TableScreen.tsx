import { useCallback, useState } from 'react';
import type { TableClient, TableView, TournamentView } from '../../client/view.ts';
import { formatChips, formatTableTime } from '../amounts.ts';
import { Button } from '../components/Button.tsx';
import { Mark } from '../components/Mark.tsx';
import { Modal } from '../components/Modal.tsx';
import { useMessages } from '../messages/context.ts';
import { shownName } from '../names.ts';
import { testIds } from '../testIds.ts';
import { useNow } from '../useTable.ts';
import { ActionBar } from './ActionBar.tsx';
import { Banners } from './Banners.tsx';
import { DetailsPanel } from './DetailsPanel.tsx';
import { EventLog, LatestEvent } from './EventLog.tsx';
import { Felt } from './Felt.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import { SeatMenu } from './SeatMenu.tsx';
import { StatusStrip } from './StatusStrip.tsx';
import styles from './TableScreen.module.css';

/** The table while a game is played. Without a client it is a picture: nothing can be done (replay). */
export function TableScreen({ view, client }: { view: TableView; client: TableClient | undefined }) {
  const m = useMessages();
  const [details, setDetails] = useState(false);
  const [log, setLog] = useState(false);
  const [menu, setMenu] = useState(false);
  const frozen = view.chain?.tableTimeMs ?? 0;
  const nowMs = useCallback(() => (client ? client.nowMs() : frozen), [client, frozen]);
  const you = view.seats.find((s) => s.you);
  const say = client ? (text: string) => client.act({ kind: 'chat', text }) : undefined;
  return (
    <div className={styles.screen} data-replay={client ? undefined : ''}>
      <header className={styles.header}>
        <Mark size={24} />
        <h1 className={styles.name}>
          <bdi>{shownName(view.name, 32)}</bdi>
        </h1>
        <p className={styles.facts}>
          <span>{m.table.blinds(formatChips(view.smallBlindChips), formatChips(view.bigBlindChips))}</span>
          {view.tournament && <Level tournament={view.tournament} nowMs={nowMs} />}
          {view.hand && (
            <span className={view.tournament && styles.next}>{m.table.hand(view.hand.hand)}</span>
          )}
          {view.hand && view.hand.attempt > 0 && <span>{m.table.attempt(view.hand.attempt + 1)}</span>}
        </p>
        <div className={styles.headerButtons}>
          {client && you && (view.offers || view.tournament) && (
            <Button
              look="quiet"
              className={styles.headerButton}
              testId={testIds.seatMenu}
              onClick={() => setMenu(true)}
            >
              {m.offers.menu}
            </Button>
          )}
          {client && you && !you.out && (
            <Button
              look="quiet"
              className={styles.headerButton}
              testId={you.sittingOut ? testIds.sitIn : testIds.sitOut}
              onClick={() => client.act({ kind: you.sittingOut ? 'sitIn' : 'sitOut' })}
            >
              {you.sittingOut ? m.action.sitIn : m.action.sitOut}
            </Button>
          )}
        </div>
      </header>
      <main className={styles.stage}>
        <Banners view={view} onDetails={() => setDetails(true)} />
        <Felt view={view} nowMs={nowMs} />
      </main>
      {client && (
        <div className={styles.actions}>
          <div className={styles.ticker}>
            <LatestEvent events={view.events} onOpen={() => setLog(true)} />
          </div>
          <ActionBar view={view} client={client} nowMs={nowMs} />
        </div>
      )}
      <aside className={styles.side}>
        <EventLog events={view.events} say={say} testId={testIds.eventLog} />
      </aside>
      <footer className={styles.strip}>
        <StatusStrip view={view} nowMs={nowMs} onOpen={() => setDetails(true)} />
      </footer>
      <LiveRegion view={view} />
      <Modal
        open={details}
        onOpenChange={setDetails}
        title={m.details.title}
        closeLabel={m.details.close}
        closeTestId={testIds.detailsClose}
        testId={testIds.details}
      >
        <DetailsPanel view={view} />
      </Modal>
      {client && (
        <Modal
          open={menu}
          onOpenChange={setMenu}
          title={m.offers.menuTitle}
          closeLabel={m.details.close}
          narrow
        >
          <SeatMenu view={view} client={client} done={() => setMenu(false)} />
        </Modal>
      )}
      <Modal open={log} onOpenChange={setLog} title={m.log.title} closeLabel={m.details.close}>
        <div className={styles.logInDialog}>
          <EventLog events={view.events} say={say} />
        </div>
      </Modal>
    </div>
  );
}

/** Which level it is, and what comes next and when. */
function Level({ tournament: t, nowMs }: { tournament: TournamentView; nowMs: () => number }) {
  const m = useMessages();
  const now = useNow(nowMs, 1000);
  const next = t.nextLevel;
  const leftMs = t.levelEndsMs === undefined ? undefined : Math.max(0, t.levelEndsMs - now);
  const when =
    leftMs !== undefined
      ? m.tournament.inTime(formatTableTime(leftMs))
      : t.handsLeft !== undefined
        ? m.tournament.inHands(t.handsLeft)
        : '';
  return (
    <span
      data-testid={testIds.tournament}
      data-level={t.level}
      data-ante={t.anteChips}
      data-next-ms={t.levelEndsMs ?? ''}
      className={styles.level}
    >
      {m.tournament.level(t.level)}
      {t.anteChips > 0 && (
        <span className={styles.next}> · {m.tournament.ante(formatChips(t.anteChips))}</span>
      )}
      {next && when !== '' && (
        <span className={styles.next}>
          {' → '}
          {m.tournament.next(
            m.table.blinds(formatChips(next.smallBlindChips), formatChips(next.bigBlindChips)),
            when,
          )}
        </span>
      )}
    </span>
  );
}
