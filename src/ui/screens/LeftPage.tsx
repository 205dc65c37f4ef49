import { useCallback } from 'react';
import type { TableClient } from '../../client/contract/actions.ts';
import type { TableView } from '../../client/contract/view.ts';
import { Button } from '../components/Button.tsx';
import { PageShell } from '../components/PageShell.tsx';
import { useAsync } from '../hooks/useAsync.ts';
import { useMessages } from '../messages/context.ts';
import { onLinkClick } from '../platform/navigation.ts';
import styles from '../scores/Accounts.module.css';
import { Scores } from '../scores/Scores.tsx';
import { resultWords } from '../scores/scoresText.ts';
import { testIds } from '../testIds.ts';
import { formatChips } from '../text/amounts.ts';

/** The end of an evening for whoever has left: with how much, and how it stood. */
export function LeftPage({
  client,
  view,
  again,
}: {
  client: TableClient;
  view: TableView;
  /** Back to the seats. */
  again: () => void;
}) {
  const m = useMessages();
  const load = useCallback(() => client.scores(), [client]);
  const loaded = useAsync(load);
  const you = loaded.state === 'loaded' ? loaded.value.ledger.find((r) => r.you) : undefined;
  return (
    <PageShell wide>
      <section data-testid={testIds.leftPage} data-chips={you?.takenChips} data-result={you?.resultChips}>
        <h1 className={styles.title}>
          {loaded.state === 'loaded' && you
            ? m.moments.leftWith(formatChips(you.takenChips), resultWords(you.resultChips, loaded.value, m))
            : loaded.state === 'loading'
              ? m.moments.adding
              : m.moments.leftTitle}
        </h1>
        <Scores view={view} client={client} />
        <p className={styles.settle}>
          <Button look="primary" onClick={again} testId={testIds.takeAgain}>
            {m.moments.takeAgain}
          </Button>{' '}
          <a href="/" onClick={onLinkClick}>
            {m.scores.end.close}
          </a>
        </p>
      </section>
    </PageShell>
  );
}
