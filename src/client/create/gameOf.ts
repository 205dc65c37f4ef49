/** What the configuration's numbers mean, in one place for the screens. */
import {
  GAMES,
  type GameName,
  STRUCTURES,
  type StructureName,
  type TableConfig,
} from '../../codec/config.ts';

export interface GameOption {
  readonly game: GameName;
  readonly structure: StructureName;
  /** Cards in the deck, and so which circuit shuffles it. */
  readonly deckSize: 36 | 52;
}

export const deckSizeOf = (game: string): 36 | 52 => (game === 'short-deck' ? 36 : 52);

export function gameOf(config: TableConfig): GameOption {
  const game = GAMES[config.game]!;
  return { game, structure: STRUCTURES[config.structure]!, deckSize: deckSizeOf(game) };
}
