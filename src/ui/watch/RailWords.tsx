import type { TableView } from '../../client/contract/view.ts';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import styles from './Watch.module.css';

/** By whom this tab hears of the table; nothing where it is linked to the players. */
export function RailWords({ view }: { view: TableView }) {
  const m = useMessages();
  if (view.rail === undefined) return null;
  const { neighbours, historyRefused } = view.rail;
  return (
    <>
      <p className={styles.words} data-testid={testIds.railWords} data-neighbours={neighbours}>
        {neighbours === 0 ? m.rail.alone : m.rail.linked(neighbours)}
      </p>
      {historyRefused && (
        <p className={styles.words} role="status" data-testid={testIds.railHistory} data-why={historyRefused}>
          {m.rail.historyRefused[historyRefused]}
        </p>
      )}
    </>
  );
}
