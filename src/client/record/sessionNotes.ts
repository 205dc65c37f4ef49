/** What a book of results must not leave out, in English lines for files, which people and programs read alike. */
import type { OpenHandView, SessionView } from '../contract/record.ts';

/** Unfinished hands, cards that were withheld, hands this device has not seen. No line holds a line break. */
export function sessionNotes({
  openHands,
  withheld,
  missed,
  since,
}: Pick<SessionView, 'openHands' | 'withheld' | 'missed' | 'since'>): string[] {
  return [
    ...(since === undefined
      ? []
      : [`this device came after hand ${since}: everybody counts from the chips it had then`]),
    ...openHands.map(unfinishedNote),
    ...withheld.map(({ hand, moved }) => {
      const [paid, got] = [moved.filter((m) => m.chips < 0), moved.filter((m) => m.chips > 0)];
      return `hand ${hand}: cards withheld, ${paid.map(amount).join(', ')} paid to ${got.map(amount).join(', ')}`;
    }),
    ...missed.map(({ afterHand, toHand, known }) => {
      const away = `this device was away after hand ${afterHand} until hand ${toHand} was over`;
      return known ? away : `${away}; who brought or took chips meanwhile is not known here`;
    }),
  ].map(oneLine);
}

function unfinishedNote({ hand, street, potChips, due, stakes }: OpenHandView): string {
  const what = due?.what === 'cards' ? 'cards due from' : 'waits for';
  const whom = due === undefined || due.from.length === 0 ? '' : `, ${what} ${due.from.join(', ')}`;
  const inIt = stakes.filter((s) => s.chips > 0).map((s) => `${s.nickname} ${s.chips}`);
  const at = street === undefined ? '' : ` (${street})`;
  return `hand ${hand}${at}: unfinished${whom}; pot ${potChips} (${inIt.join(', ')})`;
}

const amount = (m: { readonly nickname: string; readonly chips: number }): string =>
  `${m.nickname} ${Math.abs(m.chips)}`;

/** Names come from others. */
const oneLine = (text: string): string => text.replace(/\p{C}|\p{Zl}|\p{Zp}/gu, '');
