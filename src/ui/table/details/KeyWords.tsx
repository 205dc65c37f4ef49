import type { TableKeyView } from '../../../client/contract/key.ts';
import { useMessages } from '../../messages/context.ts';
import { testIds } from '../../testIds.ts';

/** The table's key in plain words: whose it is, how many can be missing, and what to compare. */
export function KeyWords({ tableKey }: { tableKey: TableKeyView }) {
  const t = useMessages().tableKey;
  if (tableKey.state === 'making') return <p data-testid={testIds.tableKey}>{t.making}</p>;
  const { holders, spare, words, sinceHand } = tableKey;
  return (
    <p data-testid={testIds.tableKey}>
      {t.serving(holders, spare)} {t.words(words.join(' '), sinceHand)}
    </p>
  );
}
