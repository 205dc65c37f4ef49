/** English for an evening with friends, by what it is about. */
import { calm } from './calm.ts';
import { money } from './money.ts';
import { runOut } from './runOut.ts';
import { scores } from './scores.ts';

export const evening = { calm, money, runOut, scores };
