import type { TableView } from '../../client/view.ts';
import { Button } from '../components/Button.tsx';
import { Words } from '../components/Words.tsx';
import { useMessages } from '../messages/context.ts';
import { isolated } from '../names.ts';
import { onLinkClick } from '../navigation.ts';
import { testIds } from '../testIds.ts';
import styles from './Banners.module.css';
import { allLost } from './peers.ts';
import { Standing } from './SeatMenu.tsx';

/** What everybody must know: proven faults, who is missing, the end. */
export function Banners({ view, onDetails }: { view: TableView; onDetails: () => void }) {
  const m = useMessages();
  const faults = view.seats.flatMap((s) => s.faults);
  const waitingFor = view.chain?.waitingFor ?? [];
  const names = waitingFor.map(isolated).join(', ');
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
      {view.phase === 'playing' && waitingFor.length > 0 && (
        <div className={styles.banner} data-look="waiting" role="status" data-testid={testIds.waitingBanner}>
          <p>
            <strong>
              <Words text={allLost(view, waitingFor) ? m.waiting.lost(names) : m.waiting.slow(names)} />
            </strong>
            <span className={styles.code}>{m.waiting.why}</span>
          </p>
        </div>
      )}
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
