import type { TableView } from '../../../client/contract/view.ts';
import { useMessages } from '../../messages/context.ts';
import { testIds } from '../../testIds.ts';
import { formatChips } from '../../text/amounts.ts';
import { shownName } from '../../text/names.ts';
import styles from './DetailsPanel.module.css';

/** Who has how much locked; nothing at a table without bonds. */
export function Bonds({ view }: { view: TableView }) {
  const t = useMessages().details;
  if (!view.extraRules || view.extraRules.bondChips === 0) return null;
  return (
    <section>
      <h3>{t.chips}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.columns.seat}</th>
            <th scope="col" className={styles.number}>
              {t.columns.stack}
            </th>
            <th scope="col" className={styles.number}>
              {t.columns.bond}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.seats.map((s) => (
            <tr
              key={s.seat}
              data-testid={testIds.bondRow}
              data-seat={s.seat}
              data-stack={s.stackChips}
              data-bond={s.bondChips}
            >
              <td>
                {s.seat + 1} <bdi>{shownName(s.nickname)}</bdi>
              </td>
              <td className={styles.number}>
                {formatChips(s.stackChips)} {s.creditChips > 0 && t.credit(formatChips(s.creditChips))}
              </td>
              <td className={styles.number}>{formatChips(s.bondChips)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t.chipsNote}</p>
    </section>
  );
}
