/** English for practising: which game, how many, how well the bots play. */
import type { Strength } from '../../../client/contract/practice.ts';

export const school = {
  choose: 'Choose game, players and strength',
  players: 'Players',
  strength: 'Bots play',
  strengths: { easy: 'like beginners', normal: 'by the odds', hard: 'hard' } satisfies Record<
    Strength,
    string
  >,
};
