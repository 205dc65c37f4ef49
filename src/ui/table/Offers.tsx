import type { OffersView, TableAction } from '../../client/view.ts';
import { formatChips } from '../amounts.ts';
import { Button } from '../components/Button.tsx';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import styles from './Offers.module.css';

/** Anything to be asked outside a decision? */
export function hasOffers(offers: OffersView | undefined): offers is OffersView {
  if (offers === undefined) return false;
  return offers.twice !== undefined || offers.straddle !== undefined || offers.topUpMinChips > 1;
}

/** Questions that stand for a moment: one board or two, a straddle, chips for whoever has none. */
export function Offers({ offers, act }: { offers: OffersView; act: (action: TableAction) => void }) {
  const m = useMessages();
  const t = m.offers;
  if (offers.twice) {
    return (
      <div className={styles.offers} role="status" data-testid={testIds.twice}>
        <p>{t.twice}</p>
        <Button
          look="primary"
          testId={testIds.twiceYes}
          onClick={() => act({ kind: 'runItTwice', agree: true })}
        >
          {t.twiceYes}
        </Button>
        <Button testId={testIds.twiceNo} onClick={() => act({ kind: 'runItTwice', agree: false })}>
          {t.twiceNo}
        </Button>
      </div>
    );
  }
  const { straddle, topUpChips } = offers;
  return (
    <div className={styles.offers}>
      {straddle && (
        <Button testId={testIds.straddle} onClick={() => act({ kind: 'straddle' })}>
          {t.straddle(formatChips(straddle.chips))}
        </Button>
      )}
      {offers.topUpMinChips > 1 && (
        <Button
          look="primary"
          testId={testIds.rebuy}
          onClick={() => act({ kind: 'topUp', chips: topUpChips })}
        >
          {t.rebuy(formatChips(topUpChips))}
        </Button>
      )}
    </div>
  );
}
