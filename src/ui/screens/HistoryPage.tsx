import { useCallback, useState, useSyncExternalStore } from 'react';
import type { HandSummaryView } from '../../client/contract/record.ts';
import type { Services } from '../../client/contract/services.ts';
import { LanguagePicker } from '../components/LanguagePicker.tsx';
import { PageShell } from '../components/PageShell.tsx';
import { PlayingCard } from '../components/PlayingCard.tsx';
import { Unreadable } from '../components/Unreadable.tsx';
import { Words } from '../components/Words.tsx';
import { useAsync } from '../hooks/useAsync.ts';
import { useMessages } from '../messages/context.ts';
import { useFormat } from '../messages/format.ts';
import { hostAway } from '../platform/hostAway.ts';
import { onLinkClick } from '../platform/navigation.ts';
import { replayPath, sessionPath } from '../platform/routes.ts';
import { dueWords } from '../scores/bookWords.ts';
import { Net } from '../scores/Net.tsx';
import { testIds } from '../testIds.ts';
import { formatNet } from '../text/amounts.ts';
import { isolated, shownName } from '../text/names.ts';
import { Device } from './Device.tsx';
import { Erase } from './Erase.tsx';
import { ExportLog } from './ExportLog.tsx';
import styles from './HistoryPage.module.css';

export function HistoryPage({ services }: { services: Services }) {
  const m = useMessages();
  const [erased, setErased] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was erased is read no more
  const hands = useAsync(useCallback(() => services.listHands(), [services, erased]));
  const onErased = () => setErased((n) => n + 1);
  return (
    <PageShell aside={<LanguagePicker />}>
      <h1 className={styles.title}>{m.history.title}</h1>
      <p className={styles.lead}>{m.history.lead}</p>
      <HostAwayNote />
      {hands.state === 'loading' && <p role="status">{m.history.loading}</p>}
      {hands.state === 'failed' && (
        <Unreadable error={hands.error} otherwise={m.history.unreadable} code="history-failed" />
      )}
      {hands.state === 'loaded' && hands.value.length === 0 && (
        <p data-testid={testIds.historyEmpty}>{m.history.empty}</p>
      )}
      {hands.state === 'loaded' && <HandList hands={hands.value} services={services} onErased={onErased} />}
      {erased > 0 && <p role="status">{m.device.erased}</p>}
      {hands.state !== 'loading' && <Device key={erased} services={services} onErased={onErased} />}
    </PageShell>
  );
}

/** Why the history stands where the start page was asked for, and the way there once its host answers. */
function HostAwayNote() {
  const { away } = useMessages().history;
  const state = useSyncExternalStore(hostAway.subscribe, hostAway.get);
  if (state === 'no') return null;
  return (
    <p className={styles.away} role="status" data-testid={testIds.hostAway} data-state={state}>
      {state === 'away' ? (
        away.here
      ) : (
        <>
          {away.back}{' '}
          <a href="/" onClick={onLinkClick} data-testid={testIds.toStart}>
            {away.start}
          </a>
        </>
      )}
    </p>
  );
}

/**
 * Newest first, grouped by table and by the seat this device held there. `alone`: of one table, whose name stands
 * above.
 */
export function HandList({
  hands,
  alone = false,
  services,
  onErased,
}: {
  hands: readonly HandSummaryView[];
  alone?: boolean;
  /** Absent: what can be done with a whole game is offered elsewhere. */
  services?: Services;
  onErased?: () => void;
}) {
  const m = useMessages();
  const groups = new Map<string, HandSummaryView[]>();
  for (const hand of [...hands].sort((a, b) => b.finishedAt - a.finishedAt)) {
    const key = `${hand.tableId}/${hand.identity}`;
    groups.set(key, [...(groups.get(key) ?? []), hand]);
  }
  return (
    <div data-testid={testIds.historyList}>
      {[...groups].map(([key, list]) => {
        const total = list.reduce((sum, h) => sum + h.netChips, 0);
        return (
          <section key={key} className={styles.group}>
            <header className={styles.groupHead}>
              <h2>
                <bdi>{shownName(list[0]?.tableName, 40)}</bdi>
              </h2>
              <p>
                {m.history.table(list.length)} · <Net chips={total} />
              </p>
              {services?.exportLog && list[0] && (
                <ExportLog identity={list[0].identity} exportLog={services.exportLog} />
              )}
              {!alone && list[0] && (
                <a
                  href={sessionPath(list[0])}
                  onClick={onLinkClick}
                  className={styles.numbers}
                  data-testid={testIds.sessionLink}
                  data-table={list[0].tableId}
                >
                  {m.session.link}
                </a>
              )}
              {services && onErased && list[0] && (
                <Erase
                  services={services}
                  identity={list[0].identity}
                  label={m.device.eraseGame}
                  question={m.device.eraseGameAsk(shownName(list[0].tableName, 40))}
                  onErased={onErased}
                />
              )}
            </header>
            <ul>
              {list.map((hand) => (
                <Row key={hand.hand} hand={hand} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Row({ hand }: { hand: HandSummaryView }) {
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
}
