/** Words about the table's key, in English. */
import { plural } from './games.ts';

export const tableKey = {
  making: 'The tabs are making a key for this table. Nothing waits for it.',
  serving: (holders: number, spare: number) =>
    `This table has a key of its own that no tab holds whole: each of ${holders} tabs has a share. ${spare > 0 ? `It works while no more than ${spare} of them ${plural(spare, 'is', 'are')} missing.` : 'All of them are needed to use it.'}`,
  words: (words: string, hand: number) =>
    `Its four words: ${words}. They are the same on every screen ${hand > 0 ? `since hand ${hand}` : 'since the first hand'}; if somebody reads out others, that tab plays at another table.`,
};
