/** Deutsch für Tische, an die man sich nicht einfach setzen kann. */
import type * as english from '../en/doors.ts';

export const doors: typeof english.doors = {
  taken: 'Diesem Tisch kannst du zuschauen',
  elsewhere:
    'Du spielst an diesem Tisch schon in einem anderen Tab dieses Browsers, und alle anderen Plätze sind besetzt. Geh in jenen Tab zurück, oder schau hier zu.',
  second:
    'Du spielst an diesem Tisch schon in einem anderen Tab dieses Browsers. Ein Platz hier wäre ein zweiter Spieler.',
};
