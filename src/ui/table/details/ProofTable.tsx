import type { TableView } from '../../../client/contract/view.ts';
import { useMessages } from '../../messages/context.ts';
import { testIds } from '../../testIds.ts';
import { shownName } from '../../text/names.ts';
import styles from './DetailsPanel.module.css';
import { numbered } from './numbered.ts';

/** Every proof of the hand, in the order of the log. */
export function ProofTable({ view }: { view: TableView }) {
  const t = useMessages().details;
  const entries = view.hand?.proofs.entries ?? [];
  const nameOf = (seat: number) => shownName(view.seats.find((s) => s.seat === seat)?.nickname);
  return (
    <section>
      <h3>{t.proofs}</h3>
      {entries.length === 0 ? (
        <p>{t.noProofs}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t.columns.seat}</th>
              <th scope="col">{t.columns.step}</th>
              <th scope="col">{t.columns.result}</th>
              <th scope="col" className={styles.number}>
                {t.columns.time}
              </th>
            </tr>
          </thead>
          <tbody>
            {numbered(entries).map(({ entry, at }) => (
              <tr
                key={at}
                data-testid={testIds.proofRow}
                data-seat={entry.seat}
                data-step={entry.step}
                data-ok={entry.ok}
              >
                <td>
                  {entry.seat + 1} <bdi>{nameOf(entry.seat)}</bdi>
                </td>
                <td>{t.proof[entry.step]}</td>
                <td className={entry.ok ? styles.good : styles.bad}>{entry.ok ? t.ok : t.bad}</td>
                <td className={styles.number}>{t.took(Math.round(entry.tookMs))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
