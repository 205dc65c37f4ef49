/** Deutsch für einen Abend mit Freunden, nach Themen. */
import { runOut } from './runOut.ts';

export const evening = { runOut };
