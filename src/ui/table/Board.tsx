import type { CSSProperties } from 'react';
import type { CardText } from '../../client/view.ts';
import { PlayingCard } from '../components/PlayingCard.tsx';
import styles from './Board.module.css';

const SLOTS = ['first', 'second', 'third', 'fourth', 'fifth'] as const;

export interface BoardProps {
  readonly cards: readonly CardText[];
  readonly label: string;
  readonly testId: string;
}

/** Five places for common cards; those not opened yet are outlines. */
export function Board({ cards, label, testId }: BoardProps) {
  return (
    <ul className={styles.board} aria-label={label} data-testid={testId} data-cards={cards.join(' ')}>
      {SLOTS.map((slot, i) => {
        const card = cards[i];
        return card ? (
          <li
            key={card}
            className={styles.card}
            // The three of a flop come one after the other.
            style={{ '--delay': `${i < 3 ? i * 90 : 0}ms` } as CSSProperties}
          >
            <PlayingCard card={card} />
          </li>
        ) : (
          <li key={slot} className={styles.slot} aria-hidden="true" />
        );
      })}
    </ul>
  );
}
