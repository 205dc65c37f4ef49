import { useCallback, useState } from 'react';
import type { OpenTableView } from '../../client/contract/openTables.ts';
import type { Services } from '../../client/contract/services.ts';
import { Button } from '../components/Button.tsx';
import { LanguagePicker } from '../components/LanguagePicker.tsx';
import { PageShell } from '../components/PageShell.tsx';
import { useAsync } from '../hooks/useAsync.ts';
import { useMessages } from '../messages/context.ts';
import { onLinkClick } from '../platform/navigation.ts';
import { testIds } from '../testIds.ts';
import { formatChips } from '../text/amounts.ts';
import { shownName } from '../text/names.ts';
import styles from './OpenTablesPage.module.css';

/** Tables whose creators want them found. */
export function OpenTablesPage({ services }: { services: Services }) {
  const { openTables: t } = useMessages();
  const [asked, setAsked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again by a button
  const tables = useAsync(useCallback(() => services.openTables(), [services, asked]));
  return (
    <PageShell aside={<LanguagePicker />}>
      <h1>{t.title}</h1>
      <p className={styles.lead}>{t.lead}</p>
      {tables.state === 'loading' && <p role="status">{t.loading}</p>}
      {tables.state === 'failed' && <p role="alert">{t.failed}</p>}
      {tables.state === 'loaded' && tables.value.length === 0 && <p role="status">{t.empty}</p>}
      {tables.state === 'loaded' && (
        <ul className={styles.tables}>
          {tables.value.map((table) => (
            <Table key={table.tableId} table={table} />
          ))}
        </ul>
      )}
      <Button onClick={() => setAsked((n) => n + 1)} testId={testIds.openTablesAgain}>
        {t.again}
      </Button>
    </PageShell>
  );
}

function Table({ table }: { table: OpenTableView }) {
  const m = useMessages();
  const t = m.openTables;
  const name = shownName(table.name, 40);
  const facts = [
    m.gameName(table.structure, table.game),
    t.blinds(formatChips(table.smallBlindChips), formatChips(table.bigBlindChips)),
    ...(table.sitAndGo ? [t.tournament] : []),
    t.free(table.freeSeats, table.seats),
    table.playing ? t.playing : t.waiting,
    ...(table.sitAndGo ? [] : [t.admission[table.admission]]),
  ];
  return (
    <li className={styles.table} data-testid={testIds.openTable} data-table={table.tableId}>
      <h2>
        <a href={table.path} onClick={onLinkClick} aria-label={t.go(name)}>
          <bdi>{name}</bdi>
        </a>
      </h2>
      <p>{facts.join(' · ')}</p>
    </li>
  );
}
