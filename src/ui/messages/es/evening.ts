/** Español para una noche con amigos, por temas. */
import { runOut } from './runOut.ts';

export const evening = { runOut };
