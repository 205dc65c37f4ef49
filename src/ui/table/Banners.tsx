import type { TableClient } from '../../client/contract/actions.ts';
import type { FaultView, TableView } from '../../client/contract/view.ts';
import { Closed } from '../closing/CloseTable.tsx';
import { Button } from '../components/Button.tsx';
import { Words } from '../components/Words.tsx';
import { useLasting } from '../hooks/useLasting.ts';
import { useMessages } from '../messages/context.ts';
import type { Messages } from '../messages/en/index.ts';
import { onLinkClick } from '../platform/navigation.ts';
import { testIds } from '../testIds.ts';
import { isolated } from '../text/names.ts';
import { allLost, allStopped } from '../words/peers.ts';
import { AdjournOffer, AsideBanners } from './Adjourn.tsx';
import styles from './Banners.module.css';
import type { Panel } from './Header.tsx';
import { Standing } from './SeatMenu.tsx';

const SLOW_MS = 2_000;
/** People may want to stop before the table says that it stands still. */
const LONG_MS = 10_000;

/** What everybody must know: proven faults, who is missing, the end. */
export function Banners({
  view,
  client,
  open,
}: {
  view: TableView;
  client: TableClient | undefined;
  open: (panel: Panel) => void;
}) {
  const faults = view.seats.flatMap((s) => s.faults);
  return (
    <div className={styles.banners}>
      {faults.map((fault) => (
        <FaultBanner
          key={`${fault.seat}-${fault.step}-${fault.reason}`}
          fault={fault}
          onDetails={() => open('details')}
        />
      ))}
      <KeyElsewhere view={view} />
      <Beginnings view={view} />
      <Waiting view={view} client={client} open={open} />
      <AsideBanners view={view} />
      <Over view={view} open={client && open} />
    </div>
  );
}

/** A proven lie is an alarm; silence is only a lost connection until something else is proven. */
function FaultBanner({ fault, onDetails }: { fault: FaultView; onDetails: () => void }) {
  const m = useMessages();
  const t = m.fault;
  const silent = fault.reason === 'silent';
  const why = silent ? t.silentNote : t.reason(m.faultReasons[fault.reason]);
  const what = silent ? t.silent : t.what[fault.step];
  return (
    <div
      className={styles.banner}
      data-look={silent ? 'waiting' : 'fault'}
      role={silent ? 'status' : 'alert'}
      data-testid={testIds.faultBanner}
      data-seat={fault.seat}
      data-step={fault.step}
      data-reason={fault.reason}
    >
      <p>
        <strong>
          <Words text={t.banner(fault.seat + 1, isolated(fault.nickname), what)} />
        </strong>
        <span className={styles.code}>{why}</span>
      </p>
      <Button look="quiet" className={styles.button} onClick={onDetails}>
        {t.details}
      </Button>
    </div>
  );
}

/** Two places have this key, and this one has gone silent: nothing helps but closing one. */
function KeyElsewhere({ view }: { view: TableView }) {
  const t = useMessages().seats.keyElsewhere;
  if (view.chain?.keyElsewhere !== true) return null;
  return (
    <div className={styles.banner} data-look="fault" role="alert" data-testid={testIds.keyElsewhere}>
      <p>
        <strong className={styles.large}>{t.title}</strong>
        <span>{t.text}</span>
      </p>
      <Button
        className={styles.button}
        testId={testIds.keyElsewhereAgain}
        onClick={() => window.location.reload()}
      >
        {t.again}
      </Button>
    </div>
  );
}

/** The creator has signed two beginnings: the game goes on, but it should be known. */
function Beginnings({ view }: { view: TableView }) {
  const m = useMessages();
  const [, other] = view.beginnings ?? [];
  if (!other) return null;
  return (
    <div className={styles.banner} data-look="fault" role="alert" data-testid={testIds.beginnings}>
      <p>
        <strong>
          <Words text={m.entry.anotherBeginning(other.map(isolated).join(', '))} />
        </strong>
      </p>
    </div>
  );
}

/** What is known of those who are waited for. */
function stateOf(view: TableView, names: readonly string[]): 'stopped' | 'lost' | 'slow' {
  if (allStopped(view, names)) return 'stopped';
  return allLost(view, names) ? 'lost' : 'slow';
}

/** Who is waited for, and what can be done where so many are out of reach that nothing goes on. */
function Waiting({
  view,
  client,
  open,
}: {
  view: TableView;
  client: TableClient | undefined;
  open: (panel: Panel) => void;
}) {
  const m = useMessages();
  const waitingFor = view.chain?.waitingFor ?? [];
  const names = waitingFor.map(isolated).join(', ');
  const missing = (view.chain?.missing ?? []).map(isolated).join(', ');
  // Every action waits for the others for a moment: only a wait that lasts is news.
  const slow = useLasting(waitingFor.length > 0, SLOW_MS);
  const long = useLasting(waitingFor.length > 0, LONG_MS);
  if (view.phase !== 'playing') return null;
  if (missing !== '') {
    return (
      <div className={styles.banner} data-look="waiting" role="alert" data-testid={testIds.missingBanner}>
        <p>
          <strong className={styles.large}>
            <Words text={m.standstill.title(missing)} />
          </strong>
          <span>
            <Words
              text={
                allStopped(view, view.chain?.missing ?? [])
                  ? m.standstill.stopped(missing)
                  : m.standstill.text(missing)
              }
            />
          </span>
          <AdjournOffer view={view} client={client} />
        </p>
        {client && <EndButton open={open} />}
      </div>
    );
  }
  if (!slow) return null;
  return (
    <div className={styles.banner} data-look="waiting" role="status" data-testid={testIds.waitingBanner}>
      <p>
        <strong>
          <Words text={m.waiting[stateOf(view, waitingFor)](names)} />
        </strong>
        <span className={styles.code}>{m.waiting.why}</span>
      </p>
      {client && long && <EndButton open={open} />}
    </div>
  );
}

/** A sit-and-go ends; a cash game only waits for somebody to play against. */
function overWords(view: TableView, winner: string | undefined, m: Messages): string {
  const name = winner === undefined ? undefined : isolated(winner);
  if (view.tournament !== undefined) return name === undefined ? m.over.plain : m.over.banner(name);
  return name === undefined ? m.over.waitsPlain : m.over.waits(name);
}

/** The way to the book of the evening, wherever the table stands still. */
export function EndButton({ open }: { open: (panel: Panel) => void }) {
  const m = useMessages();
  return (
    <Button className={styles.button} testId={testIds.endOpen} onClick={() => open('end')}>
      {m.scores.end.open}
    </Button>
  );
}

function Over({ view, open }: { view: TableView; open: ((panel: Panel) => void) | undefined }) {
  const m = useMessages();
  if (view.phase !== 'ended') return null;
  const last = view.seats.filter((s) => !s.out && s.stackChips > 0);
  const winner = last.length === 1 ? last[0] : undefined;
  return (
    <div className={styles.banner} data-look="over" role="status" data-testid={testIds.overBanner}>
      {view.closing?.closed ? (
        <Closed view={view} />
      ) : (
        <p>
          <strong>
            <Words text={overWords(view, winner?.nickname, m)} />
          </strong>
        </p>
      )}
      {view.tournament && <Standing tournament={view.tournament} />}
      {open && <EndButton open={open} />}
      <a href="/history" onClick={onLinkClick}>
        {m.over.history}
      </a>
    </div>
  );
}
