import type { TableAction } from '../../client/contract/actions.ts';
import type { CardText, TableView } from '../../client/contract/view.ts';
import { Button } from '../components/Button.tsx';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { formatChips } from '../text/amounts.ts';
import { cardInline } from '../text/cards.ts';
import { cardNames } from '../words/spoken.ts';
import { LastWins } from './Meanwhile.tsx';
import styles from './Offers.module.css';

/** Anything to be asked outside a decision? */
export function hasOffers({ offers, own }: TableView): boolean {
  if (own !== undefined && (own.mayShow.length > 0 || own.claim !== undefined)) return true;
  if (offers === undefined) return false;
  if (offers.rabbit) return true;
  return offers.twice !== undefined || offers.straddle !== undefined || offers.topUpMinChips > 1;
}

/**
 * Questions that stand for a moment: one board or two, a straddle, showing cards, what would have come, chips for
 * whoever has none.
 */
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
  if (own?.claim) {
    const { relation, pairs } = own.claim;
    return (
      <div className={styles.offers} role="status" data-testid={testIds.claim} data-pairs={pairs}>
        <p>{m.claim.offer(relation, pairs)}</p>
        <Button testId={testIds.claimShow} disabled={!awake} onClick={() => act({ kind: 'show' })}>
          {m.claim.show}
        </Button>
        <Button
          look="primary"
          testId={testIds.claimUnseen}
          disabled={!awake}
          onClick={() => act({ kind: 'claim' })}
        >
          {relation === 'better' ? m.claim.unseen : m.claim.unseenEqual}
        </Button>
      </div>
    );
  }
  const buyIn = offers?.usualChips || (offers?.topUpChips ?? 0);
  return (
    <div className={styles.offers}>
      {!offers?.rabbit && <LastWins view={view} above />}
      {own && <ShowCards cards={own.mayShow} awake={awake} act={act} />}
      {offers?.rabbit && (
        <Button testId={testIds.rabbit} disabled={!awake} onClick={() => act({ kind: 'rabbit' })}>
          {t.rabbit}
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
          onClick={() => act({ kind: 'topUp', chips: buyIn })}
        >
          {t.rebuy(formatChips(buyIn))}
        </Button>
      )}
    </div>
  );
}

/** Each card by itself, and all that are left together. */
function ShowCards({
  cards,
  awake,
  act,
}: {
  cards: readonly CardText[];
  awake: boolean;
  act: (action: TableAction) => void;
}) {
  const m = useMessages();
  const t = m.offers;
  if (cards.length === 0) return null;
  // More than two leave no room for words on a phone; each button is named all the same.
  const short = cards.length > 2;
  return (
    <div className={styles.show}>
      {cards.map((card) => (
        <Button
          key={card}
          testId={testIds.showCard}
          data-card={card}
          aria-label={t.show(cardNames([card], m))}
          disabled={!awake}
          onClick={() => act({ kind: 'show', cards: [card] })}
        >
          {short ? cardInline(card) : t.show(cardInline(card))}
        </Button>
      ))}
      {cards.length > 1 && (
        <Button
          testId={testIds.showCards}
          aria-label={short ? t.showAll : t.showBoth}
          disabled={!awake}
          onClick={() => act({ kind: 'show', cards })}
        >
          {short ? t.all : t.showBoth}
        </Button>
      )}
    </div>
  );
}
