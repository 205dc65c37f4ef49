/** Randomness that decides nothing of the game, such as a suggested name. */
export { randomBelow } from '../../net/chance.ts';
