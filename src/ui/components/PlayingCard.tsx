import type { CardText } from '../../client/contract/view.ts';
import { useMessages } from '../messages/context.ts';
import { parseCard, rankText, type Suit } from '../text/cards.ts';
import styles from './PlayingCard.module.css';

const paths: Record<Suit, string> = {
  h: 'M12 21C5.600 16.400 2 13 2 8.700 2 5.600 4.400 3.400 7.200 3.400c1.900 0 3.700 1 4.800 2.800 1.100-1.800 2.900-2.800 4.800-2.800C19.600 3.400 22 5.600 22 8.700c0 4.300-3.600 7.700-10 12.300z',
  d: 'M12 2c2.300 3.700 4.800 6.900 8 10-3.200 3.100-5.700 6.300-8 10-2.300-3.700-4.800-6.900-8-10 3.200-3.100 5.700-6.300 8-10z',
  s: 'M12 2c4.300 5 9.500 7.700 9.500 12.300 0 2.800-2.100 4.700-4.600 4.700-1.400 0-2.600-.6-3.500-1.700.2 1.900.9 3.300 2.100 4.700h-7c1.200-1.400 1.900-2.800 2.100-4.700-.9 1.100-2.100 1.700-3.500 1.700-2.500 0-4.600-1.900-4.600-4.700C2.500 9.700 7.700 7 12 2z',
  c: 'M12 2a4.700 4.700 0 0 1 3.900 7.300 4.800 4.800 0 1 1-2.400 8.600c.2 1.700.9 2.900 2 4.100h-7c1.100-1.200 1.800-2.400 2-4.100a4.800 4.800 0 1 1-2.400-8.600A4.700 4.700 0 0 1 12 2z',
};

function SuitMark({ suit, className }: { suit: Suit; className: string | undefined }) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden="true" focusable="false">
      <path d={paths[suit]} fill="currentColor" />
    </svg>
  );
}

export interface PlayingCardProps {
  /** null is a back. */
  readonly card: CardText | null;
  readonly testId?: string;
  readonly dimmed?: boolean;
  /** One of the cards that have won. */
  readonly lit?: boolean;
}

/** One card, as wide as the --card-w of whatever holds it. */
export function PlayingCard({ card, testId, dimmed = false, lit = false }: PlayingCardProps) {
  const m = useMessages();
  const face = parseCard(card);
  if (!face) {
    return (
      <span
        className={styles.back}
        data-dimmed={dimmed ? '' : undefined}
        role="img"
        aria-label={m.table.cardBack}
        data-testid={testId}
        data-card="??"
      />
    );
  }
  return (
    <span
      className={styles.card}
      data-suit={face.suit}
      data-dimmed={dimmed ? '' : undefined}
      data-lit={lit ? '' : undefined}
      role="img"
      aria-label={m.table.card(face.rank, face.suit)}
      data-testid={testId}
      data-card={card}
    >
      <span className={styles.rank} data-long={face.rank === 'T' ? '' : undefined} aria-hidden="true">
        {rankText(face.rank)}
      </span>
      <SuitMark suit={face.suit} className={styles.small} />
      <SuitMark suit={face.suit} className={styles.large} />
    </span>
  );
}
