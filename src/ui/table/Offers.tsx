import type { TableAction, TableView } from '../../client/view.ts';
import { formatChips } from '../amounts.ts';
import { Button } from '../components/Button.tsx';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import styles from './Offers.module.css';

/** Anything to be asked outside a decision? */
export function hasOffers({ offers, own }: TableView): boolean {
  if (own?.mayShow) return true;
  if (offers === undefined) return false;
  return offers.twice !== undefined || offers.straddle !== undefined || offers.topUpMinChips > 1;
}

/** Questions that stand for a moment: one board or two, a straddle, showing a hand, chips for whoever has none. */
export function Offers({
  view,
  awake,
  act,
}: {
  view: TableView;
  awake: boolean;
  act: (action: TableAction) => void;
}) {
  const m = useMessages();
  const t = m.offers;
  const { offers, own } = view;
  if (offers?.twice) {
    return (
      <div className={styles.offers} role="status" data-testid={testIds.twice}>
        <p>{t.twice}</p>
        <Button
          look="primary"
          testId={testIds.twiceYes}
          disabled={!awake}
          onClick={() => act({ kind: 'runItTwice', agree: true })}
        >
          {t.twiceYes}
        </Button>
        <Button
          testId={testIds.twiceNo}
          disabled={!awake}
          onClick={() => act({ kind: 'runItTwice', agree: false })}
        >
          {t.twiceNo}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.offers}>
      {own?.mayShow && (
        <Button testId={testIds.showCards} disabled={!awake} onClick={() => act({ kind: 'show' })}>
          {m.seatMenu.showCards}
        </Button>
      )}
      {offers?.straddle && (
        <Button testId={testIds.straddle} disabled={!awake} onClick={() => act({ kind: 'straddle' })}>
          {t.straddle(formatChips(offers.straddle.chips))}
        </Button>
      )}
      {offers && offers.topUpMinChips > 1 && (
        <Button
          look="primary"
          testId={testIds.rebuy}
          disabled={!awake}
          onClick={() => act({ kind: 'topUp', chips: offers.topUpChips })}
        >
          {t.rebuy(formatChips(offers.topUpChips))}
        </Button>
      )}
    </div>
  );
}
