import type { SessionView } from '../../client/contract/record.ts';
import type { TableView } from '../../client/contract/view.ts';
import { Avatar } from '../components/Avatar.tsx';
import { Words } from '../components/Words.tsx';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { formatChips } from '../text/amounts.ts';
import { moneyText } from '../text/money.ts';
import { isolated, shownName } from '../text/names.ts';
import styles from './Accounts.module.css';
import { Net } from './Net.tsx';
import { Scroller } from './Scroller.tsx';
import { byResult, paymentWords, resultWords } from './scoresText.ts';
import { Unfinished } from './Unfinished.tsx';

/** Who brought what and who has it now, and the payments that make everybody even. */
export function Ledger({ session, looks }: { session: SessionView; looks?: TableView['looks'] }) {
  const m = useMessages();
  const t = m.session;
  const { ledger } = session;
  const seatOf = (player: string) => session.players.find((p) => p.player === player)?.seat;
  const plays = session.tournament === 'none';
  const sum = ledger.reduce((chips, row) => chips + row.resultChips, 0);
  return (
    <>
      <Unfinished session={session} />
      <Scroller label={t.ledger}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t.ledgerColumns.player}</th>
              <th scope="col" className={styles.number}>
                {t.ledgerColumns.result}
              </th>
              <th scope="col" className={styles.number}>
                {plays ? t.ledgerColumns.brought : t.ledgerColumns.entry}
              </th>
              <th scope="col" className={styles.number}>
                {plays ? t.ledgerColumns.taken : t.ledgerColumns.prize}
              </th>
              {plays && (
                <th scope="col" className={styles.number}>
                  {t.ledgerColumns.atTable}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {byResult(ledger).map((row) => (
              <tr
                key={row.player}
                data-testid={testIds.ledgerRow}
                data-brought={row.broughtChips}
                data-player={row.player}
                data-result={row.resultChips}
                data-cents={session.money && row.resultChips * session.money.centsPerChip}
              >
                <th scope="row">
                  <span className={styles.who}>
                    <Avatar
                      name={row.nickname}
                      seat={seatOf(row.player)}
                      size={26}
                      you={row.you}
                      look={looks?.find((l) => l.seat === seatOf(row.player))?.avatar}
                    />
                    <bdi>{shownName(row.nickname)}</bdi>
                  </span>
                </th>
                <td className={styles.number}>
                  <Net chips={row.resultChips} words={resultWords(row.resultChips, session, m)} />
                </td>
                <td className={styles.number}>{formatChips(row.broughtChips)}</td>
                <td className={styles.number}>{formatChips(row.takenChips)}</td>
                {plays && <td className={styles.number}>{formatChips(row.atTableChips)}</td>}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr data-testid={testIds.ledgerSum} data-chips={sum}>
              <th scope="row">{t.sum}</th>
              <td className={styles.number}>
                <Net chips={sum} />
              </td>
              <td colSpan={plays ? 3 : 2} />
            </tr>
          </tfoot>
        </table>
      </Scroller>
      <h3 className={styles.settle}>{t.settle}</h3>
      <Transfers session={session} />
    </>
  );
}

function Transfers({ session }: { session: SessionView }) {
  const m = useMessages();
  const t = m.session;
  const { transfers, ledger, money } = session;
  const nameOf = (player: string) => isolated(ledger.find((r) => r.player === player)?.nickname);
  if (transfers === undefined && session.missed.some((gap) => !gap.known))
    return <p data-testid={testIds.unaccounted}>{m.books.unaccounted}</p>;
  if (transfers === undefined)
    return (
      <p>{session.tournament === 'running' ? t.undecided : t.carried(formatChips(session.carriedChips))}</p>
    );
  return (
    <>
      <ul className={styles.transfers}>
        {transfers.map((x) => (
          <li
            key={`${x.from} ${x.to}`}
            data-testid={testIds.transfer}
            data-from={x.from}
            data-to={x.to}
            data-chips={x.chips}
            data-cents={money && x.chips * money.centsPerChip}
          >
            <Words text={t.transfer(nameOf(x.from), nameOf(x.to), paymentWords(x.chips, session, m))} />
          </li>
        ))}
      </ul>
      <p className={styles.soft}>
        {money ? m.money.settleNote(moneyText(1, money, m.language)) : t.settleNote(transfers.length)}
      </p>
    </>
  );
}
