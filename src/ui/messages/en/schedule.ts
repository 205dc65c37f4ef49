/** English for a tournament's levels and prizes, at the table and where they are made. */
import { scheduleStart } from './start.ts';

export const schedule = {
  title: 'Levels and prizes',
  level: 'Level',
  blinds: 'Blinds',
  ante: 'Ante',
  lasts: 'Lasts',
  minutes: (n: number) => `${n} min`,
  hands: (n: number) => `${n} hands`,
  toTheEnd: 'to the end',
  now: 'now',
  share: (place: string, share: string) => `${place}: ${share}`,
  ofEntries: 'of all entries',
  edit: 'Blind levels and prizes',
  editNote:
    'The first level is the blinds above. Everybody sees this list before they sit down, and at the table.',
  heads: ['Level', 'Small', 'Big', 'Ante', 'min', ''],
  small: (level: number) => `Level ${level}: small blind`,
  big: (level: number) => `Level ${level}: big blind`,
  anteOf: (level: number) => `Level ${level}: ante`,
  minutesOf: (level: number) => `Level ${level}: minutes`,
  remove: (level: number) => `Remove level ${level}`,
  add: 'Add a level',
  usual: 'Back to the usual levels',
  prizes: 'Prizes in percent, best place first',
  prizesNote: (usual: string) => `Empty: ${usual}, by the number of seats.`,
  ...scheduleStart,
};
