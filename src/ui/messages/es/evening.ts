/** Español para una noche con amigos, por temas. */
import { money } from './money.ts';
import { runOut } from './runOut.ts';
import { scores } from './scores.ts';

export const evening = { money, runOut, scores };
