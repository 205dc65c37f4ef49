/** The scores as lines for a chat: results, payments, what people will talk about. */
import type { LedgerRow, SessionView } from '../../client/contract/record.ts';
import type { Messages } from '../messages/en/index.ts';
import { formatChips, formatNet } from '../text/amounts.ts';
import { moneyText, netMoneyText } from '../text/money.ts';
import { shownName } from '../text/names.ts';
import { dueWords, missedWords, withheldWords } from './bookWords.ts';

/** The best result first. */
export const byResult = (ledger: readonly LedgerRow[]): readonly LedgerRow[] =>
  [...ledger].sort((a, b) => b.resultChips - a.resultChips);

/** '+120', or '+120 (+6.00 €)' where chips have a worth. */
export function resultWords(chips: number, { money }: SessionView, m: Messages): string {
  const net = formatNet(chips);
  return money === undefined ? net : `${net} (${netMoneyText(chips, money, m.language)})`;
}

/** A payment: money where chips have a worth. */
export function paymentWords(chips: number, { money }: Pick<SessionView, 'money'>, m: Messages): string {
  return money === undefined ? formatChips(chips) : moneyText(chips, money, m.language);
}

export function scoresLines(session: SessionView, m: Messages): string[] {
  const nameOf = (player: string): string =>
    shownName(session.ledger.find((r) => r.player === player)?.nickname ?? '');
  const hands = session.points.length - 1;
  const open = session.openHands.map((h) => {
    const hand = m.scores.hand(h.hand, formatChips(h.potChips));
    return h.due === undefined ? hand : `${hand} ${dueWords(h.due, m, shownName)}`;
  });
  return [
    m.history.table(hands),
    ...(session.since === undefined ? [] : [m.books.since(session.since)]),
    ...byResult(session.ledger).map((r) =>
      m.scores.result(shownName(r.nickname), resultWords(r.resultChips, session, m)),
    ),
    ...open,
    ...session.withheld.map((w) => withheldWords(w, m, shownName)),
    ...session.missed.map((gap) => missedWords(gap, m)),
    ...(session.transfers ?? []).map((x) =>
      m.session.transfer(nameOf(x.from), nameOf(x.to), paymentWords(x.chips, session, m)),
    ),
  ];
}

export function scoresText(session: SessionView, table: string, m: Messages): string {
  return [shownName(table, 64), ...scoresLines(session, m)].join('\n');
}
