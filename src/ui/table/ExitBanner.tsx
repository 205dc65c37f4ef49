import type { TableView } from '../../client/contract/view.ts';
import { Words } from '../components/Words.tsx';
import { useNow } from '../hooks/useTable.ts';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { formatTableTime } from '../text/amounts.ts';
import { isolated } from '../text/names.ts';
import styles from './Banners.module.css';
import { EndButton } from './Banners.tsx';
import type { Panel } from './Header.tsx';

/** Cards that somebody does not open: who, until when, and what it means for the chips. */
export function ExitBanner({
  view,
  nowMs,
  open,
}: {
  view: TableView;
  nowMs: () => number;
  open?: (panel: Panel) => void;
}) {
  const m = useMessages();
  const exit = view.hand?.exit;
  const counts = exit?.stage === 'countdown' && exit.endsMs !== undefined;
  const now = useNow(nowMs, 1000, counts);
  if (!exit) return null;
  const missing = view.seats.filter((s) => exit.seats.includes(s.seat));
  const names = missing.map((s) => isolated(s.nickname)).join(', ');
  const mine = missing.some((s) => s.you);
  const t = m.exits;
  const words = {
    waiting: t.missing(names),
    countdown: mine ? t.countdownYou : t.countdown(names),
    alone: t.without(names),
    closed: t.closed,
  };
  // A banner of its own offers it where somebody is out of reach.
  const stands = exit.stage === 'alone' && (view.chain?.missing ?? []).length === 0;
  return (
    <section
      className={styles.banner}
      data-look="waiting"
      data-stage={exit.stage}
      aria-label={t.title}
      data-testid={testIds.exitBanner}
    >
      <p role="status">
        <Words text={words[exit.stage]} />
      </p>
      {counts && <span aria-hidden="true">{t.endsIn(formatTableTime(Math.max(0, exit.endsMs! - now)))}</span>}
      {open && stands && <EndButton open={open} />}
    </section>
  );
}
