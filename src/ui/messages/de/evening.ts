/** Deutsch für einen Abend mit Freunden, nach Themen. */
import { calm } from './calm.ts';
import { money } from './money.ts';
import { runOut } from './runOut.ts';
import { scores } from './scores.ts';

export const evening = { calm, money, runOut, scores };
