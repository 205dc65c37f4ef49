/** English for an evening with friends, by what it is about. */
import { runOut } from './runOut.ts';

export const evening = { runOut };
