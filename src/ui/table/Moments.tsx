import type { TableView } from '../../client/contract/view.ts';
import { Button } from '../components/Button.tsx';
import { Words } from '../components/Words.tsx';
import { useNow } from '../hooks/useTable.ts';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { formatTableTime } from '../text/amounts.ts';
import { isolated } from '../text/names.ts';
import styles from './Banners.module.css';
import type { WishList } from './useWishes.ts';

/** Leaving is said at once, with when it happens and how to stay. */
export function LeaveNotice({ view, list }: { view: TableView; list: WishList }) {
  const t = useMessages().moments;
  const sent = view.offers?.leaving === true;
  if (!sent && !list.wishes.leave) return null;
  return (
    <div className={styles.banner} data-look="over" role="status" data-testid={testIds.leaveNotice}>
      <p>
        <strong>{sent ? t.leaving : t.leavingWish}</strong>
      </p>
      {!sent && (
        <Button
          className={styles.button}
          testId={testIds.leaveCancel}
          onClick={() => list.wish({ leave: false })}
        >
          {t.stay}
        </Button>
      )}
    </div>
  );
}

/** Who has lost the last chip in a cash game: not the end of anything. */
export function BustNotice({ view, nowMs }: { view: TableView; nowMs: () => number }) {
  const m = useMessages();
  const rebuy = view.hand?.rebuy;
  const now = useNow(nowMs, 1000, rebuy?.endsMs !== undefined);
  if (view.tournament !== undefined || view.hand?.stage !== 'between-hands') return null;
  const begun = view.events.findLastIndex((e) => e.kind === 'hand-started');
  const out = new Set(view.events.slice(begun + 1).flatMap((e) => (e.kind === 'busted' ? [e.seat] : [])));
  return view.seats
    .filter((s) => out.has(s.seat) && s.stackChips === 0)
    .map((s) => (
      <div
        key={s.seat}
        className={styles.banner}
        data-look="waiting"
        data-testid={testIds.bustNotice}
        data-seat={s.seat}
      >
        <p role="status">
          <strong>
            <Words text={s.you ? m.moments.bustYou : m.moments.bust(isolated(s.nickname))} />
          </strong>
        </p>
        {rebuy?.endsMs !== undefined && rebuy.seats.includes(s.seat) && (
          <span aria-hidden="true">
            {m.moments.waitsFor(formatTableTime(Math.max(0, rebuy.endsMs - now)))}
          </span>
        )}
      </div>
    ));
}
