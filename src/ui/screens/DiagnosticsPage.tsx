import { type ReactNode, useCallback, useEffect, useState } from 'react';
import {
  type DeviceNumbers,
  numbersReport,
  spread,
  type TableNumbers,
} from '../../client/contract/diagnostics.ts';
import type { Services } from '../../client/contract/services.ts';
import { CopyText } from '../components/CopyText.tsx';
import { LanguagePicker } from '../components/LanguagePicker.tsx';
import { PageShell } from '../components/PageShell.tsx';
import { useAsync } from '../hooks/useAsync.ts';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { version } from '../version.ts';
import styles from './DiagnosticsPage.module.css';

/** What the tables of this browser do, in numbers, for whoever tests or mends the app. */
export function DiagnosticsPage({ services }: { services: Services }) {
  const { numbers: t } = useMessages();
  const device = useAsync(useCallback(() => services.readDevice(), [services]));
  const [tables, setTables] = useState<readonly TableNumbers[]>([]);
  useEffect(() => services.followNumbers(setTables), [services]);
  return (
    <PageShell aside={<LanguagePicker />}>
      <h1>{t.title}</h1>
      <p className={styles.lead}>{t.lead}</p>
      {tables.map((table, i) => (
        <Table key={table.tab} table={table} title={t.table(i + 1)} />
      ))}
      {tables.length === 0 && <p role="status">{t.noTable}</p>}
      {device.state === 'loaded' && <Device device={device.value} />}
      {device.state === 'loaded' && (
        <CopyText text={numbersReport(version, device.value, tables)} hint={t.copyHint} />
      )}
    </PageShell>
  );
}

type Row = readonly [keyof ReturnType<typeof useMessages>['numbers']['rows'], ReactNode];

function Rows({ title, rows, testId }: { title: string; rows: readonly Row[]; testId: string }) {
  const { numbers: t } = useMessages();
  return (
    <section className={styles.part} data-testid={testId}>
      <h2>{title}</h2>
      <dl className={styles.rows}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{t.rows[name]}</dt>
            <dd data-row={name}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Table({ table, title }: { table: TableNumbers; title: string }) {
  const { numbers: t } = useMessages();
  const { chain } = table;
  const said = (yes: boolean) => (yes ? t.yes : t.no);
  const both = (values: readonly number[]) => {
    const found = spread(values);
    return found ? `${Math.round(found.p50)} ms, ${Math.round(found.p95)} ms` : t.unknown;
  };
  const rows: Row[] = [
    ['phase', table.phase],
    ['relay', table.relay],
    ['links', `${table.direct}, ${table.relayed}`],
    ['rtt', both(table.rttMs)],
  ];
  if (chain)
    rows.push(
      ['position', `${chain.epoch}, ${chain.height}`],
      ['hand', said(chain.handOn)],
      ['working', said(chain.working)],
      ['sinceSlot', `${(chain.sinceSlotMs / 1000).toFixed(1)} s`],
      ['linked', `${chain.linked}, ${chain.members}, ${chain.quorum}`],
      ['waitingFor', chain.waitingFor],
      ['participation', `${Math.round(chain.participation * 100)} %`],
      ['contradictions', `${chain.contradictions}, ${chain.faults}`],
    );
  rows.push(['action', both(table.actionMs)], ['proofs', both(table.proofMs)]);
  const refused = Object.entries(table.refused);
  if (refused.length > 0) rows.push(['refused', refused.map(([why, n]) => `${why}: ${n}`).join(', ')]);
  return <Rows title={title} rows={rows} testId={testIds.numbersTable} />;
}

function Device({ device: d }: { device: DeviceNumbers }) {
  const { numbers: t } = useMessages();
  const said = (yes: boolean) => (yes ? t.yes : t.no);
  const megabytes = (bytes: number | undefined) =>
    bytes === undefined ? t.unknown : `${(bytes / 1e6).toFixed(1)} MB`;
  const rows: Row[] = [
    ['build', `${version}${d.build === undefined ? '' : `, ${d.build}`}`],
    ['browser', d.browser],
    ['cores', d.cores ?? t.unknown],
    ['isolated', said(d.isolated)],
    ['webRtc', said(d.webRtc)],
    ['serviceWorker', said(d.serviceWorker)],
    ['storage', `${megabytes(d.usedBytes)} / ${megabytes(d.quotaBytes)}`],
  ];
  return <Rows title={t.device} rows={rows} testId={testIds.numbersDevice} />;
}
