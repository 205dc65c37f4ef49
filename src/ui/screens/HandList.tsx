import { memo, useMemo, useState } from 'react';
import type { HandSummaryView } from '../../client/contract/record.ts';
import type { Services } from '../../client/contract/services.ts';
import { Button } from '../components/Button.tsx';
import { PlayingCard } from '../components/PlayingCard.tsx';
import { Words } from '../components/Words.tsx';
import { useMessages } from '../messages/context.ts';
import { useFormat } from '../messages/format.ts';
import { onLinkClick } from '../platform/navigation.ts';
import { replayPath, sessionPath } from '../platform/routes.ts';
import { dueWords } from '../scores/bookWords.ts';
import { Net } from '../scores/Net.tsx';
import { testIds } from '../testIds.ts';
import { formatNet } from '../text/amounts.ts';
import { isolated, shownName } from '../text/names.ts';
import { Erase } from './Erase.tsx';
import { ExportLog } from './ExportLog.tsx';
import styles from './HistoryPage.module.css';

/** An evening has more hands than a page is quick to draw: so many of a game at once, and more when asked for. */
const SHOWN_HANDS = 50;
const MORE_HANDS = 200;

export interface HandListProps {
  readonly hands: readonly HandSummaryView[];
  readonly alone?: boolean;
  /** Absent: what can be done with a whole game is offered elsewhere. */
  readonly services?: Services;
  readonly onErased?: () => void;
}

/**
 * Newest first, grouped by table and by the seat this device held there. `alone`: of one table, whose name stands
 * above.
 */
export function HandList({ hands, ...rest }: HandListProps) {
  const games = useMemo(() => gamesOf(hands), [hands]);
  return (
    <div data-testid={testIds.historyList}>
      {[...games].map(([key, list]) => (
        <Game key={key} hands={list} {...rest} />
      ))}
    </div>
  );
}

function gamesOf(hands: readonly HandSummaryView[]): ReadonlyMap<string, readonly HandSummaryView[]> {
  const games = new Map<string, HandSummaryView[]>();
  for (const hand of [...hands].sort((a, b) => b.finishedAt - a.finishedAt)) {
    const key = `${hand.tableId}/${hand.identity}`;
    const list = games.get(key);
    if (list === undefined) games.set(key, [hand]);
    else list.push(hand);
  }
  return games;
}

function Game({ hands, alone = false, services, onErased }: HandListProps) {
  const m = useMessages();
  const [shown, setShown] = useState(SHOWN_HANDS);
  const newest = hands[0];
  if (newest === undefined) return null;
  const total = hands.reduce((sum, h) => sum + h.netChips, 0);
  const older = hands.length - shown;
  return (
    <section className={styles.group}>
      <header className={styles.groupHead}>
        <h2>
          <bdi>{shownName(newest.tableName, 40)}</bdi>
        </h2>
        <p>
          {m.history.table(hands.length)} · <Net chips={total} />
        </p>
        {services?.exportLog && <ExportLog identity={newest.identity} exportLog={services.exportLog} />}
        {!alone && (
          <a
            href={sessionPath(newest)}
            onClick={onLinkClick}
            className={styles.numbers}
            data-testid={testIds.sessionLink}
            data-table={newest.tableId}
          >
            {m.session.link}
          </a>
        )}
        {services && onErased && (
          <Erase
            services={services}
            identity={newest.identity}
            label={m.device.eraseGame}
            question={m.device.eraseGameAsk(shownName(newest.tableName, 40))}
            onErased={onErased}
          />
        )}
      </header>
      <ul>
        {hands.slice(0, shown).map((hand) => (
          <Row key={hand.hand} hand={hand} />
        ))}
      </ul>
      {older > 0 && (
        <p className={styles.older}>
          <Button testId={testIds.historyOlder} onClick={() => setShown(shown + MORE_HANDS)}>
            {m.history.older(Math.min(older, MORE_HANDS), older)}
          </Button>
        </p>
      )}
    </section>
  );
}

const Row = memo(function Row({ hand }: { hand: HandSummaryView }) {
  const m = useMessages();
  const format = useFormat();
  const when = new Date(hand.finishedAt);
  const winners = hand.winners.map((w) => isolated(w.nickname)).join(', ');
  return (
    <li
      className={styles.row}
      data-testid={testIds.historyRow}
      data-table={hand.tableId}
      data-hand={hand.hand}
      data-unfinished={hand.unfinished?.what}
      data-identity={hand.identity}
    >
      <a
        href={replayPath(hand)}
        onClick={onLinkClick}
        className={styles.link}
        aria-label={m.history.open(shownName(hand.tableName, 40), hand.hand, formatNet(hand.netChips))}
      >
        <span className={styles.when}>
          <strong>{m.history.hand(hand.hand)}</strong>
          <time dateTime={when.toISOString()}>{format.when(when)}</time>
        </span>
        <span className={styles.cards}>
          {hand.yourCards.map((card) => (
            <PlayingCard key={card} card={card} />
          ))}
          {hand.yourCards.length === 0 && (
            <span className={styles.soft}>
              {hand.yourSeat === undefined ? m.history.watched : m.history.noShow}
            </span>
          )}
        </span>
        <span className={styles.board}>
          {hand.board.map((card) => (
            <PlayingCard key={card} card={card} />
          ))}
        </span>
        <span className={styles.result}>
          {hand.unfinished === undefined && <Net chips={hand.netChips} />}
          <span className={styles.soft}>
            <Words
              text={
                hand.unfinished === undefined
                  ? m.history.winners(winners)
                  : dueWords(hand.unfinished, m, isolated)
              }
            />
          </span>
          {hand.withheld && <span className={styles.soft}>{m.books.withheldHere}</span>}
        </span>
      </a>
    </li>
  );
});
