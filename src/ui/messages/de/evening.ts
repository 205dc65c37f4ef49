/** Deutsch für einen Abend mit Freunden, nach Themen. */
import { calm } from './calm.ts';
import { doors } from './doors.ts';
import { look } from './look.ts';
import { moments } from './moments.ts';
import { money } from './money.ts';
import { runOut } from './runOut.ts';
import { schedule } from './schedule.ts';
import { school } from './school.ts';
import { scores } from './scores.ts';
import { self } from './self.ts';

export const evening = { calm, doors, look, moments, money, runOut, schedule, school, scores, self };
