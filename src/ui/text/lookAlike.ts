/**
 * Names that people take for one another though they are not equal: the skeletons of UTS #39 (Unicode Security
 * Mechanisms, 4), within what `confusables` has, and besides whatever differs in case, accents or invisible marks only.
 */
import { confusables } from './confusables.ts';

const prototypes = new Map(
  Object.entries(confusables).flatMap(([plain, alike]) =>
    [...alike].map((letter) => [letter, plain] as const),
  ),
);
const unseen = /[\p{M}\p{Default_Ignorable_Code_Point}\p{Cf}\s]/gu;

/** Equal for names that look alike. */
function skeleton(name: string): string {
  const plain = name.slice(0, 400).normalize('NFKD').replace(unseen, '');
  return Array.from(plain, (letter) => prototypes.get(letter) ?? letter)
    .join('')
    .normalize('NFKD');
}

const folded = (name: string): string => skeleton(name.toLowerCase());

/** Would somebody at the table take one of these for the other? */
export function looksLike(a: string, b: string): boolean {
  return skeleton(a) === skeleton(b) || folded(a) === folded(b);
}

/** The first two of several names that look alike, by their places; undefined where all can be told apart. */
export function alikeAmong(names: readonly string[]): readonly [number, number] | undefined {
  for (const [i, a] of names.entries())
    for (const [j, b] of names.entries()) if (j > i && looksLike(a, b)) return [i, j];
  return undefined;
}
