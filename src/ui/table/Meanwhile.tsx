import { useContext } from 'react';
import type { EventView, TableView } from '../../client/contract/view.ts';
import { PlayingCard } from '../components/PlayingCard.tsx';
import { Words } from '../components/Words.tsx';
import { useMessages } from '../messages/context.ts';
import { situationOf } from '../preaction/preaction.ts';
import { testIds } from '../testIds.ts';
import { useChipWords } from '../words/chips.ts';
import { eventWords } from '../words/eventWords.ts';
import { SelfContext } from '../words/self.ts';
import styles from './Meanwhile.module.css';

/**
 * Where the buttons stand on one's turn, a wide screen shows meanwhile what one plays with: the own cards, what they
 * make, and what staying in costs. Out of the hand: how the last one ended. The seats and the log have all of it for
 * readers.
 */
export function Meanwhile({ view }: { view: TableView }) {
  const m = useMessages();
  const words = useChipWords();
  const you = view.seats.find((s) => s.you);
  const pot = view.hand?.totalPotChips ?? 0;
  const decided = view.seats.some((s) => s.wonChips > 0);
  if (!decided && you?.inHand && !you.folded && pot > 0 && you.cards.some((card) => card !== null)) {
    const toCall = situationOf(view)?.toCallChips ?? 0;
    // Other words are drawn anew: centred, the old ones would move beside buttons.
    const key = `${view.own?.handName} ${pot} ${toCall}`;
    return (
      <div key={key} className={styles.now} aria-hidden="true" data-testid={testIds.meanwhile}>
        <span className={styles.cards}>
          {you.cards.map((card, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a card has no identity but its place
            <PlayingCard key={i} card={card} />
          ))}
        </span>
        <span className={styles.facts}>
          {view.own?.handName !== undefined && <strong>{m.handName(view.own.handName)}</strong>}
          <span>
            {[m.table.pot(words(pot)), ...(toCall > 0 ? [m.calm.toCall(words(toCall))] : [])].join(' · ')}
          </span>
        </span>
      </div>
    );
  }
  return <LastWins view={view} />;
}

/** How the last hand ended: what everybody looks for when it is over. */
export function LastWins({ view, above = false }: { view: TableView; above?: boolean }) {
  const m = useMessages();
  const self = useContext(SelfContext);
  const last = lastWins(view.events).slice(above ? -SHOWN_ABOVE : -SHOWN_WINS);
  if (last.length === 0) return null;
  return (
    <ul
      className={styles.last}
      data-above={above ? '' : undefined}
      aria-hidden="true"
      data-testid={testIds.meanwhile}
    >
      {last.map((event) => (
        <li key={event.id}>
          <Words text={eventWords(m, event, undefined, self)} />
        </li>
      ))}
    </ul>
  );
}

const SHOWN_WINS = 3;
/** The buttons of a pause leave less room. */
const SHOWN_ABOVE = 2;

/** Of the last hand that somebody has won. */
function lastWins(events: readonly EventView[]): readonly EventView[] {
  const last = events.findLastIndex((e) => e.kind === 'win');
  if (last < 0) return [];
  const begun = events.findLastIndex((e, i) => i < last && e.kind === 'hand-started');
  return events.slice(begun + 1, last + 1).filter((e) => e.kind === 'win');
}
