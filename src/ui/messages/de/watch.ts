/** Words for those who watch a table without a seat, in German. */
import type * as english from '../en/watch.ts';

export const watch: typeof english.watch = {
  watch: 'Zuschauen',
  note: 'Ohne Platz siehst du, was alle sehen: keine Karten, bevor sie gezeigt werden.',
  waiting: 'Du schaust zu, sobald das Spiel beginnt.',
  stop: 'Nicht zuschauen',
  title: 'Du schaust zu.',
  bar: 'Zuschauen',
  noRoom: 'Diesem Tisch schauen schon zu viele zu; im Augenblick ist kein Platz für noch jemanden.',
  takeSeat: 'Platz nehmen',
  leave: 'Nicht mehr zuschauen',
  count: (n) => `${n} ${n === 1 ? 'schaut' : 'schauen'} zu`,
  countNote: 'Wer den Link hat, kann zuschauen. Vor dem Showdown sind keine Karten zu sehen.',
};
