/** What the create form offers. Types only from below, so that the start page stays light. */
import type { Admission, GameName, StructureName } from '../../codec/config.ts';

export type { Admission, GameName, StructureName };

/** Games and the betting structures people play them with, the usual one first. */
export const PLAYABLE: Readonly<Record<GameName, readonly StructureName[]>> = {
  holdem: ['no-limit', 'pot-limit', 'fixed-limit'],
  omaha: ['pot-limit', 'fixed-limit'],
  'omaha-hilo': ['pot-limit', 'fixed-limit'],
  'short-deck': ['no-limit', 'pot-limit'],
  stud: ['fixed-limit'],
  'stud-hilo': ['fixed-limit'],
  razz: ['fixed-limit'],
};

/** Nobody posts blinds: everybody antes, and the cards decide who brings it in. */
export const hasBringIn = (game: GameName): boolean =>
  game === 'stud' || game === 'stud-hilo' || game === 'razz';

/** A hand is two cards of one's own beside the board: it can be proved to win unseen. */
export const mayClaim = (game: GameName): boolean => game === 'holdem' || game === 'short-deck';
