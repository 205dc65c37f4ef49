import type { TableView } from '../../client/contract/view.ts';
import { Button } from '../components/Button.tsx';
import { Words } from '../components/Words.tsx';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
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
export function BustNotice({ view }: { view: TableView }) {
  const m = useMessages();
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
        role="status"
        data-testid={testIds.bustNotice}
        data-seat={s.seat}
      >
        <p>
          <strong>
            <Words text={s.you ? m.moments.bustYou : m.moments.bust(isolated(s.nickname))} />
          </strong>
        </p>
      </div>
    ));
}
