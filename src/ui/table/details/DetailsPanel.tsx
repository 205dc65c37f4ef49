import type { TableView } from '../../../client/contract/view.ts';
import { BuildFacts } from '../../components/BuildFacts.tsx';
import { useMessages } from '../../messages/context.ts';
import { testIds } from '../../testIds.ts';
import { Bonds } from './Bonds.tsx';
import { ChainFacts } from './ChainFacts.tsx';
import styles from './DetailsPanel.module.css';
import { LinkTable } from './LinkTable.tsx';
import { PlainWords } from './PlainWords.tsx';
import { ProofTable } from './ProofTable.tsx';

/** Behind the shield and the status strip: plain words first, numbers below. */
export function DetailsPanel({ view, nowMs }: { view: TableView; nowMs: () => number }) {
  const m = useMessages();
  return (
    <div className={styles.details}>
      <PlainWords view={view} nowMs={nowMs} />
      <ProofTable view={view} />
      <Bonds view={view} />
      <LinkTable view={view} />
      <ChainFacts view={view} />
      <BuildFacts />
      {/* A page of its own beside the table: leaving this one would leave the table. */}
      <a href="/diagnostics" target="_blank" rel="noopener" data-testid={testIds.numbersLink}>
        {m.numbers.link}
      </a>
    </div>
  );
}
