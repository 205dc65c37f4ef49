import type { CSSProperties } from 'react';
import type { CardText } from '../../client/contract/view.ts';
import { PlayingCard } from '../components/PlayingCard.tsx';
import styles from './Board.module.css';

const SLOTS = ['first', 'second', 'third', 'fourth', 'fifth'] as const;

export interface BoardProps {
  readonly cards: readonly CardText[];
  /** What would have come after them: dimmed, and no part of the hand. */
  readonly rabbit?: readonly CardText[] | undefined;
  /** The cards that have won on this board, if it is decided and they are known: the others are dimmed. */
  readonly lit?: ReadonlySet<CardText> | undefined;
  readonly label: string;
  readonly testId: string;
}

/** Five places for common cards; those not opened yet are outlines. */
export function Board({ cards, rabbit = [], lit, label, testId }: BoardProps) {
  return (
    <ul
      className={styles.board}
      aria-label={label}
      data-testid={testId}
      data-cards={cards.join(' ')}
      data-rabbit={rabbit.length > 0 ? rabbit.join(' ') : undefined}
    >
      {SLOTS.map((slot, i) => {
        const rest = rabbit[i - cards.length];
        const card = cards[i] ?? rest;
        return card ? (
          <li
            key={card}
            className={styles.card}
            // The three of a flop come one after the other.
            style={{ '--delay': `${i < 3 ? i * 90 : 0}ms` } as CSSProperties}
          >
            <PlayingCard
              card={card}
              dimmed={card === rest || lit?.has(card) === false}
              lit={lit?.has(card) === true}
            />
          </li>
        ) : (
          <li key={slot} className={styles.slot} aria-hidden="true" />
        );
      })}
    </ul>
  );
}
