/** Games and betting structures by the name that states and configurations carry. */
import type { GameName, StructureName } from '../codec/config.ts';
import type { Game } from './game.ts';
import { holdem } from './games/holdem.ts';
import { omaha, omahaHiLo } from './games/omaha.ts';
import { shortDeck } from './games/shortDeck.ts';
import { razz, stud, studHiLo } from './games/stud.ts';
import type { Structure } from './structure.ts';
import { fixedLimit } from './structures/fixedLimit.ts';
import { noLimit } from './structures/noLimit.ts';
import { potLimit } from './structures/potLimit.ts';

const games: Record<GameName, Game> = {
  holdem,
  omaha,
  'omaha-hilo': omahaHiLo,
  'short-deck': shortDeck,
  stud,
  'stud-hilo': studHiLo,
  razz,
};

const structures: Record<StructureName, Structure> = {
  'no-limit': noLimit,
  'pot-limit': potLimit,
  'fixed-limit': fixedLimit,
};

export function gameNamed(name: GameName): Game {
  return games[name];
}

export function structureNamed(name: StructureName): Structure {
  return structures[name];
}
