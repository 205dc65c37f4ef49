import { useCallback, useState } from 'react';
import type { CheckedReceipt, CheckedReceipts, ReceiptBreach } from '../../client/contract/receipt.ts';
import type { Services } from '../../client/contract/services.ts';
import { LanguagePicker } from '../components/LanguagePicker.tsx';
import { PageShell } from '../components/PageShell.tsx';
import { Words } from '../components/Words.tsx';
import { useAsync } from '../hooks/useAsync.ts';
import { testIds } from '../testIds.ts';
import { isolated } from '../text/names.ts';
import styles from './Receipt.module.css';
import { ReceiptCard } from './ReceiptCard.tsx';
import { ReceiptFile } from './ReceiptFile.tsx';
import { useReceiptWords } from './useReceiptWords.ts';

/** More are not compared at once. */
const MOST = 16;

/** A receipt by its link or file, checked in front of whoever opens it; several side by side. */
export function ReceiptPage({ services, fragment }: { services: Services; fragment: string }) {
  const t = useReceiptWords();
  const [given, setGiven] = useState<readonly (Uint8Array | string)[]>(fragment === '' ? [] : [fragment]);
  const load = useCallback(async (): Promise<CheckedReceipts> => {
    if (services.checkReceipts === undefined) throw new Error('not offered');
    return services.checkReceipts(given);
  }, [services, given]);
  const checked = useAsync(load);
  const add = (bytes: Uint8Array) => setGiven((all) => [...all, bytes].slice(-MOST));
  return (
    <PageShell aside={<LanguagePicker />}>
      <h1 className={styles.title}>{t.title}</h1>
      <p className={styles.lead}>{given.length === 0 ? t.empty : t.lead}</p>
      {checked.state === 'loading' && <p role="status">{t.checking}</p>}
      {checked.state === 'failed' && <p role="alert">{t.failed}</p>}
      {checked.state === 'loaded' && <Checked checked={checked.value} services={services} />}
      <ReceiptFile first={given.length === 0} onFile={add} />
    </PageShell>
  );
}

/** Those that count stand first. */
const order = (receipts: readonly CheckedReceipt[]): number[] => {
  const rank = (r: CheckedReceipt): number => (r.ok ? (r.isLast ? 0 : 2) : 1);
  return receipts.map((_, i) => i).sort((a, b) => rank(receipts[a]!) - rank(receipts[b]!) || a - b);
};

function Checked({ checked, services }: { checked: CheckedReceipts; services: Services }) {
  const { receipts, breaches } = checked;
  return (
    <>
      {breaches.map((b) => (
        <Breach key={`${b.kind} ${b.between}`} breach={b} />
      ))}
      {order(receipts).map((i) => {
        const r = receipts[i]!;
        return r.ok ? (
          <ReceiptCard key={i} receipt={r.receipt} isLast={r.isLast} matchLink={services.matchLink} />
        ) : (
          <Refused key={i} fault={r.fault} />
        );
      })}
    </>
  );
}

function Refused({ fault }: { fault: Extract<CheckedReceipt, { ok: false }>['fault'] }) {
  const t = useReceiptWords();
  return (
    <div className={styles.bad} role="alert" data-testid={testIds.receiptBad} data-fault={fault}>
      <p>
        <strong>{t.bad}</strong> {t.faults[fault]}
      </p>
      <p>{t.badNote}</p>
    </div>
  );
}

function Breach({ breach: { kind, names } }: { breach: ReceiptBreach }) {
  const t = useReceiptWords();
  return (
    <div className={styles.bad} role="alert" data-testid={testIds.receiptBreach} data-kind={kind}>
      <p>
        <strong>{t.breach}</strong> {t.breaches[kind]}.
      </p>
      <p>
        {names.length === 0 ? (
          t.breachNobody
        ) : (
          <Words text={t.breachBy(names.map((n) => isolated(n)).join(', '))} />
        )}
      </p>
    </div>
  );
}
