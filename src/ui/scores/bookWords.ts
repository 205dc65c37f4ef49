/** Sentences for what a book of results must not leave out, on a page or in a message to friends. */
import type { MissedView, OpenHandView, WithheldView } from '../../client/contract/record.ts';
import type { Messages } from '../messages/en/index.ts';
import { formatChips } from '../text/amounts.ts';

/** A nickname as the place wants it. */
type ShowName = (nickname: string) => string;

export function dueWords(due: NonNullable<OpenHandView['due']>, m: Messages, show: ShowName): string {
  const names = due.from.map(show).join(', ');
  if (names === '') return m.books.unfinished;
  return due.what === 'cards' ? m.books.cardsFrom(names) : m.books.wordFrom(names);
}

export function withheldWords({ hand, moved }: WithheldView, m: Messages, show: ShowName): string {
  const list = (of: typeof moved): string =>
    of.map((x) => m.books.amount(show(x.nickname), formatChips(Math.abs(x.chips)))).join(', ');
  return m.books.withheld(
    hand,
    list(moved.filter((x) => x.chips < 0)),
    list(moved.filter((x) => x.chips > 0)),
  );
}

export function missedWords({ afterHand, toHand, known }: MissedView, { books }: Messages): string {
  return `${books.away(afterHand, toHand)} ${known ? books.awayKnown : books.awayUnknown}`;
}
