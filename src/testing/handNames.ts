/** For tests of the words: names that the rules really give. */
import { GAMES } from '../codec/config.ts';
import { gameNamed } from '../poker/catalogue.ts';
import { handName } from '../poker/handNames.ts';

/** Different names of hands dealt at random from a fixed seed, `deals` of every game. */
export function namesOfHands(deals: number): string[] {
  let x = 1;
  const random = (below: number): number => {
    x = (x * 48_271) % 0x7fffffff;
    return x % below;
  };
  const found = new Set<string>();
  for (const game of GAMES) {
    const { deck, boardCards } = gameNamed(game);
    const held = game.startsWith('omaha') ? 4 : boardCards === 0 ? 7 : 2;
    for (let i = 0; i < deals; i++) {
      const cards = [...deck];
      const draw = (n: number) => Array.from({ length: n }, () => cards.splice(random(cards.length), 1)[0]!);
      found.add(handName(draw(held), draw(boardCards), game));
    }
  }
  return [...found];
}
