import { useCallback, useState } from 'react';
import type { PlayerStats, SessionView } from '../../client/contract/record.ts';
import type { Services } from '../../client/contract/services.ts';
import { aggressionFactor, share } from '../../client/contract/stats.ts';
import { Avatar } from '../components/Avatar.tsx';
import { PageShell } from '../components/PageShell.tsx';
import { Unreadable } from '../components/Unreadable.tsx';
import { Words } from '../components/Words.tsx';
import { useAsync } from '../hooks/useAsync.ts';
import { useMessages } from '../messages/context.ts';
import { type Format, useFormat } from '../messages/format.ts';
import { onLinkClick } from '../platform/navigation.ts';
import styles from '../scores/Accounts.module.css';
import { Ledger } from '../scores/Ledger.tsx';
import { Scroller } from '../scores/Scroller.tsx';
import { StackGraph } from '../scores/StackGraph.tsx';
import { Unfinished } from '../scores/Unfinished.tsx';
import { testIds } from '../testIds.ts';
import { formatChips } from '../text/amounts.ts';
import { isolated, shownName } from '../text/names.ts';
import { HandList } from './HandList.tsx';
import { SaveSession } from './SaveSession.tsx';

export interface SessionPageProps {
  readonly services: Services;
  readonly tableId: string;
  readonly identity: string;
}

/** One table's evening in numbers. */
export function SessionPage({ services, tableId, identity }: SessionPageProps) {
  const m = useMessages();
  const load = useCallback(async () => {
    const [hands, session] = await Promise.all([services.listHands(), services.readSession(identity)]);
    return { hands: hands.filter((h) => h.tableId === tableId && h.identity === identity), session };
  }, [services, tableId, identity]);
  const loaded = useAsync(load);
  const name = loaded.state === 'loaded' ? loaded.value.hands[0]?.tableName : undefined;
  return (
    <PageShell
      wide
      aside={
        <a href="/history" onClick={onLinkClick}>
          {m.session.back}
        </a>
      }
    >
      <h1 className={styles.title}>
        {name === undefined ? m.session.stats : <Words text={m.session.title(isolated(name))} />}
      </h1>
      {loaded.state === 'loading' && <p role="status">{m.session.loading}</p>}
      {loaded.state === 'failed' && (
        <Unreadable error={loaded.error} otherwise={m.session.failed} code="session-failed" />
      )}
      {loaded.state === 'loaded' && (
        <div className={styles.page} data-testid={testIds.session} data-hands={loaded.value.hands.length}>
          <Numbers session={loaded.value.session} />
          <section>
            <h2>{m.session.hands}</h2>
            {services.exportSession && loaded.value.hands.length > 0 && (
              <SaveSession identity={identity} exportSession={services.exportSession} />
            )}
            <HandList hands={loaded.value.hands} alone />
          </section>
        </div>
      )}
    </PageShell>
  );
}

function Numbers({ session }: { session: SessionView }) {
  const m = useMessages();
  // A row for every hand of an evening is drawn for those who ask for it.
  const [open, setOpen] = useState(false);
  if (session.points.length < 2)
    return (
      <>
        <p>{m.session.noHands}</p>
        <Unfinished session={session} />
      </>
    );
  return (
    <>
      <section className={styles.panel}>
        <h2>{m.session.graph}</h2>
        <StackGraph session={session} />
        <details className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{m.session.graphTable}</summary>
          {open && <StackTable session={session} />}
        </details>
      </section>
      <section className={styles.panel}>
        <h2>{m.session.ledger}</h2>
        <Ledger session={session} />
      </section>
      <section className={styles.panel}>
        <h2>{m.session.stats}</h2>
        <StatsTable session={session} />
        <p className={styles.soft}>{m.session.statsNote}</p>
      </section>
    </>
  );
}

function StackTable({ session }: { session: SessionView }) {
  const m = useMessages();
  return (
    <Scroller label={m.session.graphTable}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{m.session.hand}</th>
            {session.players.map((p) => (
              <th key={p.player} scope="col" className={styles.number}>
                <bdi>{shownName(p.nickname, 14)}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {session.points.map((point) => (
            <tr key={point.hand}>
              <th scope="row">{point.hand === 0 ? m.session.start : point.hand}</th>
              {session.players.map((p, i) => {
                const chips = point.stacks[i];
                return (
                  <td key={p.player} className={styles.number}>
                    {chips === undefined ? (
                      <>
                        <span aria-hidden="true">{m.session.none}</span>
                        <span className="visually-hidden">{m.session.gone}</span>
                      </>
                    ) : (
                      formatChips(chips)
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function StatsTable({ session }: { session: SessionView }) {
  const m = useMessages();
  const t = m.session;
  const format = useFormat();
  return (
    <Scroller label={t.stats}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t.columns.player}</th>
            <th scope="col" className={styles.number}>
              {t.columns.hands}
            </th>
            {(['vpip', 'pfr', 'aggression', 'wtsd', 'wsd'] as const).map((column) => (
              <th key={column} scope="col" className={styles.number}>
                <abbr title={t.long[column]}>{t.columns[column]}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {session.players.map((p) => (
            <tr
              key={p.player}
              data-testid={testIds.statsRow}
              data-player={p.player}
              data-hands={p.stats?.hands ?? 0}
            >
              <th scope="row">
                <span className={styles.who}>
                  <Avatar name={p.nickname} seat={p.seat} size={26} you={p.you} />
                  <bdi>{shownName(p.nickname)}</bdi>
                </span>
              </th>
              {p.stats === undefined ? (
                <td colSpan={6}>{t.none}</td>
              ) : (
                <Shares stats={p.stats} format={format} />
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function Shares({ stats, format }: { stats: PlayerStats; format: Format }) {
  const t = useMessages().session;
  const af = aggressionFactor(stats);
  const cells: [string, number, number][] = [
    ['vpip', stats.vpip, stats.firstStreetHands],
    ['pfr', stats.pfr, stats.firstStreetHands],
    ['wtsd', stats.wentToShowdown, stats.sawSecondStreet],
    ['wsd', stats.wonAtShowdown, stats.showdowns],
  ];
  const shown = cells.map(([key, part, whole]) => {
    const value = share(part, whole);
    return (
      <td key={key} className={styles.number}>
        {value === undefined ? t.none : format.percent(value)}
        <small className={styles.fraction}>{t.of(String(part), String(whole))}</small>
      </td>
    );
  });
  return (
    <>
      <td className={styles.number}>{stats.hands}</td>
      {shown.slice(0, 2)}
      <td className={styles.number}>
        {af === undefined ? t.none : af === Number.POSITIVE_INFINITY ? '∞' : format.decimal(af)}
        <small className={styles.fraction}>{`${stats.aggressive} : ${stats.calls}`}</small>
      </td>
      {shown.slice(2)}
    </>
  );
}
