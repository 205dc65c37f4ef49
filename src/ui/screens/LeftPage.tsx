import { useCallback } from 'react';
import type { TableClient } from '../../client/contract/actions.ts';
import type { LedgerRow, SessionView } from '../../client/contract/record.ts';
import type { TableView } from '../../client/contract/view.ts';
import { Button } from '../components/Button.tsx';
import { PageShell } from '../components/PageShell.tsx';
import { useAsync } from '../hooks/useAsync.ts';
import { useMessages } from '../messages/context.ts';
import type { Messages } from '../messages/en/index.ts';
import { onLinkClick } from '../platform/navigation.ts';
import styles from '../scores/Accounts.module.css';
import { Again } from '../scores/Again.tsx';
import { Scores } from '../scores/Scores.tsx';
import { testIds } from '../testIds.ts';
import { formatChips, formatNet } from '../text/amounts.ts';
import { moneyText, netMoneyText } from '../text/money.ts';
import { WatchOffer } from '../watch/WatchOffer.tsx';

/** The log of whoever has left may end before its seat is empty. */
const chipsOf = (row: LedgerRow): number => row.takenChips + row.atTableChips;

/** 'You left with 960 (−40)': in money where chips have a worth. */
function leftWords(row: LedgerRow, { money }: SessionView, m: Messages): string {
  const { resultChips } = row;
  const takenChips = chipsOf(row);
  return money === undefined
    ? m.moments.leftWith(formatChips(takenChips), formatNet(resultChips))
    : m.moments.leftWith(
        moneyText(takenChips, money, m.language),
        netMoneyText(resultChips, money, m.language),
      );
}

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
      <section data-testid={testIds.leftPage} data-chips={you && chipsOf(you)} data-result={you?.resultChips}>
        <h1 className={styles.title}>
          {loaded.state === 'loaded' && you
            ? leftWords(you, loaded.value, m)
            : loaded.state === 'loading'
              ? m.moments.adding
              : m.moments.leftTitle}
        </h1>
        <Scores view={view} client={client} />
        <WatchOffer client={client} wished={view.lobby?.watching === true} />
        <p className={styles.settle}>
          <Button look="primary" onClick={again} testId={testIds.takeAgain}>
            {m.moments.takeAgain}
          </Button>{' '}
          <a href="/" onClick={onLinkClick}>
            {m.scores.end.close}
          </a>
        </p>
        <Again />
      </section>
    </PageShell>
  );
}
