import type { TableClient } from '../../client/contract/actions.ts';
import type { TableView } from '../../client/contract/view.ts';
import { Button } from '../components/Button.tsx';
import { Words } from '../components/Words.tsx';
import { useLasting } from '../hooks/useLasting.ts';
import { useMessages } from '../messages/context.ts';
import { onLinkClick } from '../platform/navigation.ts';
import { testIds } from '../testIds.ts';
import { isolated } from '../text/names.ts';
import { AdjournOffer, AsideBanners } from './Adjourn.tsx';
import styles from './Banners.module.css';
import { allLost } from './peers.ts';
import { Standing } from './SeatMenu.tsx';

const SLOW_MS = 2_000;

/** What everybody must know: proven faults, who is missing, the end. */
export function Banners({
  view,
  client,
  onDetails,
}: {
  view: TableView;
  client: TableClient | undefined;
  onDetails: () => void;
}) {
  const m = useMessages();
  const faults = view.seats.flatMap((s) => s.faults);
  const waitingFor = view.chain?.waitingFor ?? [];
  const names = waitingFor.map(isolated).join(', ');
  const missing = (view.chain?.missing ?? []).map(isolated).join(', ');
  // Every action waits for the others for a moment: only a wait that lasts is news.
  const slow = useLasting(waitingFor.length > 0, SLOW_MS);
  const last = view.phase === 'ended' ? view.seats.filter((s) => !s.out && s.stackChips > 0) : [];
  return (
    <div className={styles.banners}>
      {faults.map((fault) => (
        <div
          key={`${fault.seat}-${fault.step}-${fault.reason}`}
          className={styles.banner}
          data-look="fault"
          role="alert"
          data-testid={testIds.faultBanner}
          data-seat={fault.seat}
          data-step={fault.step}
          data-reason={fault.reason}
        >
          <p>
            <strong>
              <Words
                text={m.fault.banner(
                  fault.seat + 1,
                  isolated(fault.nickname),
                  fault.reason === 'silent' ? m.fault.silent : m.fault.what[fault.step],
                )}
              />
            </strong>
            <span className={styles.code}>{m.fault.reason(fault.reason)}</span>
          </p>
          <Button look="quiet" className={styles.button} onClick={onDetails}>
            {m.fault.details}
          </Button>
        </div>
      ))}
      {view.phase === 'playing' && missing !== '' && (
        <div className={styles.banner} data-look="waiting" role="alert" data-testid={testIds.missingBanner}>
          <p>
            <strong className={styles.large}>
              <Words text={m.standstill.title(missing)} />
            </strong>
            <span>
              <Words text={m.standstill.text(missing)} />
            </span>
            <AdjournOffer view={view} client={client} />
          </p>
        </div>
      )}
      {view.phase === 'playing' && missing === '' && slow && (
        <div className={styles.banner} data-look="waiting" role="status" data-testid={testIds.waitingBanner}>
          <p>
            <strong>
              <Words text={allLost(view, waitingFor) ? m.waiting.lost(names) : m.waiting.slow(names)} />
            </strong>
            <span className={styles.code}>{m.waiting.why}</span>
          </p>
        </div>
      )}
      <AsideBanners view={view} />
      {view.phase === 'ended' && (
        <div className={styles.banner} data-look="over" role="status" data-testid={testIds.overBanner}>
          <p>
            <strong>
              <Words
                text={last.length === 1 && last[0] ? m.over.banner(isolated(last[0].nickname)) : m.over.plain}
              />
            </strong>
          </p>
          {view.tournament && <Standing tournament={view.tournament} />}
          <a href="/history" onClick={onLinkClick}>
            {m.over.history}
          </a>
        </div>
      )}
    </div>
  );
}
